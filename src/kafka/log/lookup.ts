// Finding a record by offset or by time as a log does it, step by step (server.md 2.5; LogSegment.translateOffset, findOffsetByTimestamp): the segment, its sparse
// index by binary search, then batch headers from the position that the index gives.

import type { Batch } from './batch.ts'
import { endOf, offsetAt } from './batch.ts'
import type { IndexEntry, Segment, TimeIndexEntry } from './files/segments.ts'
import { segmentOf } from './files/segments.ts'
import type { Log } from './log.ts'
import type { LogSegment } from './segment.ts'

export type LookupStep =
  /** The segment that may have it; `passed`: base offsets of the segments before it that were looked at. */
  | { readonly kind: 'segment'; readonly baseOffset: number; readonly passed: readonly number[] }
  /** One comparison of a binary search: entry number `slot` of `low` to `high`. */
  | {
      readonly kind: 'probe'
      readonly index: 'offset' | 'time'
      readonly slot: number
      readonly low: number
      readonly high: number
      /** Offset or timestamp of the entry. */
      readonly key: number
      readonly isAbove: boolean
    }
  /** What the search came to; slot −1: nothing so low, so the segment's beginning. `value`: position, or offset for the time index. */
  | {
      readonly kind: 'entry'
      readonly index: 'offset' | 'time'
      readonly slot: number
      readonly key: number
      readonly value: number
    }
  /** One batch header read. */
  | {
      readonly kind: 'scan'
      readonly position: number
      readonly baseOffset: number
      readonly lastOffset: number
      readonly maxTimestampMs: number
      readonly isHit: boolean
    }
  | { readonly kind: 'record'; readonly offset: number; readonly timestampMs: number }
  /** There is none. */
  | { readonly kind: 'nothing'; readonly why: 'belowStart' | 'beyondEnd' | 'noneSoLate' }

/** Timestamps of a batch's records, in order of offset. */
export type TimesOf = (batch: Batch) => readonly number[]

/** From an offset to its record; where compaction took that, to the next one. */
export function lookUpOffset(log: Readonly<Log>, offset: number, timesOf: TimesOf): LookupStep[] {
  if (offset < log.logStart) return [{ kind: 'nothing', why: 'belowStart' }]
  if (offset >= log.logEnd) return [{ kind: 'nothing', why: 'beyondEnd' }]
  const steps: LookupStep[] = []
  let place = floorSegment(log, offset)
  for (; place < log.segments.length; place++) {
    const segment = viewOf(log, place)
    steps.push({ kind: 'segment', baseOffset: segment.baseOffset, passed: [] })
    // The last offset of a batch may be beyond its last record: compaction took that.
    const isHit = (batch: Batch): boolean => firstAt(batch, (at) => at >= offset) >= 0
    const found = scanFrom(steps, segment, positionOf(steps, segment, offset), isHit)
    if (found === null) continue
    const at = firstAt(found, (recordOffset) => recordOffset >= offset)
    if (at >= 0) {
      steps.push({ kind: 'record', offset: offsetAt(found, at), timestampMs: timesOf(found)[at] as number })
      return steps
    }
  }
  steps.push({ kind: 'nothing', why: 'beyondEnd' })
  return steps
}

// rule: list-offsets.by-time
/** From a time to the first record that is not earlier, at or above the log's start. */
export function lookUpTime(log: Readonly<Log>, timeMs: number, timesOf: TimesOf): LookupStep[] {
  const steps: LookupStep[] = []
  const passed: number[] = []
  let place = 0
  while (place < log.segments.length && (log.segments[place] as LogSegment).maxTimestampMs < timeMs) {
    passed.push((log.segments[place] as LogSegment).baseOffset)
    place += 1
  }
  if (place === log.segments.length) return [{ kind: 'nothing', why: 'noneSoLate' }]
  const segment = viewOf(log, place)
  steps.push({ kind: 'segment', baseOffset: segment.baseOffset, passed })
  const slot = search(steps, 'time', segment.timeIndex, timeMs)
  const entry = segment.timeIndex[slot]
  const from = entry === undefined ? segment.baseOffset : entry.offset
  steps.push({ kind: 'entry', index: 'time', slot, key: entry?.timestampMs ?? -1, value: from })
  const position = positionOf(steps, segment, Math.max(from, log.logStart))
  // Of a batch that compaction has emptied the header still says how late its records were.
  const placeIn = (batch: Batch): number => {
    if (batch.maxTimestampMs < timeMs || endOf(batch) <= log.logStart) return -1
    const times = timesOf(batch)
    return firstAt(batch, (offset, n) => offset >= log.logStart && (times[n] as number) >= timeMs)
  }
  const found = scanFrom(steps, segment, position, (batch) => placeIn(batch) >= 0)
  if (found === null) steps.push({ kind: 'nothing', why: 'noneSoLate' })
  else {
    const at = placeIn(found)
    steps.push({
      kind: 'record',
      offset: offsetAt(found, at),
      timestampMs: timesOf(found)[at] as number,
    })
  }
  return steps
}

