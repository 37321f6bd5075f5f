import { describe, expect, it } from 'vitest'
import { own } from '../../sim/world.ts'
import { logHash } from '../log/history.ts'
import type { Written } from '../testing/reunion.ts'
import { cuts, reunion } from '../testing/reunion.ts'
import type { SmallCluster } from '../testing/small-cluster.ts'
import type { RulesOverride } from './rules.ts'

/** KIP-279: the follower led epoch 1, of which the leader never heard; the leader's records up to 10 are of epoch 0. */
const LEADER: Written = [
  [0, 10],
  [2, 3],
]
const FOLLOWER: Written = [
  [0, 8],
  [1, 5],
]

function met(truncation: NonNullable<RulesOverride['truncation']>): SmallCluster {
  const on = reunion(LEADER, FOLLOWER, { truncation })
  on.runUntil(() => on.state().isr.length === 2)
  return on
}

function agree(on: SmallCluster): boolean {
  return logHash(on.log(1)) === logHash(on.log(2))
}

describe('truncation by release', () => {
  it('0.11 asks where its last epoch ends and hears an offset only: records of two leaders stay at one offset', () => {
    const on = met('epoch-v1')
    expect(cuts(on)).toEqual([[13, 10]])
    expect(agree(on)).toBe(false)
  })

  it.each(['epoch-v2', 'epoch-fenced'] as const)(
    '%s hears of which epoch that offset is, and asks again',
    (rule) => {
      const on = met(rule)
      expect(cuts(on)).toEqual([[13, 8]])
      expect(agree(on)).toBe(true)
    },
  )

  it('since 2.7 the leader’s fetch answer says where the logs part', () => {
    const on = met('on-fetch')
    expect(cuts(on)).toEqual([[13, 8]])
    expect(agree(on)).toBe(true)
  })

  it('before 0.11 a follower cuts to its high watermark, which says nothing about what the leader has', () => {
    const on = reunion([[0, 10]], [[0, 10]], { truncation: 'hw' })
    on.runUntil(() => on.state().isr.length === 2)
    // A checkpoint of 0: everything goes, and comes again.
    expect(cuts(on)).toEqual([[10, 0]])
    expect(agree(on)).toBe(true)
  })

  it('epochs: with a log that the leader’s continues nothing is cut', () => {
    for (const truncation of ['epoch-v1', 'epoch-v2', 'epoch-fenced'] as const) {
      const on = reunion([[0, 10]], [[0, 6]], { truncation })
      on.runUntil(() => on.state().isr.length === 2)
      expect(cuts(on)).toEqual([])
      expect(agree(on)).toBe(true)
    }
  })

  it('a log without epochs is cut to the high watermark', () => {
    const on = reunion([[0, 10]], [[0, 4]], { truncation: 'epoch-v2' })
    on.input('kill', { node: '1' })
    on.runUntil(() => on.state().isr.length === 1)
    on.act((world) => {
      own(world, on.log(1)).epochs.length = 0
    })
    on.input('start', { node: '1' })
    on.runUntil(() => on.state().isr.length === 2)
    expect(agree(on)).toBe(true)
  })

  it('the leader out of reach: the question waits, and is asked when it is there again', () => {
    const on = reunion(LEADER, FOLLOWER, { truncation: 'epoch-v2' })
    on.input('cut-link', { from: '1', to: '2' })
    on.runFor(20_000)
    expect(cuts(on)).toEqual([])
    on.input('heal-link', { from: '1', to: '2' })
    on.runUntil(() => on.state().isr.length === 2)
    expect(agree(on)).toBe(true)
  })
})
