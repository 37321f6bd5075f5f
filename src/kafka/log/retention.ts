// Which segments retention may delete, and deleting them (server.md 2.7; UnifiedLog.deleteOldSegments). Always the oldest, and only what is committed.

import type { DeletedSegment, Log } from './log.ts'
import { rollLog } from './log.ts'
import type { LogConfig } from './log-config.ts'
import type { LogSegment } from './segment.ts'
import { tornBytes } from './torn.ts'

/** In the order in which they are asked. */
export const DELETION_REASONS = ['logStart', 'size', 'time'] as const

export type DeletionReason = (typeof DELETION_REASONS)[number]

// rule: retention.what-goes
/** How many of the oldest segments go for this reason. The walk stops at the first that stays, at what is not committed, and at an active segment that is empty. */
export function deletable(
  log: Readonly<Log>,
  reason: DeletionReason,
  highWatermark: number,
  config: LogConfig,
  nowMs: number,
): number {
  const { segments } = log
  let excessBytes = log.sizeBytes - config.retentionBytes
  if (reason === 'size' && (config.retentionBytes < 0 || excessBytes < 0)) return 0
  if (reason === 'time' && config.retentionMs < 0) return 0
  let count = 0
  for (; count < segments.length; count++) {
    const segment = segments[count] as LogSegment
    const next = segments[count + 1]
    if (next === undefined && segment.sizeBytes === 0) break
    if (highWatermark < (next === undefined ? log.logEnd : next.baseOffset)) break
    if (reason === 'logStart') {
      if (next === undefined || next.baseOffset > log.logStart) break
    } else if (reason === 'size') {
      // retention.bytes is a floor: a segment goes only while all of it is in excess.
      if (excessBytes < segment.sizeBytes) break
      excessBytes -= segment.sizeBytes
    } else if (nowMs - largestTimestampMs(segment) <= config.retentionMs) break
  }
  return count
}

/** One record, the newest, decides for its whole segment; without timestamps the file's own time does. */
export function largestTimestampMs(segment: LogSegment): number {
  return segment.maxTimestampMs >= 0 ? segment.maxTimestampMs : segment.modifiedMs
}

// rule: retention.active-segment
/** Where the log starts when the oldest `count` segments are gone. If that is all of them an empty one is begun first. The log must be owned. */
export function startAfterDeleting(log: Log, count: number, nowUs: number, config: LogConfig): number {
  if (count === log.segments.length) rollLog(log, log.logEnd, nowUs, config)
  return (log.segments[count] as LogSegment).baseOffset
}

/** Renames the oldest segments to `.deleted`: nobody can read them any more, though they take their place until file.delete.delay.ms is over. The log must be owned. */
export function deleteOldest(log: Log, count: number, nowUs: number, config: LogConfig): DeletedSegment[] {
  const gone: DeletedSegment[] = []
  const dueUs = nowUs + config.fileDeleteDelayMs * 1_000
  for (const segment of log.segments.splice(0, count)) {
    const { baseOffset, sizeBytes } = segment
    let chunks = 0
    while (chunks < log.chunks.length && log.chunks[chunks]?.segmentBase === baseOffset) chunks += 1
    gone.push({ sealed: true, baseOffset, sizeBytes, segment, chunks: log.chunks.splice(0, chunks), dueUs })
    log.sizeBytes -= sizeBytes
  }
  log.deleted.push(...gone)
  return gone
}

/** Bytes that the log's files take: what waits for deletion too, and what lies behind a torn batch. */
export function diskBytes(log: Readonly<Log>): number {
  let bytes = log.sizeBytes + tornBytes(log)
  for (const { sizeBytes } of log.deleted) bytes += sizeBytes
  return bytes
}
