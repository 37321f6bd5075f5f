import { describe, expect, it } from 'vitest'
import { endProcess, startProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import { find } from '../../sim/world.ts'
import type { ProducerSetup } from '../setup.ts'
import { METADATA_REBOOTSTRAPPED } from './facts.ts'
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
})
