import { describe, expect, it } from 'vitest'
import { endProcess, startProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import { find } from '../../sim/world.ts'
import { INVALID_REPLICATION_FACTOR } from '../protocol/errors.ts'
import type { Setup } from '../setup.ts'
import { addAdmin } from './add-client.ts'
import type { Admin } from './admin.ts'
import { BROKERS_AWAITED, TOPIC_CREATED, TOPIC_REFUSED } from './facts.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { fakeCluster } from './testing/fake-cluster.ts'

const S = 1_000_000

const setup: Setup = {
  rules: '4.3',
  seed: '42',
  cluster: {
    controllers: [101, 102],
    brokers: [1, 2, 3].map((id) => ({ id, rack: null })),
    config: {},
  },
  network: { latencyUs: 1_000, jitterUs: 0 },
  topics: [
    {
      name: 'orders',
      partitions: 2,
      replicationFactor: 3,
      placement: [
        [1, 2, 3],
        [2, 3, 1],
      ],
      config: { 'min.insync.replicas': 2 },
    },
    { name: 'payments', partitions: 4, replicationFactor: 2, placement: null, config: {} },
  ],
  clients: [],
}

function withAdmin(): FakeCluster {
  const fake = fakeCluster([1], [])
  fake.act((world) => startProcess(world, addAdmin(world, setup)))
  return fake
}

function broker(fake: FakeCluster, id: number): Process {
  return find(fake.world, `process:${id}`) as Process
}

describe('the admin that sets a run up', () => {
  it('asks for its topics as they were given, then is idle', () => {
    const fake = withAdmin()
    fake.run(5 * S)
    expect(fake.requests('createTopics')).toHaveLength(1)
    expect(fake.requests('createTopics')[0]?.topics).toEqual([
      {
        name: 'orders',
        partitions: -1,
        replicationFactor: -1,
        placement: setup.topics[0]?.placement,
        config: { 'min.insync.replicas': '2' },
      },
      { name: 'payments', partitions: 4, replicationFactor: 2, placement: null, config: {} },
    ])
    expect(fake.facts(TOPIC_CREATED).map(([, partitions]) => partitions)).toEqual([2, 4])
    expect((find(fake.world, 'admin:admin') as Admin).step).toBe('idle')
  })

  it('waits until every broker is listed', () => {
    const fake = withAdmin()
    fake.act((world) => endProcess(world, broker(fake, 3), 'killed'))
    fake.run(2 * S)
    expect(fake.facts(BROKERS_AWAITED).at(-1)?.slice(0, 2)).toEqual([2, 3])
    expect(fake.requests('createTopics')).toEqual([])
    fake.act((world) => startProcess(world, broker(fake, 3)))
    fake.run(5 * S)
    expect(fake.facts(TOPIC_CREATED)).toHaveLength(2)
  })

  it('goes on to the next controller after NOT_CONTROLLER, and past one that is dead', () => {
    const fake = withAdmin()
    fake.activeController = 102
    fake.run(2 * S)
    expect(fake.asked.flatMap(({ node, body }) => (body.type === 'createTopics' ? [node] : []))).toEqual([
      101, 102,
    ])
    const other = withAdmin()
    other.activeController = 102
    other.act((world) => endProcess(world, broker(other, 101), 'killed'))
    other.run(3 * S)
    expect(other.facts(TOPIC_CREATED)).toHaveLength(2)
  })

  it('asks again for what was refused', () => {
    const fake = withAdmin()
    let times = 0
    fake.verdict = (body) => {
      if (body.type === 'createTopics') times += 1
      return body.type === 'createTopics' && times === 1 ? { error: INVALID_REPLICATION_FACTOR } : 'answer'
    }
    fake.run(3 * S)
    expect(fake.facts(TOPIC_REFUSED).map(([, error]) => error)).toEqual([38, 38])
    expect(fake.facts(TOPIC_CREATED)).toHaveLength(2)
  })
})
