// What an event changed: the fields of each row that differ from the same row one event before.

import type { ChangeRow } from './lens-rows.ts'
import { isSameValue } from './same-value.ts'

interface Addressed {
  readonly address: string
}

/** A row that was not there before has changed as a whole: its one field is `address`. */
export function changesOf(before: readonly Addressed[], now: readonly Addressed[]): ChangeRow[] {
  const held = new Map(before.map((row) => [row.address, row]))
  const changes: ChangeRow[] = []
  for (const row of now) {
    const old = held.get(row.address)
    const fields = old === undefined ? ['address'] : changedFields(old, row)
    if (fields.length > 0) changes.push({ address: row.address, fields })
  }
  return changes
}

function changedFields(before: object, now: object): string[] {
  return Object.keys(now).filter((field) => !isSameValue(Reflect.get(before, field), Reflect.get(now, field)))
}
