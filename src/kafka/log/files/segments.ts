// The segments of a log with their indexes, as they lie on the disk (server.md 2.5).

import type { Batch } from '../batch.ts'
import type { Log, SegmentFiles } from '../log.ts'
import { chunkIndexOf } from '../read.ts'
import type { LogChunk, LogSegment } from '../segment.ts'

export interface Segment {
  readonly baseOffset: number
  readonly batches: readonly Batch[]
  readonly sizeBytes: number
  /** The last one: the only one that is appended to. */
  readonly isActive: boolean
  readonly index: readonly IndexEntry[]
  readonly timeIndex: readonly TimeIndexEntry[]
}

export interface IndexEntry {
  /** Last offset of a batch, and where in the file that batch begins. */
  readonly offset: number
  readonly position: number
}

export interface TimeIndexEntry {
  readonly timestampMs: number
  readonly offset: number
}

/** Oldest first; there is always one. `closed`: after an orderly stop, which closes the active segment too. */
export function segmentsOf(log: Readonly<Log>, closed: boolean): Segment[] {
  return log.segments.map((segment, place) =>
    segmentOf(log, segment, closed || place < log.segments.length - 1),
  )
}

/** `isClosed`: its time index has its last entry, for the greatest time. */
export function segmentOf(log: Readonly<Log>, segment: LogSegment, isClosed: boolean): Segment {
  const isActive = log.segments[log.segments.length - 1] === segment
  return withIndexes(segment, chunksOf(log, segment), isClosed, isActive)
}

/** One that the log no longer goes by: renamed to `.deleted`, or behind a torn batch. `isOpen`: it was the active one when the power went. */
export function segmentInFiles({ segment, chunks }: SegmentFiles, isOpen = false): Segment {
  return withIndexes(segment, chunks, !isOpen, isOpen)
}

function withIndexes(
  segment: LogSegment,
  chunks: readonly LogChunk[],
  isClosed: boolean,
  isActive: boolean,
): Segment {
  const batches: Batch[] = []
  const index: IndexEntry[] = []
  const timeIndex: TimeIndexEntry[] = []
  for (const chunk of chunks) {
    batches.push(...chunk.batches)
    for (let i = 0; i < chunk.index.length; i += 2)
      index.push({ offset: chunk.index[i] as number, position: chunk.index[i + 1] as number })
    for (let i = 0; i < chunk.timeIndex.length; i += 2)
      timeIndex.push({ timestampMs: chunk.timeIndex[i] as number, offset: chunk.timeIndex[i + 1] as number })
  }
  const { baseOffset, sizeBytes, maxTimestampMs, maxTimestampOffset } = segment
  if (isClosed && maxTimestampMs > (timeIndex[timeIndex.length - 1]?.timestampMs ?? -1))
    timeIndex.push({ timestampMs: maxTimestampMs, offset: maxTimestampOffset })
  return { baseOffset, batches, sizeBytes, isActive, index, timeIndex }
}

/** The chunks of a segment, in order. */
export function chunksOf(log: Readonly<Log>, segment: LogSegment): LogChunk[] {
  const found: LogChunk[] = []
  if (log.chunks.length === 0) return found
  for (let c = chunkIndexOf(log, segment.baseOffset); c < log.chunks.length; c++) {
    const chunk = log.chunks[c] as LogChunk
    if (chunk.segmentBase > segment.baseOffset) break
    if (chunk.segmentBase === segment.baseOffset) found.push(chunk)
  }
  return found
}
