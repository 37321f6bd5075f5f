// How dirty a compacted log is, and how far it may be cleaned (server.md 3.1; LogCleanerManager.cleanableOffsets, LogToClean).

import type { Log } from '../log.ts'
import { activeSegment } from '../log.ts'
import type { LogConfig } from '../log-config.ts'
import { largestTimestampMs } from '../retention.ts'
import type { LogSegment } from '../segment.ts'

export interface Cleanable {
  /** Where the dirty part begins: where the last cleaning ended. */
  readonly firstDirty: number
  /** Nothing from here on may be cleaned. */
  readonly firstUncleanable: number
  readonly cleanBytes: number
  readonly dirtyBytes: number
  /** A dirty segment has waited for longer than max.compaction.lag.ms. */
  readonly isOverdue: boolean
}

// rule: compaction.cleanable
/** `lastStable`: up to where records are committed. */
export function cleanableOf(
  log: Readonly<Log>,
  lastStable: number,
  config: LogConfig,
  nowMs: number,
): Cleanable {
  const firstDirty = firstDirtyOf(log)
  const limit = firstUncleanableOf(log, firstDirty, lastStable, config, nowMs)
  const firstUncleanable = baseHolding(log, limit)
  let cleanBytes = 0
  let dirtyBytes = 0
  let earliestMs = -1
  for (let place = 0; place < log.segments.length; place++) {
    const { baseOffset, sizeBytes, firstTimestampMs } = log.segments[place] as LogSegment
    const next = log.segments[place + 1]
    if (baseOffset < firstDirty) cleanBytes += sizeBytes
    if (next === undefined || next.baseOffset <= firstDirty) continue
    if (baseOffset < firstUncleanable) dirtyBytes += sizeBytes
    if (firstTimestampMs > 0 && (earliestMs < 0 || firstTimestampMs < earliestMs))
      earliestMs = firstTimestampMs
  }
  const isOverdue = earliestMs >= 0 && earliestMs < nowMs - config.maxCompactionLagMs
  return { firstDirty, firstUncleanable, cleanBytes, dirtyBytes, isOverdue }
}

/** What the checkpoint says, unless the log does not reach there any more. */
function firstDirtyOf(log: Readonly<Log>): number {
  const { cleanerCheckpoint, logStart, logEnd } = log
  return cleanerCheckpoint < logStart || cleanerCheckpoint > logEnd ? logStart : cleanerCheckpoint
}

// rule: compaction.active-segment
/** Never the active segment, nor what is not committed, nor what is younger than min.compaction.lag.ms. */
function firstUncleanableOf(
  log: Readonly<Log>,
  firstDirty: number,
  lastStable: number,
  config: LogConfig,
  nowMs: number,
): number {
  const active = activeSegment(log).baseOffset
  const limit = Math.min(lastStable, active)
  if (config.minCompactionLagMs <= 0) return limit
  for (let place = 0; place < log.segments.length - 1; place++) {
    const segment = log.segments[place] as LogSegment
    if ((log.segments[place + 1] as LogSegment).baseOffset <= firstDirty) continue
    if (largestTimestampMs(segment) > nowMs - config.minCompactionLagMs)
      return Math.min(limit, segment.baseOffset)
  }
  return limit
}

/** Base of the segment that holds the offset. */
function baseHolding(log: Readonly<Log>, offset: number): number {
  let place = log.segments.length - 1
  while (place > 0 && (log.segments[place] as LogSegment).baseOffset > offset) place -= 1
  return (log.segments[place] as LogSegment).baseOffset
}

// rule: compaction.dirty-ratio
/** More than min.cleanable.dirty.ratio of it is dirty, or some of it is overdue. */
export function isDirtyEnough(cleanable: Cleanable, config: LogConfig): boolean {
  const { cleanBytes, dirtyBytes, isOverdue } = cleanable
  const totalBytes = cleanBytes + dirtyBytes
  if (totalBytes === 0) return false
  return (isOverdue && dirtyBytes > 0) || dirtyBytes / totalBytes > config.minCleanableDirtyRatio
}

/** Whether one log is dirtier than another: by the shares of dirty bytes. */
export function isDirtier(one: Cleanable, other: Cleanable): boolean {
  const total = (of: Cleanable): number => of.cleanBytes + of.dirtyBytes
  return one.dirtyBytes * total(other) > other.dirtyBytes * total(one)
}
