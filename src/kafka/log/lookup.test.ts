import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConfigValues } from '../config/check-value.ts'
import type { Batch } from './batch.ts'
import { endOf, offsetAt } from './batch.ts'
import type { Log } from './log.ts'
import { advanceLogStart } from './log-start.ts'
import type { LookupStep, TimesOf } from './lookup.ts'
import { lookUpLatest, lookUpOffset, lookUpTime, recordFound } from './lookup.ts'
import { batchAt, readBatches, readSegment } from './read.ts'
import { logOf } from './testing/bare-logs.ts'

/** Times rise evenly from the base to the greatest. */
const timesOf: TimesOf = ({ count, baseTimestampMs, maxTimestampMs }) =>
  Array.from({ length: count }, (_, place) =>
    count === 1
      ? maxTimestampMs
      : baseTimestampMs + Math.floor(((maxTimestampMs - baseTimestampMs) * place) / (count - 1)),
  )

/** 300-byte records, one a batch, a second apart. */
function plain(records: number, values: ConfigValues = {}): Log {
  const batch = (_: unknown, n: number) => ({ sizeBytes: 370, maxTimestampMs: 1_000 * (n + 1) })
  return logOf(Array.from({ length: records }, batch), values)
}

const kinds = (steps: readonly LookupStep[]): string[] => steps.map(({ kind }) => kind)

describe('looking an offset up', () => {
  it('goes by the segment, then its index, then batch after batch from there', () => {
    const log = plain(100)
    const steps = lookUpOffset(log, 57, timesOf)
    const scans = new Array<string>(10).fill('scan')
    expect(kinds(steps)).toEqual(['segment', 'probe', 'probe', 'probe', 'entry', ...scans, 'record'])
    // An entry every 12 records: the last one not above 57 is that of offset 48.
    expect(steps[4]).toMatchObject({ kind: 'entry', index: 'offset', key: 48, value: 48 * 370 })
    expect(steps[5]).toMatchObject({ baseOffset: 48, isHit: false })
    expect(recordFound(steps)).toMatchObject({ offset: 57, timestampMs: 58_000 })
  })

  it('begins at the start of the segment below its first entry', () => {
    const steps = lookUpOffset(plain(100), 3, timesOf)
    expect(steps.filter(({ kind }) => kind === 'entry')).toMatchObject([{ slot: -1, value: 0 }])
    expect(steps.filter(({ kind }) => kind === 'scan').length).toBe(4)
  })

  it.each([
    [9, 'belowStart'],
    [100, 'beyondEnd'],
  ])('finds nothing below the log start nor from the log end on: %i', (offset, why) => {
    const log = plain(100)
    advanceLogStart(log, 10)
    expect(lookUpOffset(log, offset, timesOf)).toEqual([{ kind: 'nothing', why }])
  })
})

describe('looking a time up', () => {
  it.each([
    [0, 0, 1_000],
    [1_000, 0, 1_000],
    [1_001, 1, 2_000],
    [99_999, 99, 100_000],
    [100_000, 99, 100_000],
  ])('finds the first record that is not earlier: %i', (timeMs, offset, timestampMs) => {
    expect(recordFound(lookUpTime(plain(100), timeMs, timesOf))).toMatchObject({ offset, timestampMs })
  })

  it('finds nothing later than the greatest time', () => {
    expect(lookUpTime(plain(100), 100_001, timesOf)).toEqual([{ kind: 'nothing', why: 'noneSoLate' }])
  })

  it('passes over segments that are all earlier, and never looks below the log start', () => {
    const log = plain(40, { 'segment.ms': 9_000 })
    const [first] = lookUpTime(log, 25_500, timesOf)
    expect(first).toMatchObject({ kind: 'segment', baseOffset: 20, passed: [0, 10] })
    advanceLogStart(log, 27)
    expect(recordFound(lookUpTime(log, 25_500, timesOf))?.offset).toBe(27)
  })

  it('goes on behind a batch whose only late record lies below the log start', () => {
    const log = logOf([
      { count: 3, sizeBytes: 100, maxTimestampMs: 90 },
      { sizeBytes: 70, maxTimestampMs: 95 },
    ])
    advanceLogStart(log, 2)
    const times: TimesOf = ({ count }) => (count === 3 ? [10, 90, 20] : [95])
    expect(recordFound(lookUpTime(log, 50, times))?.offset).toBe(3)
  })

  it('of the greatest timestamp finds the record that has it', () => {
    const log = logOf([
      { sizeBytes: 100, maxTimestampMs: 5 },
      { sizeBytes: 100, maxTimestampMs: 9 },
      { sizeBytes: 100, maxTimestampMs: 7 },
    ])
    expect(recordFound(lookUpLatest(log, timesOf))).toMatchObject({ offset: 1, timestampMs: 9 })
    expect(lookUpLatest(logOf([]), timesOf)).toEqual([{ kind: 'nothing', why: 'noneSoLate' }])
  })
})

describe('a walk', () => {
  const batches = fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 20 }),
      sizeBytes: fc.integer({ min: 70, max: 9_000 }),
      baseTimestampMs: fc.nat(50_000),
      maxTimestampMs: fc.integer({ min: 50_000, max: 100_000 }),
    }),
    { minLength: 1, maxLength: 80 },
  )
  const rolling = { 'segment.ms': 20_000, 'index.interval.bytes': 4_096 }

  it('finds the very record that going through everything finds', () => {
    fc.assert(
      fc.property(batches, fc.nat(1_600), fc.nat(110_000), (given, at, timeMs) => {
        const log = logOf(given, rolling)
        const all = readBatches(log, 0, log.logEnd, Number.MAX_SAFE_INTEGER)
        const flat = all.flatMap((batch: Batch) =>
          timesOf(batch).map((time, place) => ({ offset: offsetAt(batch, place), time })),
        )
        const byOffset = recordFound(lookUpOffset(log, at, timesOf))
        expect(byOffset?.offset ?? -1).toBe(at < log.logEnd ? at : -1)
        const wanted = flat.find(({ time }) => time >= timeMs)
        expect(recordFound(lookUpTime(log, timeMs, timesOf))?.offset).toBe(wanted?.offset)
      }),
    )
  })
})

describe('a fetch', () => {
  it('reads to the end of a segment and no further, and on from the next', () => {
    const log = plain(40, { 'segment.ms': 9_000 })
    const read = (from: number): number[] =>
      readSegment(log, from, 40, 1_000_000).map(({ baseOffset }) => baseOffset)
    expect(read(7)).toEqual([7, 8, 9])
    expect(read(10).length).toBe(10)
    expect(endOf(batchAt(log, 39) as Batch)).toBe(40)
  })
})
