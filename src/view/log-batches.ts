// The batches of a log between two offsets, without a walk over what lies before them.

import type { Batch } from '../kafka/log/batch.ts'
import { endOf } from '../kafka/log/batch.ts'
import type { Log } from '../kafka/log/log.ts'
import type { LogChunk } from '../kafka/log/segment.ts'

/** Chunks that hold offsets of [from, to), oldest first. */
export function chunksBetween(log: Readonly<Log>, from: number, to: number): LogChunk[] {
  const { chunks } = log
  const found: LogChunk[] = []
  for (let index = firstChunk(chunks, from); index < chunks.length; index++) {
    const chunk = chunks[index] as LogChunk
    if (baseOf(chunk) >= to) break
    if (endOfLogChunk(chunk) > from) found.push(chunk)
  }
  return found
}

export function batchesBetween(log: Readonly<Log>, from: number, to: number): Batch[] {
  const found: Batch[] = []
  const low = Math.max(from, log.logStart)
  for (const { batches } of chunksBetween(log, low, to)) {
    for (const batch of batches) if (endOf(batch) > low && batch.baseOffset < to) found.push(batch)
  }
  return found
}

/** The newest batches, at most so many, oldest first. */
export function lastBatches(log: Readonly<Log>, count: number): Batch[] {
  const found: Batch[] = []
  for (let c = log.chunks.length - 1; c >= 0 && found.length < count; c--) {
    const { batches } = log.chunks[c] as LogChunk
    for (let b = batches.length - 1; b >= 0 && found.length < count; b--) found.push(batches[b] as Batch)
  }
  return found.reverse()
}

export function baseOf(chunk: LogChunk): number {
  return (chunk.batches[0] as Batch).baseOffset
}

export function endOfLogChunk(chunk: LogChunk): number {
  return endOf(chunk.batches[chunk.batches.length - 1] as Batch)
}

/** The last chunk that begins at or before an offset. */
function firstChunk(chunks: readonly LogChunk[], offset: number): number {
  let low = 0
  let high = chunks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (baseOf(chunks[middle] as LogChunk) <= offset) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}
