import { describe, expect, it } from 'vitest'
import { logHash } from '../log/history.ts'
import { endOffsetFor } from '../log/leader-epochs.ts'
import { cuts, reunion } from '../testing/reunion.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { DIVERGED, FETCH_FAILED } from './facts.ts'

function settled(on: SmallCluster): void {
  on.runUntil(() => on.state().isr.length === 2)
  expect(logHash(on.log(1))).toBe(logHash(on.log(2)))
}

describe('truncation on fetch', () => {
  it('KIP-279: a tail of epoch 0 that nobody else has is cut where epoch 1 began, in one step', () => {
    const on = reunion(
      [
        [0, 10],
        [1, 2],
      ],
      [[0, 15]],
    )
    settled(on)
    expect(cuts(on)).toEqual([[15, 10]])
    // By the leader's epochs, though the follower's offset lies beyond the leader's end.
    expect(on.facts(DIVERGED).map((row) => [row.b, row.c])).toEqual([[0, 10]])
    expect(on.facts(FETCH_FAILED)).toEqual([])
  })

  it('several rounds: epochs that the other side never had are passed over one after the other', () => {
    // The follower led epochs 1 and 3, the leader epochs 2 and 4; both share epoch 0.
    const on = reunion(
      [
        [0, 5],
        [2, 5],
        [4, 5],
      ],
      [
        [0, 5],
        [1, 4],
        [3, 4],
      ],
    )
    settled(on)
    expect(cuts(on)).toEqual([
      [13, 9],
      [9, 5],
    ])
    expect(on.facts(DIVERGED).map((row) => [row.b, row.c])).toEqual([
      [2, 10],
      [0, 5],
    ])
  })

  it('an epoch that never got a record is forgotten when the log is loaded: nothing parts, nothing is cut', () => {
    const on = reunion(
      [
        [0, 5],
        [2, 3],
      ],
      [
        [0, 5],
        [1, 0],
      ],
    )
    settled(on)
    expect(on.log(2).epochs.map(({ epoch }) => epoch)).not.toContain(1)
    expect(on.facts(DIVERGED)).toEqual([])
    expect(cuts(on)).toEqual([])
  })

  it('a log that is a beginning of the leader’s is not cut', () => {
    const on = reunion(
      [
        [0, 5],
        [1, 5],
      ],
      [
        [0, 5],
        [1, 2],
      ],
    )
    settled(on)
    expect(cuts(on)).toEqual([])
  })

  it('a follower of a later epoch than the leader knows cuts to the leader’s end, then to where both agree', () => {
    const on = reunion(
      [[0, 5]],
      [
        [0, 8],
        [90, 4],
      ],
    )
    settled(on)
    const first = on.facts(FETCH_FAILED).find((row) => row.object === 'replica:orders-0@1')
    // OFFSET_OUT_OF_RANGE: the leader has never heard of that epoch.
    expect(first?.b).toBe(1)
    expect(cuts(on)).toEqual([[12, 5]])
  })

  it('a leader enters the epoch of its election, even if it never appends a record', () => {
    const on = new SmallCluster()
    on.input('kill', { node: '1' })
    on.runUntil(() => on.replica(2).role === 'leader')
    const { leaderEpoch } = on.replica(2)
    expect(leaderEpoch).toBeGreaterThan(0)
    const { epochs, logEnd } = on.log(2)
    expect(epochs).toEqual([{ sealed: true, epoch: leaderEpoch, startOffset: 0 }])
    expect(endOffsetFor(epochs, logEnd, leaderEpoch)).toEqual({ epoch: leaderEpoch, endOffset: 0 })
  })
})
