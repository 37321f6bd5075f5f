// What of a log is on the platter, and what lies in the page cache only (server.md 2.8). A flush moves the recovery point; the kernel writes dirty pages back by itself.

import type { Batch } from './batch.ts'
import { endOf } from './batch.ts'
import type { Log } from './log.ts'
import type { LogChunk } from './segment.ts'

export interface WrittenMark {
  readonly sealed: true
  readonly timeUs: number
  readonly end: number
}

/** A flush that a roll has asked for. Until it is done only what is below `from` is known to be on the platter. */
export interface FlushUnderWay {
  readonly sealed: true
  readonly from: number
  readonly doneUs: number
}

/** Marks stand a second apart; the last one follows the log's end. */
const MARKS_APART_US = 1_000_000
const MARKS_MAX = 64

export function noteWritten(log: Log, nowUs: number): void {
  const before = log.written[log.written.length - 2]
  if (before !== undefined && nowUs - before.timeUs < MARKS_APART_US) log.written.pop()
  log.written.push({ sealed: true, timeUs: nowUs, end: log.logEnd })
  if (log.written.length > MARKS_MAX) log.written.shift()
}

/** What is left was written when the first of what went beyond it was. */
export function cutWritten(log: Log): void {
  let cutUs = -1
  while (log.written.length > 0) {
    const last = log.written[log.written.length - 1] as WrittenMark
    if (last.end <= log.logEnd) break
    cutUs = last.timeUs
    log.written.pop()
  }
  if (cutUs >= 0) log.written.push({ sealed: true, timeUs: cutUs, end: log.logEnd })
  // The file is written at once when a truncation moves the point down.
  log.recoveryPoint = Math.min(log.recoveryPoint, log.logEnd)
  log.checkpointedRecoveryPoint = Math.min(log.checkpointedRecoveryPoint, log.logEnd)
}

// rule: disk.write-back
/** Dirty pages are written back after 30 s (vm.dirty_expire_centisecs). */
const WRITE_BACK_US = 30_000_000

// rule: disk.flush
/** Everything below the offset is on the platter: by flush.messages or flush.ms. Whoever asks waits for it. The log must be owned. */
export function flushTo(log: Log, offset: number, nowUs: number): void {
  movePoint(log, offset, nowUs)
  log.flushing.length = 0
}

/** Of the old segment, when a new one is begun: in a thread of its own, so `noteFlush` says how long it takes. The log must be owned. */
export function flushClosed(log: Log, offset: number, nowUs: number): void {
  movePoint(log, offset, nowUs)
}

function movePoint(log: Log, offset: number, nowUs: number): void {
  log.flushedUs = nowUs
  if (offset <= log.recoveryPoint) return
  log.recoveryPoint = offset
  log.recoveryPointUs = nowUs
}

// rule: disk.flush-of-a-roll
/** The flush that the last roll asked for takes so long; one of the log comes after the other. `from`: the recovery point before. The log must be owned. */
export function noteFlush(log: Log, from: number, tookUs: number, nowUs: number): void {
  const { flushing } = log
  while (flushing.length > 0 && (flushing[0] as FlushUnderWay).doneUs <= nowUs) flushing.shift()
  const startUs = flushing[flushing.length - 1]?.doneUs ?? nowUs
  flushing.push({ sealed: true, from, doneUs: startUs + tookUs })
  log.recoveryPointUs = startUs + tookUs
}

/** The recovery point as far as flushes are done. */
export function flushedPoint(log: Readonly<Log>, nowUs: number): number {
  for (const { from, doneUs } of log.flushing) if (doneUs > nowUs) return Math.min(from, log.recoveryPoint)
  return log.recoveryPoint
}

/** All of it is on the platter: a clean stop flushes. The log must be owned. */
export function flushLog(log: Log, nowUs: number): void {
  flushTo(log, log.logEnd, nowUs)
  log.checkpointedRecoveryPoint = log.recoveryPoint
  log.written.length = 0
  log.written.push({ sealed: true, timeUs: nowUs - WRITE_BACK_US, end: log.logEnd })
}

/** The end of what is on the platter: what a loss of power leaves in any case. */
export function safeEndOf(log: Readonly<Log>, nowUs: number): number {
  const flushed = Math.max(log.logStart, Math.min(flushedPoint(log, nowUs), log.logEnd))
  return Math.max(flushed, writtenBack(log, nowUs))
}

/** Up to where the kernel has written pages back by itself. */
function writtenBack(log: Readonly<Log>, nowUs: number): number {
  let end = 0
  for (const mark of log.written) if (nowUs - mark.timeUs >= WRITE_BACK_US) end = Math.max(end, mark.end)
  return end
}

/** Bytes that a flush of all there is would have to write, when the recovery point is `from`. */
export function dirtyBytes(log: Readonly<Log>, from: number, nowUs: number): number {
  return bytesFrom(log, Math.max(from, writtenBack(log, nowUs)))
}

/** So much of the log is on the platter after a loss of power, whatever had been flushed. The log must be owned. */
export function noteOnPlatter(log: Log, nowUs: number): void {
  log.flushing.length = 0
  if (log.logEnd <= safeEndOf(log, nowUs)) return
  log.written.length = 0
  log.written.push({ sealed: true, timeUs: nowUs - WRITE_BACK_US, end: log.logEnd })
}

/** Bytes of the batches from an offset on, counted from the end. */
export function bytesFrom(log: Readonly<Log>, offset: number): number {
  let bytes = 0
  for (let c = log.chunks.length - 1; c >= 0; c--) {
    const { batches } = log.chunks[c] as LogChunk
    for (let b = batches.length - 1; b >= 0; b--) {
      const batch = batches[b] as Batch
      if (endOf(batch) <= offset) return bytes
      bytes += batch.sizeBytes
    }
  }
  return bytes
}

// rule: disk.recovery-point-checkpoint
/** recovery-point-offset-checkpoint as the last of its periodic writings left it. `writtenUs`: when that was. The log must be owned. */
export function checkpointRecoveryPoint(log: Log, writtenUs: number): void {
  if (log.recoveryPointUs <= writtenUs) {
    log.checkpointedRecoveryPoint = log.recoveryPoint
    return
  }
  // A flush was not done by then: the file has the point from before it.
  const undone = log.flushing.find(({ doneUs }) => doneUs > writtenUs)
  if (undone !== undefined)
    log.checkpointedRecoveryPoint = Math.max(log.checkpointedRecoveryPoint, Math.min(undone.from, log.logEnd))
}

/** Bytes that a start after an unclean stop looks through: from the segment that holds the recovery point on. */
export function bytesToRecover(log: Readonly<Log>): number {
  let bytes = 0
  for (let place = log.segments.length - 1; place >= 0; place--) {
    const segment = log.segments[place] as Log['segments'][number]
    bytes += segment.sizeBytes
    if (segment.baseOffset <= log.checkpointedRecoveryPoint) break
  }
  return bytes
}
