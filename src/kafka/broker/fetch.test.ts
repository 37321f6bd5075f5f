import { describe, expect, it } from 'vitest'
import { own } from '../../sim/world.ts'
import { FETCH, PRODUCE } from '../protocol/api.ts'
import {
  FENCED_LEADER_EPOCH,
  NONE,
  NOT_LEADER_OR_FOLLOWER,
  OFFSET_OUT_OF_RANGE,
  UNKNOWN_LEADER_EPOCH,
} from '../protocol/errors.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import { fetch, fetchPartition, produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { followerOf } from './replica.ts'

function alone(partitions = 1): SmallCluster {
  const placement = Array.from({ length: partitions }, () => [1])
  const on = new SmallCluster({ placement, topic: { 'min.insync.replicas': 1 } })
  on.connect(1)
  return on
}

function waitedMs(on: SmallCluster, body: Parameters<typeof fetch>): number {
  const before = on.nowMs
  on.ask<FetchResponse>(1, FETCH, fetch(...body))
  return on.nowMs - before
}

describe('fetch', () => {
  it('an older leader epoch than the broker’s is FENCED, a newer one UNKNOWN, none is not asked about', () => {
    const on = alone()
    on.input('kill', { node: '1' })
    on.runUntil(() => on.state().leader < 0)
    on.input('start', { node: '1' })
    on.runUntil(() => on.replica(1).role === 'leader')
    const epoch = on.replica(1).leaderEpoch
    expect(epoch).toBeGreaterThan(0)
    on.runUntil(() => on.process('1').listening)
    on.connect(1)
    for (const [currentLeaderEpoch, error] of [
      [epoch - 1, FENCED_LEADER_EPOCH],
      [epoch, NONE],
      [epoch + 1, UNKNOWN_LEADER_EPOCH],
      [-1, NONE],
    ] as const) {
      const answer = on.ask<FetchResponse>(1, FETCH, fetch([fetchPartition(0, { currentLeaderEpoch })]))
      expect(answer.partitions[0]?.error).toBe(error)
    }
  })

  it('a broker that does not lead answers NOT_LEADER_OR_FOLLOWER and names the leader', () => {
    const on = new SmallCluster()
    on.connect(2)
    // To replicas. Consumers may read from a follower since 2.4.
    const asked = fetch([fetchPartition(0)], { maxWaitMs: 30_000, replicaId: 3 })
    const answer = on.ask<FetchResponse>(2, FETCH, asked)
    expect(answer.partitions[0]).toMatchObject({
      error: NOT_LEADER_OR_FOLLOWER,
      currentLeader: 1,
      currentLeaderEpoch: 0,
    })
  })

  it('below the log start or beyond the log end is OFFSET_OUT_OF_RANGE; at its end is empty and waits', () => {
    const on = alone()
    on.ask(1, PRODUCE, produce(1))
    const beyond = on.ask<FetchResponse>(1, FETCH, fetch([fetchPartition(2)], { maxWaitMs: 30_000 }))
    expect(beyond.partitions[0]?.error).toBe(OFFSET_OUT_OF_RANGE)
    on.act((world) => {
      own(world, on.log(1)).logStart = 1
    })
    const below = on.ask<FetchResponse>(1, FETCH, fetch([fetchPartition(0)]))
    expect(below.partitions[0]?.error).toBe(OFFSET_OUT_OF_RANGE)
    expect(waitedMs(on, [[fetchPartition(1)], { maxWaitMs: 700 }])).toBeGreaterThan(700)
  })

  it('a consumer whose position lies above the high watermark is answered at once, empty, again and again', () => {
    const on = new SmallCluster()
    on.connect(1)
    for (const node of ['2', '3']) on.input('pause', { node })
    on.ask(1, PRODUCE, produce(1))
    const opened = on.ask<FetchResponse>(1, FETCH, fetch([fetchPartition(1)], { maxWaitMs: 30_000 }))
    expect(opened.partitions[0]).toMatchObject({ error: NONE, highWatermark: 0, batches: [] })
    for (let sessionEpoch = 1; sessionEpoch < 4; sessionEpoch++) {
      const { sessionId } = opened
      expect(waitedMs(on, [[], { maxWaitMs: 30_000, sessionId, sessionEpoch }])).toBeLessThan(3)
    }
  })

  it('the first records of an answer may exceed its limits by one batch, those of the next partitions must fit', () => {
    const on = alone(3)
    for (const partition of ['orders-0', 'orders-1', 'orders-2'])
      on.ask(1, PRODUCE, produce(1, testBatch({ sizeBytes: 400 }), partition))
    const all = ['orders-0', 'orders-1', 'orders-2'].map((partition) => fetchPartition(0, { partition }))
    const counts = (maxBytes: number): (number | undefined)[] =>
      on
        .ask<FetchResponse>(1, FETCH, fetch(all, { maxBytes }))
        .partitions.map((answer) => answer.batches.length)
    expect(counts(1)).toEqual([1, 0, 0])
    expect(counts(799)).toEqual([1, 0, 0])
    expect(counts(800)).toEqual([1, 1, 0])
    expect(counts(1_200)).toEqual([1, 1, 1])
  })

  it('a consumer gets no more at once than fetch.max.bytes of the broker, a follower what it asks for', () => {
    const placement = [[1], [1], [1]]
    const cluster = { 'fetch.max.bytes': 1_024 }
    const on = new SmallCluster({ placement, cluster, topic: { 'min.insync.replicas': 1 } })
    on.connect(1)
    const names = ['orders-0', 'orders-1', 'orders-2']
    for (const partition of names) on.ask(1, PRODUCE, produce(1, testBatch({ sizeBytes: 400 }), partition))
    const all = names.map((partition) => fetchPartition(0, { partition }))
    const counts = (replicaId: number): (number | undefined)[] =>
      on
        .ask<FetchResponse>(1, FETCH, fetch(all, { maxBytes: 50_000, replicaId }))
        .partitions.map(({ batches }) => batches.length)
    expect(counts(-1).filter((count) => count === 1)).toHaveLength(2)
    expect(counts(1)).toEqual([1, 1, 1])
  })

  it('what did not fit comes with the next fetch, though nothing was named', () => {
    const on = alone(2)
    for (const partition of ['orders-0', 'orders-1'])
      on.ask(1, PRODUCE, produce(1, testBatch({ sizeBytes: 400 }), partition))
    const all = ['orders-0', 'orders-1'].map((partition) => fetchPartition(0, { partition }))
    const first = on.ask<FetchResponse>(1, FETCH, fetch(all, { maxBytes: 500 }))
    const { sessionId } = first
    const next = on.ask<FetchResponse>(
      1,
      FETCH,
      fetch([fetchPartition(1)], { sessionId, sessionEpoch: 1, maxBytes: 500, maxWaitMs: 30_000 }),
    )
    expect(next.partitions.map(({ partition, batches }) => [partition, batches.length])).toEqual([
      ['orders-1', 1],
    ])
  })

  it('fetch.min.bytes counts the sum over partitions, and the wait ends at its own time', () => {
    const on = alone(2)
    const all = ['orders-0', 'orders-1'].map((partition) => fetchPartition(0, { partition }))
    on.connect(1, 'other')
    const id = on.send(1, FETCH, fetch(all, { minBytes: 150, maxWaitMs: 30_000 }), 'other')
    on.ask(1, PRODUCE, produce(1, testBatch(), 'orders-0'))
    on.runFor(1_000)
    expect(on.answerNow(1, id, 'other')).toBeUndefined()
    on.ask(1, PRODUCE, produce(1, testBatch(), 'orders-1'))
    const answer = on.answerTo<FetchResponse>(1, id, 'other')
    expect(answer.partitions.map(({ batches }) => batches.length)).toEqual([1, 1])
    const waited = waitedMs(on, [[fetchPartition(1)], { maxWaitMs: 300, minBytes: 1 }])
    expect(waited).toBeGreaterThan(300)
    expect(waited).toBeLessThan(305)
  })

  it('fetch.min.bytes is reached by several batches together: the one that brings them to it ends the wait', () => {
    const on = alone(1)
    on.connect(1, 'other')
    const id = on.send(1, FETCH, fetch([fetchPartition(0)], { minBytes: 250, maxWaitMs: 30_000 }), 'other')
    for (let batch = 0; batch < 2; batch++) on.ask(1, PRODUCE, produce(1))
    on.runFor(1_000)
    expect(on.answerNow(1, id, 'other')).toBeUndefined()
    on.ask(1, PRODUCE, produce(1))
    on.runFor(10)
    expect(on.answerTo<FetchResponse>(1, id, 'other').partitions[0]?.batches).toHaveLength(3)
  })

  it('behind a roll nothing is waited for: fetch.min.bytes or not, the older segment is all that comes', () => {
    const topic = { 'min.insync.replicas': 1, 'segment.bytes': 1_048_576 }
    const on = new SmallCluster({ placement: [[1]], topic })
    on.connect(1)
    on.connect(1, 'other')
    const patient = { minBytes: 10_000_000, maxWaitMs: 30_000 }
    on.ask(1, PRODUCE, produce(1, testBatch({ sizeBytes: 600_000 })))
    const id = on.send(1, FETCH, fetch([fetchPartition(0)], patient), 'other')
    on.runFor(1_000)
    expect(on.answerNow(1, id, 'other')).toBeUndefined()
    // The next one does not fit into the segment any more.
    on.ask(1, PRODUCE, produce(1, testBatch({ sizeBytes: 600_000 })))
    on.runFor(10)
    expect(on.answerTo<FetchResponse>(1, id, 'other').partitions[0]?.batches).toHaveLength(1)
    expect(waitedMs(on, [[fetchPartition(0)], patient])).toBeLessThan(10)
    expect(waitedMs(on, [[fetchPartition(1)], { ...patient, maxWaitMs: 300 }])).toBeGreaterThan(300)
  })

  it('a parked fetch is answered at once when the broker stops leading, with the new leader in it', () => {
    const on = new SmallCluster()
    on.connect(1)
    // The controllers do not hear broker 1; clients and brokers do.
    on.input('cut-link', { from: '1', to: '101' })
    on.runUntil(() => on.state().leader !== 1)
    const body = fetch([fetchPartition(0, { currentLeaderEpoch: 0 })], { maxWaitMs: 600_000 })
    const id = on.send(1, FETCH, body)
    on.runFor(5_000)
    // It does not know: it still leads by its own old metadata.
    expect(on.replica(1).role).toBe('leader')
    expect(on.answerNow(1, id)).toBeUndefined()
    on.input('heal-link', { from: '1', to: '101' })
    const answer = on.answerTo<FetchResponse>(1, id)
    expect(on.replica(1).role).toBe('follower')
    expect(answer.partitions[0]).toMatchObject({
      error: FENCED_LEADER_EPOCH,
      currentLeader: on.state().leader,
      currentLeaderEpoch: on.state().leaderEpoch,
    })
  })

  it('a follower’s fetch from before its restart counts no more', () => {
    const on = new SmallCluster()
    on.connect(1)
    const { brokerEpoch } = followerOf(on.replica(1), 3) ?? { brokerEpoch: -1 }
    for (const [replicaEpoch, error] of [
      [brokerEpoch - 1, NOT_LEADER_OR_FOLLOWER],
      [brokerEpoch, NONE],
    ] as const) {
      const body = fetch([fetchPartition(0, { currentLeaderEpoch: 0 })], { replicaId: 3, replicaEpoch })
      expect(on.ask<FetchResponse>(1, FETCH, body).partitions[0]?.error).toBe(error)
    }
  })

  it('a broker that is not among the replicas is refused', () => {
    const on = new SmallCluster({ brokers: 4 })
    on.connect(1)
    for (const [currentLeaderEpoch, error] of [
      [0, UNKNOWN_LEADER_EPOCH],
      [-1, NOT_LEADER_OR_FOLLOWER],
    ] as const) {
      const body = fetch([fetchPartition(0, { currentLeaderEpoch })], { replicaId: 4 })
      expect(on.ask<FetchResponse>(1, FETCH, body).partitions[0]?.error).toBe(error)
    }
  })
})
