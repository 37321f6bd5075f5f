import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Appended } from '../testing/bare-logs.ts'
import { logOf } from '../testing/bare-logs.ts'
import { restartLogAt } from '../truncate.ts'
import { segmentsOf } from './segments.ts'

const only = (batches: readonly Appended[], closed = false) => {
  const segments = segmentsOf(logOf(batches), closed)
  expect(segments.length).toBe(1)
  return segments[0]!
}
const sized = (...sizes: readonly number[]): Appended[] =>
  sizes.map((sizeBytes, place) => ({ sizeBytes, maxTimestampMs: 1_000 + place }))

describe('an index entry', () => {
  it.each([
    [4_095, []],
    [4_096, []],
    [4_097, [{ offset: 1, position: 4_097 }]],
  ])('is written before a batch that follows more than 4 096 bytes: %i', (before, index) => {
    expect(only(sized(before, 100)).index).toEqual(index)
  })

  it('counts the batch it points to towards the next', () => {
    const { index } = only(sized(4_097, 4_097, 100, 4_000, 97, 1))
    expect(index.map(({ offset }) => offset)).toEqual([1, 2, 4])
  })

  it('holds the last offset of its batch, and where the batch begins', () => {
    const nine = { count: 9, sizeBytes: 2_900 }
    const batches = [0, 1, 2].map((place) => ({ ...nine, maxTimestampMs: place }))
    expect(only(batches).index).toEqual([{ offset: 26, position: 5_800 }])
  })
})

describe('a time index entry', () => {
  it('is the greatest time so far and the last offset of its batch', () => {
    const batches = [
      { sizeBytes: 3_000, maxTimestampMs: 10, count: 2 },
      { sizeBytes: 3_000, maxTimestampMs: 90, count: 2 },
      { sizeBytes: 3_000, maxTimestampMs: 50, count: 2 },
    ]
    expect(only(batches).timeIndex).toEqual([{ timestampMs: 90, offset: 3 }])
  })

  it.each([
    [89, [90]],
    [90, [90]],
    [91, [90, 91]],
  ])('is not written unless the time is later than that of the last: %i after 90', (later, times) => {
    const batches = [90, 90, later].map((maxTimestampMs) => ({ sizeBytes: 5_000, maxTimestampMs }))
    expect(only(batches).timeIndex.map(({ timestampMs }) => timestampMs)).toEqual(times)
  })

  it('ends a segment that is closed, by a roll or by an orderly stop', () => {
    expect(only(sized(100, 100)).timeIndex).toEqual([])
    expect(only(sized(100, 100), true).timeIndex).toEqual([{ timestampMs: 1_001, offset: 1 }])
    const rolled = segmentsOf(
      logOf(
        [
          { sizeBytes: 100, maxTimestampMs: 5 },
          { sizeBytes: 100, maxTimestampMs: 1_000 },
        ],
        { 'segment.ms': 900 },
      ),
      false,
    )
    expect(rolled.map(({ timeIndex }) => timeIndex)).toEqual([[{ timestampMs: 5, offset: 0 }], []])
  })
})

describe('the segments of a log', () => {
  it('are one, named after the log start, when the log is empty', () => {
    const log = logOf([])
    restartLogAt(log, 70, 0)
    expect(segmentsOf(log, true)).toEqual([
      { baseOffset: 70, batches: [], sizeBytes: 0, isActive: true, index: [], timeIndex: [] },
    ])
  })

  it('take a batch that alone is larger than segment.bytes', () => {
    const log = logOf(sized(100, 1_048_577, 100), { 'segment.bytes': 1_048_576 })
    const segments = segmentsOf(log, false)
    expect(segments.map(({ baseOffset, sizeBytes }) => [baseOffset, sizeBytes])).toEqual([
      [0, 100],
      [1, 1_048_577],
      [2, 100],
    ])
  })

  it('roll when an index of two entries is full', () => {
    const full = { 'segment.index.bytes': 36, 'index.interval.bytes': 0 }
    const segments = segmentsOf(logOf(sized(100, 100, 100, 100, 100, 100, 100), full), false)
    // The time index takes three entries and is full at two; the first batch of a segment gets none.
    expect(segments.map(({ baseOffset, index }) => [baseOffset, index.length])).toEqual([
      [0, 2],
      [3, 2],
      [6, 0],
    ])
  })

  it('hold every batch once and in order, the last alone active, each within its limits', () => {
    const batches = fc.array(
      fc.record({
        count: fc.integer({ min: 1, max: 50 }),
        sizeBytes: fc.integer({ min: 70, max: 900_000 }),
        maxTimestampMs: fc.nat(500_000),
      }),
      { maxLength: 150 },
    )
    const rolling = { 'segment.bytes': 1_048_576, 'segment.ms': 60_000, 'segment.jitter.ms': 9_000 }
    fc.assert(
      fc.property(batches, fc.boolean(), (appended, closed) => {
        const log = logOf(appended, rolling)
        const segments = segmentsOf(log, closed)
        const all = segments.flatMap((segment) => segment.batches)
        expect(all.map((batch) => batch.batchNumber)).toEqual(appended.map((_, place) => place))
        expect(segments.filter(({ isActive }) => isActive)).toEqual([segments.at(-1)])
        for (const { baseOffset, batches: held, sizeBytes, index, timeIndex } of segments) {
          expect(sizeBytes).toBe(held.reduce((sum, batch) => sum + batch.sizeBytes, 0))
          expect(sizeBytes).toBeLessThanOrEqual(1_048_576)
          if (held[0] !== undefined) expect(baseOffset).toBe(held[0].baseOffset)
          for (const batch of held)
            expect(batch.maxTimestampMs - (held[0]?.maxTimestampMs ?? 0)).toBeLessThanOrEqual(60_000)
          for (const entry of index) {
            const batch = held.find(({ baseOffset: base, count }) => base + count - 1 === entry.offset)
            const before = held.slice(0, held.indexOf(batch!)).reduce((sum, one) => sum + one.sizeBytes, 0)
            expect(entry.position).toBe(before)
          }
          for (const [place, entry] of timeIndex.entries())
            if (place > 0) expect(entry.timestampMs).toBeGreaterThan(timeIndex[place - 1]!.timestampMs)
        }
      }),
    )
  })
})
