// The panel at the right: the inspector with its why, the event list, the inputs and branches; the ledger under the inspector.

import * as Tabs from 'radix-ui/tabs'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useRun } from '../state/run-state.ts'
import { change, type SideTab, useSettings } from '../state/settings.ts'
import { InputList } from './InputList.tsx'
import { Inspector } from './Inspector.tsx'
import { RecordCounts } from './RecordCounts.tsx'

const EventList = lazy(async () => ({ default: (await import('./EventList.tsx')).EventList }))

const TABS: readonly SideTab[] = ['inspect', 'events', 'inputs']

export function SidePanel() {
  const { t } = useTranslation()
  const tab = useSettings((settings) => settings.sideTab)
  const open = useRun((run) => run.info !== null)
  return (
    <aside className="panel side" aria-label={t('side.name')} id="side">
      <Tabs.Root
        className="side-tabs"
        value={tab}
        onValueChange={(value) => change({ sideTab: value as SideTab })}
      >
        <Tabs.List className="side-list" aria-label={t('side.name')}>
          {TABS.map((id) => (
            <Tabs.Trigger key={id} value={id} className="side-tab" data-testid={`tab-${id}`}>
              {t(`side.${id}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="inspect" className="panel-scroll">
          <Inspector />
        </Tabs.Content>
        <Tabs.Content value="events" className="panel-fill" tabIndex={-1}>
          {open && (
            <Suspense fallback={null}>
              <EventList />
            </Suspense>
          )}
        </Tabs.Content>
        <Tabs.Content value="inputs" className="panel-scroll">
          <InputList />
        </Tabs.Content>
      </Tabs.Root>
      {tab === 'inspect' && <RecordCounts />}
    </aside>
  )
}
