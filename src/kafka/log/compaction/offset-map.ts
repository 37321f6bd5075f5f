// The cleaner's map from keys to their latest offsets, of limited size (server.md 3.2; SkimpyOffsetMap): 24 bytes a key, filled to nine tenths.

import type { Batch } from '../batch.ts'
import { endOf, offsetAt } from '../batch.ts'
import type { Log } from '../log.ts'
import { chunkIndexOf } from '../read.ts'
import type { LogChunk } from '../segment.ts'

export interface OffsetMap {
  readonly latest: ReadonlyMap<string, number>
  /** The cleaning ends here: all keys below are in the map. */
  readonly endOffset: number
  /** It was full before the end of what could have been cleaned. */
  readonly isFull: boolean
}

/** Key of the record at a place of a batch, null for none. */
export type KeyAt = (batch: Batch, place: number) => string | null

const SLOT_BYTES = 24

/** Most keys that a cleaner thread's share of the buffer takes. */
export function offsetMapCapacity(dedupeBufferBytes: number, threads: number, loadFactor: number): number {
  const slots = Math.floor(Math.min(Math.floor(dedupeBufferBytes / threads), 2_147_483_647) / SLOT_BYTES)
  return Math.floor(slots * loadFactor)
}

// rule: compaction.offset-map
/** Of the records from `from` up to `to`; it stops at the record for which it has no room. */
export function buildOffsetMap(
  log: Readonly<Log>,
  from: number,
  to: number,
  capacity: number,
  keyAt: KeyAt,
): OffsetMap {
  const latest = new Map<string, number>()
  for (let c = chunkIndexOf(log, from); c < log.chunks.length; c++) {
    const { batches } = log.chunks[c] as LogChunk
    for (const batch of batches) {
      if (endOf(batch) <= from) continue
      if (batch.baseOffset >= to) return { latest, endOffset: to, isFull: false }
      const stoppedAt = mapBatch(latest, batch, from, capacity, keyAt)
      if (stoppedAt >= 0) return { latest, endOffset: stoppedAt, isFull: true }
    }
  }
  return { latest, endOffset: to, isFull: false }
}

/** −1, or the offset of the record that found no room. */
function mapBatch(
  latest: Map<string, number>,
  batch: Batch,
  from: number,
  capacity: number,
  keyAt: KeyAt,
): number {
  for (let place = 0; place < batch.count; place++) {
    const offset = offsetAt(batch, place)
    const key = keyAt(batch, place)
    if (key === null || offset < from) continue
    if (latest.size >= capacity) return offset
    latest.set(key, offset)
  }
  return -1
}
