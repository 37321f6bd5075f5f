// Cutting a log from its end, and beginning it anew (server.md 4.6; LocalLog.truncateTo, truncateFullyAndStartAt).

import type { Hash } from '../../sim/hash.ts'
import type { Batch } from './batch.ts'
import { endOf } from './batch.ts'
import { truncateEpochsFromEnd } from './leader-epochs.ts'
import type { Log } from './log.ts'
import { activeSegment, newChunk } from './log.ts'
import type { LogConfig } from './log-config.ts'
import { DEFAULT_LOG_CONFIG } from './log-config.ts'
import type { ProducerState } from './producer-state.ts'
import { cutProducer, rememberBatch } from './producer-state.ts'
import type { LogChunk, LogSegment } from './segment.ts'
import { newSegment } from './segment.ts'
import { cutWritten } from './written.ts'

/** Cuts everything from `offset` on; a batch that holds the offset goes whole. Returns the new end. The log must be owned. */
export function truncateLog(log: Log, offset: number): number {
  if (offset >= log.logEnd) {
    // No record goes, but an epoch that began at the very end and never got one must: or the leader would find the same divergence again and again.
    truncateEpochsFromEnd(log.epochs, offset)
    return log.logEnd
  }
  const oldEnd = log.logEnd
  const end = cutBatches(log, offset)
  log.logEnd = end
  log.logStart = Math.min(log.logStart, end)
  cutSegments(log, end)
  log.truncatedRecords += oldEnd - end
  log.cleanedEnd = Math.min(log.cleanedEnd, end)
  log.cleanerCheckpoint = Math.min(log.cleanerCheckpoint, end)
  truncateEpochsFromEnd(log.epochs, end)
  cutWritten(log)
  rebuildProducers(log, end)
  return end
}

/** Takes away the batches that end beyond the offset, and returns where the log ends then. */
function cutBatches(log: Log, offset: number): number {
  let end = offset
  // Where the history is known that the log is cut back to.
  let knownAt = -1
  while (log.chunks.length > 0) {
    const chunk = log.chunks[log.chunks.length - 1] as LogChunk
    let kept = chunk.batches.length
    while (kept > 0 && endOf(chunk.batches[kept - 1] as Batch) > offset) {
      kept -= 1
      const batch = chunk.batches[kept] as Batch
      log.sizeBytes -= batch.sizeBytes
      end = Math.min(end, batch.baseOffset)
    }
    if (kept > 0) {
      if (kept < chunk.batches.length) {
        log.chunks.pop()
        log.chunks.push(firstPart(chunk, kept))
      }
      log.endLo = chunk.hashLo[kept - 1] as number
      log.endHi = chunk.hashHi[kept - 1] as number
      knownAt = endOf(chunk.batches[kept - 1] as Batch)
      break
    }
    log.chunks.pop()
    log.endLo = chunk.beforeLo
    log.endHi = chunk.beforeHi
    knownAt = chunk.isBeforeKnown ? (chunk.batches[0] as Batch).baseOffset : -1
  }
  log.isAdrift = knownAt !== end
  return end
}

/** A sealed chunk is never written: what is kept of it goes into a new one. */
function firstPart(chunk: LogChunk, kept: number): LogChunk {
  const { segmentBase, position, isBeforeKnown, beforeLo, beforeHi } = chunk
  const part = newChunk(segmentBase, position, isBeforeKnown, beforeLo, beforeHi)
  for (let place = 0; place < kept; place++) {
    part.batches.push(chunk.batches[place] as Batch)
    part.hashLo.push(chunk.hashLo[place] as number)
    part.hashHi.push(chunk.hashHi[place] as number)
  }
  const end = endOf(part.batches[kept - 1] as Batch)
  for (let i = 0; i < chunk.index.length && (chunk.index[i] as number) < end; i += 2)
    part.index.push(chunk.index[i] as number, chunk.index[i + 1] as number)
  for (let i = 0; i < chunk.timeIndex.length && (chunk.timeIndex[i + 1] as number) < end; i += 2)
    part.timeIndex.push(chunk.timeIndex[i] as number, chunk.timeIndex[i + 1] as number)
  return part
}

