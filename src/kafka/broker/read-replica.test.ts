import { describe, expect, it } from 'vitest'
import { own } from '../../sim/world.ts'
import { nodeById } from '../node.ts'
import { FETCH, PRODUCE } from '../protocol/api.ts'
import { NONE, NOT_LEADER_OR_FOLLOWER, OFFSET_OUT_OF_RANGE } from '../protocol/errors.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import type { RulesOverride } from '../rules/rules.ts'
import { fetch, fetchPartition, produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { preferredReplica } from './read-replica.ts'
import { followerOf } from './replica.ts'

const SELECTOR = { 'replica.selector.class': 'org.apache.kafka.common.replica.RackAwareReplicaSelector' }

/** Brokers 1 and 4 in rack a, 2 and 3 in rack b; ten records. */
function racks(
  cluster: { readonly [name: string]: string } = SELECTOR,
  rulesOverride: RulesOverride = {},
): SmallCluster {
  const on = new SmallCluster({
    brokers: 4,
    placement: [[1, 2, 3, 4]],
    racks: ['a', 'b', 'b', 'a'],
    cluster,
    rulesOverride,
  })
  on.connect(1)
  on.connect(2)
  on.ask(1, PRODUCE, produce(-1, testBatch({ count: 10 })))
  on.runFor(1_000)
  return on
}

function read(on: SmallCluster, broker: number, offset: number, rack: string) {
  return on.ask<FetchResponse>(broker, FETCH, fetch([fetchPartition(offset)], { rack })).partitions[0]
}

describe('reading from the nearest replica', () => {
  it('the leader names a replica in the consumer’s rack, and gives no records', () => {
    const answer = read(racks(), 1, 0, 'b')
    expect(answer).toMatchObject({ error: NONE, preferredReadReplica: 3, batches: [], highWatermark: 10 })
  })

  it('it gives them itself in its own rack, to a rack without a replica, and to a consumer without one', () => {
    for (const rack of ['a', 'c', ''])
      expect(read(racks(), 1, 0, rack)).toMatchObject({ preferredReadReplica: -1, batches: [{ count: 10 }] })
  })

  it('it names none without a selector, nor did it before 2.4', () => {
    expect(read(racks({}), 1, 0, 'b')).toMatchObject({ preferredReadReplica: -1, batches: [{ count: 10 }] })
    const old = racks(SELECTOR, { fetchFrom: 'leader' })
    expect(read(old, 1, 0, 'b')).toMatchObject({ preferredReadReplica: -1 })
    expect(read(old, 2, 0, 'b')).toMatchObject({ error: NOT_LEADER_OR_FOLLOWER })
  })

  it('of several it names the one that is furthest; only one of the ISR that has the offset', () => {
    const on = racks()
    const ask = (offset: number) =>
      preferredReplica(on.world, nodeById(on.world, 1), on.replica(1), 'b', offset)
    on.act((world) => {
      const third = followerOf(own(world, on.replica(1)), 3)
      if (third !== null) third.logEnd = 7
    })
    expect(ask(0)).toBe(2)
    on.act((world) => {
      own(world, on.replica(1)).isr = [1, 3, 4]
    })
    expect(ask(0)).toBe(3)
    expect(ask(9)).toBe(-1)
  })

  it('it names none whose own retention has taken the offset already', () => {
    const on = racks()
    const ask = (offset: number) =>
      preferredReplica(on.world, nodeById(on.world, 1), on.replica(1), 'b', offset)
    on.act((world) => {
      for (const follower of own(world, on.replica(1)).followers) follower.logStart = 5
    })
    expect([ask(4), ask(5)]).toEqual([-1, 3])
  })

  it('a follower serves up to its own high watermark, answers at once between that and its log end, and refuses what it does not have', () => {
    const on = racks()
    expect(read(on, 2, 0, 'b')).toMatchObject({ error: NONE, batches: [{ count: 10 }], highWatermark: 10 })
    on.act((world) => {
      own(world, on.replica(2)).highWatermark = 6
    })
    const id = on.send(2, FETCH, fetch([fetchPartition(8)], { rack: 'b', maxWaitMs: 400 }))
    on.runUntil(() => on.answerNow(2, id) !== undefined, 100)
    expect(read(on, 2, 11, 'b')).toMatchObject({ error: OFFSET_OUT_OF_RANGE })
  })

  it('a consumer goes to the replica that is named, and back to the leader when that is gone', () => {
    const on = new SmallCluster({
      racks: ['a', 'b', 'b'],
      cluster: SELECTOR,
      clients: [
        {
          kind: 'producer',
          id: 'p1',
          topic: 'orders',
          ratePerSecond: 20,
          keys: null,
          valueBytes: 10,
          fromUs: 2_000_000,
          toUs: null,
          config: {},
        },
        {
          kind: 'consumer',
          id: 'c1',
          assign: ['orders-0'],
          fromUs: 2_000_000,
          config: { 'client.rack': 'b' },
        },
      ],
    })
    const partition = () =>
      on.entity<{
        readonly partitions: readonly { readonly preferred: number; readonly position: number }[]
      }>('consumer:c1').partitions[0]
    on.runUntil(() => (partition()?.preferred ?? -1) > 0)
    const preferred = partition()?.preferred ?? -1
    on.runFor(2_000)
    const before = partition()?.position ?? 0
    expect(before).toBeGreaterThan(20)
    on.input('kill', { node: String(preferred) })
    on.runUntil(() => (partition()?.position ?? 0) > before + 40)
    expect(partition()?.preferred).not.toBe(preferred)
  })
})
