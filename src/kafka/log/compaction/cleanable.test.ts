import { describe, expect, it } from 'vitest'
import type { ConfigValues } from '../../config/check-value.ts'
import type { Log } from '../log.ts'
import { sealLogConfig } from '../log-config.ts'
import { configOf, logOf } from '../testing/bare-logs.ts'
import { cleanableOf, isDirtier, isDirtyEnough } from './cleanable.ts'

const NOW_MS = 1_000_000
const compacted = (values: ConfigValues) =>
  sealLogConfig(configOf({ 'cleanup.policy': 'compact', ...values }))

/** Segments of one batch each, of these sizes and times; the last is active. */
function segmented(sizes: readonly number[], times: readonly number[] = sizes.map(() => 10)): Log {
  return logOf(
    sizes.map((sizeBytes, place) => ({ sizeBytes, maxTimestampMs: times[place] as number })),
    { 'segment.index.bytes': 8, 'index.interval.bytes': 0 },
  )
}

describe('what may be cleaned', () => {
  it('is everything but the active segment', () => {
    const log = segmented([100, 100, 100])
    expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 1, 2])
    expect(cleanableOf(log, 3, compacted({}), NOW_MS)).toMatchObject({
      firstDirty: 0,
      firstUncleanable: 2,
      dirtyBytes: 200,
      cleanBytes: 0,
    })
  })

  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 2],
  ])('ends with what is committed: last stable offset %i', (lastStable, firstUncleanable) => {
    const { firstUncleanable: found } = cleanableOf(
      segmented([100, 100, 100]),
      lastStable,
      compacted({}),
      NOW_MS,
    )
    expect(found).toBe(firstUncleanable)
  })

  it.each([
    [100_001, 2],
    [100_000, 2],
    [99_999, 1],
  ])('leaves a segment alone that is younger than min.compaction.lag.ms: %i ms of 100 000', (ageMs, end) => {
    const log = segmented([100, 100, 100], [10, NOW_MS - ageMs, NOW_MS])
    const config = compacted({ 'min.compaction.lag.ms': 100_000 })
    expect(cleanableOf(log, 3, config, NOW_MS).firstUncleanable).toBe(end)
  })

  it.each([
    ['none', -1, 0],
    ['within the log', 1, 1],
    ['beyond its end', 9, 0],
  ])('begins at the checkpoint, or at the log start if that is %s', (_, checkpoint, firstDirty) => {
    const log = segmented([100, 100, 100])
    log.cleanerCheckpoint = checkpoint
    expect(cleanableOf(log, 3, compacted({}), NOW_MS).firstDirty).toBe(firstDirty)
  })

  it('begins at the log start when that has moved beyond the checkpoint', () => {
    const log = segmented([100, 100, 100])
    log.cleanerCheckpoint = 1
    log.logStart = 2
    expect(cleanableOf(log, 3, compacted({}), NOW_MS).firstDirty).toBe(2)
  })
})

describe('a log is cleaned', () => {
  it.each([
    [0.49, true],
    [0.5, false],
    [0.51, false],
  ])(
    'when more of it is dirty than min.cleanable.dirty.ratio, strictly: half of it, at %f',
    (ratio, isCleaned) => {
      const log = segmented([100, 100, 100])
      log.cleanerCheckpoint = 1
      const config = compacted({ 'min.cleanable.dirty.ratio': ratio })
      expect(isDirtyEnough(cleanableOf(log, 3, config, NOW_MS), config)).toBe(isCleaned)
    },
  )

  it.each([
    [50_000, false],
    [50_001, true],
  ])(
    'when its oldest dirty segment has waited for more than max.compaction.lag.ms: %i ms',
    (ageMs, isCleaned) => {
      const log = segmented([100_000, 1_000, 100], [10, NOW_MS - ageMs, NOW_MS])
      log.cleanerCheckpoint = 1
      const config = compacted({ 'min.cleanable.dirty.ratio': 0.9, 'max.compaction.lag.ms': 50_000 })
      expect(isDirtyEnough(cleanableOf(log, 3, config, NOW_MS), config)).toBe(isCleaned)
    },
  )

  it('in the order of their shares of dirty bytes', () => {
    const one = segmented([100, 100, 100])
    one.cleanerCheckpoint = 1
    const other = segmented([100, 300, 100])
    other.cleanerCheckpoint = 1
    const of = (log: Log) => cleanableOf(log, 3, compacted({}), NOW_MS)
    expect(isDirtier(of(other), of(one))).toBe(true)
    expect(isDirtier(of(one), of(other))).toBe(false)
    expect(isDirtier(of(one), of(one))).toBe(false)
  })
})
