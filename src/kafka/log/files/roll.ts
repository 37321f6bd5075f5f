// When the log begins a new segment: asked before an append and at no other time (server.md 2.6; LogSegment.shouldRoll).

import type { Hash } from '../../../sim/hash.ts'
import { HASH_SEED, mixNumber, mixString } from '../../../sim/hash.ts'
import type { TopicConfig } from '../../config/resolve.ts'

/** What the active segment is. */
export interface ActiveSegment {
  readonly baseOffset: number
  readonly sizeBytes: number
  /** Greatest timestamp of its first append; negative while there is none. */
  readonly firstTimestampMs: number
  readonly createdMs: number
  readonly jitterMs: number
  readonly indexEntries: number
  readonly timeIndexEntries: number
}

/** What is about to be appended. */
export interface Append {
  readonly sizeBytes: number
  readonly maxTimestampMs: number
  readonly lastOffset: number
  readonly nowMs: number
}

/** `retention`: not for an append, but so that an active segment that is due may be deleted. */
export const ROLL_REASONS = [
  'size',
  'time',
  'indexFull',
  'timeIndexFull',
  'offsetOverflow',
  'retention',
] as const

export type RollReason = (typeof ROLL_REASONS)[number]

export const INDEX_ENTRY_BYTES = 8
export const TIME_INDEX_ENTRY_BYTES = 12
/** An index keeps offsets relative to its base in 31 bits. */
const RELATIVE_OFFSET_MAX = 2_147_483_647

// rule: segments.roll
/** Why the append begins a new segment, in the order in which Kafka asks; null: it does not. */
export function rollReason(segment: ActiveSegment, append: Append, config: TopicConfig): RollReason | null {
  if (segment.sizeBytes > config.segmentBytes - append.sizeBytes) return 'size'
  const waitedMs =
    segment.firstTimestampMs >= 0
      ? append.maxTimestampMs - segment.firstTimestampMs
      : append.nowMs - segment.createdMs
  if (segment.sizeBytes > 0 && waitedMs > segmentMs(config) - segment.jitterMs) return 'time'
  if (segment.indexEntries >= maxIndexEntries(config)) return 'indexFull'
  // The last place of the time index is kept for the entry that closing writes.
  if (segment.timeIndexEntries >= maxTimeIndexEntries(config) - 1) return 'timeIndexFull'
  const relative = append.lastOffset - segment.baseOffset
  return relative < 0 || relative > RELATIVE_OFFSET_MAX ? 'offsetOverflow' : null
}

/** On a compacted topic a segment must not keep its records from the cleaner for longer than their lag allows. */
function segmentMs(config: TopicConfig): number {
  return config.cleanupPolicy.includes('compact')
    ? Math.min(config.segmentMs, config.maxCompactionLagMs)
    : config.segmentMs
}

export function maxIndexEntries(config: TopicConfig): number {
  return Math.floor(config.segmentIndexBytes / INDEX_ENTRY_BYTES)
}

export function maxTimeIndexEntries(config: TopicConfig): number {
  return Math.floor(config.segmentIndexBytes / TIME_INDEX_ENTRY_BYTES)
}

/** Drawn once for each segment. The log keeps no draw, so it is a hash of which segment it is: the same whenever it is asked for. */
export function rollJitterMs(log: string, baseOffset: number, config: TopicConfig): number {
  const span = Math.min(config.segmentJitterMs, segmentMs(config))
  if (span === 0) return 0
  const hash: Hash = { ...HASH_SEED }
  mixString(hash, log)
  mixNumber(hash, baseOffset)
  return (hash.hi & 0x7fffffff) % span
}
