// What a run can be run until, forwards or backwards, declared as data: menus, shell and checks of the arguments derive from this list.

export type UntilFieldKind =
  | 'record'
  | 'partition'
  | 'node'
  | 'client'
  | 'error'
  | 'number'
  | 'duration'
  | 'address'
  | 'field'
  | 'invariant'
  | 'condition'

export interface UntilField {
  readonly name: string
  readonly kind: UntilFieldKind
  /** Left out: any. */
  readonly optional: boolean
}

export interface UntilCondition {
  readonly id: UntilId
  readonly fields: readonly UntilField[]
}

export type UntilId =
  | 'record-fate'
  | 'under-min-isr'
  | 'leadership'
  | 'ownership'
  | 'high-watermark-stall'
  | 'lag'
  | 'error'
  | 'violation'
  | 'node-event'
  | 'field-change'
  | 'condition'

/** Durations in microseconds, numbers as numbers. */
export interface UntilAsk {
  readonly until: UntilId
  readonly args: { readonly [field: string]: string | number }
}

function field(name: string, kind: UntilFieldKind, optional = false): UntilField {
  return { name, kind, optional }
}

export const UNTIL_CONDITIONS: readonly UntilCondition[] = [
  { id: 'record-fate', fields: [field('record', 'record', true)] },
  { id: 'under-min-isr', fields: [field('partition', 'partition', true)] },
  { id: 'leadership', fields: [field('partition', 'partition', true)] },
  { id: 'ownership', fields: [field('partition', 'partition', true)] },
  {
    id: 'high-watermark-stall',
    fields: [field('partition', 'partition', true), field('for', 'duration')],
  },
  { id: 'lag', fields: [field('client', 'client', true), field('above', 'number')] },
  { id: 'error', fields: [field('error', 'error')] },
  { id: 'violation', fields: [field('invariant', 'invariant', true)] },
  { id: 'node-event', fields: [field('node', 'node')] },
  { id: 'field-change', fields: [field('address', 'address'), field('field', 'field')] },
  { id: 'condition', fields: [field('condition', 'condition')] },
]

export function untilCondition(id: string): UntilCondition | null {
  return UNTIL_CONDITIONS.find((condition) => condition.id === id) ?? null
}
