// What consumers are given: nothing that is not committed, each where the one before ended; and what of it had been read before, or is gone later.

import { consumerAt } from '../kafka/client/client-at.ts'
import { worksRecords } from '../kafka/client/poll-loop-state.ts'
import { numberedFinder } from '../sim/finders.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { noteAnomaly } from './anomalies.ts'
import { detailOf } from './detail.ts'
import type { BatchRef, History } from './history.ts'
import { batchesBetween, endOfHistory, historyOf } from './history.ts'
import { READS_ARE_COMMITTED, READS_GO_ON, violate } from './invariant.ts'
import { ledgerOf } from './ledger.ts'
import { addSpan, cutSpans, takeFromSpans } from './spans.ts'

interface Reading extends Entity {
  readonly kind: 'reading'
  /** Slot of the consumer's process. */
  readonly consumer: number
  /** By interned name of the partition: where the next records must begin. */
  readonly next: Map<number, number>
  /** Of which its position was lost or reset since, and nobody sought. */
  readonly moved: Set<number>
  /** Spans of offsets that it was given. */
  readonly given: Map<number, number[]>
}

const findReading = numberedFinder((consumer: number) => `reading:${consumer}`)

/** Of a consumer, by the slot of its process. */
function readingOf(tables: Tables, consumer: number): Reading {
  return (
    (findReading(tables, consumer, consumer) as Reading | null) ??
    addEntity<Reading>(tables, (slot, stamp) => ({
      kind: 'reading',
      address: `reading:${consumer}`,
      slot,
      stamp,
      consumer,
      next: new Map(),
      moved: new Set(),
      given: new Map(),
    }))
  )
}

/** A consumer was given records of a partition. */
export function noteRead(
  world: World,
  tables: Tables,
  consumer: number,
  partition: number,
  from: number,
  to: number,
): void {
  const history = ownIn(tables, historyOf(tables, partition))
  const reading = ownIn(tables, readingOf(tables, consumer))
  const next = reading.next.get(partition)
  if (next !== undefined && next !== from) noteJump(world, tables, reading, history, from)
  if (reading.moved.size > 0) reading.moved.delete(partition)
  const isEarly = to > history.committedEnd && history.chunks.length > 0
  if (isEarly) noteEarly(world, tables, consumer, history, from, to)
  if (history.goneReads.length > 0) noteInconsistent(world, tables, consumer, history, from, to)
  // What a leader gave away that has been replaced is in no history.
  const end = isEarly ? Math.min(to, endOfHistory(history)) : to
  reading.next.set(partition, end)
  if (end < to) reading.moved.add(partition)
  if (from >= end) return
  let given = reading.given.get(partition)
  if (given === undefined) {
    given = []
    reading.given.set(partition, given)
  }
  const again = addSpan(given, from, end)
  if (again > 0) noteGivenAgain(world, tables, consumer, history, from, end, again)
  // Each record counts once, whoever reads it first.
  const before = addSpan(history.delivered, from, end)
  if (before < end - from) ownIn(tables, ledgerOf(tables)).delivered += end - from - before
}

function noteEarly(
  world: World,
  tables: Tables,
  consumer: number,
  history: Readonly<History>,
  from: number,
  to: number,
): void {
  const about = `partition:${world.names[history.partition] ?? ''}`
  const detail = detailOf('read-ahead', { who: nameOf(world, consumer), to, committed: history.committedEnd })
  violate(tables, READS_ARE_COMMITTED, world.event, { about, detail })
  const early = Math.max(from, history.committedEnd)
  befallReader(world, tables, 'precommittedReads', consumer, history, early, to)
  const beyond = Math.max(from, endOfHistory(history))
  if (beyond < to) befallReader(world, tables, 'g1a', consumer, history, beyond, to)
}

/** Between two changes of its position, or of who owns the partition, a consumer goes on where it was. */
function noteJump(
  world: World,
  tables: Tables,
  reading: Readonly<Reading>,
  history: Readonly<History>,
  from: number,
): void {
  const next = reading.next.get(history.partition) as number
  const isReset = reading.moved.has(history.partition)
  if (!isReset) {
    const about = `partition:${world.names[history.partition] ?? ''}`
    const detail = detailOf('read-jump', { who: nameOf(world, reading.consumer), from, next })
    violate(tables, READS_GO_ON, world.event, { about, detail })
  }
  noteAnomaly(world, tables, from < next ? 'nonmonotonicPolls' : 'pollSkips', {
    partition: history.partition,
    who: nameOf(world, reading.consumer),
    from: Math.min(from, next),
    to: Math.max(from, next),
    count: 1,
    batches: batchesBetween(history, Math.min(from, next), Math.max(from, next)),
    excusedBy: isReset ? 'positions-stay-valid' : null,
  })
}

