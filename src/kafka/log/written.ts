// What of a log is on the platter, and what lies in the page cache only (server.md 2.8). A flush moves the recovery point; the kernel writes dirty pages back by itself.

import type { Log } from './log.ts'

export interface WrittenMark {
  readonly sealed: true
  readonly timeUs: number
  readonly end: number
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
/** Everything below the offset is on the platter: by flush.messages or flush.ms, and of the old segment when a new one is begun. The log must be owned. */
export function flushTo(log: Log, offset: number, nowUs: number): void {
  log.flushedUs = nowUs
  if (offset <= log.recoveryPoint) return
  log.recoveryPoint = offset
  log.recoveryPointUs = nowUs
}

/** All of it is on the platter: a clean stop flushes. The log must be owned. */
export function flushLog(log: Log, nowUs: number): void {
  flushTo(log, log.logEnd, nowUs)
  log.checkpointedRecoveryPoint = log.recoveryPoint
  log.written.length = 0
  log.written.push({ sealed: true, timeUs: nowUs - WRITE_BACK_US, end: log.logEnd })
}

/** The end of what a loss of power would leave. */
export function safeEndOf(log: Readonly<Log>, nowUs: number): number {
  let end = Math.max(log.logStart, Math.min(log.recoveryPoint, log.logEnd))
  for (const mark of log.written) if (nowUs - mark.timeUs >= WRITE_BACK_US) end = Math.max(end, mark.end)
  return end
}

// rule: disk.recovery-point-checkpoint
/** recovery-point-offset-checkpoint as the last of its periodic writings left it. `writtenUs`: when that was. The log must be owned. */
export function checkpointRecoveryPoint(log: Log, writtenUs: number): void {
  if (log.recoveryPointUs <= writtenUs) log.checkpointedRecoveryPoint = log.recoveryPoint
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
