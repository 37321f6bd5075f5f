// One replica's log on one broker's disk: batches in order of offset, the leader epoch cache, and a chain of hashes by which two logs are compared in one step.
// Chunks that are full are sealed: checkpoints share them.

import { EngineError } from '../../sim/assert.ts'
import type { Hash } from '../../sim/hash.ts'
import { hashText, mixInt } from '../../sim/hash.ts'
import type { Entity } from '../../sim/tables.ts'
import type { Batch } from './batch.ts'
import { endOf } from './batch.ts'
import type { EpochEntry } from './leader-epochs.ts'
import { truncateEpochsFromEnd } from './leader-epochs.ts'
import type { ProducerState } from './producer-state.ts'
import { rememberBatch } from './producer-state.ts'

export interface Log extends Entity {
  readonly kind: 'log'
  readonly partition: string
  readonly nodeId: number
  readonly chunks: LogChunk[]
  logStart: number
  /** Log end offset: the offset of the next record. */
  logEnd: number
  sizeBytes: number
  readonly epochs: EpochEntry[]
  /** Idempotent producers that wrote here, by producer id. */
  readonly producers: Map<number, ProducerState>
  /** What replication-offset-checkpoint says: up to 5 s old, all that is left of the high watermark after a crash. */
  checkpointedHighWatermark: number
  /** When which end was reached, a mark a second: what the kernel has had time to write back. */
  readonly written: { readonly sealed: true; readonly timeUs: number; readonly end: number }[]
  /** Records cut by truncation since the start. */
  truncatedRecords: number
}

export interface LogChunk {
  sealed: boolean
  /** Hash of the chain at its end: stands for a sealed chunk in state hashes. */
  contentHash: number
  readonly batches: Batch[]
  /** Hash of the whole log up to and with each batch. */
  readonly hashLo: number[]
  readonly hashHi: number[]
}

const BATCHES_PER_CHUNK = 64

export function emptyLog(slot: number, stamp: number, partition: string, nodeId: number): Log {
  return {
    kind: 'log',
    address: `log:${partition}@${nodeId}`,
    slot,
    stamp,
    partition,
    nodeId,
    chunks: [],
    logStart: 0,
    logEnd: 0,
    sizeBytes: 0,
    epochs: [],
    producers: new Map(),
    checkpointedHighWatermark: 0,
    written: [],
    truncatedRecords: 0,
  }
}

/** Epoch of the last record, −1 for an empty log: the latest entry of the epoch cache, which a leader makes before it appends anything. */
export function lastEpochOf(log: Readonly<Log>): number {
  const last = log.epochs[log.epochs.length - 1]
  return last === undefined ? -1 : last.epoch
}

/** Appends a batch whose offset is assigned. The log must be owned. */
export function appendBatch(log: Log, batch: Batch, nowUs: number): void {
  if (batch.baseOffset !== log.logEnd) {
    throw new EngineError(`a batch at ${batch.baseOffset} on ${log.address}, which ends at ${log.logEnd}`)
  }
  const hash = hashAtEnd(log)
  mixInt(hash, batch.contentHash)
  mixInt(hash, batch.leaderEpoch)
  let chunk = log.chunks[log.chunks.length - 1]
  if (chunk === undefined || chunk.sealed) {
    chunk = { sealed: false, contentHash: 0, batches: [], hashLo: [], hashHi: [] }
    log.chunks.push(chunk)
  }
  chunk.batches.push(batch)
  chunk.hashLo.push(hash.lo)
  chunk.hashHi.push(hash.hi)
  if (chunk.batches.length === BATCHES_PER_CHUNK) {
    chunk.contentHash = hash.lo
    chunk.sealed = true
  }
  log.logEnd = endOf(batch)
  log.sizeBytes += batch.sizeBytes
  if (batch.producerId >= 0) rememberBatch(log.producers, batch)
  noteWritten(log, nowUs)
}

/** Marks stand a second apart; the last one follows the log's end. */
const MARKS_APART_US = 1_000_000
const MARKS_MAX = 64

function noteWritten(log: Log, nowUs: number): void {
  const before = log.written[log.written.length - 2]
  if (before !== undefined && nowUs - before.timeUs < MARKS_APART_US) log.written.pop()
  log.written.push({ sealed: true, timeUs: nowUs, end: log.logEnd })
  if (log.written.length > MARKS_MAX) log.written.shift()
}

/** Cuts everything from `offset` on; a batch that holds the offset goes whole. Returns the new end. The log must be owned. */
export function truncateLog(log: Log, offset: number): number {
  if (offset >= log.logEnd) {
    // No record goes, but an epoch that began at the very end and never got one must: or the leader would find the same divergence again and again.
    truncateEpochsFromEnd(log.epochs, offset)
    return log.logEnd
  }
  const oldEnd = log.logEnd
  while (log.chunks.length > 0) {
    const chunk = log.chunks[log.chunks.length - 1] as LogChunk
    const first = chunk.batches[0] as Batch
    if (first.baseOffset < offset && endOf(chunk.batches[chunk.batches.length - 1] as Batch) <= offset) break
    log.chunks.pop()
    const kept = chunk.batches.filter((batch) => endOf(batch) <= offset)
    for (const batch of chunk.batches.slice(kept.length)) log.sizeBytes -= batch.sizeBytes
    if (kept.length === 0) continue
    // A sealed chunk is never written: what is kept of it goes into a new one.
    log.chunks.push({
      sealed: false,
      contentHash: 0,
      batches: kept,
      hashLo: chunk.hashLo.slice(0, kept.length),
      hashHi: chunk.hashHi.slice(0, kept.length),
    })
    break
  }
  const last = lastBatch(log)
  log.logEnd = last === null ? log.logStart : endOf(last)
  log.truncatedRecords += oldEnd - log.logEnd
  truncateEpochsFromEnd(log.epochs, log.logEnd)
  cutWritten(log)
  rebuildProducers(log)
  return log.logEnd
}

