// Keeps the row objects the page already holds when a new frame brings equal ones, so that memoed parts stay still.

import type { LensRows } from '../../view/lens-rows.ts'

interface Addressed {
  readonly address: string
}

export function keepCluster(before: LensRows | null, now: Partial<LensRows>): LensRows {
  return {
    nodes: keepRows(before?.nodes ?? [], now.nodes),
    partitions: keepRows(before?.partitions ?? [], now.partitions),
    replicas: keepRows(before?.replicas ?? [], now.replicas),
    clients: keepRows(before?.clients ?? [], now.clients),
    messages: keepRows(before?.messages ?? [], now.messages),
    cuts: keepRows(before?.cuts ?? [], now.cuts),
    changes: keepRows(before?.changes ?? [], now.changes),
    voters: keepRows(before?.voters ?? [], now.voters),
    votes: keepRows(before?.votes ?? [], now.votes),
    records: keepRows(before?.records ?? [], now.records),
    quorum: keepRows(before?.quorum ?? [], now.quorum),
    metrics: keepRows(before?.metrics ?? [], now.metrics),
    logNames: keepRows(before?.logNames ?? [], now.logNames),
    logWindow: keepRows(before?.logWindow ?? [], now.logWindow),
    logReplicas: keepRows(before?.logReplicas ?? [], now.logReplicas),
    logRecords: keepRows(before?.logRecords ?? [], now.logRecords),
    logBuckets: keepRows(before?.logBuckets ?? [], now.logBuckets),
    logChanges: keepRows(before?.logChanges ?? [], now.logChanges),
    logReaders: keepRows(before?.logReaders ?? [], now.logReaders),
    disks: keepRows(before?.disks ?? [], now.disks),
    files: keepRows(before?.files ?? [], now.files),
    groups: keepRows(before?.groups ?? [], now.groups),
    ledger: keepValue(before?.ledger ?? EMPTY_LEDGER, now.ledger ?? before?.ledger ?? EMPTY_LEDGER),
  }
}

/** The rows of `now` (or of `before`, when left out), each the old object where it is equal. */
export function keepRows<Row extends Addressed>(
  before: readonly Row[],
  now: readonly Row[] | undefined,
): readonly Row[] {
  if (now === undefined) return before
  const held = new Map(before.map((row) => [row.address, row]))
  let same = before.length === now.length
  const rows = now.map((row, index) => {
    const old = held.get(row.address)
    const kept = old === undefined ? row : keepValue(old, row)
    if (kept !== before[index]) same = false
    return kept
  })
  return same ? before : rows
}

export function keepValue<Value>(before: Value, now: Value): Value {
  return equal(before, now) ? before : now
}

function equal(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every(
    (key) =>
      Object.hasOwn(right, key) &&
      equal((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
  )
}

const EMPTY_LEDGER: LensRows['ledger'] = {
  address: 'ledger',
  sent: 0,
  appended: 0,
  acknowledged: 0,
  committed: 0,
  uncommitted: 0,
  delivered: 0,
  failed: 0,
  lost: 0,
}
