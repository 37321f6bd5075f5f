import { describe, expect, test } from 'vitest'
import type { Admin } from '../client/admin.ts'
import {
  ADMIN_ANSWERED,
  ADMIN_ASKED,
  ADMIN_GIVEN_UP,
  ADMIN_RETRIED,
  QUORUM_LEARNED,
} from '../client/admin-facts.ts'
import {
  INVALID_PARTITIONS,
  INVALID_REPLICATION_FACTOR,
  INVALID_REQUEST,
  NONE,
  PREFERRED_LEADER_NOT_AVAILABLE,
  TOPIC_ALREADY_EXISTS,
} from '../protocol/errors.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { truthImage } from '../truth.ts'
import { brokerList, changesIn } from './admin-args.ts'

function answers(cluster: SmallCluster): number[] {
  return cluster.facts(ADMIN_ANSWERED).map(({ c }) => c)
}

/** Does it and waits for the answer. */
function does(cluster: SmallCluster, input: string, args: { [field: string]: string | number }): number {
  const before = answers(cluster).length
  cluster.input(input, args)
  cluster.runUntil(() => answers(cluster).length > before)
  return answers(cluster).at(-1) ?? -1
}

describe('admin inputs', () => {
  test('create a topic, with the cluster’s defaults where nothing is said', () => {
    const cluster = new SmallCluster({ cluster: { 'num.partitions': 2 } })
    expect(
      does(cluster, 'create-topic', { topic: 'clicks', replicas: 3, config: 'retention.ms=60000' }),
    ).toBe(NONE)
    expect(cluster.state('clicks-1').replicas).toHaveLength(3)
    expect(truthImage(cluster.world).configs.get('topic/clicks')).toEqual({ 'retention.ms': '60000' })
    expect(does(cluster, 'create-topic', { topic: 'clicks' })).toBe(TOPIC_ALREADY_EXISTS)
    expect(does(cluster, 'create-topic', { topic: 'wide', replicas: 4 })).toBe(INVALID_REPLICATION_FACTOR)
  })

  test('add partitions and delete a topic', () => {
    const cluster = new SmallCluster()
    expect(does(cluster, 'add-partitions', { topic: 'orders', partitions: 3 })).toBe(NONE)
    expect(does(cluster, 'add-partitions', { topic: 'orders', partitions: 2 })).toBe(INVALID_PARTITIONS)
    expect(does(cluster, 'delete-topic', { topic: 'orders' })).toBe(NONE)
    expect(truthImage(cluster.world).topicNames).toEqual([])
  })

  test('change configs: of a topic, of all brokers, of one broker through that broker', () => {
    const cluster = new SmallCluster()
    expect(does(cluster, 'alter-config', { topic: 'orders', set: 'min.insync.replicas=1' })).toBe(NONE)
    expect(does(cluster, 'alter-config', { broker: 'all', set: 'message.max.bytes=2000' })).toBe(NONE)
    expect(does(cluster, 'alter-config', { broker: '3', set: 'message.max.bytes=3000' })).toBe(NONE)
    expect(cluster.facts(ADMIN_ASKED).at(-1)?.object).toBe('conn:admin>3')
    expect(does(cluster, 'alter-config', { broker: '3', set: 'replica.lag.time.max.ms=3000' })).toBe(
      INVALID_REQUEST,
    )
    expect(does(cluster, 'alter-config', { topic: 'orders', delete: 'min.insync.replicas' })).toBe(NONE)
  })

  test('delete records at the leader, reassign, cancel, elect, and describe the quorum', () => {
    const cluster = new SmallCluster({ brokers: 4 })
    expect(does(cluster, 'delete-records', { partition: 'orders-0', offset: -1 })).toBe(NONE)
    expect(does(cluster, 'reassign', { partition: 'orders-0', replicas: '4,2,3' })).toBe(NONE)
    cluster.runFor(3_000)
    expect(cluster.state()).toMatchObject({ replicas: [4, 2, 3], leader: 4 })
    cluster.input('kill', { node: '1' })
    does(cluster, 'reassign', { partition: 'orders-0', replicas: '1,2,3' })
    expect(does(cluster, 'cancel-reassignment', { partition: 'orders-0' })).toBe(NONE)
    expect(cluster.state()).toMatchObject({ replicas: [2, 3, 4], adding: [] })
    expect(does(cluster, 'elect-leaders', { election: 'preferred', partition: 'orders-0' })).toBe(NONE)
    cluster.input('kill', { node: '2' })
    cluster.runFor(12_000)
    const elect = { election: 'preferred', partition: 'orders-0' }
    expect(does(cluster, 'elect-leaders', elect)).toBe(PREFERRED_LEADER_NOT_AVAILABLE)
    expect(does(cluster, 'elect-leaders', { election: 'unclean' })).toBe(NONE)
    expect(does(cluster, 'describe-quorum', {})).toBe(NONE)
    expect(cluster.facts(QUORUM_LEARNED).at(-1)).toMatchObject({ a: 101, d: 1 })
  })

  test('are remembered with what became of them', () => {
    const cluster = new SmallCluster()
    does(cluster, 'add-partitions', { topic: 'orders', partitions: 1 })
    const { outcomes, operations } = cluster.entity<Admin>('admin:admin')
    expect(outcomes).toMatchObject([{ of: 'orders', error: INVALID_PARTITIONS }])
    expect(operations).toEqual([])
  })

  test('are missed while the admin client does not run, or for a broker that is not there', () => {
    const cluster = new SmallCluster()
    cluster.input('alter-config', { broker: '9', set: 'message.max.bytes=1' })
    cluster.input('kill', { node: 'admin' })
    cluster.input('delete-topic', { topic: 'orders' })
    cluster.runFor(1_000)
    expect(cluster.facts(ADMIN_ASKED)).toEqual([])
  })
})

describe('admin.client', () => {
  test('a request whose broker dies is tried again at another', () => {
    const cluster = new SmallCluster()
    does(cluster, 'add-partitions', { topic: 'orders', partitions: 2 })
    const asked = cluster.facts(ADMIN_ASKED).at(-1)?.object.slice('conn:admin>'.length) ?? ''
    cluster.input('kill', { node: asked })
    expect(does(cluster, 'add-partitions', { topic: 'orders', partitions: 3 })).toBe(NONE)
    expect(cluster.facts(ADMIN_ASKED).at(-1)?.object).not.toBe(`conn:admin>${asked}`)
  })

  test('one that nobody answers is given up after a minute', () => {
    const cluster = new SmallCluster()
    for (const node of ['1', '2', '3']) cluster.input('pause', { node })
    cluster.input('delete-topic', { topic: 'orders' })
    cluster.runFor(65_000)
    expect(cluster.facts(ADMIN_RETRIED).length).toBeGreaterThan(0)
    expect(cluster.facts(ADMIN_GIVEN_UP)).toHaveLength(1)
    expect(cluster.entity<Admin>('admin:admin').outcomes).toMatchObject([{ of: 'orders', error: -2 }])
  })
})

describe('arguments', () => {
  test('a value with commas takes all that follow it', () => {
    expect(changesIn('cleanup.policy=delete,compact, retention.ms=5', 'set')).toEqual([
      { key: 'cleanup.policy', op: 'set', value: 'delete,compact' },
      { key: 'retention.ms', op: 'set', value: '5' },
    ])
    expect(changesIn('retention.ms, retention.bytes', 'delete').map(({ key }) => key)).toEqual([
      'retention.ms',
      'retention.bytes',
    ])
  })

  test('what is no broker id is one that no broker has', () => {
    expect(brokerList('2, 3,x')).toEqual([2, 3, -1])
  })
})