/** Another record stands where somebody has read one that is gone. */
function noteInconsistent(
  world: World,
  tables: Tables,
  consumer: number,
  history: History,
  from: number,
  to: number,
): void {
  const found = takeFromSpans(history.goneReads, from, to)
  if (found > 0) befallReader(world, tables, 'inconsistentOffsets', consumer, history, from, to, found)
}

/** Where nothing follows a poll, what is given is processed. */
function noteGivenAgain(
  world: World,
  tables: Tables,
  slot: number,
  history: Readonly<History>,
  from: number,
  to: number,
  again: number,
): void {
  const consumer = consumerAt(world, slot)
  if (consumer === null || worksRecords(consumer)) return
  befallReader(world, tables, 'reprocessed', slot, history, from, to, again, 'commits-before-processing')
}

function befallReader(
  world: World,
  tables: Tables,
  kind: 'g1a' | 'precommittedReads' | 'inconsistentOffsets' | 'reprocessed',
  consumer: number,
  history: Readonly<History>,
  from: number,
  to: number,
  count = to - from,
  excusedBy: string | null = null,
): void {
  const { partition } = history
  const batches = batchesBetween(history, from, to)
  noteAnomaly(world, tables, kind, {
    partition,
    who: nameOf(world, consumer),
    from,
    to,
    count,
    batches,
    excusedBy,
  })
}

/** A batch is gone that a consumer may have been given: how many of its records were. The history must be owned; it is cut from the end on. */
export function goneUnder(
  world: World,
  tables: Tables,
  history: History,
  row: { readonly base: number; readonly count: number },
  batch: BatchRef,
): number {
  const { delivered } = history
  if ((delivered.at(-1) ?? 0) <= row.base) return 0
  for (let place = 0; place < delivered.length; place += 2) {
    const stop = delivered[place + 1] as number
    if (stop > row.base) addSpan(history.goneReads, Math.max(delivered[place] as number, row.base), stop)
  }
  const gone = cutSpans(delivered, row.base)
  const { partition } = history
  let counted = gone
  for (const entity of tables.entities) {
    if (entity.kind !== 'reading') continue
    const { given, consumer } = entity as Reading
    const last = given.get(partition)?.at(-1)
    if (last === undefined || last <= row.base) continue
    const reading = ownIn(tables, entity as Reading)
    const count = cutSpans(reading.given.get(partition) as number[], row.base)
    goOnAt(reading, partition, row.base)
    const befell = {
      partition,
      who: nameOf(world, consumer),
      from: row.base,
      to: row.base + row.count,
      count,
      batches: [batch],
    }
    noteAnomaly(world, tables, 'g1a', befell, counted)
    counted = 0
  }
  return gone
}

/** What it has not read begins here, whatever it believes. */
function goOnAt(reading: Reading, partition: number, offset: number): void {
  if ((reading.next.get(partition) ?? 0) <= offset) return
  reading.next.set(partition, offset)
  reading.moved.add(partition)
}

/** A batch that was gone is there again, and whoever had read up to its beginning only by its loss has read it. */
export function foundAgain(tables: Tables, history: History, base: number, read: number): void {
  const { partition } = history
  takeFromSpans(history.goneReads, base, base + read)
  addSpan(history.delivered, base, base + read)
  for (const entity of tables.entities) {
    if (entity.kind !== 'reading') continue
    const { next, moved } = entity as Reading
    if (next.get(partition) !== base || !moved.has(partition)) continue
    const reading = ownIn(tables, entity as Reading)
    reading.next.set(partition, base + read)
    const given = reading.given.get(partition)
    if (given !== undefined) addSpan(given, base, base + read)
  }
}

/** Its position is no longer what it was, though nobody sought: lost, or reset by the policy. */
export function noteMoved(tables: Tables, consumer: number, partition: number): void {
  const known = findReading(tables, consumer, consumer) as Reading | null
  if (known?.next.has(partition) === true) ownIn(tables, known).moved.add(partition)
}

/** It begins anew by its own will, or as another member; null: in every partition. */
export function forgetReading(tables: Tables, consumer: number, partition: number | null): void {
  const known = findReading(tables, consumer, consumer) as Reading | null
  if (known === null) return
  if (partition === null) ownIn(tables, known).next.clear()
  else if (known.next.has(partition)) ownIn(tables, known).next.delete(partition)
}

/** The topic is another: whatever was read of the old one says nothing. */
export function forgetGiven(tables: Tables, partition: number): void {
  for (const entity of tables.entities) {
    if (entity.kind !== 'reading' || !(entity as Reading).given.has(partition)) continue
    const mine = ownIn(tables, entity as Reading)
    mine.given.delete(partition)
    mine.next.delete(partition)
  }
}

function nameOf(world: World, process: number): string {
  return at(world, process).address.slice('process:'.length)
}
