// The history of one partition: the batches that its leaders appended, in order of offset, each with what became of it.
// Chunks in which everything is settled are sealed, with the hash of the log at their end: two logs are then compared a chunk at a time.

import { numberedFinder } from '../sim/finders.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity } from '../sim/tables.ts'
import type { Sealed } from '../sim/tree.ts'

/** A batch of a producer, by the slot of its process. */
export interface BatchRef extends Sealed {
  readonly producer: number
  readonly batch: number
}

export interface History extends Entity {
  readonly kind: 'history'
  /** Interned name of the partition. */
  readonly partition: number
  /** Of the topic, −1 until a leader is seen. */
  topicId: number
  readonly chunks: HistoryChunk[]
  /** End of what its leaders have committed. */
  committedEnd: number
  /** Spans of offsets that some consumer was given; and of those whose records are gone and not read anew. */
  readonly delivered: number[]
  readonly goneReads: number[]
  leaderEpoch: number
  /** Where the present leader's records begin. */
  epochStart: number
  /** Batches that the present leader does not have, though they were acknowledged or given to a consumer. */
  readonly lostRows: LostRow[]
}

export interface LostRow extends Sealed {
  readonly producer: number
  readonly batch: number
  /** Records. */
  readonly acknowledged: number
  readonly read: number
}

export interface HistoryChunk {
  sealed: boolean
  /** For the state hash, once sealed. */
  contentHash: number
  /** Hash of the leader's log at the end of the chunk, once sealed. */
  logHash: string
  readonly base: number[]
  readonly count: number[]
  readonly producer: number[]
  readonly batch: number[]
  /** 1 once acknowledged. */
  readonly acknowledged: number[]
}

const ROWS_PER_CHUNK = 64

const findNumbered = numberedFinder((partition: number) => `history:${partition}`)

/** null: nothing has happened in that partition. */
export function findHistory(tables: Tables, partition: number): History | null {
  return findNumbered(tables, partition, partition) as History | null
}

export function historyOf(tables: Tables, partition: number): History {
  const known = findHistory(tables, partition)
  if (known !== null) return known
  return addEntity<History>(tables, (slot, stamp) => ({
    kind: 'history',
    address: `history:${partition}`,
    slot,
    stamp,
    partition,
    topicId: -1,
    chunks: [],
    committedEnd: 0,
    delivered: [],
    goneReads: [],
    leaderEpoch: -1,
    epochStart: 0,
    lostRows: [],
  }))
}

/** Adds a batch that a leader appended. The history must be owned. */
export function addRow(history: History, base: number, count: number, producer: number, batch: number): void {
  let chunk = history.chunks[history.chunks.length - 1]
  if (chunk === undefined || chunk.sealed || chunk.base.length === ROWS_PER_CHUNK) {
    chunk = {
      sealed: false,
      contentHash: 0,
      logHash: '',
      base: [],
      count: [],
      producer: [],
      batch: [],
      acknowledged: [],
    }
    history.chunks.push(chunk)
  }
  chunk.base.push(base)
  chunk.count.push(count)
  chunk.producer.push(producer)
  chunk.batch.push(batch)
  chunk.acknowledged.push(0)
}

/** Marks the row at an offset as acknowledged; null if the batch there is another. The history must be owned. */
export function acknowledgeRow(
  history: History,
  base: number,
  producer: number,
  batch: number,
): HistoryChunk | null {
  for (let c = history.chunks.length - 1; c >= 0; c--) {
    const chunk = history.chunks[c] as HistoryChunk
    if ((chunk.base[0] as number) > base) continue
    const row = chunk.base.indexOf(base)
    if (row < 0 || chunk.sealed || chunk.producer[row] !== producer || chunk.batch[row] !== batch) return null
    chunk.acknowledged[row] = 1
    return chunk
  }
  return null
}

/** Every row acknowledged, and the chunk full: it will not change but by a loss. */
export function isSettled(chunk: HistoryChunk): boolean {
  return !chunk.sealed && chunk.base.length === ROWS_PER_CHUNK && !chunk.acknowledged.includes(0)
}

/** One past the last offset that a leader gave to a batch. */
export function endOfHistory({ chunks }: Readonly<History>): number {
  const last = chunks[chunks.length - 1]
  return last === undefined ? 0 : endOfChunk(last)
}

const BATCHES_MAX = 64

/** The batches at offsets. */
export function batchesBetween({ chunks }: Readonly<History>, from: number, to: number): BatchRef[] {
  const found: BatchRef[] = []
  let c = chunks.length - 1
  while (c > 0 && ((chunks[c] as HistoryChunk).base[0] as number) > from) c -= 1
  for (; c >= 0 && c < chunks.length; c++) {
    const { base, count, producer, batch } = chunks[c] as HistoryChunk
    if ((base[0] as number) >= to) return found
    for (let row = 0; row < base.length && found.length < BATCHES_MAX; row++) {
      const start = base[row] as number
      if (start < to && start + (count[row] as number) > from)
        found.push({ sealed: true, producer: producer[row] as number, batch: batch[row] as number })
    }
  }
  return found
}

export function endOfChunk(chunk: HistoryChunk): number {
  const last = chunk.base.length - 1
  return (chunk.base[last] as number) + (chunk.count[last] as number)
}

/** Records that the partitions' leaders hold beyond what is committed. */
export function uncommittedRecords(tables: Tables): number {
  let records = 0
  for (const entity of tables.entities) {
    if (entity.kind !== 'history') continue
    const { chunks, committedEnd } = entity as History
    const last = chunks[chunks.length - 1]
    if (last !== undefined) records += Math.max(0, endOfChunk(last) - committedEnd)
  }
  return records
}

export interface Row {
  readonly base: number
  readonly count: number
  readonly producer: number
  readonly batch: number
  readonly acknowledged: boolean
}

/** Takes away the last row. The history must be owned. */
export function popRow(history: History): Row | null {
  const last = history.chunks[history.chunks.length - 1]
  if (last === undefined) return null
  let chunk = last
  if (chunk.sealed) {
    // A sealed chunk is shared by checkpoints: a copy is opened.
    chunk = {
      sealed: false,
      contentHash: 0,
      logHash: '',
      base: last.base.slice(),
      count: last.count.slice(),
      producer: last.producer.slice(),
      batch: last.batch.slice(),
      acknowledged: last.acknowledged.slice(),
    }
    history.chunks[history.chunks.length - 1] = chunk
  }
  const row: Row = {
    base: chunk.base.pop() as number,
    count: chunk.count.pop() as number,
    producer: chunk.producer.pop() as number,
    batch: chunk.batch.pop() as number,
    acknowledged: chunk.acknowledged.pop() === 1,
  }
  if (chunk.base.length === 0) history.chunks.pop()
  return row
}
