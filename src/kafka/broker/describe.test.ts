import { expect, test } from 'vitest'
import { DESCRIBE_CLUSTER, DESCRIBE_CONFIGS, DESCRIBE_TOPIC_PARTITIONS } from '../protocol/api.ts'
import type {
  DescribeClusterResponse,
  DescribeConfigsResponse,
  DescribeTopicPartitionsResponse,
} from '../protocol/describe.ts'
import { INVALID_REQUEST, UNKNOWN_TOPIC_OR_PARTITION } from '../protocol/errors.ts'
import { TestAdmin } from '../testing/admin.ts'
import { SmallCluster } from '../testing/small-cluster.ts'

function withAdmin(setup: ConstructorParameters<typeof SmallCluster>[0] = {}) {
  const cluster = new SmallCluster(setup)
  return { cluster, admin: new TestAdmin(cluster) }
}

test('DescribeConfigs says where a value comes from: the topic, one broker, all brokers, the file, Kafka', () => {
  const { cluster, admin } = withAdmin({ cluster: { 'log.retention.bytes': 5_000 } })
  admin.set('broker', '', 'log.segment.bytes', '2000000')
  admin.set('broker', '1', 'log.retention.ms', '60000')
  cluster.runFor(100)
  const keys = ['min.insync.replicas', 'segment.bytes', 'retention.ms', 'retention.bytes', 'preallocate']
  const body = { type: 'describeConfigs', resources: [{ resource: 'topic', name: 'orders', keys }] }
  const answer = admin.ask<DescribeConfigsResponse>(DESCRIBE_CONFIGS, body)
  const sources = answer.resources[0]?.configs.map(({ key, value, source }) => [key, value, source])
  expect(sources).toEqual([
    ['min.insync.replicas', '2', 'topic'],
    ['segment.bytes', '2000000', 'dynamicDefault'],
    ['preallocate', 'false', 'default'],
    ['retention.ms', '60000', 'dynamicBroker'],
    ['retention.bytes', '5000', 'static'],
  ])
})

test('a broker describes its own configs only', () => {
  const { admin } = withAdmin()
  const of = (resource: string, name: string) =>
    admin.ask<DescribeConfigsResponse>(DESCRIBE_CONFIGS, {
      type: 'describeConfigs',
      resources: [{ resource, name, keys: null }],
    }).resources[0]
  expect(of('broker', '1')?.configs.length).toBeGreaterThan(50)
  expect(of('broker', '2')?.error).toBe(INVALID_REQUEST)
  expect(of('topic', 'nothing')?.error).toBe(UNKNOWN_TOPIC_OR_PARTITION)
  expect(of('broker', '')?.configs).toEqual([
    { key: 'min.insync.replicas', value: '1', source: 'dynamicDefault' },
  ])
})

test('DescribeCluster lists fenced brokers as such, DescribeTopicPartitions the ELR', () => {
  const { cluster, admin } = withAdmin()
  cluster.input('kill', { node: '2' })
  cluster.input('kill', { node: '3' })
  cluster.runFor(15_000)
  const asked = admin.ask<DescribeClusterResponse>(DESCRIBE_CLUSTER, { type: 'describeCluster' })
  expect(asked.brokers.map(({ id, fenced }) => [id, fenced])).toEqual([
    [1, false],
    [2, true],
    [3, true],
  ])
  expect(asked.controllerId).toBe(1)
  const body = { type: 'describeTopicPartitions', topics: ['orders', 'nothing'] }
  const { topics } = admin.ask<DescribeTopicPartitionsResponse>(DESCRIBE_TOPIC_PARTITIONS, body)
  expect(topics[0]?.partitions[0]).toMatchObject({ isr: [1] })
  expect(topics[0]?.partitions[0]?.elr.length).toBeGreaterThan(0)
  expect(topics[1]?.error).toBe(UNKNOWN_TOPIC_OR_PARTITION)
})
