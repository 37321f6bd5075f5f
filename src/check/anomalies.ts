// Anomalies by the names of Jepsen's Kafka checker: how often each befell whom, in which partition, and the first of each with its records.
// None is a violation by itself: the promise that covers it decides, and each says what voided that promise at the time.

import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { Sealed } from '../sim/tree.ts'
import type { World } from '../sim/world.ts'
import type { BatchRef } from './history.ts'
import type { Invariant } from './invariant.ts'
import {
  ACKNOWLEDGED_SURVIVES,
  IN_ORDER,
  NO_DUPLICATES,
  PROCESSED_AT_MOST_ONCE,
  READS_ARE_COMMITTED,
  READS_GO_ON,
  voidAssumptionOf,
} from './invariant.ts'
import { ledgerOf } from './ledger.ts'

/**
 * `lost`: acknowledged, and gone (lost write); `g1a`: given to a consumer, and gone (aborted read); `precommittedReads`: given to a consumer before it was
 * committed; `inconsistentOffsets`: a consumer finds another record at an offset that somebody has read before; `duplicated`: appended again; `reordered`:
 * appended behind a later one; `reprocessed`: processed again by the same group, or by a consumer without one. These count records, the last two polls:
 * `nonmonotonicPolls` go back, `pollSkips` leave something out, though nobody sought, and the partition did not change hands.
 */
export const ANOMALIES = [
  'lost',
  'g1a',
  'precommittedReads',
  'inconsistentOffsets',
  'duplicated',
  'reordered',
  'reprocessed',
  'nonmonotonicPolls',
  'pollSkips',
] as const

export type AnomalyKind = (typeof ANOMALIES)[number]

/** The promise under which it would be a violation. */
export const PROMISED_BY: { readonly [kind in AnomalyKind]: Invariant } = {
  lost: ACKNOWLEDGED_SURVIVES,
  g1a: READS_ARE_COMMITTED,
  precommittedReads: READS_ARE_COMMITTED,
  inconsistentOffsets: READS_ARE_COMMITTED,
  duplicated: NO_DUPLICATES,
  reordered: IN_ORDER,
  reprocessed: PROCESSED_AT_MOST_ONCE,
  nonmonotonicPolls: READS_GO_ON,
  pollSkips: READS_GO_ON,
}

export interface Anomaly extends Sealed {
  readonly kind: AnomalyKind
  readonly event: number
  /** Interned name. */
  readonly partition: number
  /** A producer, a consumer or a group. */
  readonly who: string
  /** Offsets. */
  readonly from: number
  readonly to: number
  readonly count: number
  readonly batches: readonly BatchRef[]
  /** The assumption that voided the promise, '' while it stands. */
  readonly allowedBy: string
}

interface AnomalyBook extends Entity {
  readonly kind: 'anomalies'
  /** The first of each kind. */
  readonly rows: Anomaly[]
  readonly rowsOfKind: number[]
  /** All of them, by kind, partition and whom it befell, as JSON. */
  readonly tallies: Map<string, number>
}

const ROWS_OF_KIND_MAX = 100
const BATCHES_MAX = 64

function anomalyBook(tables: Tables): AnomalyBook {
  return (
    (findEntity(tables, 'anomalies') as AnomalyBook | null) ??
    addEntity<AnomalyBook>(tables, (slot, stamp) => ({
      kind: 'anomalies',
      address: 'anomalies',
      slot,
      stamp,
      rows: [],
      rowsOfKind: ANOMALIES.map(() => 0),
      tallies: new Map(),
    }))
  )
}

export interface Befell {
  readonly partition: number
  readonly who: string
  readonly from: number
  readonly to: number
  readonly count: number
  readonly batches: readonly BatchRef[]
  /** An assumption that does not hold for this one, though it may for others. */
  readonly excusedBy?: string | null
}

