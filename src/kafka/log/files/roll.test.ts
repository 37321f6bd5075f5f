import { describe, expect, it } from 'vitest'
import { configOf } from '../testing/bare-logs.ts'
import type { ActiveSegment, Append } from './roll.ts'
import { rollJitterMs, rollReason } from './roll.ts'

const T = 1_700_000_000_000
const MIB = 1_048_576
const config = configOf({
  'segment.bytes': MIB,
  'segment.ms': 60_000,
  'segment.index.bytes': 120,
})

const segment: ActiveSegment = {
  baseOffset: 1_000,
  sizeBytes: 500_000,
  firstTimestampMs: T,
  createdMs: 0,
  jitterMs: 0,
  indexEntries: 0,
  timeIndexEntries: 0,
}
const append: Append = { sizeBytes: 100, maxTimestampMs: T, lastOffset: 2_000, nowMs: T }

const reason = (of: Partial<ActiveSegment>, with_: Partial<Append>, under = config): string | null =>
  rollReason({ ...segment, ...of }, { ...append, ...with_ }, under)

describe('a new segment is begun', () => {
  it.each([
    ['one byte less than fits', MIB - 101, null],
    ['just what fits', MIB - 100, null],
    ['one byte more than fits', MIB - 99, 'size'],
  ])('when the append does not fit in segment.bytes: %s', (_, sizeBytes, expected) => {
    expect(reason({ sizeBytes }, {})).toBe(expected)
  })

  it.each([
    [59_999, null],
    [60_000, null],
    [60_001, 'time'],
    [-60_001, null],
  ])('when its time is more than segment.ms after the first append: by %i ms', (waitedMs, expected) => {
    expect(reason({}, { maxTimestampMs: T + waitedMs })).toBe(expected)
  })

  it('not for its time when the segment is empty', () => {
    expect(reason({ sizeBytes: 0 }, { maxTimestampMs: T + 60_001 })).toBeNull()
  })

  it.each([
    [59_999, null],
    [60_000, null],
    [60_001, 'time'],
  ])('by the wall clock when the first append had no timestamp: after %i ms', (waitedMs, expected) => {
    expect(reason({ firstTimestampMs: -1, createdMs: 5 }, { nowMs: 5 + waitedMs })).toBe(expected)
  })

  it.each([
    [49_999, null],
    [50_000, null],
    [50_001, 'time'],
  ])('earlier by the jitter: at %i ms of 60 000 less 10 000', (waitedMs, expected) => {
    expect(reason({ jitterMs: 10_000 }, { maxTimestampMs: T + waitedMs })).toBe(expected)
  })

  it.each([
    ['compact', 30_001, 'time'],
    ['compact', 30_000, null],
    ['compact,delete', 30_001, 'time'],
    ['delete', 30_001, null],
  ])('after max.compaction.lag.ms if cleanup.policy is %s: at %i ms', (policy, waitedMs, expected) => {
    const lagging = configOf({
      'segment.ms': 60_000,
      'cleanup.policy': policy,
      'max.compaction.lag.ms': 30_000,
    })
    expect(reason({}, { maxTimestampMs: T + waitedMs }, lagging)).toBe(expected)
  })

  // 120 bytes hold 15 entries of 8 bytes, or 10 of 12, of which the time index keeps one back.
  it.each([
    [14, 0, null],
    [15, 0, 'indexFull'],
    [0, 8, null],
    [0, 9, 'timeIndexFull'],
  ])('when an index is full: %i and %i entries', (indexEntries, timeIndexEntries, expected) => {
    expect(reason({ indexEntries, timeIndexEntries }, {})).toBe(expected)
  })

  it.each([
    [2_147_483_646, null],
    [2_147_483_647, null],
    [2_147_483_648, 'offsetOverflow'],
    [-1, 'offsetOverflow'],
  ])('when the last offset is %i from its base', (relative, expected) => {
    expect(reason({}, { lastOffset: 1_000 + relative })).toBe(expected)
  })
})

describe('the jitter of a segment', () => {
  it('is none unless segment.jitter.ms is set', () => {
    expect(rollJitterMs('log:orders-0@1', 0, config)).toBe(0)
  })

  it('lies below segment.jitter.ms and segment.ms, the same each time, another for another segment', () => {
    const jittery = (jitter: number) => configOf({ 'segment.ms': 60_000, 'segment.jitter.ms': jitter })
    const draws = (of: number): number[] =>
      Array.from({ length: 50 }, (_, base) => rollJitterMs('log:orders-0@1', base, jittery(of)))
    expect(draws(1_000)).toEqual(draws(1_000))
    expect(new Set(draws(1_000)).size).toBeGreaterThan(40)
    expect(Math.max(...draws(1_000))).toBeLessThan(1_000)
    expect(Math.max(...draws(900_000))).toBeLessThan(60_000)
    expect(Math.min(...draws(1_000))).toBeGreaterThanOrEqual(0)
  })
})
