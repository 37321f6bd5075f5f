import { describe, expect, it } from 'vitest'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { PRODUCE } from '../protocol/api.ts'
import type { AlterPartitionResponse } from '../protocol/broker-requests.ts'
import { INELIGIBLE_REPLICA, INVALID_UPDATE_VERSION, NONE, NOT_CONTROLLER } from '../protocol/errors.ts'
import { produce } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { brokerOf } from './broker.ts'
import { ISR_EXPAND_WANTED, ISR_SHRINK_WANTED } from './facts.ts'
import { expireIsr, isrAnswered } from './isr.ts'
import { followerOf } from './replica.ts'

const LAG_MS = 4_000

/** Sessions outlast the lag: a broker leaves the ISR by time, not by fencing. */
function cluster(): SmallCluster {
  return new SmallCluster({
    cluster: { 'replica.lag.time.max.ms': LAG_MS, 'broker.session.timeout.ms': 60_000 },
  })
}

/** The answer of a controller to the change of orders-0 that is in flight. */
function answer(
  on: SmallCluster,
  error: number,
  fields: Partial<AlterPartitionResponse['partitions'][number]> = {},
): void {
  const partitions = [
    { partition: 'orders-0', error, leader: -1, leaderEpoch: -1, partitionEpoch: -1, isr: [], ...fields },
  ]
  const body: AlterPartitionResponse = { sealed: true, type: 'alterPartition', error: NONE, partitions }
  on.act((world) => {
    isrAnswered(world, on.entity<Node>('node:1'), {
      sealed: true,
      kind: 'response',
      generation: 0,
      api: 0,
      id: 0,
      sizeBytes: 0,
      sentUs: 0,
      sentBy: 0,
      body,
    })
  })
}

/** The leader has just asked for an ISR without broker 3. */
function shrinking(): SmallCluster {
  const on = outAndIn()
  on.input('cut-link', { from: '3', to: '1' })
  on.ask(1, PRODUCE, produce(1))
  on.runUntil(() => on.replica(1).pending !== null)
  return on
}

/** Broker 3 has left the ISR once and come back; one record is committed. */
function outAndIn(): SmallCluster {
  const on = cluster()
  on.connect(1)
  on.input('cut-link', { from: '3', to: '1' })
  on.ask(1, PRODUCE, produce(1))
  on.runUntil(() => !on.replica(1).isr.includes(3))
  on.input('heal-link', { from: '3', to: '1' })
  on.runUntil(() => on.replica(1).isr.includes(3))
  return on
}

