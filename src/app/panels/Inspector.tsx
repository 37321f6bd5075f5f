// The selected thing's fields, what a viewpoint believes, and why the event at this moment happened.

import { Pin, PinOff, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { InspectRow } from '../../view/rows.ts'
import { CommandButton } from '../CommandButton.tsx'
import { ByHand } from '../hand/ByHand.tsx'
import { useRun } from '../state/run-state.ts'
import { inspected, useSelection } from '../state/selection.ts'
import { addressWords } from '../text/address-words.ts'
import { Beliefs } from './Beliefs.tsx'
import { FieldValue } from './FieldValue.tsx'
import { WhyNow } from './WhyNow.tsx'

export function Inspector() {
  const address = useSelection(inspected)
  return (
    <>
      {address === null ? <NothingSelected /> : <Fields address={address} />}
      <Beliefs />
      <WhyNow />
    </>
  )
}

function NothingSelected() {
  const { t } = useTranslation()
  return (
    <section className="block">
      <p className="hint">{t('inspect.nothing')}</p>
    </section>
  )
}

function Fields({ address }: { readonly address: string }) {
  const { t } = useTranslation()
  const row = useRun((run) => run.inspect)
  const pinned = useSelection((state) => state.pinned !== null)
  const words = addressWords(t, address)
  return (
    <section className="block" data-testid="inspector" data-address={address}>
      <header className="inspect-head">
        <div>
          <p className="eyebrow">{words.kind}</p>
          <h2 className="inspect-title">{words.name}</h2>
        </div>
        <CommandButton id="pin" className="icon-button" pressed={pinned}>
          {pinned ? <PinOff size={15} aria-hidden="true" /> : <Pin size={15} aria-hidden="true" />}
        </CommandButton>
        <CommandButton id="deselect" className="icon-button">
          <X size={15} aria-hidden="true" />
        </CommandButton>
      </header>
      {row !== null && row.address === address && row.presence !== 'here' && (
        <p className="hint">{t(`inspect.${row.presence}`)}</p>
      )}
      <ByHand address={address} />
      {row !== null &&
        row.address === address &&
        row.groups.map((group, index) => <Group key={group.label} group={group} named={index > 0} />)}
    </section>
  )
}

interface GroupProps {
  readonly group: InspectRow['groups'][number]
  readonly named: boolean
}

function Group({ group, named }: GroupProps) {
  const { t } = useTranslation()
  return (
    <>
      {named && (
        <h3 className="fields-name">{t(`inspect.group.${group.label}`, { defaultValue: group.label })}</h3>
      )}
      <dl className="fields">
        {group.fields.map((field) => (
          <div key={field.name} className={field.changed ? 'field changed' : 'field'}>
            <dt>{t(`inspect.field.${field.name}`, { defaultValue: field.name })}</dt>
            <dd>
              <FieldValue value={field.value} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