/** Something befell somebody. Whether the ledger counts it as well: records that two consumers had are counted once there. */
export function noteAnomaly(
  world: World,
  tables: Tables,
  kind: AnomalyKind,
  befell: Befell,
  counted = befell.count,
): void {
  ownIn(tables, ledgerOf(tables))[kind] += counted
  const { excusedBy, ...row } = befell
  const book = ownIn(tables, anomalyBook(tables))
  addToTally(book, kind, world.names[befell.partition] ?? '', befell.who, befell.count)
  const allowedBy = excusedBy ?? voidAssumptionOf(tables, PROMISED_BY[kind])
  if (joinsLast(book, kind, world.event, row)) return
  const place = ANOMALIES.indexOf(kind)
  if ((book.rowsOfKind[place] as number) >= ROWS_OF_KIND_MAX) return
  book.rowsOfKind[place] = (book.rowsOfKind[place] as number) + 1
  const batches = row.batches.slice(0, BATCHES_MAX)
  book.rows.push({ sealed: true, kind, event: world.event, ...row, batches, allowedBy })
}

/** What one event does to neighbouring batches is told as one. */
function joinsLast(
  book: AnomalyBook,
  kind: AnomalyKind,
  event: number,
  row: Omit<Befell, 'excusedBy'>,
): boolean {
  for (let place = book.rows.length - 1; place >= 0; place--) {
    const last = book.rows[place] as Anomaly
    if (last.event !== event) return false
    if (last.kind !== kind || last.partition !== row.partition || last.who !== row.who) continue
    if (row.to !== last.from && row.from !== last.to) continue
    const room = BATCHES_MAX - last.batches.length
    book.rows[place] = {
      ...last,
      from: Math.min(last.from, row.from),
      to: Math.max(last.to, row.to),
      count: last.count + row.count,
      batches: room > 0 ? [...last.batches, ...row.batches.slice(0, room)] : last.batches,
    }
    return true
  }
  return false
}

function addToTally(
  book: AnomalyBook,
  kind: AnomalyKind,
  partition: string,
  who: string,
  count: number,
): void {
  const key = JSON.stringify([kind, partition, who])
  const now = (book.tallies.get(key) ?? 0) + count
  if (now > 0) book.tallies.set(key, now)
  else book.tallies.delete(key)
}

/** A later leader has a batch after all: it is not gone, and whoever read it read what is there. `counted`: how many the ledger had. */
export function takeBackAnomaly(
  world: World,
  tables: Tables,
  kind: 'lost' | 'g1a',
  partition: number,
  { producer, batch, count }: { readonly producer: number; readonly batch: number; readonly count: number },
): void {
  ownIn(tables, ledgerOf(tables))[kind] -= count
  const book = ownIn(tables, anomalyBook(tables))
  const isIt = (row: Anomaly) =>
    row.kind === kind &&
    row.partition === partition &&
    row.batches.some((one) => one.producer === producer && one.batch === batch)
  const name = world.names[partition] ?? ''
  const whose = new Set(book.rows.filter(isIt).map(({ who }) => who))
  for (const who of [...whose].sort()) addToTally(book, kind, name, who, -count)
  for (let place = book.rows.length - 1; place >= 0; place--) {
    const row = book.rows[place] as Anomaly
    if (!isIt(row)) continue
    if (row.count > count) {
      const batches = row.batches.filter((one) => one.producer !== producer || one.batch !== batch)
      book.rows[place] = { ...row, count: row.count - count, batches }
      continue
    }
    book.rows.splice(place, 1)
    const at = ANOMALIES.indexOf(kind)
    book.rowsOfKind[at] = (book.rowsOfKind[at] as number) - 1
  }
}

export interface AnomalyTally {
  readonly kind: AnomalyKind
  readonly partition: string
  readonly who: string
  readonly count: number
}

/** By kind in order, then partition and whom it befell. */
export function anomalyTallies(tables: Tables): AnomalyTally[] {
  const known = findEntity(tables, 'anomalies') as AnomalyBook | null
  if (known === null) return []
  const found = [...known.tallies].map(([key, count]): AnomalyTally => {
    const [kind, partition, who] = JSON.parse(key) as [AnomalyKind, string, string]
    return { kind, partition, who, count }
  })
  const order = ({ kind, partition, who }: AnomalyTally) => `${ANOMALIES.indexOf(kind)} ${partition} ${who}`
  return found.sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** The first of each kind, in order of events. */
export function anomalyRows(tables: Tables): readonly Anomaly[] {
  const known = findEntity(tables, 'anomalies') as AnomalyBook | null
  return known === null ? [] : known.rows
}