describe('in-sync replicas', () => {
  it('a silent follower that is not fenced leaves the ISR between 1.0 and 1.5 times the lag after it was last caught up', () => {
    for (const phaseMs of [0, 700, 1_500]) {
      const on = cluster()
      on.connect(1)
      on.runFor(phaseMs)
      on.input('cut-link', { from: '3', to: '1' })
      on.ask(1, PRODUCE, produce(1))
      on.runUntil(() => !on.state().isr.includes(3))
      const row = on.facts(ISR_SHRINK_WANTED)[0]
      expect(row?.b).toBe(3)
      expect(row?.c).toBeGreaterThanOrEqual(LAG_MS * 1_000)
      expect(row?.c).toBeLessThanOrEqual(1.5 * LAG_MS * 1_000)
    }
  })

  it('a replica whose log ends where the leader’s does is in sync however long ago it fetched', () => {
    const on = cluster()
    on.input('cut-link', { from: '3', to: '1' })
    on.runFor(10 * LAG_MS)
    const follower = followerOf(on.replica(1), 3)
    expect(on.world.nowUs - (follower?.lastCaughtUpUs ?? 0)).toBeGreaterThan(9 * LAG_MS * 1_000)
    expect(on.state().isr).toEqual([1, 2, 3])
  })

  it('a follower of a busy partition that always trails stays in: it reads at each fetch what existed at the one before', () => {
    const on = new SmallCluster({
      cluster: { 'replica.lag.time.max.ms': LAG_MS },
      clients: [
        {
          kind: 'producer',
          id: 'p1',
          topic: 'orders',
          ratePerSecond: 500,
          keys: null,
          valueBytes: 100,
          fromUs: 4_000_000,
          toUs: null,
          config: { acks: '1', 'linger.ms': 0, 'batch.size': 200 },
        },
      ],
    })
    let caughtUp = 0
    on.runFor(1_000)
    const untilMs = on.nowMs + 2 * LAG_MS
    while (on.nowMs < untilMs) {
      on.runFor(97)
      if (followerOf(on.replica(1), 3)?.logEnd === on.log(1).logEnd) caughtUp += 1
    }
    expect(caughtUp).toBeLessThan(40)
    expect(on.facts(ISR_SHRINK_WANTED)).toEqual([])
  })

  it('a caught-up follower comes back as soon as it reaches the high watermark and the start of the leader’s epoch', () => {
    const on = outAndIn()
    const wanted = on.facts(ISR_EXPAND_WANTED)
    expect(wanted[wanted.length - 1]).toMatchObject({ b: 3, c: 1 })
  })

  it('while a change is not answered the old ISR and the new together hold the high watermark', () => {
    const on = shrinking()
    on.input('cut-link', { from: '101', to: '1' })
    on.runFor(1_000)
    const members = [...on.replica(1).isr].sort()
    expect(members).toEqual([1, 2, 3])
    expect([...(on.replica(1).pending?.maximalIsr ?? [])].sort()).toEqual([1, 2, 3])
    expect([on.log(2).logEnd, on.replica(1).highWatermark]).toEqual([2, 1])
    on.input('heal-link', { from: '101', to: '1' })
    on.runUntil(() => on.replica(1).pending === null)
    expect(on.replica(1)).toMatchObject({ isr: [1, 2], partitionEpoch: 3, highWatermark: 2 })
  })

  it('INELIGIBLE_REPLICA reverts to what is committed', () => {
    const on = shrinking()
    answer(on, INELIGIBLE_REPLICA)
    expect(on.replica(1)).toMatchObject({ isr: [1, 2, 3], pending: null })
  })

  it('INVALID_UPDATE_VERSION leaves the change pending until metadata comes', () => {
    const on = shrinking()
    answer(on, INVALID_UPDATE_VERSION)
    expect(on.replica(1).pending).not.toBeNull()
    expect(brokerOf(on.world, on.entity<Node>('node:1')).isrQueue).toEqual([])
  })

  it('any other error asks again', () => {
    const on = shrinking()
    answer(on, NOT_CONTROLLER)
    expect(on.replica(1).pending).not.toBeNull()
    const broker = brokerOf(on.world, on.entity<Node>('node:1'))
    expect([...broker.isrQueue, ...broker.isrInFlight]).toEqual(['orders-0'])
  })

  it('an answer older than the metadata that overtook it changes nothing', () => {
    const on = shrinking()
    on.act((world) => {
      own(world, on.replica(1)).partitionEpoch = 7
    })
    answer(on, NONE, { leader: 1, leaderEpoch: 0, partitionEpoch: 6, isr: [1] })
    expect(on.replica(1)).toMatchObject({ isr: [1, 2, 3], partitionEpoch: 7 })
  })

  it('a change that metadata has overtaken is not followed by another until its answer has come', () => {
    const on = shrinking()
    on.act((world) => {
      own(world, on.replica(1)).pending = null
      expireIsr(world, on.entity<Node>('node:1'))
    })
    expect(on.replica(1).pending).toBeNull()
  })

  it('a broker that is fenced leaves every ISR by the controller’s hand, before its lag is over', () => {
    const on = new SmallCluster()
    on.input('kill', { node: '3' })
    const killedMs = on.nowMs
    on.runUntil(() => !on.state().isr.includes(3))
    expect(on.nowMs - killedMs).toBeLessThan(10_300)
    expect(on.facts(ISR_SHRINK_WANTED)).toEqual([])
  })

  it('a follower that was fenced while it went on fetching comes back with a fetch that names nothing', () => {
    const on = new SmallCluster()
    const both = [
      { from: '3', to: '101' },
      { from: '101', to: '3' },
    ]
    for (const args of both) on.input('cut-link', args)
    on.runUntil(() => !on.replica(1).isr.includes(3))
    on.runFor(2_000)
    for (const args of both) on.input('heal-link', args)
    on.runUntil(() => on.state().isr.includes(3))
    expect(on.log(1).logEnd).toBe(0)
  })

  it('every change of the ISR raises the partition epoch and leaves the leader epoch alone', () => {
    const on = cluster()
    on.connect(1)
    on.input('cut-link', { from: '3', to: '1' })
    on.ask(1, PRODUCE, produce(1))
    on.runUntil(() => !on.state().isr.includes(3))
    expect(on.state()).toMatchObject({ leader: 1, leaderEpoch: 0, partitionEpoch: 1 })
    on.input('heal-link', { from: '3', to: '1' })
    on.runUntil(() => on.state().isr.includes(3))
    expect(on.state()).toMatchObject({ leader: 1, leaderEpoch: 0, partitionEpoch: 2 })
  })
})
