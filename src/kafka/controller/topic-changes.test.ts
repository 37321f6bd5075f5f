import { describe, expect, test } from 'vitest'
import { own } from '../../sim/world.ts'
import { LOG_DELETED } from '../broker/admin-facts.ts'
import { STRAY, TOPIC_DELETED } from '../broker/remove-partition.ts'
import { FETCH, METADATA, PRODUCE } from '../protocol/api.ts'
import {
  INCONSISTENT_TOPIC_ID,
  INVALID_PARTITIONS,
  INVALID_REPLICA_ASSIGNMENT,
  NONE,
  TOPIC_ALREADY_EXISTS,
  TOPIC_DELETION_DISABLED,
  UNKNOWN_TOPIC_ID,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import type { MetadataResponse } from '../protocol/metadata.ts'
import type { ProduceResponse } from '../protocol/produce.ts'
import { TestAdmin } from '../testing/admin.ts'
import { fetch, fetchPartition, produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { truthImage } from '../truth.ts'

function withAdmin(setup: ConstructorParameters<typeof SmallCluster>[0] = {}) {
  const cluster = new SmallCluster(setup)
  return { cluster, admin: new TestAdmin(cluster) }
}

function topicIdOf(cluster: SmallCluster): number | undefined {
  const body = { sealed: true, type: 'metadata', topics: ['orders'], allowAutoTopicCreation: false } as const
  return cluster.ask<MetadataResponse>(1, METADATA, body).topics[0]?.topicId
}

describe('a topic that is created while the cluster runs', () => {
  test('topics.refusals: is refused when its name is taken', () => {
    const { admin } = withAdmin()
    expect(admin.createTopic({ name: 'clicks', partitions: 2 })).toBe(NONE)
    expect(admin.createTopic({ name: 'clicks', partitions: 2 })).toBe(TOPIC_ALREADY_EXISTS)
  })
})

describe('topics.deleted', () => {
  test('the partitions, the configs and every log of it go', () => {
    const { cluster, admin } = withAdmin()
    cluster.ask(1, PRODUCE, produce(-1, testBatch({ count: 7 })))
    expect(admin.deleteTopic('orders')).toBe(NONE)
    cluster.runFor(500)
    const image = truthImage(cluster.world)
    expect([
      image.topics.has('orders'),
      image.partitions.has('orders-0'),
      image.configs.has('topic/orders'),
    ]).toEqual([false, false, false])
    expect(cluster.facts(LOG_DELETED).map(({ c, d }) => [c, d])).toEqual([
      [7, TOPIC_DELETED],
      [7, TOPIC_DELETED],
      [7, TOPIC_DELETED],
    ])
    expect(cluster.ask<ProduceResponse>(1, PRODUCE, produce(-1)).partitions[0]?.error).toBe(
      UNKNOWN_TOPIC_OR_PARTITION,
    )
  })

  test('a broker that was away puts its log aside when it comes back', () => {
    const { cluster, admin } = withAdmin()
    cluster.ask(1, PRODUCE, produce(-1, testBatch({ count: 7 })))
    cluster.input('kill', { node: '3' })
    admin.deleteTopic('orders')
    cluster.runFor(500)
    expect(cluster.log(3).logEnd).toBe(7)
    cluster.input('start', { node: '3' })
    cluster.runFor(2_000)
    expect(cluster.facts(LOG_DELETED).at(-1)).toMatchObject({ subject: 'process:3', d: STRAY })
    expect(cluster.log(3).logEnd).toBe(0)
  })

  test('topics.ids: one created again under the same name is another topic', () => {
    const { cluster, admin } = withAdmin()
    const before = topicIdOf(cluster)
    cluster.ask(1, PRODUCE, produce(-1, testBatch({ count: 7 })))
    cluster.input('kill', { node: '3' })
    admin.deleteTopic('orders')
    admin.createTopic({ name: 'orders', partitions: -1, replicationFactor: -1, placement: [[1, 2, 3]] })
    cluster.runFor(500)
    expect(topicIdOf(cluster)).toBeGreaterThan(before ?? 0)
    cluster.ask(1, PRODUCE, produce(1, testBatch({ count: 2 })))
    cluster.input('start', { node: '3' })
    cluster.runFor(20_000)
    // The old records of broker 3 are gone, and it holds the new topic's.
    expect([1, 2, 3].map((broker) => cluster.log(broker).logEnd)).toEqual([2, 2, 2])
    expect(cluster.state().isr).toEqual([1, 2, 3])
  })

  test('topics.fetched-by-id: whoever fetches another topic of that name is told so', () => {
    const { cluster } = withAdmin()
    const known = topicIdOf(cluster) ?? -1
    const errorOf = (broker: number, topicId: number) => {
      if (broker !== 1) cluster.connect(broker)
      const body = fetch([fetchPartition(0, { topicId })], { sessionEpoch: -1 })
      return cluster.ask<FetchResponse>(broker, FETCH, body).partitions[0]?.error ?? NONE
    }
    expect(errorOf(1, known)).toBe(NONE)
    expect(errorOf(1, known + 1)).toBe(UNKNOWN_TOPIC_ID)
    const { partitions, ...rest } = produce(-1)
    const moved = { ...rest, partitions: partitions.map((item) => ({ ...item, topicId: known + 1 })) }
    expect(cluster.ask<ProduceResponse>(1, PRODUCE, moved).partitions[0]?.error).toBe(UNKNOWN_TOPIC_ID)
    // A broker that has heard of the new topic and has no log of it yet.
    cluster.act((world) => {
      own(world, cluster.replica(2)).topicId = known - 1
    })
    expect(errorOf(2, known)).toBe(INCONSISTENT_TOPIC_ID)
  })

  test('is refused for a topic that is not there, and where it is turned off', () => {
    expect(withAdmin().admin.deleteTopic('nothing')).toBe(UNKNOWN_TOPIC_OR_PARTITION)
    const { admin } = withAdmin({ cluster: { 'delete.topic.enable': false } })
    expect(admin.deleteTopic('orders')).toBe(TOPIC_DELETION_DISABLED)
  })
})

describe('topics.add-partitions', () => {
  test('adds as many replicas as the first partition has; what is there stays', () => {
    const { cluster, admin } = withAdmin()
    const first = cluster.state()
    expect(admin.addPartitions('orders', 3)).toBe(NONE)
    cluster.runFor(300)
    expect(cluster.state()).toEqual(first)
    expect(cluster.state('orders-2').replicas).toHaveLength(3)
  })

  test('takes a placement by hand', () => {
    const { cluster, admin } = withAdmin()
    expect(admin.addPartitions('orders', 2, [[3, 1, 2]])).toBe(NONE)
    expect(cluster.state('orders-1')).toMatchObject({ replicas: [3, 1, 2], leader: 3 })
  })

  test.each([
    ['fewer, or as many as there are', 'orders', 1, null, INVALID_PARTITIONS],
    ['of a topic that is not there', 'nothing', 5, null, UNKNOWN_TOPIC_OR_PARTITION],
    ['with a placement of the wrong length', 'orders', 3, [[1, 2, 3]], INVALID_REPLICA_ASSIGNMENT],
    ['with a placement of another number of replicas', 'orders', 2, [[1, 2]], INVALID_REPLICA_ASSIGNMENT],
  ])('is refused: %s', (_, name, count, placement, error) => {
    expect(withAdmin().admin.addPartitions(name, count, placement)).toBe(error)
  })
})
