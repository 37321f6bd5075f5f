import { describe, expect, it } from 'vitest'
import { own } from '../../sim/world.ts'
import { FETCH, PRODUCE } from '../protocol/api.ts'
import { NONE, NOT_ENOUGH_REPLICAS } from '../protocol/errors.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import type { ProduceResponse } from '../protocol/produce.ts'
import { fetch, fetchPartition, produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { HIGH_WATERMARK_ADVANCED, HIGH_WATERMARK_FOLLOWED } from './facts.ts'
import { isEligible, maybeAdvanceHighWatermark } from './high-watermark.ts'
import { followerOf } from './replica.ts'

describe('high watermark', () => {
  it('below min ISR the high watermark stands still: records of acks=1 are appended and nobody can read them', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    cluster.input('kill', { node: '2' })
    cluster.input('kill', { node: '3' })
    cluster.runUntil(() => cluster.replica(1).isr.length === 1)
    const answer = cluster.ask<ProduceResponse>(1, PRODUCE, produce(1))
    expect(answer.partitions[0]).toMatchObject({ error: NONE, baseOffset: 0 })
    cluster.runFor(5_000)
    expect([cluster.log(1).logEnd, cluster.replica(1).highWatermark]).toEqual([1, 0])
    const read = cluster.ask<FetchResponse>(1, FETCH, fetch([fetchPartition(0)]))
    expect(read.partitions[0]).toMatchObject({ error: NONE, highWatermark: 0, batches: [] })
    cluster.input('start', { node: '2' })
    cluster.runUntil(() => cluster.replica(1).highWatermark === 1)
    expect(cluster.replica(1).isr).toContain(2)
  })

  it('effective min ISR is at most the number of replicas: RF 1 with min.insync.replicas 2 is writable', () => {
    const cluster = new SmallCluster({ placement: [[1]] })
    cluster.connect(1)
    expect(cluster.replica(1).effectiveMinIsr).toBe(1)
    const answer = cluster.ask<ProduceResponse>(1, PRODUCE, produce(-1))
    expect(answer.partitions[0]).toMatchObject({ error: NONE, baseOffset: 0 })
    expect(cluster.replica(1).highWatermark).toBe(1)
  })

  it('a follower learns a new high watermark only with its next fetch answer, which on an idle topic is half a second later', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    cluster.send(1, PRODUCE, produce(-1, testBatch({ count: 10 })))
    cluster.runUntil(() => cluster.replica(1).highWatermark === 10)
    const committedUs = cluster.world.nowUs
    expect([cluster.log(2).logEnd, cluster.replica(2).highWatermark]).toEqual([10, 0])
    cluster.runUntil(() => cluster.replica(2).highWatermark === 10)
    const waitedMs = (cluster.world.nowUs - committedUs) / 1_000
    expect(waitedMs).toBeGreaterThan(400)
    expect(waitedMs).toBeLessThan(510)
  })

  it('under traffic the answer to a fetch carries the high watermark from before that fetch: followers trail by a round', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    for (let batch = 0; batch < 5; batch++) cluster.ask(1, PRODUCE, produce(-1))
    const told = cluster.facts(HIGH_WATERMARK_FOLLOWED).filter((row) => row.object === 'replica:orders-0@2')
    const moved = cluster.facts(HIGH_WATERMARK_ADVANCED)
    for (const row of told) {
      const before = moved.filter((move) => move.timeUs < row.timeUs)
      expect(before[before.length - 1]?.c).toBeGreaterThan(row.c - 1)
    }
    expect(cluster.replica(2).highWatermark).toBe(4)
    expect(cluster.replica(1).highWatermark).toBe(5)
  })

  it('a consumer is woken by the high watermark, not by the append', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    cluster.connect(1, 'other')
    for (const node of ['2', '3']) cluster.input('pause', { node })
    const id = cluster.send(1, FETCH, fetch([fetchPartition(0)], { maxWaitMs: 30_000 }), 'other')
    cluster.ask(1, PRODUCE, produce(1))
    cluster.runFor(1_000)
    expect(cluster.log(1).logEnd).toBe(1)
    expect(cluster.answerNow(1, id, 'other')).toBeUndefined()
    for (const node of ['2', '3']) cluster.input('resume', { node })
    const read = cluster.answerTo<FetchResponse>(1, id, 'other')
    expect(read.partitions[0]).toMatchObject({ highWatermark: 1, batches: [{ baseOffset: 0 }] })
  })

  it('an unfenced follower outside the ISR that is caught up holds it back', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    cluster.ask(1, PRODUCE, produce(-1))
    cluster.act((world) => {
      // Broker 3 has just been taken out of the ISR, though it still fetches.
      const leader = own(world, cluster.replica(1))
      leader.isr = [1, 2]
    })
    cluster.act((world) => {
      const leader = own(world, cluster.replica(1))
      own(world, cluster.log(1)).logEnd += 1
      const second = followerOf(leader, 2)
      const third = followerOf(leader, 3)
      if (second === null || third === null) throw new Error('followers')
      second.logEnd = 2
      third.lastCaughtUpUs = world.nowUs
      maybeAdvanceHighWatermark(world, cluster.entity('node:1'), leader)
    })
    expect(cluster.replica(1).highWatermark).toBe(1)
    cluster.act((world) => {
      const leader = own(world, cluster.replica(1))
      const third = followerOf(leader, 3)
      if (third === null) throw new Error('follower')
      // Not caught up within the lag any more: it holds nobody back.
      third.lastCaughtUpUs = world.nowUs - 30_000_001
      maybeAdvanceHighWatermark(world, cluster.entity('node:1'), leader)
    })
    expect(cluster.replica(1).highWatermark).toBe(2)
  })

  it('a fenced follower, or one of an older broker epoch, is not eligible', () => {
    const cluster = new SmallCluster()
    const node = cluster.entity<Parameters<typeof isEligible>[1]>('node:1')
    const follower = followerOf(cluster.replica(1), 2)
    if (follower === null) throw new Error('follower')
    expect(isEligible(cluster.world, node, follower)).toBe(true)
    expect(isEligible(cluster.world, node, { ...follower, brokerEpoch: follower.brokerEpoch - 1 })).toBe(
      false,
    )
    cluster.input('kill', { node: '2' })
    cluster.runUntil(() => !cluster.replica(1).isr.includes(2))
    expect(isEligible(cluster.world, node, follower)).toBe(false)
  })

  it('a new leader waits until every follower in the ISR has fetched once', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    cluster.ask(1, PRODUCE, produce(-1, testBatch({ count: 5 })))
    cluster.input('kill', { node: '1' })
    cluster.runUntil(() => cluster.replica(2).role === 'leader')
    expect(cluster.replica(2).highWatermark).toBe(0)
    expect(followerOf(cluster.replica(2), 3)?.logEnd).toBe(-1)
    cluster.runUntil(() => cluster.replica(2).highWatermark === 5)
    expect(followerOf(cluster.replica(2), 3)?.logEnd).toBe(5)
  })

  it('after a crash it restarts from the checkpoint, after a clean stop from where it was', () => {
    for (const [how, expected] of [
      ['kill', 0],
      ['stop', 1],
    ] as const) {
      const cluster = new SmallCluster({
        cluster: { 'replica.high.watermark.checkpoint.interval.ms': 600_000 },
      })
      cluster.connect(1)
      cluster.ask(1, PRODUCE, produce(-1))
      cluster.runFor(1_000)
      expect(cluster.replica(3).highWatermark).toBe(1)
      cluster.input(how, { node: '3' })
      cluster.runUntil(() => cluster.process('3').life === (how === 'kill' ? 'dead' : 'stopped'))
      expect(cluster.log(3).checkpointedHighWatermark).toBe(expected)
      cluster.input('start', { node: '3' })
      cluster.runUntil(() => cluster.replica(3).role === 'follower')
      expect(cluster.replica(3).highWatermark).toBe(expected)
    }
  })

  it('does not move under min ISR after a restart either: what was readable before the crash is not, until the ISR is large enough', () => {
    const cluster = new SmallCluster({
      cluster: { 'replica.high.watermark.checkpoint.interval.ms': 600_000 },
    })
    cluster.connect(1)
    cluster.ask(1, PRODUCE, produce(-1))
    for (const node of ['3', '2', '1']) {
      cluster.input('stop', { node })
      cluster.runUntil(() => cluster.process(node).life === 'stopped')
      if (node === '2') cluster.runUntil(() => cluster.state().isr.length === 1)
    }
    // Its checkpoint is from before the record.
    cluster.act((world) => {
      own(world, cluster.log(1)).checkpointedHighWatermark = 0
    })
    cluster.input('start', { node: '1' })
    cluster.runUntil(() => cluster.replica(1).role === 'leader')
    cluster.runFor(3_000)
    expect([cluster.log(1).logEnd, cluster.replica(1).highWatermark]).toEqual([1, 0])
    cluster.connect(1)
    const refused = cluster.ask<ProduceResponse>(1, PRODUCE, produce(-1))
    expect(refused.partitions[0]?.error).toBe(NOT_ENOUGH_REPLICAS)
    cluster.input('start', { node: '2' })
    cluster.runUntil(() => cluster.replica(1).highWatermark === 1)
  })
})
