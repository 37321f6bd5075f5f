// A segment of a log (server.md 2.5): the batches between two rolls, with how far its sparse indexes have come. Batches and index entries lie in the chunks of
// the log; a segment knows what decides about rolling and deleting.

import type { Hash } from '../../sim/hash.ts'
import { mixInt, mixNumber } from '../../sim/hash.ts'
import type { Batch } from './batch.ts'
import { endOf } from './batch.ts'
import { rollJitterMs } from './files/roll.ts'
import type { LogConfig } from './log-config.ts'
import type { ProducerEntry } from './producer-state.ts'

export interface LogSegment {
  /** Closed: it is appended to no more. Compaction puts another in its place. */
  sealed: boolean
  contentHash: number
  readonly baseOffset: number
  readonly createdMs: number
  /** Drawn once for each segment. */
  readonly jitterMs: number
  sizeBytes: number
  /** Greatest timestamp of the first append: what rolling by time counts from. Negative while there is none. */
  firstTimestampMs: number
  /** Greatest timestamp so far, and the last offset of its batch. */
  maxTimestampMs: number
  maxTimestampOffset: number
  bytesSinceEntry: number
  indexEntries: number
  timeIndexEntries: number
  lastTimeEntryMs: number
  /** The producers when it was begun, in its `.snapshot` file; null: it has none, being the first. */
  readonly snapshot: readonly ProducerEntry[] | null
  /** Of the file: when it was last appended to. Compaction keeps that of the newest segment that went into it. */
  modifiedMs: number
}

/** A run of batches of one segment; what is full is sealed, so that checkpoints share it. */
export interface LogChunk {
  sealed: boolean
  /** Hash of the history at its end: stands for a sealed chunk in state hashes. */
  contentHash: number
  readonly segmentBase: number
  /** Where its first batch begins in the segment's file. */
  readonly position: number
  readonly batches: Batch[]
  /** History of the log before its first batch, where it is known, and up to and with each batch. */
  readonly isBeforeKnown: boolean
  readonly beforeLo: number
  readonly beforeHi: number
  readonly hashLo: number[]
  readonly hashHi: number[]
  /** Entries of the segment's offset index that point into this chunk: last offset of a batch and position of that batch, one after the other. */
  readonly index: number[]
  /** Entries of the time index made together with those: timestamp and offset. */
  readonly timeIndex: number[]
}

export function newSegment(
  log: string,
  baseOffset: number,
  config: LogConfig,
  nowMs: number,
  snapshot: readonly ProducerEntry[] | null = null,
): LogSegment {
  return {
    sealed: false,
    contentHash: 0,
    baseOffset,
    createdMs: nowMs,
    jitterMs: config.segmentJitterMs === 0 ? 0 : rollJitterMs(log, baseOffset, config),
    sizeBytes: 0,
    firstTimestampMs: -1,
    maxTimestampMs: -1,
    maxTimestampOffset: baseOffset,
    bytesSinceEntry: 0,
    indexEntries: 0,
    timeIndexEntries: 0,
    lastTimeEntryMs: -1,
    snapshot,
    modifiedMs: nowMs,
  }
}

// rule: segments.index-entries
/** Takes a batch into the segment and, when the bytes since the last entry are more than index.interval.bytes, an entry into its indexes. The batch's own bytes count after that. */
export function indexBatch(segment: LogSegment, chunk: LogChunk, batch: Batch, intervalBytes: number): void {
  const lastOffset = endOf(batch) - 1
  if (batch.maxTimestampMs > segment.maxTimestampMs) {
    segment.maxTimestampMs = batch.maxTimestampMs
    segment.maxTimestampOffset = lastOffset
  }
  if (segment.bytesSinceEntry > intervalBytes) {
    chunk.index.push(lastOffset, segment.sizeBytes)
    segment.indexEntries += 1
    addTimeEntry(segment, chunk)
    segment.bytesSinceEntry = 0
  }
  segment.sizeBytes += batch.sizeBytes
  segment.bytesSinceEntry += batch.sizeBytes
}

/** Only a later time than the last entry's is worth one. */
function addTimeEntry(segment: LogSegment, chunk: LogChunk): void {
  if (segment.maxTimestampMs <= segment.lastTimeEntryMs) return
  chunk.timeIndex.push(segment.maxTimestampMs, segment.maxTimestampOffset)
  segment.lastTimeEntryMs = segment.maxTimestampMs
  segment.timeIndexEntries += 1
}

/** Closes a segment: the last entry of its time index stands for its greatest time, if no other does. `chunk`: its last, null if it is empty. */
export function closeSegment(segment: LogSegment, chunk: LogChunk | null): void {
  if (chunk !== null && !chunk.sealed) sealChunk(chunk)
  if (segment.maxTimestampMs > segment.lastTimeEntryMs) segment.timeIndexEntries += 1
  const hash: Hash = { lo: 3, hi: 5 }
  mixNumber(hash, segment.baseOffset)
  mixNumber(hash, segment.sizeBytes)
  mixNumber(hash, segment.maxTimestampMs)
  mixNumber(hash, segment.maxTimestampOffset)
  mixNumber(hash, segment.modifiedMs)
  mixInt(hash, segment.indexEntries)
  mixInt(hash, segment.timeIndexEntries)
  segment.contentHash = hash.lo
  segment.sealed = true
}

export function sealChunk(chunk: LogChunk): void {
  const hash: Hash = { lo: chunk.hashLo[chunk.hashLo.length - 1] ?? 0, hi: chunk.segmentBase | 0 }
  mixNumber(hash, chunk.position)
  for (let i = 0; i < chunk.index.length; i++) mixNumber(hash, chunk.index[i] as number)
  for (let i = 0; i < chunk.batches.length; i++) mixInt(hash, (chunk.batches[i] as Batch).contentHash)
  chunk.contentHash = hash.lo
  chunk.sealed = true
}
