import { describe, expect, it } from 'vitest'
import type { Batch } from '../log/batch.ts'
import { assignOffsets, cleanedBatch } from '../log/batch.ts'
import { testBatch } from '../testing/requests.ts'
import { positionAfter, recordsFrom } from './batch-position.ts'

const dense = assignOffsets(testBatch({ count: 5 }), 10, 0)

/** Offsets 10 to 14, of which these are left. */
function holed(...offsets: readonly number[]): Batch {
  return cleanedBatch(dense, {
    count: offsets.length,
    offsetDeltas: offsets.map((offset) => offset - 10),
    sizeBytes: 100,
    blockBytes: 39,
    baseTimestampMs: 0,
    maxTimestampMs: 0,
    timesMs: offsets.map(() => 0),
    deleteHorizonMs: -1,
    records: offsets,
    data: null,
  })
}

describe('the position of a consumer in a batch', () => {
  it.each([
    [8, 10, 5, 15],
    [10, 3, 3, 13],
    [12, 9, 3, 15],
    [15, 9, 0, 15],
  ])('of all its records: from %i at most %i', (position, max, count, after) => {
    expect(recordsFrom(dense, position, max)).toBe(count)
    expect(positionAfter(dense, position, count)).toBe(after)
  })

  it.each([
    [10, 9, 2, 15],
    [10, 1, 1, 12],
    [12, 9, 1, 15],
    [14, 9, 0, 15],
  ])(
    'with holes: after the last that is there comes the end of the batch: from %i at most %i',
    (position, max, count, after) => {
      const batch = holed(11, 13)
      expect(recordsFrom(batch, position, max)).toBe(count)
      expect(positionAfter(batch, position, count)).toBe(after)
    },
  )

  it('goes over a batch of which nothing is left', () => {
    expect(recordsFrom(holed(), 10, 9)).toBe(0)
    expect(positionAfter(holed(), 10, 0)).toBe(15)
  })
})