/** What is left was written when the first of what went beyond it was. */
function cutWritten(log: Log): void {
  let cutUs = -1
  while (log.written.length > 0) {
    const last = log.written[log.written.length - 1] as Log['written'][number]
    if (last.end <= log.logEnd) break
    cutUs = last.timeUs
    log.written.pop()
  }
  if (cutUs >= 0) log.written.push({ sealed: true, timeUs: cutUs, end: log.logEnd })
}

// rule: disk.write-back
/** Dirty pages are written back after 30 s (vm.dirty_expire_centisecs). */
const WRITE_BACK_US = 30_000_000

/** All of it is on the platter: a clean stop flushes. The log must be owned. */
export function flushLog(log: Log, nowUs: number): void {
  log.written.length = 0
  log.written.push({ sealed: true, timeUs: nowUs - WRITE_BACK_US, end: log.logEnd })
}

/** The end of what a loss of power would leave. */
export function safeEndOf(log: Readonly<Log>, nowUs: number): number {
  let end = log.logStart
  for (const mark of log.written) if (nowUs - mark.timeUs >= WRITE_BACK_US) end = mark.end
  return end
}

/** Producer state after a cut, from the batches that are left (Kafka replays from a snapshot). */
function rebuildProducers(log: Log): void {
  log.producers.clear()
  for (const chunk of log.chunks) {
    for (const batch of chunk.batches) {
      if (batch.producerId >= 0) rememberBatch(log.producers, batch)
    }
  }
}

function lastBatch(log: Readonly<Log>): Batch | null {
  const chunk = log.chunks[log.chunks.length - 1]
  return chunk === undefined ? null : (chunk.batches[chunk.batches.length - 1] as Batch)
}

/** Whole batches from the one that holds `from` on, below `bound`, as long as they fit in `maxBytes`; the first comes whatever its size. */
export function readBatches(log: Readonly<Log>, from: number, bound: number, maxBytes: number): Batch[] {
  const found: Batch[] = []
  if (from >= bound) return found
  let bytes = 0
  for (let c = chunkIndexOf(log, from); c < log.chunks.length; c++) {
    const { batches } = log.chunks[c] as LogChunk
    for (let b = 0; b < batches.length; b++) {
      const batch = batches[b] as Batch
      if (endOf(batch) <= from) continue
      if (endOf(batch) > bound) return found
      if (found.length > 0 && bytes + batch.sizeBytes > maxBytes) return found
      bytes += batch.sizeBytes
      found.push(batch)
    }
  }
  return found
}

/** The batch that holds an offset, or null. */
export function batchAt(log: Readonly<Log>, offset: number): Batch | null {
  if (offset < log.logStart || offset >= log.logEnd) return null
  return readBatches(log, offset, log.logEnd, 0)[0] ?? null
}

function chunkIndexOf(log: Readonly<Log>, offset: number): number {
  let low = 0
  let high = log.chunks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (((log.chunks[middle] as LogChunk).batches[0] as Batch).baseOffset <= offset) low = middle
    else high = middle - 1
  }
  return Math.max(low, 0)
}

/** Hash of a log without batches. */
const EMPTY: Readonly<Hash> = { lo: 17, hi: 23 }

function hashAtEnd(log: Readonly<Log>): Hash {
  const chunk = log.chunks[log.chunks.length - 1]
  if (chunk === undefined) return { ...EMPTY }
  const index = chunk.batches.length - 1
  return { lo: chunk.hashLo[index] as number, hi: chunk.hashHi[index] as number }
}

/** Hash of the log from its first batch to its end: two logs with equal hashes are equal. */
export function logHash(log: Readonly<Log>): string {
  return hashText(hashAtEnd(log))
}

/** Whether two logs hold the same batches below an offset. */
export function agreeBelow(a: Readonly<Log>, b: Readonly<Log>, offset: number): boolean {
  hashBelowInto(a, offset, left)
  hashBelowInto(b, offset, right)
  return left.lo === right.lo && left.hi === right.hi
}

const left: Hash = { lo: 0, hi: 0 }
const right: Hash = { lo: 0, hi: 0 }

/** Hash of the log below `offset`, which must lie between batches; two logs agree below it when these are equal. */
export function hashBelow(log: Readonly<Log>, offset: number): string {
  hashBelowInto(log, offset, left)
  return hashText(left)
}

function hashBelowInto(log: Readonly<Log>, offset: number, into: Hash): void {
  into.lo = EMPTY.lo
  into.hi = EMPTY.hi
  if (offset <= log.logStart || log.chunks.length === 0) return
  const chunk = log.chunks[chunkIndexOf(log, offset - 1)] as LogChunk
  let low = -1
  let high = chunk.batches.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (endOf(chunk.batches[middle] as Batch) <= offset) low = middle
    else high = middle - 1
  }
  if (low < 0) return
  into.lo = chunk.hashLo[low] as number
  into.hi = chunk.hashHi[low] as number
}