/** Segments that begin beyond the end go; the last that is left is appended to from now on, with what its batches and index entries say. */
function cutSegments(log: Log, end: number): void {
  while (log.segments.length > 1 && activeSegment(log).baseOffset > end) log.segments.pop()
  const cut = activeSegment(log)
  const segment: LogSegment = {
    ...newSegment(
      log.address,
      Math.min(cut.baseOffset, end),
      DEFAULT_LOG_CONFIG,
      cut.createdMs,
      cut.snapshot,
    ),
    jitterMs: cut.jitterMs,
    modifiedMs: cut.modifiedMs,
  }
  log.segments[log.segments.length - 1] = segment
  for (let c = log.chunks.length - 1; c >= 0; c--) {
    if ((log.chunks[c] as LogChunk).segmentBase !== segment.baseOffset) break
    countChunk(segment, log.chunks[c] as LogChunk)
  }
  const first = firstBatchOf(log, segment)
  segment.firstTimestampMs = first === null ? -1 : cut.firstTimestampMs
}

function firstBatchOf(log: Readonly<Log>, segment: LogSegment): Batch | null {
  for (let c = log.chunks.length - 1; c >= 0; c--) {
    const chunk = log.chunks[c] as LogChunk
    if (chunk.segmentBase !== segment.baseOffset) return null
    if (chunk.position === 0) return chunk.batches[0] as Batch
  }
  return null
}

/** Chunks come last first. */
function countChunk(segment: LogSegment, chunk: LogChunk): void {
  let latest = -1
  let latestOffset = segment.baseOffset
  for (const batch of chunk.batches) {
    segment.sizeBytes += batch.sizeBytes
    if (batch.maxTimestampMs > latest) {
      latest = batch.maxTimestampMs
      latestOffset = endOf(batch) - 1
    }
  }
  if (latest >= segment.maxTimestampMs) {
    segment.maxTimestampMs = latest
    segment.maxTimestampOffset = latestOffset
  }
  segment.indexEntries += chunk.index.length / 2
  segment.timeIndexEntries += chunk.timeIndex.length / 2
  const last = chunk.timeIndex.length - 2
  if (last >= 0 && segment.lastTimeEntryMs < 0) segment.lastTimeEntryMs = chunk.timeIndex[last] as number
}

/** Producer state after a cut, from the batches that are left (Kafka replays from a snapshot); of those that retention or compaction took, from what was known. */
function rebuildProducers(log: Log, end: number): void {
  const known = new Map(log.producers)
  log.producers.clear()
  const start = log.chunks[0]?.batches[0]?.baseOffset ?? end
  if (start > 0 || log.cleanedEnd > 0) {
    for (const [producerId, state] of known) {
      const left = cutProducer(state, log.cleanedEnd > 0 ? end : start)
      if (left !== null) log.producers.set(producerId, left)
    }
  }
  if (log.cleanedEnd === 0) {
    replayInto(log.producers, log)
    return
  }
  // Where compaction was, batches are missing that are known: only whom the cut left without any is looked up in the log.
  const inLog = new Map<number, ProducerState>()
  replayInto(inLog, log)
  for (const [producerId, state] of inLog)
    if (!log.producers.has(producerId)) log.producers.set(producerId, state)
}

function replayInto(producers: Map<number, ProducerState>, { chunks }: Readonly<Log>): void {
  for (const { batches } of chunks) {
    for (const batch of batches) if (batch.producerId >= 0) rememberBatch(producers, batch)
  }
}

/** Nothing of it is left, and it goes on at `offset`. `logStart`: what counts as its start, if that lies beyond (records below it were deleted). `history`: the leader's at that offset, null if unknown. The log must be owned. */
export function restartLogAt(
  log: Log,
  offset: number,
  nowMs: number,
  history: Readonly<Hash> | null = null,
  logStart = offset,
  config: LogConfig = DEFAULT_LOG_CONFIG,
): void {
  if (log.logEnd > offset) log.truncatedRecords += log.logEnd - offset
  log.chunks.length = 0
  log.segments.length = 0
  log.segments.push(newSegment(log.address, offset, config, nowMs))
  log.sizeBytes = 0
  log.logStart = logStart
  log.logEnd = offset
  log.endLo = history?.lo ?? 0
  log.endHi = history?.hi ?? 0
  log.isAdrift = history === null
  log.epochs.length = 0
  log.producers.clear()
  log.written.length = 0
  log.flushing.length = 0
  log.recoveryPoint = offset
  log.checkpointedRecoveryPoint = offset
  log.cleanerCheckpoint = -1
  log.cleanedEnd = 0
}
