import { describe, expect, it } from 'vitest'
import { own } from '../../sim/world.ts'
import { isEligible } from '../broker/high-watermark.ts'
import { maybeExpandIsr } from '../broker/isr.ts'
import { followerOf } from '../broker/replica.ts'
import { nodeById } from '../node.ts'
import { LIST_OFFSETS, PRODUCE } from '../protocol/api.ts'
import type { ListOffsetsRequest, ListOffsetsResponse } from '../protocol/client-requests.ts'
import { LATEST } from '../protocol/client-requests.ts'
import { NONE, NOT_ENOUGH_REPLICAS, OFFSET_NOT_AVAILABLE } from '../protocol/errors.ts'
import type { ProduceResponse } from '../protocol/produce.ts'
import { produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import type { RulesOverride } from './rules.ts'

/** Ten records; broker 3 is out of the ISR, alive, and stands at offset 5, the high watermark; the leader's epoch began at 8. */
function returning(rulesOverride: RulesOverride): SmallCluster {
  const on = new SmallCluster({ rulesOverride })
  on.connect(1)
  on.ask(1, PRODUCE, produce(-1, testBatch({ count: 10 })))
  on.act((world) => {
    const leader = own(world, on.replica(1))
    leader.isr = [1, 2]
    leader.highWatermark = 5
    leader.epochStart = 8
    const follower = followerOf(leader, 3)
    if (follower === null) throw new Error('no follower 3')
    follower.logEnd = 5
    maybeExpandIsr(world, nodeById(world, 1), leader, follower)
  })
  return on
}

describe('joining the ISR', () => {
  it('until 2.1 the high watermark was enough, although the leader’s epoch began above it', () => {
    expect(returning({ isrJoin: 'hw' }).replica(1).pending?.isr).toEqual([1, 2, 3])
  })

  it('since then a follower must have come to where this leader’s epoch began', () => {
    expect(returning({ isrJoin: 'epoch-start' }).replica(1).pending).toBeNull()
  })

  it('the newcomer was written last until 3.9, and stands by its id since', () => {
    const order = (isrOrder: NonNullable<RulesOverride['isrOrder']>) => {
      const on = new SmallCluster({ placement: [[2, 3, 1]], rulesOverride: { isrOrder } })
      on.input('kill', { node: '1' })
      on.runUntil(() => on.state().isr.length === 2)
      on.input('start', { node: '1' })
      on.runUntil(() => on.state().isr.length === 3)
      return on.state().isr
    }
    expect(order('newcomer-last')).toEqual([2, 3, 1])
    expect(order('by-id')).toEqual([1, 2, 3])
  })
})

describe('the leader epoch when an ISR shrinks', () => {
  /** Cluster settings under which followers that do not fetch are put out soon. */
  const quick = { 'replica.lag.time.max.ms': 2_000 }

  it.each([
    ['2.8', 'raises', 'leaves'],
    ['3.3', 'raises', 'raises'],
    ['3.5', 'raises', 'raises'],
    ['3.6', 'leaves', 'leaves'],
    ['4.3', 'leaves', 'leaves'],
  ])(
    '%s: a follower that is fenced %s the leader epoch, one that its leader puts out %s it',
    (rules, fenced, putOut) => {
      const epochs = { raises: 1, leaves: 0 } as { readonly [does: string]: number }
      const on = new SmallCluster({ rules })
      on.input('kill', { node: '3' })
      on.runUntil(() => !on.state().isr.includes(3))
      expect(on.state()).toMatchObject({ leader: 1, leaderEpoch: epochs[fenced], partitionEpoch: 1 })

      const off = new SmallCluster({ rules, cluster: quick })
      off.connect(1)
      off.input('cut-link', { from: '3', to: '1' })
      off.ask(1, PRODUCE, produce(1))
      off.runUntil(() => !off.state().isr.includes(3))
      expect(off.state()).toMatchObject({ leader: 1, leaderEpoch: epochs[putOut], partitionEpoch: 1 })
      // Whichever it was, the leader goes on with the smaller ISR.
      expect(off.ask<ProduceResponse>(1, PRODUCE, produce(-1)).partitions[0]?.error).toBe(NONE)
      expect(off.replica(1)).toMatchObject({ isr: [1, 2], leaderEpoch: epochs[putOut], pending: null })
    },
  )
})

describe('who may be in the ISR', () => {
  it.each([
    ['any', true, true],
    ['unfenced', false, true],
    ['broker-epoch', false, false],
  ] as const)('%s: a fenced broker %s, one of an earlier incarnation %s', (isrEligible, fenced, earlier) => {
    const on = new SmallCluster({ rulesOverride: { isrEligible } })
    const node = nodeById(on.world, 1)
    const follower = followerOf(on.replica(1), 3)
    if (follower === null) throw new Error('no follower 3')
    expect(isEligible(on.world, node, follower)).toBe(true)
    expect(isEligible(on.world, node, { ...follower, brokerEpoch: follower.brokerEpoch - 1 })).toBe(earlier)
    on.input('kill', { node: '3' })
    on.runUntil(() => !on.state().isr.includes(3))
    on.runFor(100)
    expect(isEligible(on.world, node, follower)).toBe(fenced)
  })
})

describe('min ISR', () => {
  it('until 3.7 the high watermark went on below it: records of acks=1 could be read with one copy', () => {
    const ends = (hwRule: NonNullable<RulesOverride['hwRule']>) => {
      const on = new SmallCluster({ rulesOverride: { hwRule } })
      on.connect(1)
      on.input('kill', { node: '2' })
      on.input('kill', { node: '3' })
      on.runUntil(() => on.replica(1).isr.length === 1)
      on.ask(1, PRODUCE, produce(1))
      return [on.log(1).logEnd, on.replica(1).highWatermark]
    }
    expect(ends('isr')).toEqual([1, 1])
    expect(ends('min-isr')).toEqual([1, 0])
  })

  it('until 3.7 it could be larger than the number of replicas: such a topic refused every record', () => {
    const answer = (minIsrCap: NonNullable<RulesOverride['minIsrCap']>) => {
      const on = new SmallCluster({ placement: [[1]], rulesOverride: { minIsrCap } })
      on.connect(1)
      return on.ask<ProduceResponse>(1, PRODUCE, produce(-1)).partitions[0]?.error
    }
    expect(answer('none')).toBe(NOT_ENOUGH_REPLICAS)
    expect(answer('replicas')).toBe(NONE)
  })
})

describe('the end of a log as a new leader tells it', () => {
  it.each([
    ['stale', NONE, 5],
    ['not-available', OFFSET_NOT_AVAILABLE, -1],
  ] as const)(
    '%s, while its high watermark is below the start of its epoch',
    (listOffsets, error, offset) => {
      const on = new SmallCluster({ rulesOverride: { listOffsets } })
      on.connect(1)
      on.ask(1, PRODUCE, produce(-1, testBatch({ count: 10 })))
      on.act((world) => {
        const leader = own(world, on.replica(1))
        leader.highWatermark = 5
        leader.epochStart = 8
      })
      const asked: ListOffsetsRequest = {
        sealed: true,
        type: 'listOffsets',
        replicaId: -1,
        partitions: [{ partition: 'orders-0', currentLeaderEpoch: -1, timestamp: LATEST }],
      }
      const answer = on.ask<ListOffsetsResponse>(1, LIST_OFFSETS, asked).partitions[0]
      expect(answer).toMatchObject({ error, offset })
    },
  )
})
