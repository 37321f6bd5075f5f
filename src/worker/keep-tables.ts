// What changed between two looks at the cluster: rows that are equal keep their object, tables whose rows all did are left out of the answer.

import type { ClusterRows } from '../view/rows.ts'

type Rows = readonly { readonly address: string }[]
type TableName = Exclude<keyof ClusterRows, 'ledger'>

const TABLES: readonly TableName[] = ['nodes', 'partitions', 'replicas', 'clients', 'messages', 'cuts']

/** The new tables, with every object of the old ones that is still right. */
export function keepTables(before: ClusterRows | null, now: ClusterRows): ClusterRows {
  if (before === null) return now
  const kept: { [name: string]: Rows } = {}
  for (const name of TABLES) kept[name] = keepRows(before[name], now[name])
  return {
    ...(kept as unknown as Pick<ClusterRows, TableName>),
    ledger: isSame(before.ledger, now.ledger) ? before.ledger : now.ledger,
  }
}

/** The tables that are not the same objects. */
export function changedTables(before: ClusterRows | null, now: ClusterRows): Partial<ClusterRows> {
  if (before === null) return now
  const changed: { [name: string]: unknown } = {}
  for (const name of [...TABLES, 'ledger'] as const) if (before[name] !== now[name]) changed[name] = now[name]
  return changed as Partial<ClusterRows>
}

function keepRows(before: Rows, now: Rows): Rows {
  const held = new Map(before.map((row) => [row.address, row]))
  let isAll = before.length === now.length
  const rows = now.map((row, place) => {
    const old = held.get(row.address)
    const kept = old !== undefined && isSame(old, row) ? old : row
    if (kept !== before[place]) isAll = false
    return kept
  })
  return isAll ? before : rows
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => isSame(Reflect.get(a, key), Reflect.get(b, key)))
}
