// The bar of the log lens: which partition, how near, where, and which drawer.

import {
  ArrowUpToLine,
  Binary,
  FolderTree,
  HardDrive,
  Minus,
  Plus,
  Rows3,
  Search,
  UnfoldVertical,
} from 'lucide-react'
import type { ComponentType } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogNameRow, LogWindowRow } from '../../view/log-rows.ts'
import { countText } from '../format/time.ts'
import type { LogDrawer } from '../state/log-view.ts'
import { lookAt, useLogView } from '../state/log-view.ts'
import { useRun } from '../state/run-state.ts'
import { select } from '../state/selection.ts'
import { centred, zoomed } from './zoom.ts'

interface LogBarProps {
  readonly names: readonly LogNameRow[]
  readonly window: LogWindowRow | undefined
}

export function LogBar({ names, window }: LogBarProps) {
  const { t } = useTranslation()
  return (
    <div className="sheet-bar log-tools">
      <select
        className="sheet-select"
        aria-label={t('log.partition')}
        value={window?.name ?? ''}
        data-testid="log-partition"
        onChange={(event) => {
          lookAt({ partition: event.target.value, top: null, opened: null })
          select(`partition:${event.target.value}`)
        }}
      >
        {window === undefined && <option value="">–</option>}
        {names.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      {window !== undefined && <Zoom window={window} />}
      <Drawers />
    </div>
  )
}

function Zoom({ window }: { readonly window: LogWindowRow }) {
  const { t } = useTranslation()
  const span = useLogView((view) => view.span)
  const top = useLogView((view) => view.top)
  const near = (factor: number) => {
    const middle = useRun.getState().playing || top === null ? null : (window.from + window.to) / 2
    lookAt(zoomed(window, factor, middle))
  }
  return (
    <>
      <fieldset className="log-zoom" aria-label={t('log.zoom')}>
        <Tool icon={Minus} name={t('log.zoom.out')} testid="log-out" onClick={() => near(2)} />
        <Tool icon={Plus} name={t('log.zoom.in')} testid="log-in" onClick={() => near(0.5)} />
        <Tool
          icon={Rows3}
          name={t('log.zoom.read')}
          pressed={span < 0}
          testid="log-read"
          onClick={() => lookAt(span === 0 ? { span: -1, top: null } : { span: -1 })}
        />
        <Tool
          icon={UnfoldVertical}
          name={t('log.zoom.whole')}
          pressed={span === 0}
          testid="log-whole"
          onClick={() => lookAt({ span: 0, top: null })}
        />
        <Tool
          icon={ArrowUpToLine}
          name={t('log.zoom.newest')}
          pressed={top === null}
          testid="log-newest"
          onClick={() => lookAt({ top: null })}
        />
      </fieldset>
      <GoTo window={window} />
      <p className="sheet-count" role="status">
        {t('log.sight', {
          from: countText(Math.max(window.start, Math.floor(window.from))),
          to: countText(Math.min(window.end, Math.ceil(window.to))),
          end: countText(window.end),
        })}
      </p>
    </>
  )
}

interface ToolProps {
  readonly icon: ComponentType<{ size: number; 'aria-hidden': 'true' }>
  readonly name: string
  readonly pressed?: boolean
  readonly testid: string
  readonly onClick: () => void
}

function Tool({ icon: Icon, name, pressed, testid, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className="tool"
      aria-label={name}
      title={name}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      data-testid={testid}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <Icon size={15} aria-hidden="true" />
    </button>
  )
}

function GoTo({ window }: { readonly window: LogWindowRow }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const offset = Number.parseInt(text, 10)
        if (Number.isSafeInteger(offset))
          lookAt(centred(window, Math.max(window.start, Math.min(window.end - 1, offset))))
      }}
    >
      <input
        className="sheet-input log-goto"
        inputMode="numeric"
        placeholder={t('log.goto')}
        aria-label={t('log.goto')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        data-testid="log-goto"
      />
    </form>
  )
}

const DRAWERS: readonly (readonly [Exclude<LogDrawer, 'none'>, ToolProps['icon']])[] = [
  ['record', Binary],
  ['lookup', Search],
  ['files', FolderTree],
  ['disks', HardDrive],
]

function Drawers() {
  const { t } = useTranslation()
  const open = useLogView((view) => view.drawer)
  return (
    <fieldset className="log-drawers" aria-label={t('log.drawers')}>
      {DRAWERS.map(([drawer, Icon]) => (
        <button
          key={drawer}
          type="button"
          className="tool words"
          aria-pressed={open === drawer}
          title={t(`log.drawer.${drawer}`)}
          data-testid={`log-drawer-${drawer}`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => lookAt({ drawer: open === drawer ? 'none' : drawer })}
        >
          <Icon size={15} aria-hidden="true" />
          <span className="log-drawer-name">{t(`log.drawer.${drawer}`)}</span>
        </button>
      ))}
    </fieldset>
  )
}
