import { describe, expect, test } from 'vitest'
import type { DescribeQuorumResponse } from '../protocol/admin.ts'
import { DESCRIBE_QUORUM } from '../protocol/api.ts'
import {
  ELECTION_NOT_NEEDED,
  ELIGIBLE_LEADERS_NOT_AVAILABLE,
  NONE,
  PREFERRED_LEADER_NOT_AVAILABLE,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { TestAdmin } from '../testing/admin.ts'
import { SmallCluster } from '../testing/small-cluster.ts'

describe('election.by-request', () => {
  test('brings the leadership back to the preferred replica', () => {
    const cluster = new SmallCluster()
    cluster.input('stop', { node: '1' })
    cluster.runFor(3_000)
    expect(cluster.state().leader).toBe(2)
    cluster.input('start', { node: '1' })
    cluster.runUntil(() => cluster.state().isr.includes(1))
    const admin = new TestAdmin(cluster, 2)
    expect(admin.elect('preferred', ['orders-0']).partitions).toEqual([
      { partition: 'orders-0', error: NONE },
    ])
    expect(cluster.state().leader).toBe(1)
  })

  test('is not needed where the preferred replica leads, and not possible where it is not in the ISR', () => {
    const cluster = new SmallCluster()
    const admin = new TestAdmin(cluster, 2)
    expect(admin.elect('preferred', ['orders-0']).partitions[0]?.error).toBe(ELECTION_NOT_NEEDED)
    expect(admin.elect('preferred', ['orders-7']).partitions[0]?.error).toBe(UNKNOWN_TOPIC_OR_PARTITION)
    expect(admin.elect('preferred', null).partitions).toEqual([])
    cluster.input('stop', { node: '1' })
    cluster.runFor(3_000)
    expect(admin.elect('preferred', ['orders-0']).partitions[0]?.error).toBe(PREFERRED_LEADER_NOT_AVAILABLE)
  })

  test('unclean: takes anybody who is up, though he is not in the ISR', () => {
    const cluster = new SmallCluster({
      brokers: 3,
      placement: [[1, 2]],
      topic: { 'min.insync.replicas': 1 },
    })
    const admin = new TestAdmin(cluster, 3)
    expect(admin.elect('unclean', ['orders-0']).partitions[0]?.error).toBe(ELECTION_NOT_NEEDED)
    cluster.input('kill', { node: '2' })
    cluster.runFor(12_000)
    cluster.input('kill', { node: '1' })
    cluster.runFor(12_000)
    expect(cluster.state().leader).toBe(-1)
    expect(admin.elect('unclean', ['orders-0']).partitions[0]?.error).toBe(ELIGIBLE_LEADERS_NOT_AVAILABLE)
    cluster.input('start', { node: '2' })
    cluster.runFor(3_000)
    expect(cluster.state().leader).toBe(-1)
    expect(admin.elect('unclean', ['orders-0']).partitions[0]?.error).toBe(NONE)
    expect(cluster.state()).toMatchObject({ leader: 2, isr: [2], recovering: true })
  })
})

test('DescribeQuorum tells of voters and brokers by what they have fetched', () => {
  const cluster = new SmallCluster({ controllers: [101, 102, 103] })
  const admin = new TestAdmin(cluster)
  const answer = admin.ask<DescribeQuorumResponse>(DESCRIBE_QUORUM, { type: 'describeQuorum' })
  expect(answer.error).toBe(NONE)
  expect(answer.voters.map(({ id }) => id)).toEqual([101, 102, 103])
  expect(answer.observers.map(({ id }) => id)).toEqual([1, 2, 3])
  for (const { logEnd } of answer.voters) expect(logEnd).toBeGreaterThanOrEqual(answer.highWatermark)
})
