// The fate of each record at a moment, from the book, the history of its partition, and the log of the partition's leader.

import type { Log } from '../kafka/log/log.ts'
import { batchAt } from '../kafka/log/read.ts'
import { replicaLog, truthImage } from '../kafka/truth.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { BatchEntry, Book } from './book.ts'
import * as book from './book.ts'
import type { History } from './history.ts'
import { findHistory } from './history.ts'
import { countInSpans } from './spans.ts'

/**
 * `waiting`: in the producer; `sent`; `pending`: in a leader's log, not answered; `acknowledged`: answered before it was committed; `safe`: answered and
 * committed; `delivered`: safe, and a consumer has had it; `unanswered`: acks=0; `failed`: its producer gave it up; `doubtful`: given up, and in the log all the
 * same; `lost`: acknowledged, and not in the log; `readGone`: not acknowledged, not in the log, and a consumer has had it; `duplicated`: in the log twice; `reordered`: behind a later one; `expired`: retention took it, a
 * request to delete, or the end of its topic; `compacted`.
 */
export const FATES = [
  'waiting',
  'sent',
  'pending',
  'acknowledged',
  'safe',
  'delivered',
  'unanswered',
  'failed',
  'doubtful',
  'lost',
  'readGone',
  'duplicated',
  'reordered',
  'expired',
  'compacted',
] as const

export type Fate = (typeof FATES)[number]

/** Fates of records `from` to `from + count − 1` of a producer (slot of its process); null where there is no such record. */
export function fatesOf(
  world: World,
  tables: Tables,
  producer: number,
  from: number,
  count: number,
): (Fate | null)[] {
  const known = book.findBook(tables, producer)
  const found: (Fate | null)[] = []
  if (known === null) return found
  const codeOf = fateCodes(world, tables, known)
  for (let record = from; record < from + count; record++) found.push(FATES[codeOf(record)] ?? null)
  return found
}

/** `record:p1/1336`; null when there is no such record (yet). */
export function fateOf(world: World, tables: Tables, producer: string, record: number): Fate | null {
  const process = find(world, `process:${producer}`)
  if (process === null) return null
  const [fate] = fatesOf(world, tables, process.slot, record, 1)
  return fate ?? null
}

const UNKNOWN = -1
const MIXED = -2

/**
 * Asked for a record after another of a book, it answers by the fate's place in FATES; −1 where there is no such record. Mostly all records of a batch have the
 * same: that is found once a batch, so that a million records take no longer than a frame or two.
 */
export function fateCodes(world: World, tables: Tables, known: Readonly<Book>): (record: number) => number {
  const look = lookIn(world, tables)
  const ofBatch = new Int8Array(book.batchesEnd(known)).fill(UNKNOWN)
  const places = new Map<number, { record: number; place: number }>()
  return (record) => {
    const batch = book.batchOf(known, record)
    if (batch === book.REFUSED) return FATES.indexOf('failed')
    if (batch < 0) return UNKNOWN
    const kept = ofBatch[batch]
    if (kept !== undefined && kept >= 0) return kept
    const entry = book.batchEntry(known, batch)
    if (entry === null) return UNKNOWN
    if (kept === UNKNOWN) {
      const fate = fateIn(entry, entry.base, entry.count, look)
      ofBatch[batch] = fate === null ? MIXED : FATES.indexOf(fate)
      if (fate !== null) return FATES.indexOf(fate)
    }
    const offset = entry.base + placeOf(known, entry, batch, record, places)
    const fate = fateIn(entry, offset, 1, look)
    return fate === null ? UNKNOWN : FATES.indexOf(fate)
  }
}

type LeaderLog = Readonly<Log> | 'deleted' | null

interface Look {
  readonly history: (partition: number) => Readonly<History> | null
  /** Log of the partition's leader, or of whoever led it last; `deleted` with its topic, which was not made again. */
  readonly log: (partition: number) => LeaderLog
}

/** Looked up once a partition. */
function lookIn(world: World, tables: Tables): Look {
  const histories = new Map<number, History | null>()
  const logs = new Map<number, LeaderLog>()
  return {
    history: (partition) => {
      let known = histories.get(partition)
      if (known === undefined) {
        known = findHistory(tables, partition)
        histories.set(partition, known)
      }
      return known
    },
    log: (partition) => {
      let known = logs.get(partition)
      if (known === undefined) {
        known = leaderLog(world, world.names[partition] ?? '')
        logs.set(partition, known)
      }
      return known
    },
  }
}

function leaderLog(world: World, partition: string): LeaderLog {
  const state = truthImage(world).partitions.get(partition)
  if (state === undefined) return 'deleted'
  const [first] = state.isr
  const node = state.leader >= 0 ? state.leader : (first ?? -1)
  return node < 0 ? null : replicaLog(world, partition, node)
}

/** What became of the records of a batch at `count` offsets from one on; null: not all of them have the same fate. One record always has one. */
function fateIn(
  { flags, base, partition }: BatchEntry,
  from: number,
  count: number,
  look: Look,
): Fate | null {
  if ((flags & book.LOST) !== 0) return 'lost'
  const inLog = (flags & book.APPENDED) !== 0
  if (!inLog && (flags & book.READ_GONE) !== 0) return 'readGone'
  if ((flags & book.DUPLICATED) !== 0) return 'duplicated'
  if (inLog && base >= 0) {
    if ((flags & book.TOPIC_DELETED) !== 0) return 'expired'
    const gone = goneFrom(look.log(partition), from, count)
    if (gone !== 'there') return gone
    if ((flags & book.REORDERED) !== 0) return 'reordered'
    if ((flags & book.ACKNOWLEDGED) !== 0) return answeredFate(look.history(partition), from, count)
  }
  if ((flags & book.FAILED) !== 0) return inLog ? 'doubtful' : 'failed'
  if ((flags & book.UNANSWERED) !== 0) return inLog ? 'pending' : 'unanswered'
  if ((flags & book.ACKNOWLEDGED) !== 0) return 'acknowledged'
  if (inLog) return 'pending'
  return (flags & book.SENT) !== 0 ? 'sent' : 'waiting'
}

function answeredFate(history: Readonly<History> | null, from: number, count: number): Fate | null {
  if (history === null || from >= history.committedEnd) return 'acknowledged'
  if (from + count > history.committedEnd) return null
  const delivered = countInSpans(history.delivered, from, from + count)
  if (delivered === count) return 'delivered'
  return delivered === 0 ? 'safe' : null
}

/** Retention moves the start of the log; compaction leaves holes. */
function goneFrom(log: LeaderLog, from: number, count: number): Fate | 'there' | null {
  if (log === null) return 'there'
  if (log === 'deleted') return 'expired'
  if (from + count <= log.logStart) return 'expired'
  if (from >= log.cleanedEnd && from >= log.logStart) return 'there'
  if (count > 1) return null
  const batch = batchAt(log, from)
  if (batch === null || batch.baseOffset > from) return 'compacted'
  const { offsetDeltas } = batch
  return offsetDeltas === null || offsetDeltas.includes(from - batch.baseOffset) ? 'there' : 'compacted'
}

/** Of a record in its batch; counted on from where the batch was asked for last. */
function placeOf(
  known: Readonly<Book>,
  entry: BatchEntry,
  batch: number,
  record: number,
  places: Map<number, { record: number; place: number }>,
): number {
  let last = places.get(batch)
  if (last === undefined || last.record > record) {
    last = { record: entry.first, place: 0 }
    places.set(batch, last)
  }
  for (; last.record < record; last.record++) if (book.batchOf(known, last.record) === batch) last.place += 1
  return last.place
}
