// One replica's log on one broker's disk: segments of batches in order of offset, the leader epoch cache, and a chain of hashes by which two logs are compared
// in one step. Chunks that are full and segments that are closed are sealed: checkpoints share them.

import { EngineError } from '../../sim/assert.ts'
import type { Hash } from '../../sim/hash.ts'
import { mixInt } from '../../sim/hash.ts'
import type { Entity } from '../../sim/tables.ts'
import { usToMs } from '../../sim/time.ts'
import type { Batch } from './batch.ts'
import { assignOffsets, EMPTY_HISTORY, endOf } from './batch.ts'
import type { Append, RollReason } from './files/roll.ts'
import { rollReason } from './files/roll.ts'
import type { EpochEntry } from './leader-epochs.ts'
import type { LogConfig } from './log-config.ts'
import { DEFAULT_LOG_CONFIG } from './log-config.ts'
import type { ProducerState } from './producer-state.ts'
import { rememberBatch, snapshotOf } from './producer-state.ts'
import type { LogChunk, LogSegment } from './segment.ts'
import { closeSegment, indexBatch, newSegment, sealChunk } from './segment.ts'
import type { TornTail } from './torn.ts'
import type { FlushUnderWay, WrittenMark } from './written.ts'
import { flushClosed, flushTo, noteWritten } from './written.ts'

export interface Log extends Entity {
  readonly kind: 'log'
  readonly partition: string
  readonly nodeId: number
  readonly chunks: LogChunk[]
  /** Oldest first; the last one is appended to. There is always one. */
  readonly segments: LogSegment[]
  /** Segments renamed to `.deleted`, whose files go after file.delete.delay.ms; oldest first. */
  readonly deleted: DeletedSegment[]
  logStart: number
  /** Log end offset: the offset of the next record. */
  logEnd: number
  /** Of the segments; what is renamed to `.deleted` does not count. */
  sizeBytes: number
  /** History at the log's end; not known while it has begun anew and taken no batch. */
  endLo: number
  endHi: number
  isAdrift: boolean
  readonly epochs: EpochEntry[]
  /** Idempotent producers that wrote here, by producer id. */
  readonly producers: Map<number, ProducerState>
  /** What replication-offset-checkpoint says: up to 5 s old, all that is left of the high watermark after a crash. */
  checkpointedHighWatermark: number
  /** When which end was reached, a mark a second: what the kernel has had time to write back. */
  readonly written: WrittenMark[]
  /** Flushes of closed segments that may not be done yet, in their order. */
  readonly flushing: FlushUnderWay[]
  /** What a loss of power has left on the disk beyond the log's end, until a start looks through the log. */
  torn: TornTail | null
  /** Below it everything is flushed; since when. */
  recoveryPoint: number
  recoveryPointUs: number
  /** What recovery-point-offset-checkpoint says, up to a minute old. */
  checkpointedRecoveryPoint: number
  flushedUs: number
  /** Place of its directory in log.dirs. */
  dir: number
  /** Its disk fails or has little room: it is asked before each append. */
  isWatched: boolean
  /** What cleaner-offset-checkpoint says: where the dirty part begins. −1: nothing. */
  cleanerCheckpoint: number
  /** Below this, compaction may have taken batches away. */
  cleanedEnd: number
  /** Records cut by truncation since the start. */
  truncatedRecords: number
}

/** A segment whose files are still there, though the log no longer goes by it. */
export interface SegmentFiles {
  readonly sealed: true
  readonly baseOffset: number
  readonly sizeBytes: number
  readonly segment: LogSegment
  readonly chunks: readonly LogChunk[]
}

export interface DeletedSegment extends SegmentFiles {
  /** When the file goes. */
  readonly dueUs: number
}

const BATCHES_PER_CHUNK = 64

export function emptyLog(
  slot: number,
  stamp: number,
  partition: string,
  nodeId: number,
  config: LogConfig = DEFAULT_LOG_CONFIG,
): Log {
  const address = `log:${partition}@${nodeId}`
  return {
    kind: 'log',
    address,
    slot,
    stamp,
    partition,
    nodeId,
    chunks: [],
    segments: [newSegment(address, 0, config, 0)],
    deleted: [],
    logStart: 0,
    logEnd: 0,
    sizeBytes: 0,
    endLo: EMPTY_HISTORY.lo,
    endHi: EMPTY_HISTORY.hi,
    isAdrift: false,
    epochs: [],
    producers: new Map(),
    checkpointedHighWatermark: 0,
    written: [],
    flushing: [],
    torn: null,
    recoveryPoint: 0,
    recoveryPointUs: 0,
    checkpointedRecoveryPoint: 0,
    flushedUs: 0,
    dir: 0,
    isWatched: false,
    cleanerCheckpoint: -1,
    cleanedEnd: 0,
    truncatedRecords: 0,
  }
}

/** Epoch of the last record, −1 for an empty log: the latest entry of the epoch cache, which a leader makes before it appends anything. */
export function lastEpochOf(log: Readonly<Log>): number {
  const last = log.epochs[log.epochs.length - 1]
  return last === undefined ? -1 : last.epoch
}

