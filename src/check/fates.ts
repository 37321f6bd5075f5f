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

/**
 * `waiting`: in the producer; `sent`; `pending`: in a leader's log, not answered; `acknowledged`: answered before it was committed; `safe`: answered and
 * committed; `delivered`: safe, and a consumer has had it; `unanswered`: acks=0; `failed`: its producer gave it up; `doubtful`: given up, and in the log all the
 * same; `lost`: acknowledged, and not in the log; `duplicated`: in the log twice; `reordered`: behind a later one; `expired`: retention took it; `compacted`.
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
  const look = lookIn(world, tables)
  for (let record = from; record < from + count; record++) found.push(fateIn(known, record, look))
  return found
}

/** `record:p1/1336`; null when there is no such record (yet). */
export function fateOf(world: World, tables: Tables, producer: string, record: number): Fate | null {
  const process = find(world, `process:${producer}`)
  if (process === null) return null
  const [fate] = fatesOf(world, tables, process.slot, record, 1)
  return fate ?? null
}

interface Look {
  readonly history: (partition: number) => Readonly<History> | null
  /** Log of the partition's leader, or of whoever led it last. */
  readonly log: (partition: number) => Readonly<Log> | null
}

/** Looked up once a partition. */
function lookIn(world: World, tables: Tables): Look {
  const histories = new Map<number, History | null>()
  const logs = new Map<number, Log | null>()
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

function leaderLog(world: World, partition: string): Log | null {
  const state = truthImage(world).partitions.get(partition)
  if (state === undefined) return null
  const [first] = state.isr
  const node = state.leader >= 0 ? state.leader : (first ?? -1)
  return node < 0 ? null : replicaLog(world, partition, node)
}

function fateIn(known: Readonly<Book>, record: number, look: Look): Fate | null {
  if (record < known.first || record >= known.end) return null
  const batch = book.batchOf(known, record)
  if (batch === book.REFUSED) return 'failed'
  const entry = batch < 0 ? null : book.batchEntry(known, batch)
  if (entry === null) return null
  const { flags } = entry
  if ((flags & book.LOST) !== 0) return 'lost'
  if ((flags & book.DUPLICATED) !== 0) return 'duplicated'
  const inLog = (flags & book.APPENDED) !== 0
  if (inLog && entry.base >= 0) {
    const offset = entry.base + placeOf(known, entry, batch, record)
    const gone = goneFrom(look.log(entry.partition), offset)
    if (gone !== null) return gone
    if ((flags & book.REORDERED) !== 0) return 'reordered'
    if ((flags & book.ACKNOWLEDGED) !== 0) return answeredFate(look.history(entry.partition), offset)
  }
  if ((flags & book.FAILED) !== 0) return inLog ? 'doubtful' : 'failed'
  if ((flags & book.UNANSWERED) !== 0) return inLog ? 'pending' : 'unanswered'
  if ((flags & book.ACKNOWLEDGED) !== 0) return 'acknowledged'
  if (inLog) return 'pending'
  return (flags & book.SENT) !== 0 ? 'sent' : 'waiting'
}

function answeredFate(history: Readonly<History> | null, offset: number): Fate {
  if (history === null || offset >= history.committedEnd) return 'acknowledged'
  return offset < history.deliveredEnd ? 'delivered' : 'safe'
}

/** Retention moves the start of the log; compaction leaves holes. */
function goneFrom(log: Readonly<Log> | null, offset: number): Fate | null {
  if (log === null) return null
  if (offset < log.logStart) return 'expired'
  if (offset >= log.cleanedEnd) return null
  const batch = batchAt(log, offset)
  if (batch === null || batch.baseOffset > offset) return 'compacted'
  const { offsetDeltas } = batch
  return offsetDeltas === null || offsetDeltas.includes(offset - batch.baseOffset) ? null : 'compacted'
}

function placeOf(known: Readonly<Book>, entry: BatchEntry, batch: number, record: number): number {
  let place = 0
  for (let before = entry.first; before < record; before++)
    if (book.batchOf(known, before) === batch) place += 1
  return place
}
