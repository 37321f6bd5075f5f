// How the inspector's rows are put together. Names within a group differ; the catalogues word those of `inspect.field.*`, any other name is shown as it is.

import type { InspectRow } from './rows.ts'

export type InspectGroup = InspectRow['groups'][number]

export type FieldPair = readonly [name: string, value: string | number]

/** null: nothing to say, so no group. */
export function group(label: string, fields: readonly FieldPair[]): InspectGroup | null {
  if (fields.length === 0) return null
  return { label, fields: fields.map(([name, value]) => ({ name, value: String(value), changed: false })) }
}

export function here(address: string, kind: string, groups: readonly (InspectGroup | null)[]): InspectRow {
  return { address, kind, presence: 'here', groups: groups.filter((each) => each !== null) }
}

export function absent(address: string, kind: string, presence: 'notYet' | 'noMore'): InspectRow {
  return { address, kind, presence, groups: [] }
}

/** Marks what differs from the same thing a moment before. */
export function markChanges(row: InspectRow, before: InspectRow): InspectRow {
  if (before.address !== row.address || before.presence !== 'here') return row
  const old = new Map<string, string>()
  for (const { label, fields } of before.groups)
    for (const { name, value } of fields) old.set(`${label}/${name}`, value)
  return {
    ...row,
    groups: row.groups.map(({ label, fields }) => ({
      label,
      fields: fields.map((field) => ({
        ...field,
        changed: old.get(`${label}/${field.name}`) !== field.value,
      })),
    })),
  }
}
