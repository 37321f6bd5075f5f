// Reading a log: from the chunk that holds an offset, batch by batch. Offsets may be missing: compaction takes records away, and those left keep theirs.

import { listWith } from '../../sim/lists.ts'
import type { Batch } from './batch.ts'
import { endOf } from './batch.ts'
import type { Log } from './log.ts'
import type { LogChunk } from './segment.ts'

/** Whole batches from the one that holds `from` on, below `bound`, as long as they fit in `maxBytes`; the first comes whatever its size. */
export function readBatches(log: Readonly<Log>, from: number, bound: number, maxBytes: number): Batch[] {
  return read(log, from, bound, maxBytes, false)
}

// rule: fetch.one-segment
/** As a fetch reads: never beyond the segment in which it begins. */
export function readSegment(log: Readonly<Log>, from: number, bound: number, maxBytes: number): Batch[] {
  return read(log, from, bound, maxBytes, true)
}

function read(
  log: Readonly<Log>,
  from: number,
  bound: number,
  maxBytes: number,
  oneSegment: boolean,
): Batch[] {
  let found: Batch[] = []
  if (from >= bound) return found
  let bytes = 0
  let segment = -1
  for (let c = chunkIndexOf(log, from); c < log.chunks.length; c++) {
    const { batches, segmentBase } = log.chunks[c] as LogChunk
    if (oneSegment && found.length > 0 && segmentBase !== segment) return found
    segment = segmentBase
    for (let b = found.length > 0 ? 0 : firstBeyond(batches, from); b < batches.length; b++) {
      const batch = batches[b] as Batch
      if (endOf(batch) > bound) return found
      if (found.length > 0 && bytes + batch.sizeBytes > maxBytes) return found
      bytes += batch.sizeBytes
      found = listWith(found, batch)
    }
  }
  return found
}

/** Bytes of what `readSegment` would find, counted until there are `enough`. */
export function segmentBytes(log: Readonly<Log>, from: number, bound: number, enough: number): number {
  if (from >= bound) return 0
  let bytes = 0
  let segment = -1
  for (let c = chunkIndexOf(log, from); c < log.chunks.length; c++) {
    const { batches, segmentBase } = log.chunks[c] as LogChunk
    if (bytes > 0 && segmentBase !== segment) return bytes
    segment = segmentBase
    for (let b = bytes > 0 ? 0 : firstBeyond(batches, from); b < batches.length; b++) {
      const batch = batches[b] as Batch
      if (endOf(batch) > bound) return bytes
      bytes += batch.sizeBytes
      if (bytes >= enough) return bytes
    }
  }
  return bytes
}

/** Place of the first batch that ends beyond an offset. Mostly one of the last: from the end in steps that double, then by halves. */
export function firstBeyond(batches: readonly Batch[], offset: number): number {
  let high = batches.length
  let reach = 1
  let low = high - reach
  while (low >= 0 && endOf(batches[low] as Batch) > offset) {
    high = low
    reach *= 2
    low = high - reach
  }
  low = low < 0 ? 0 : low + 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (endOf(batches[middle] as Batch) > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** The batch that holds an offset, or null: there may be none where compaction was. */
export function batchAt(log: Readonly<Log>, offset: number): Batch | null {
  if (offset < log.logStart || offset >= log.logEnd) return null
  const found = readBatches(log, offset, log.logEnd, 0)[0]
  return found === undefined || found.baseOffset > offset ? null : found
}

/** The last chunk that begins at or below an offset, or the first. */
export function chunkIndexOf(log: Readonly<Log>, offset: number): number {
  let low = 0
  let high = log.chunks.length - 1
  // Who reads mostly reads at the end.
  if (high > 0 && ((log.chunks[high] as LogChunk).batches[0] as Batch).baseOffset <= offset) return high
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (((log.chunks[middle] as LogChunk).batches[0] as Batch).baseOffset <= offset) low = middle
    else high = middle - 1
  }
  return Math.max(low, 0)
}

/** Records that are there from the log's start on: fewer than offsets where compaction was. */
export function recordsIn(log: Readonly<Log>): number {
  let records = 0
  for (const { batches } of log.chunks) {
    for (const batch of batches) if (endOf(batch) > log.logStart) records += batch.count
  }
  return records
}
