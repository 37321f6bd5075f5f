import { describe, expect, it } from 'vitest'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { PRODUCE } from '../protocol/api.ts'
import {
  INVALID_REQUIRED_ACKS,
  MESSAGE_TOO_LARGE,
  NONE,
  NOT_ENOUGH_REPLICAS,
  NOT_ENOUGH_REPLICAS_AFTER_APPEND,
  NOT_LEADER_OR_FOLLOWER,
  OUT_OF_ORDER_SEQUENCE_NUMBER,
  REQUEST_TIMED_OUT,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import type { ProducePartitionResponse, ProduceResponse } from '../protocol/produce.ts'
import { produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { completeProduce } from './produce-purgatory.ts'

function cluster(): SmallCluster {
  const on = new SmallCluster()
  on.connect(1)
  return on
}

function only(response: ProduceResponse): ProducePartitionResponse {
  return response.partitions[0] as ProducePartitionResponse
}

function ask(on: SmallCluster, body: ReturnType<typeof produce>): ProducePartitionResponse {
  return only(on.ask<ProduceResponse>(1, PRODUCE, body))
}

/** Both followers are paused: what is appended now is not committed. */
function stalled(): SmallCluster {
  const on = cluster()
  for (const node of ['2', '3']) on.input('pause', { node })
  return on
}

describe('produce', () => {
  it('NOT_ENOUGH_REPLICAS before the append: nothing is written', () => {
    const on = cluster()
    for (const node of ['2', '3']) on.input('kill', { node })
    on.runUntil(() => on.replica(1).isr.length === 1)
    expect(ask(on, produce(-1)).error).toBe(NOT_ENOUGH_REPLICAS)
    expect(on.log(1).logEnd).toBe(0)
  })

  it('acks=all is answered when the records are committed, acks=1 after the append', () => {
    const on = stalled()
    expect(ask(on, produce(1))).toMatchObject({ error: NONE, baseOffset: 0 })
    const id = on.send(1, PRODUCE, produce(-1))
    on.runFor(2_000)
    expect(on.answerNow(1, id)).toBeUndefined()
    for (const node of ['2', '3']) on.input('resume', { node })
    expect(only(on.answerTo<ProduceResponse>(1, id))).toMatchObject({ error: NONE, baseOffset: 1 })
  })

  it('REQUEST_TIMED_OUT at the request’s own timeout: the records stay in the log', () => {
    const on = stalled()
    const before = on.nowMs
    expect(ask(on, produce(-1, testBatch(), 'orders-0', 1_500)).error).toBe(REQUEST_TIMED_OUT)
    expect(on.nowMs - before).toBeGreaterThan(1_500)
    expect(on.nowMs - before).toBeLessThan(1_510)
    expect(on.log(1).logEnd).toBe(1)
    expect(on.replica(1).waiting).toEqual([])
  })

  it('records that were appended just before the ISR shrank below min ISR end in REQUEST_TIMED_OUT, not in 20', () => {
    const on = cluster()
    for (const node of ['2', '3']) on.input('kill', { node })
    const id = on.send(1, PRODUCE, produce(-1, testBatch(), 'orders-0', 20_000))
    on.runUntil(() => on.replica(1).isr.length === 1)
    expect(on.answerNow(1, id)).toBeUndefined()
    expect(only(on.answerTo<ProduceResponse>(1, id)).error).toBe(REQUEST_TIMED_OUT)
  })

  it('NOT_ENOUGH_REPLICAS_AFTER_APPEND if the ISR is too small when the records turn out to be committed', () => {
    const on = stalled()
    const id = on.send(1, PRODUCE, produce(-1))
    on.runUntil(() => on.replica(1).waiting.length === 1)
    on.act((world) => {
      const leader = own(world, on.replica(1))
      leader.isr = [1]
      leader.highWatermark = 1
      completeProduce(world, on.entity<Node>('node:1'), leader)
    })
    expect(only(on.answerTo<ProduceResponse>(1, id)).error).toBe(NOT_ENOUGH_REPLICAS_AFTER_APPEND)
  })

  it('NOT_LEADER_OR_FOLLOWER at once when the leader changes while acks=all waits', () => {
    const on = cluster()
    // Nobody but the clients reaches broker 1 any more; it does not know that it has been replaced.
    for (const other of ['2', '3', '101']) {
      on.input('cut-link', { from: '1', to: other })
      on.input('cut-link', { from: other, to: '1' })
    }
    on.runUntil(() => on.state().leader !== 1)
    const id = on.send(1, PRODUCE, produce(-1, testBatch(), 'orders-0', 600_000))
    on.runFor(1_000)
    expect(on.log(1).logEnd).toBe(1)
    expect(on.answerNow(1, id)).toBeUndefined()
    for (const other of ['2', '3', '101']) {
      on.input('heal-link', { from: '1', to: other })
      on.input('heal-link', { from: other, to: '1' })
    }
    expect(only(on.answerTo<ProduceResponse>(1, id))).toMatchObject({
      error: NOT_LEADER_OR_FOLLOWER,
      currentLeader: on.state().leader,
      currentLeaderEpoch: on.state().leaderEpoch,
    })
    on.runUntil(() => on.state().isr.includes(1))
    expect(on.log(1).logEnd).toBe(0)
  })

  it('a duplicate is answered as success with its first offset, and waits to be committed like the first', () => {
    const on = stalled()
    on.connect(1, 'other')
    const batch = testBatch({ producerId: 7, producerEpoch: 0, baseSequence: 0, count: 2 })
    const first = on.send(1, PRODUCE, produce(-1, batch))
    on.runFor(10)
    const second = on.send(1, PRODUCE, produce(-1, batch), 'other')
    on.runFor(1_000)
    expect(on.log(1).logEnd).toBe(2)
    expect(on.answerNow(1, second, 'other')).toBeUndefined()
    for (const node of ['2', '3']) on.input('resume', { node })
    const expected = { error: NONE, baseOffset: 0 }
    expect(only(on.answerTo<ProduceResponse>(1, first))).toMatchObject(expected)
    expect(only(on.answerTo<ProduceResponse>(1, second, 'other'))).toMatchObject(expected)
    expect(ask(on, produce(-1, batch))).toMatchObject(expected)
  })

  it('only the last five batches of a producer are remembered: an older one again is out of order', () => {
    const on = cluster()
    const batches = Array.from({ length: 6 }, (_, baseSequence) =>
      testBatch({ producerId: 7, producerEpoch: 0, baseSequence }),
    )
    for (const batch of batches) ask(on, produce(1, batch))
    expect(ask(on, produce(1, batches[1])).baseOffset).toBe(1)
    expect(ask(on, produce(1, batches[0])).error).toBe(OUT_OF_ORDER_SEQUENCE_NUMBER)
    expect(on.log(1).logEnd).toBe(6)
  })

  it('a new leader knows the batches that the old one appended', () => {
    const on = cluster()
    const batch = testBatch({ producerId: 7, producerEpoch: 0, baseSequence: 0 })
    ask(on, produce(-1, batch))
    on.input('kill', { node: '1' })
    on.runUntil(() => on.replica(2).role === 'leader')
    on.connect(2)
    const again = on.ask<ProduceResponse>(2, PRODUCE, produce(-1, batch))
    expect(only(again)).toMatchObject({ error: NONE, baseOffset: 0 })
    expect(on.log(2).logEnd).toBe(1)
  })

  it('acks=0 is not answered; an error closes the connection, which is all that the client learns', () => {
    const on = cluster()
    const id = on.send(1, PRODUCE, produce(0))
    on.runFor(100)
    expect(on.log(1).logEnd).toBe(1)
    expect([on.answerNow(1, id), on.ends]).toEqual([undefined, []])
    on.connect(2)
    on.send(2, PRODUCE, produce(0))
    on.runFor(100)
    expect(on.ends).toEqual(['2 closed'])
  })

  it('each partition has its own result; acks=all is answered when the last of them is settled', () => {
    const on = new SmallCluster({
      placement: [
        [1, 2, 3],
        [2, 3, 1],
      ],
    })
    on.connect(1)
    const partitions = ['orders-0', 'orders-1', 'nowhere-0'].map((partition) => ({
      partition,
      batch: testBatch(),
    }))
    const body = { ...produce(-1), partitions }
    const { partitions: results } = on.ask<ProduceResponse>(1, PRODUCE, body)
    expect(results.map(({ error }) => error)).toEqual([
      NONE,
      NOT_LEADER_OR_FOLLOWER,
      UNKNOWN_TOPIC_OR_PARTITION,
    ])
    expect(results[1]?.currentLeader).toBe(2)
  })

  it('acks other than -1, 0 and 1 are INVALID_REQUIRED_ACKS', () => {
    const on = cluster()
    expect(ask(on, produce(2)).error).toBe(INVALID_REQUIRED_ACKS)
    expect(on.log(1).logEnd).toBe(0)
  })

  it('a batch above the topic’s max.message.bytes is MESSAGE_TOO_LARGE; min ISR is looked at first', () => {
    const on = new SmallCluster({ topic: { 'min.insync.replicas': 2, 'max.message.bytes': 500 } })
    on.connect(1)
    expect(ask(on, produce(-1, testBatch({ sizeBytes: 501 }))).error).toBe(MESSAGE_TOO_LARGE)
    expect(ask(on, produce(-1, testBatch({ sizeBytes: 500 }))).error).toBe(NONE)
    for (const node of ['2', '3']) on.input('kill', { node })
    on.runUntil(() => on.replica(1).isr.length === 1)
    expect(ask(on, produce(-1, testBatch({ sizeBytes: 501 }))).error).toBe(NOT_ENOUGH_REPLICAS)
  })
})
