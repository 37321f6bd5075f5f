import { describe, expect, it } from 'vitest'
import { endProcess, startProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import { find } from '../../sim/world.ts'
import { NONE, UNKNOWN_TOPIC_OR_PARTITION } from '../protocol/errors.ts'
import type { ProducerSetup } from '../setup.ts'
import { METADATA_REBOOTSTRAPPED, SEND_BLOCKED_BY_METADATA } from './facts.ts'
import { takeMetadata } from './metadata.ts'
import type { Producer } from './producer.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { fakeCluster } from './testing/fake-cluster.ts'

const S = 1_000_000

function producer(config: ProducerSetup['config'] = {}): ProducerSetup {
  const setup = { kind: 'producer' as const, id: 'p1', topic: 'orders', ratePerSecond: 100, keys: 50 }
  return { ...setup, valueBytes: 100, fromUs: 0, toUs: null, config }
}

function entity(fake: FakeCluster): Producer {
  return find(fake.world, 'producer:p1') as Producer
}

/** Times between one metadata request and the next. */
function gaps(fake: FakeCluster): number[] {
  const times = fake.asked.flatMap(({ timeUs, body }) => (body.type === 'metadata' ? [timeUs] : []))
  return times.slice(1).map((timeUs, i) => timeUs - (times[i] ?? 0))
}

describe("a client's metadata", () => {
  it('is asked for again after metadata.max.age.ms', () => {
    const fake = fakeCluster([1], [producer({ 'metadata.max.age.ms': 3_000 })])
    fake.run(10 * S)
    expect(gaps(fake)).toHaveLength(3)
    for (const gapUs of gaps(fake)) expect(Math.abs(gapUs - 3 * S)).toBeLessThan(10_000)
  })

  it('is asked for less and less often, up to retry.backoff.max.ms, while answers bring nothing new', () => {
    const fake = fakeCluster([1], [producer()])
    fake.run(S)
    Object.assign(fake.partitions.get('orders-0') ?? {}, { leader: -1, leaderEpoch: 1 })
    const before = gaps(fake).length
    fake.run(8 * S)
    const after = gaps(fake).slice(before + 1)
    expect(after.length).toBeGreaterThan(6)
    expect(after[0]).toBeLessThan(130_000)
    for (const gapUs of after) expect(gapUs).toBeLessThanOrEqual(1_000_000 + 5_000)
    expect(after.at(-1)).toBeGreaterThan(790_000)
  })

  it('is asked for after any disconnect', () => {
    const fake = fakeCluster([1, 2], [producer()])
    fake.run(2 * S)
    const before = fake.requests('metadata').length
    fake.act((world) => endProcess(world, find(world, 'process:2') as Process, 'killed'))
    fake.run(2_200_000)
    expect(fake.requests('metadata').length).toBeGreaterThan(before)
  })

  it('starts from the bootstrap list again when no known node can be reached', () => {
    const fake = fakeCluster([1], [producer()])
    fake.run(2 * S)
    const nodes = ['1', '2', '3'].map((name) => find(fake.world, `process:${name}`) as Process)
    fake.act((world) => {
      for (const node of nodes) endProcess(world, node, 'killed')
    })
    fake.run(4 * S)
    expect(fake.facts(METADATA_REBOOTSTRAPPED)).toHaveLength(1)
    expect(entity(fake).metadata.brokers).toEqual([1, 2, 3])
    fake.act((world) => {
      for (const node of nodes) startProcess(world, find(world, node.address) as Process)
    })
    fake.run(8 * S)
    const mine = entity(fake)
    expect(mine.acknowledgedRecords).toBeGreaterThan(750)
    expect(mine.failedRecords).toBe(0)
  })

  it('is learned anew of a topic that was missing for a while and is another one now, be its leader and epoch the same', () => {
    const fake = fakeCluster([1], [producer()])
    fake.run(2 * S)
    const mine = entity(fake)
    mine.metadata.partitionCounts.delete('orders')
    const partitions = [{ partition: 'orders-0', error: NONE, leader: 1, leaderEpoch: 0 }]
    const topics = [{ name: 'orders', topicId: 2, error: NONE, partitions }]
    fake.act((world) => {
      const body = { sealed: true, type: 'metadata', brokers: [1, 2, 3], controllerId: -1, topics } as const
      takeMetadata(world, find(world, 'process:p1') as Process, mine, body)
    })
    expect(mine.metadata.leaders.get('orders-0')?.topicId).toBe(2)
  })

  it('of a topic that is gone leaves its partitions without a leader: nobody is asked for it, and send() waits', () => {
    const reader = { kind: 'consumer' as const, id: 'c1', assign: ['orders-0'], fromUs: 0, config: {} }
    const fake = fakeCluster([1], [producer({ 'max.block.ms': 2_000 }), reader])
    fake.run(2 * S)
    fake.topicExists = false
    fake.verdict = (body) =>
      body.type === 'fetch' || body.type === 'produce' ? { error: UNKNOWN_TOPIC_OR_PARTITION } : 'answer'
    fake.run(4 * S)
    const asked = fake.requests('fetch').length + fake.requests('produce').length
    fake.run(8 * S)
    expect(fake.requests('fetch').length + fake.requests('produce').length).toBe(asked)
    expect(fake.facts(SEND_BLOCKED_BY_METADATA).length).toBeGreaterThan(1)
    expect(entity(fake).failedRecords).toBeGreaterThan(1)
    fake.topicExists = true
    fake.verdict = () => 'answer'
    fake.run(12 * S)
    expect(entity(fake).blockedSinceUs).toBe(-1)
    expect(fake.requests('fetch').length + fake.requests('produce').length).toBeGreaterThan(asked + 100)
  })
})
