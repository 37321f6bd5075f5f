// One argument of what is looked for, with what there is to choose from.

import { useTranslation } from 'react-i18next'
import type { UntilField as Field } from '../../run/until-conditions.ts'
import { useRun } from '../state/run-state.ts'
import { useSelection } from '../state/selection.ts'
import { useUntil, writeField } from './until-state.ts'

const NO_NAMES: readonly string[] = []

/** Errors that the brokers of this simulation answer with most. */
const ERRORS: readonly string[] = [
  'NOT_LEADER_OR_FOLLOWER',
  'NOT_ENOUGH_REPLICAS',
  'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'OFFSET_OUT_OF_RANGE',
  'REQUEST_TIMED_OUT',
  'REBALANCE_IN_PROGRESS',
  'NOT_COORDINATOR',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
]

export function UntilField({ field }: { readonly field: Field }) {
  const { t } = useTranslation()
  const { name, kind, optional } = field
  const text = useUntil((state) => state.texts[name] ?? '')
  const choices = useChoices(field)
  const list = `until-${name}`
  const label = t(`until.field.${name}`, { defaultValue: name })
  const isNumber = kind === 'number' || kind === 'duration'
  return (
    <label className="until-field">
      <span>
        {label}
        {kind === 'duration' && ` (${t('runUntil.seconds')})`}
      </span>
      <input
        className="sheet-input"
        type={isNumber ? 'number' : 'text'}
        min={isNumber ? 0 : undefined}
        step={kind === 'duration' ? 'any' : undefined}
        list={choices.length > 0 ? list : undefined}
        value={text}
        required={!optional}
        placeholder={optional ? t('runUntil.any') : undefined}
        data-testid={`until-${name}`}
        onChange={(event) => writeField(name, event.target.value)}
      />
      {choices.length > 0 && (
        <datalist id={list}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </label>
  )
}

function useChoices({ kind }: Field): readonly string[] {
  const cluster = useRun((run) => run.cluster)
  const inspect = useRun((run) => run.inspect)
  const selected = useSelection((state) => state.selected)
  if (cluster === null) return NO_NAMES
  switch (kind) {
    case 'partition':
      return cluster.partitions.map(({ address }) => address.slice('partition:'.length))
    case 'node':
      return [...cluster.nodes.map(({ id }) => String(id)), ...cluster.clients.map(({ id }) => id)]
    case 'client':
      return cluster.clients.map(({ id }) => id)
    case 'error':
      return ERRORS
    case 'record':
    case 'address':
      return selected === null ? NO_NAMES : [selected]
    case 'field':
      return inspect?.groups.flatMap(({ fields }) => fields.map(({ name }) => name)) ?? NO_NAMES
    case 'invariant':
    case 'condition':
    case 'number':
    case 'duration':
      return NO_NAMES
  }
}
