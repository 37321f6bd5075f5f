// How far a consumer gets in a batch. Compaction leaves holes in batches: what is missing is not handed out, and after the last record of a batch comes the
// offset after the batch.

import type { Batch } from '../log/batch.ts'
import { endOf, offsetAt } from '../log/batch.ts'

/** Records of the batch at or above a position, at most `max`. */
export function recordsFrom(batch: Batch, position: number, max: number): number {
  if (batch.offsetDeltas === null) {
    const start = Math.max(position, batch.baseOffset)
    return Math.min(max, Math.max(endOf(batch) - start, 0))
  }
  return Math.min(max, batch.count - firstPlace(batch, position))
}

/** The position after so many of them. */
export function positionAfter(batch: Batch, position: number, count: number): number {
  if (batch.offsetDeltas === null) return Math.max(position, batch.baseOffset) + count
  const next = firstPlace(batch, position) + count
  return next >= batch.count ? Math.max(endOf(batch), position) : offsetAt(batch, next - 1) + 1
}

function firstPlace(batch: Batch, position: number): number {
  let place = 0
  while (place < batch.count && offsetAt(batch, place) < position) place += 1
  return place
}
