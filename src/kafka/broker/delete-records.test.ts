import { describe, expect, test } from 'vitest'
import { DELETE_RECORDS, PRODUCE } from '../protocol/api.ts'
import type { DeleteRecordsResponse } from '../protocol/delete-records.ts'
import { TO_HIGH_WATERMARK } from '../protocol/delete-records.ts'
import {
  NONE,
  NOT_LEADER_OR_FOLLOWER,
  OFFSET_OUT_OF_RANGE,
  POLICY_VIOLATION,
  REQUEST_TIMED_OUT,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'

function withRecords(topic = {}): SmallCluster {
  const cluster = new SmallCluster({ topic: { 'min.insync.replicas': 2, ...topic } })
  cluster.connect(1)
  for (let i = 0; i < 4; i++) cluster.ask(1, PRODUCE, produce(-1, testBatch({ count: 5 })))
  return cluster
}

function remove(
  cluster: SmallCluster,
  offset: number,
  broker = 1,
  partition = 'orders-0',
  timeoutMs = 30_000,
) {
  if (broker !== 1) cluster.connect(broker)
  const body = {
    sealed: true,
    type: 'deleteRecords',
    timeoutMs,
    partitions: [{ partition, offset }],
  } as const
  return cluster.ask<DeleteRecordsResponse>(broker, DELETE_RECORDS, body).partitions[0]
}

describe('records.deleted', () => {
  test('the log start moves on the leader, then on the followers as they fetch; the answer waits for them', () => {
    const cluster = withRecords()
    expect(remove(cluster, 10)).toEqual({ partition: 'orders-0', error: NONE, lowWatermark: 10 })
    expect([1, 2, 3].map((broker) => cluster.log(broker).logStart)).toEqual([10, 10, 10])
  })

  test('−1 stands for the high watermark', () => {
    const cluster = withRecords()
    cluster.runFor(1_000)
    expect(remove(cluster, TO_HIGH_WATERMARK)?.lowWatermark).toBe(20)
  })

  test('followers whose own retention has taken the records have told so, with nothing new to fetch', () => {
    const cluster = withRecords({ 'retention.ms': 5_000 })
    cluster.runFor(60_000)
    expect([1, 2, 3].map((broker) => cluster.log(broker).logStart)).toEqual([20, 20, 20])
    expect(remove(cluster, 10, 1, 'orders-0', 5_000)).toMatchObject({ error: NONE, lowWatermark: 20 })
  })

  test('a replica that is down and fenced is not waited for, one that is only silent is, until time is up', () => {
    const cluster = withRecords()
    cluster.input('pause', { node: '3' })
    expect(remove(cluster, 10, 1, 'orders-0', 2_000)?.error).toBe(REQUEST_TIMED_OUT)
    expect(cluster.log(1).logStart).toBe(10)
    cluster.runFor(15_000)
    expect(remove(cluster, 15)?.error).toBe(NONE)
  })

  test('is refused beyond the high watermark, below zero, elsewhere than at the leader, and of compacted topics', () => {
    const cluster = withRecords()
    expect(remove(cluster, 21)?.error).toBe(OFFSET_OUT_OF_RANGE)
    expect(remove(cluster, -7)?.error).toBe(OFFSET_OUT_OF_RANGE)
    expect(remove(cluster, 5, 2)?.error).toBe(NOT_LEADER_OR_FOLLOWER)
    expect(remove(cluster, 5, 1, 'nothing-0')?.error).toBe(UNKNOWN_TOPIC_OR_PARTITION)
    const compacted = new SmallCluster({ topic: { 'cleanup.policy': 'compact' } })
    compacted.connect(1)
    expect(remove(compacted, 0)?.error).toBe(POLICY_VIOLATION)
  })
})