export function activeSegment(log: Readonly<Log>): LogSegment {
  return log.segments[log.segments.length - 1] as LogSegment
}

/** The batch as a leader appends it here: at the log's end, in its epoch. */
export function assignedAt(log: Readonly<Log>, batch: Batch, leaderEpoch: number): Batch {
  before.lo = log.endLo
  before.hi = log.endHi
  return assignOffsets(batch, log.logEnd, leaderEpoch, before)
}

/** Appends a batch whose offset is assigned, into a new segment if one is due. The log must be owned. */
export function appendBatch(
  log: Log,
  batch: Batch,
  nowUs: number,
  config: LogConfig = DEFAULT_LOG_CONFIG,
): RollReason | null {
  const reason = rollIfDue(
    log,
    batch.sizeBytes,
    batch.maxTimestampMs,
    batch.baseOffset,
    endOf(batch) - 1,
    nowUs,
    config,
  )
  addBatch(log, batch, nowUs, config)
  return reason
}

const incoming: { -readonly [Field in keyof Append]: Append[Field] } = {
  sizeBytes: 0,
  maxTimestampMs: 0,
  lastOffset: 0,
  nowMs: 0,
}

/** Begins a new segment if the append calls for one: asked once for all batches that are appended together. The log must be owned. */
export function rollIfDue(
  log: Log,
  sizeBytes: number,
  maxTimestampMs: number,
  firstOffset: number,
  lastOffset: number,
  nowUs: number,
  config: LogConfig,
): RollReason | null {
  incoming.sizeBytes = sizeBytes
  incoming.maxTimestampMs = maxTimestampMs
  incoming.lastOffset = lastOffset
  incoming.nowMs = usToMs(nowUs)
  const reason = rollReason(activeSegment(log), incoming, config)
  if (reason === null) return null
  const base = Math.max(firstOffset, log.logEnd)
  // An empty segment that would be rolled is only made anew under the same name.
  if (activeSegment(log).sizeBytes === 0 && activeSegment(log).baseOffset === base) return null
  rollLog(log, base, nowUs, config)
  return reason
}

/** Closes the active segment and opens the next at an offset. The log must be owned. */
export function rollLog(log: Log, base: number, nowUs: number, config: LogConfig): void {
  const segment = activeSegment(log)
  const chunk = log.chunks[log.chunks.length - 1]
  closeSegment(segment, chunk !== undefined && chunk.segmentBase === segment.baseOffset ? chunk : null)
  log.segments.push(newSegment(log.address, base, config, usToMs(nowUs), snapshotOf(log.producers)))
  flushClosed(log, base, nowUs)
}

/** Puts a batch into the active segment. The log must be owned. */
export function addBatch(log: Log, batch: Batch, nowUs: number, config: LogConfig): void {
  if (batch.baseOffset < log.logEnd) {
    throw new EngineError(`a batch at ${batch.baseOffset} on ${log.address}, which ends at ${log.logEnd}`)
  }
  const beforeLo = log.endLo
  const beforeHi = log.endHi
  const follows = batch.baseOffset === log.logEnd && !log.isAdrift
  if (follows) {
    before.lo = beforeLo
    before.hi = beforeHi
    mixInt(before, batch.contentHash)
    mixInt(before, batch.leaderEpoch)
    log.endLo = before.lo
    log.endHi = before.hi
  } else {
    // Compaction has left a hole before it, or the log has begun anew: its history is the leader's.
    log.endLo = batch.historyLo
    log.endHi = batch.historyHi
    log.isAdrift = false
  }
  const segment = activeSegment(log)
  let chunk = log.chunks[log.chunks.length - 1]
  if (chunk === undefined || chunk.sealed) {
    const { baseOffset, sizeBytes } = segment
    chunk = newChunk(baseOffset, sizeBytes, follows, beforeLo, beforeHi)
    log.chunks.push(chunk)
  }
  if (segment.firstTimestampMs < 0) segment.firstTimestampMs = batch.maxTimestampMs
  indexBatch(segment, chunk, batch, config.indexIntervalBytes)
  segment.modifiedMs = usToMs(nowUs)
  chunk.batches.push(batch)
  chunk.hashLo.push(log.endLo)
  chunk.hashHi.push(log.endHi)
  if (chunk.batches.length === BATCHES_PER_CHUNK) sealChunk(chunk)
  log.logEnd = endOf(batch)
  log.sizeBytes += batch.sizeBytes
  if (batch.producerId >= 0) rememberBatch(log.producers, batch)
  noteWritten(log, nowUs)
  if (log.logEnd - log.recoveryPoint >= config.flushMessages) flushTo(log, log.logEnd, nowUs)
}

const before: Hash = { lo: 0, hi: 0 }

export function newChunk(
  segmentBase: number,
  position: number,
  isBeforeKnown: boolean,
  beforeLo: number,
  beforeHi: number,
): LogChunk {
  return {
    sealed: false,
    contentHash: 0,
    segmentBase,
    position,
    batches: [],
    isBeforeKnown,
    beforeLo,
    beforeHi,
    hashLo: [],
    hashHi: [],
    index: [],
    timeIndex: [],
  }
}
