import { describe, expect, test } from 'vitest'
import { PRODUCE } from '../protocol/api.ts'
import {
  INVALID_CONFIG,
  INVALID_REQUEST,
  MESSAGE_TOO_LARGE,
  NONE,
  NOT_ENOUGH_REPLICAS,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import type { ProduceResponse } from '../protocol/produce.ts'
import { TestAdmin } from '../testing/admin.ts'
import { produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { truthImage } from '../truth.ts'

function withAdmin(setup: ConstructorParameters<typeof SmallCluster>[0] = {}) {
  const cluster = new SmallCluster(setup)
  return { cluster, admin: new TestAdmin(cluster) }
}

function produceError(cluster: SmallCluster, sizeBytes = 100): number | undefined {
  return cluster.ask<ProduceResponse>(1, PRODUCE, produce(-1, testBatch({ sizeBytes }))).partitions[0]?.error
}

describe('configs.dynamic', () => {
  test('a topic’s config takes effect while the cluster runs', () => {
    const { cluster, admin } = withAdmin()
    expect(admin.set('topic', 'orders', 'min.insync.replicas', '3')).toBe(NONE)
    cluster.input('kill', { node: '3' })
    cluster.runFor(12_000)
    expect(produceError(cluster)).toBe(NOT_ENOUGH_REPLICAS)
    expect(admin.set('topic', 'orders', 'min.insync.replicas', '2')).toBe(NONE)
    cluster.runFor(100)
    expect(produceError(cluster)).toBe(NONE)
  })

  test('a value for all brokers holds for topics without their own, and one for a broker on that broker only', () => {
    const { cluster, admin } = withAdmin({ topic: {} })
    expect(admin.set('broker', '', 'message.max.bytes', '1000')).toBe(NONE)
    cluster.runFor(100)
    expect([1, 2, 3].map((broker) => cluster.replica(broker).maxMessageBytes)).toEqual([1000, 1000, 1000])
    expect(produceError(cluster, 2_000)).toBe(MESSAGE_TOO_LARGE)
    expect(admin.set('broker', '1', 'message.max.bytes', '3000')).toBe(NONE)
    cluster.runFor(100)
    expect([1, 2, 3].map((broker) => cluster.replica(broker).maxMessageBytes)).toEqual([3000, 1000, 1000])
    expect(admin.set('topic', 'orders', 'max.message.bytes', '500')).toBe(NONE)
    cluster.runFor(100)
    expect(cluster.replica(1).maxMessageBytes).toBe(500)
  })

  test('taken away, the default holds again', () => {
    const { cluster, admin } = withAdmin()
    admin.set('topic', 'orders', 'max.message.bytes', '500')
    admin.alter('topic', 'orders', { key: 'max.message.bytes', op: 'delete', value: null })
    cluster.runFor(100)
    expect(cluster.replica(1).maxMessageBytes).toBe(1_048_588)
  })

  test('lists grow and shrink', () => {
    const { cluster, admin } = withAdmin()
    const policy = () => truthImage(cluster.world).configs.get('topic/orders')?.['cleanup.policy']
    admin.alter('topic', 'orders', { key: 'cleanup.policy', op: 'append', value: 'compact' })
    expect(policy()).toBe('delete,compact')
    admin.alter('topic', 'orders', { key: 'cleanup.policy', op: 'append', value: 'compact' })
    expect(policy()).toBe('delete,compact')
    admin.alter('topic', 'orders', { key: 'cleanup.policy', op: 'subtract', value: 'delete' })
    expect(policy()).toBe('compact')
  })
})

describe('elr.cleared-by-config', () => {
  test('the ELR is empty when min.insync.replicas has been set', () => {
    const { cluster, admin } = withAdmin()
    cluster.input('kill', { node: '2' })
    cluster.input('kill', { node: '3' })
    cluster.runFor(15_000)
    expect(cluster.state().elr).not.toEqual([])
    admin.set('topic', 'orders', 'min.insync.replicas', '1')
    cluster.runFor(500)
    expect(cluster.state().elr).toEqual([])
  })

  test('the leader hears of the new partition epoch: whoever comes back is taken into the ISR', () => {
    const { cluster, admin } = withAdmin()
    cluster.input('kill', { node: '2' })
    cluster.input('kill', { node: '3' })
    cluster.runFor(15_000)
    admin.set('topic', 'orders', 'min.insync.replicas', '1')
    cluster.runFor(500)
    expect(cluster.replica(1).partitionEpoch).toBe(cluster.state().partitionEpoch)
    cluster.input('start', { node: '2' })
    cluster.input('start', { node: '3' })
    cluster.runFor(20_000)
    expect(cluster.state().isr).toEqual([1, 2, 3])
  })
})

describe('configs.refusals', () => {
  test.each([
    ['an unknown config of a topic', 'topic', 'orders', 'no.such.config', '1', INVALID_CONFIG],
    [
      'a value that a topic’s config cannot have',
      'topic',
      'orders',
      'min.insync.replicas',
      'many',
      INVALID_CONFIG,
    ],
    ['a topic that is not there', 'topic', 'nothing', 'min.insync.replicas', '1', UNKNOWN_TOPIC_OR_PARTITION],
    [
      'a config that is read at the start only',
      'broker',
      '',
      'replica.lag.time.max.ms',
      '9',
      INVALID_REQUEST,
    ],
    ['a broker’s value that cannot be', 'broker', '', 'message.max.bytes', 'big', INVALID_REQUEST],
    ['another broker than the one that is asked', 'broker', '2', 'message.max.bytes', '9', INVALID_REQUEST],
    [
      'min ISR of one broker while there is an ELR',
      'broker',
      '1',
      'min.insync.replicas',
      '1',
      INVALID_CONFIG,
    ],
  ] as const)('%s', (_, resource, name, key, value, error) => {
    expect(withAdmin().admin.set(resource, name, key, value)).toBe(error)
  })

  test('taking the cluster’s min ISR away while there is an ELR; appending to what is no list; a key twice', () => {
    const { admin } = withAdmin()
    const minIsr = { key: 'min.insync.replicas', op: 'delete', value: null } as const
    expect(admin.alter('broker', '', minIsr)).toBe(INVALID_CONFIG)
    const append = { key: 'retention.ms', op: 'append', value: '1' } as const
    expect(admin.alter('topic', 'orders', append)).toBe(INVALID_CONFIG)
    const once = { key: 'retention.ms', op: 'set', value: '1' } as const
    expect(admin.alter('topic', 'orders', once, once)).toBe(INVALID_REQUEST)
  })

  test('a compaction lag whose least is above its most', () => {
    const min = { key: 'min.compaction.lag.ms', op: 'set', value: '10' } as const
    const max = { key: 'max.compaction.lag.ms', op: 'set', value: '5' } as const
    expect(withAdmin().admin.alter('topic', 'orders', min, max)).toBe(INVALID_CONFIG)
  })

  test('not what a broker does not know, nor an unknown config of a topic that goes', () => {
    const { admin } = withAdmin()
    expect(admin.set('broker', '', 'no.such.config', '1')).toBe(NONE)
    expect(admin.alter('topic', 'orders', { key: 'no.such.config', op: 'delete', value: null })).toBe(NONE)
  })

  test('nothing of a resource is changed when one of its values is bad', () => {
    const { cluster, admin } = withAdmin()
    const good = { key: 'max.message.bytes', op: 'set', value: '500' } as const
    const bad = { key: 'retention.ms', op: 'set', value: 'soon' } as const
    expect(admin.alter('topic', 'orders', good, bad)).toBe(INVALID_CONFIG)
    cluster.runFor(100)
    expect(cluster.replica(1).maxMessageBytes).toBe(1_048_588)
  })
})
