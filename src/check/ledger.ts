// The ledger follows every record by what happens to its batch: sent, appended, acknowledged, committed, delivered, failed, lost.
// It knows no more than the facts of the trace, and looks into a log only when a leader takes over: what of the acknowledged does it hold?

import { assert } from '../sim/assert.ts'
import { numberedFinder } from '../sim/finders.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, ownIn } from '../sim/tables.ts'

export interface Ledger extends Entity {
  readonly kind: 'ledger'
  /** Records, each counted once. */
  sent: number
  appended: number
  acknowledged: number
  committed: number
  delivered: number
  failed: number
  /** Acknowledged, and not in the log of the partition's present leader. */
  lost: number
  /** Appended again under another offset: retries without idempotence. */
  duplicated: number
  /** The other anomalies: what each means stands with its name, in anomalies.ts. */
  g1a: number
  precommittedReads: number
  inconsistentOffsets: number
  reordered: number
  reprocessed: number
  /** Polls. */
  nonmonotonicPolls: number
  pollSkips: number
}

export function addLedger(tables: Tables): Ledger {
  return addEntity<Ledger>(tables, (slot, stamp) => ({
    kind: 'ledger',
    address: 'ledger',
    slot,
    stamp,
    sent: 0,
    appended: 0,
    acknowledged: 0,
    committed: 0,
    delivered: 0,
    failed: 0,
    lost: 0,
    duplicated: 0,
    g1a: 0,
    precommittedReads: 0,
    inconsistentOffsets: 0,
    reordered: 0,
    reprocessed: 0,
    nonmonotonicPolls: 0,
    pollSkips: 0,
  }))
}

const findLedger = numberedFinder(() => 'ledger')

export function ledgerOf(tables: Tables): Ledger {
  const ledger = findLedger(tables, 0, null)
  assert(ledger !== null, 'the ledger is not there')
  return ledger as Ledger
}

/** Batches of one producer that are not settled: on their way, or appended and neither acknowledged nor given up. */
export interface ProducerAccount extends Entity {
  readonly kind: 'producerAccount'
  readonly producer: number
  /** Batch number to its copies in the partition's log; NEVER_APPENDED before the first. */
  readonly open: Map<number, number>
}

const findAccount = numberedFinder((producer: number) => `account:${producer}`)

function accountOf(tables: Tables, producer: number): ProducerAccount {
  const known = findAccount(tables, producer, producer)
  if (known !== null) return known as ProducerAccount
  return addEntity<ProducerAccount>(tables, (slot, stamp) => ({
    kind: 'producerAccount',
    address: `account:${producer}`,
    slot,
    stamp,
    producer,
    open: new Map(),
  }))
}

/** A batch goes on the wire for the first time. */
export function noteSent(tables: Tables, producer: number, batch: number, records: number): void {
  const account = accountOf(tables, producer)
  if (account.open.has(batch)) return
  ownIn(tables, account).open.set(batch, NEVER_APPENDED)
  ownIn(tables, ledgerOf(tables)).sent += records
}

const NEVER_APPENDED = -1

/** A leader appended it. True for a second copy beside the first, a duplicate; one that replaces a copy which a change of leader took away is none. */
export function noteAppended(tables: Tables, producer: number, batch: number, records: number): boolean {
  const account = ownIn(tables, accountOf(tables, producer))
  const copies = account.open.get(batch) ?? NEVER_APPENDED
  account.open.set(batch, Math.max(copies, 0) + 1)
  if (copies === NEVER_APPENDED) ownIn(tables, ledgerOf(tables)).appended += records
  return copies > 0
}

/** Appended, but to a log that is not the partition's any more: no copy of it counts. */
export function noteAppendedAside(tables: Tables, producer: number, batch: number, records: number): void {
  const account = accountOf(tables, producer)
  if (account.open.get(batch) !== NEVER_APPENDED) return
  ownIn(tables, account).open.set(batch, 0)
  ownIn(tables, ledgerOf(tables)).appended += records
}

/** A new leader does not have it: one copy less. */
export function noteDropped(tables: Tables, producer: number, batch: number): void {
  const account = accountOf(tables, producer)
  const copies = account.open.get(batch)
  if (copies !== undefined && copies > 0) ownIn(tables, account).open.set(batch, copies - 1)
}

/** A later leader has it after all: one copy more. */
export function noteRegained(tables: Tables, producer: number, batch: number): void {
  const account = accountOf(tables, producer)
  const copies = account.open.get(batch)
  if (copies !== undefined) ownIn(tables, account).open.set(batch, Math.max(copies, 0) + 1)
}

export function noteAcknowledged(tables: Tables, producer: number, batch: number, records: number): void {
  ownIn(tables, accountOf(tables, producer)).open.delete(batch)
  ownIn(tables, ledgerOf(tables)).acknowledged += records
}

export function noteFailed(tables: Tables, producer: number, batch: number, records: number): void {
  ownIn(tables, accountOf(tables, producer)).open.delete(batch)
  ownIn(tables, ledgerOf(tables)).failed += records
}