/** The record with the greatest timestamp, the first of equals in its batch (timestamp −3, KIP-734). */
export function lookUpLatest(log: Readonly<Log>, timesOf: TimesOf): LookupStep[] {
  let best = 0
  for (let place = 1; place < log.segments.length; place++) {
    const segment = log.segments[place] as LogSegment
    if (segment.maxTimestampMs > (log.segments[best] as LogSegment).maxTimestampMs) best = place
  }
  const latest = log.segments[best] as LogSegment
  if (latest.maxTimestampMs < 0 || latest.sizeBytes === 0) return [{ kind: 'nothing', why: 'noneSoLate' }]
  const segment = viewOf(log, best)
  const steps: LookupStep[] = [{ kind: 'segment', baseOffset: segment.baseOffset, passed: [] }]
  const position = positionOf(steps, segment, latest.maxTimestampOffset)
  const found = scanFrom(steps, segment, position, (batch) => batch.maxTimestampMs === latest.maxTimestampMs)
  const times = found === null ? [] : timesOf(found)
  const at = found === null ? -1 : firstAt(found, (_, n) => times[n] === latest.maxTimestampMs)
  if (found === null || at < 0) steps.push({ kind: 'nothing', why: 'noneSoLate' })
  else steps.push({ kind: 'record', offset: offsetAt(found, at), timestampMs: latest.maxTimestampMs })
  return steps
}

/** The record that a walk came to, or null. */
export function recordFound(
  steps: readonly LookupStep[],
): { readonly offset: number; readonly timestampMs: number } | null {
  const last = steps[steps.length - 1]
  return last !== undefined && last.kind === 'record' ? last : null
}

function floorSegment(log: Readonly<Log>, offset: number): number {
  let place = log.segments.length - 1
  while (place > 0 && (log.segments[place] as LogSegment).baseOffset > offset) place -= 1
  return place
}

function viewOf(log: Readonly<Log>, place: number): Segment {
  return segmentOf(log, log.segments[place] as LogSegment, place < log.segments.length - 1)
}

/** The offset index, by binary search: where to begin to scan. */
function positionOf(steps: LookupStep[], segment: Segment, offset: number): number {
  const slot = search(steps, 'offset', segment.index, offset)
  const entry = segment.index[slot]
  const position = entry === undefined ? 0 : entry.position
  steps.push({
    kind: 'entry',
    index: 'offset',
    slot,
    key: entry?.offset ?? segment.baseOffset,
    value: position,
  })
  return position
}

/** The greatest entry not above the target, −1 for none (AbstractIndex.largestLowerBoundSlotFor). */
function search(
  steps: LookupStep[],
  index: 'offset' | 'time',
  entries: readonly (IndexEntry | TimeIndexEntry)[],
  target: number,
): number {
  const keyAt = (slot: number): number => {
    const entry = entries[slot] as IndexEntry | TimeIndexEntry
    return 'position' in entry ? entry.offset : entry.timestampMs
  }
  if (entries.length === 0) return -1
  let low = 0
  let high = entries.length - 1
  if (keyAt(0) > target) {
    steps.push({ kind: 'probe', index, slot: 0, low, high, key: keyAt(0), isAbove: true })
    return -1
  }
  while (low < high) {
    const slot = (low + high + 1) >> 1
    const key = keyAt(slot)
    const isAbove = key > target
    steps.push({ kind: 'probe', index, slot, low, high, key, isAbove })
    if (isAbove) high = slot - 1
    else if (key === target) return slot
    else low = slot
  }
  return low
}

function scanFrom(
  steps: LookupStep[],
  segment: Segment,
  from: number,
  isHit: (batch: Batch) => boolean,
): Batch | null {
  let position = 0
  for (const batch of segment.batches) {
    if (position >= from) {
      const hit = isHit(batch)
      const { baseOffset, maxTimestampMs } = batch
      const lastOffset = endOf(batch) - 1
      steps.push({ kind: 'scan', position, baseOffset, lastOffset, maxTimestampMs, isHit: hit })
      if (hit) return batch
    }
    position += batch.sizeBytes
  }
  return null
}

function firstAt(batch: Batch, fits: (offset: number, place: number) => boolean): number {
  for (let place = 0; place < batch.count; place++) if (fits(offsetAt(batch, place), place)) return place
  return -1
}
