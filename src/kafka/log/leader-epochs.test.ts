import { describe, expect, it } from 'vitest'
import type { EpochEntry } from './leader-epochs.ts'
import { assignEpoch, endOffsetFor, truncateEpochsFromEnd, truncateEpochsFromStart } from './leader-epochs.ts'

function cache(...entries: [number, number][]): EpochEntry[] {
  const epochs: EpochEntry[] = []
  for (const [epoch, start] of entries) assignEpoch(epochs, epoch, start)
  return epochs
}

describe('leader epoch cache', () => {
  it('the end of the latest epoch is the log end', () => {
    expect(endOffsetFor(cache([0, 0], [2, 10]), 15, 2)).toEqual({ epoch: 2, endOffset: 15 })
  })

  it('the end of an earlier epoch is the start of the next', () => {
    expect(endOffsetFor(cache([0, 0], [2, 10]), 15, 0)).toEqual({ epoch: 0, endOffset: 10 })
  })

  it('an epoch between two entries answers the greatest below it', () => {
    expect(endOffsetFor(cache([0, 0], [2, 10]), 15, 1)).toEqual({ epoch: 0, endOffset: 10 })
  })

  it('an epoch above the latest, or none at all, is unknown', () => {
    expect(endOffsetFor(cache([0, 0]), 5, 1)).toEqual({ epoch: -1, endOffset: -1 })
    expect(endOffsetFor([], 0, 0)).toEqual({ epoch: -1, endOffset: -1 })
    expect(endOffsetFor(cache([0, 0]), 5, -1)).toEqual({ epoch: -1, endOffset: -1 })
  })

  it('an epoch before the first entry ends where that begins', () => {
    expect(endOffsetFor(cache([3, 7]), 9, 1)).toEqual({ epoch: 1, endOffset: 7 })
  })

  it('an epoch that began where another did replaces it, since that one never appended', () => {
    expect(cache([0, 0], [1, 5], [2, 5])).toEqual(cache([0, 0], [2, 5]))
  })

  it('an older or equal epoch is not added', () => {
    expect(cache([2, 5], [1, 6], [2, 7])).toEqual(cache([2, 5]))
  })

  it('truncation drops the epochs that began at or after the new end', () => {
    const epochs = cache([0, 0], [1, 5], [2, 9])
    truncateEpochsFromEnd(epochs, 5)
    expect(epochs).toEqual(cache([0, 0]))
  })
})

describe('when the log start moves up', () => {
  it.each([
    [
      0,
      [
        [0, 0],
        [2, 10],
        [3, 20],
      ],
    ],
    [
      5,
      [
        [0, 5],
        [2, 10],
        [3, 20],
      ],
    ],
    [
      10,
      [
        [2, 10],
        [3, 20],
      ],
    ],
    [
      11,
      [
        [2, 11],
        [3, 20],
      ],
    ],
    [20, [[3, 20]]],
    [99, [[3, 99]]],
  ])('to %i epochs that ended below it go, and the one it falls into begins there', (start, left) => {
    const epochs = cache([0, 0], [2, 10], [3, 20])
    truncateEpochsFromStart(epochs, start)
    expect(epochs.map(({ epoch, startOffset }) => [epoch, startOffset])).toEqual(left)
  })
})
