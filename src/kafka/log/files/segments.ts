// The segments of a log, with their indexes: derived by walking its batches, since the engine's log keeps batches and no segments (server.md 2.5, 2.6).
// What a walk cannot see: that a follower decides about rolling once for all batches of a fetch, and that a truncation or a restart counts the bytes since
// the last index entry anew. So these are the segments of a log that was appended batch by batch and never cut. Records are stamped by their clients,
// so the wall clock, which a log does not keep, has no say.

import type { TopicConfig } from '../../config/resolve.ts'
import type { Batch } from '../batch.ts'
import { endOf } from '../batch.ts'
import type { Log } from '../log.ts'
import { rollJitterMs, rollReason } from './roll.ts'

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

// rule: segments.index-entries
/** Oldest first; there is always one. `closed`: after an orderly stop, which closes the active segment too. */
export function segmentsOf(log: Readonly<Log>, config: TopicConfig, closed: boolean): Segment[] {
  const first = log.chunks[0]?.batches[0]
  let open = openSegment(log.address, first === undefined ? log.logStart : first.baseOffset, config)
  const segments: Segment[] = []
  for (const chunk of log.chunks) {
    for (const batch of chunk.batches) {
      if (rollsBefore(open, batch, config)) {
        segments.push(closeSegment(open))
        open = openSegment(log.address, batch.baseOffset, config)
      }
      append(open, batch, config)
    }
  }
  if (closed) appendTimeEntry(open)
  segments.push({ ...sealSegment(open), isActive: true })
  return segments
}

/** A segment that is being appended to. */
interface OpenSegment {
  readonly baseOffset: number
  readonly jitterMs: number
  readonly batches: Batch[]
  sizeBytes: number
  firstTimestampMs: number
  /** Greatest timestamp so far, and the last offset of its batch. */
  maxTimestampMs: number
  maxTimestampOffset: number
  bytesSinceEntry: number
  readonly index: IndexEntry[]
  readonly timeIndex: TimeIndexEntry[]
}

function openSegment(log: string, baseOffset: number, config: TopicConfig): OpenSegment {
  return {
    baseOffset,
    jitterMs: rollJitterMs(log, baseOffset, config),
    batches: [],
    sizeBytes: 0,
    firstTimestampMs: -1,
    maxTimestampMs: -1,
    maxTimestampOffset: baseOffset,
    bytesSinceEntry: 0,
    index: [],
    timeIndex: [],
  }
}

/** An empty segment that Kafka would roll is only made anew under the same name. */
function rollsBefore(open: OpenSegment, batch: Batch, config: TopicConfig): boolean {
  if (open.batches.length === 0) return false
  const segment = {
    baseOffset: open.baseOffset,
    sizeBytes: open.sizeBytes,
    firstTimestampMs: open.firstTimestampMs,
    createdMs: batch.maxTimestampMs,
    jitterMs: open.jitterMs,
    indexEntries: open.index.length,
    timeIndexEntries: open.timeIndex.length,
  }
  const { sizeBytes, maxTimestampMs } = batch
  const incoming = { sizeBytes, maxTimestampMs, lastOffset: endOf(batch) - 1, nowMs: maxTimestampMs }
  return rollReason(segment, incoming, config) !== null
}

/** An index entry is due when the batches since the last one, this one not counted, take more than index.interval.bytes. */
function append(open: OpenSegment, batch: Batch, config: TopicConfig): void {
  const lastOffset = endOf(batch) - 1
  if (open.batches.length === 0) open.firstTimestampMs = batch.maxTimestampMs
  if (batch.maxTimestampMs > open.maxTimestampMs) {
    open.maxTimestampMs = batch.maxTimestampMs
    open.maxTimestampOffset = lastOffset
  }
  if (open.bytesSinceEntry > config.indexIntervalBytes) {
    open.index.push({ offset: lastOffset, position: open.sizeBytes })
    appendTimeEntry(open)
    open.bytesSinceEntry = 0
  }
  open.batches.push(batch)
  open.sizeBytes += batch.sizeBytes
  open.bytesSinceEntry += batch.sizeBytes
}

/** Only a later time than the last entry's is worth one. */
function appendTimeEntry(open: OpenSegment): void {
  const last = open.timeIndex[open.timeIndex.length - 1]
  if (open.maxTimestampMs <= (last?.timestampMs ?? -1)) return
  open.timeIndex.push({ timestampMs: open.maxTimestampMs, offset: open.maxTimestampOffset })
}

function closeSegment(open: OpenSegment): Segment {
  appendTimeEntry(open)
  return sealSegment(open)
}

function sealSegment({ baseOffset, batches, sizeBytes, index, timeIndex }: OpenSegment): Segment {
  return { baseOffset, batches, sizeBytes, isActive: false, index, timeIndex }
}
