// What changed between two looks at the cluster: rows that are equal keep their object, tables whose rows all did are left out of the answer.

import type { LensRows } from '../view/lens-rows.ts'
import type { ClusterRows } from '../view/rows.ts'
import { isSameValue } from '../view/same-value.ts'

/** Those of the open lens, and what others left behind. */
export type Tables = Partial<LensRows>

type Rows = readonly { readonly address: string }[]
type Named = { [name: string]: Rows | ClusterRows['ledger'] | undefined }

/** The new tables, with every object of the old ones that is still right; old ones that were not asked for stay. */
export function keepTables(before: Tables | null, now: Tables): Tables {
  if (before === null) return now
  const kept: Named = { ...(before as Named) }
  for (const [name, table] of Object.entries(now as Named)) {
    const old = kept[name]
    if (Array.isArray(table)) kept[name] = Array.isArray(old) ? keepRows(old, table) : table
    else kept[name] = isSameValue(old, table) ? old : table
  }
  return kept as Tables
}

/** The tables that are not the same objects. */
export function changedTables(before: Tables | null, now: Tables): Tables {
  if (before === null) return now
  const old = before as Named
  return Object.fromEntries(Object.entries(now as Named).filter(([name, table]) => old[name] !== table))
}

function keepRows(before: Rows, now: Rows): Rows {
  const held = new Map(before.map((row) => [row.address, row]))
  let isAll = before.length === now.length
  const rows = now.map((row, place) => {
    const old = held.get(row.address)
    const kept = old !== undefined && isSameValue(old, row) ? old : row
    if (kept !== before[place]) isAll = false
    return kept
  })
  return isAll ? before : rows
}
