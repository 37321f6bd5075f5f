import { describe, expect, it } from 'vitest'
import { pauseProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import { find } from '../../sim/world.ts'
import type { ConfigValues } from '../config/check-value.ts'
import { rulesOf } from '../rules/releases.ts'
import type { ProducerSetup } from '../setup.ts'
import { partitionByCrc32, partitionByPrefix } from '../workload/key-hash.ts'
import type { Producer } from './producer.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { fakeCluster } from './testing/fake-cluster.ts'

const S = 1_000_000

function producer(config: ConfigValues, rest: Partial<ProducerSetup> = {}): ProducerSetup {
  const setup = { kind: 'producer' as const, id: 'p1', topic: 'orders', ratePerSecond: 100, keys: null }
  return { ...setup, valueBytes: 100, fromUs: 0, toUs: null, config, ...rest }
}

function countsOf(fake: FakeCluster): number[] {
  return [...fake.partitions.values()].map(({ batches }) =>
    batches.reduce((sum, { records }) => sum + records.length, 0),
  )
}

/** Switches from batch to batch, in order of their making. */
function partitionsOfBatches(fake: FakeCluster): number[] {
  const places = [...fake.partitions.values()].flatMap(({ batches }, place) =>
    batches.map(({ batchNumber }) => ({ batchNumber, place })),
  )
  return places.sort((a, b) => a.batchNumber - b.batchNumber).map(({ place }) => place)
}

const KEYS = ['eu-1', 'eu-2', 'us-1', 'us-2', 'kr-1']
const keyed = { sequence: KEYS.map((key) => ({ key, valueBytes: 50 })) }

describe('partitioners of other times and clients', () => {
  it('round-robin ignores keys', () => {
    const fake = fakeCluster([1, 1, 1], [producer({ 'partitioner.class': 'RoundRobinPartitioner' }, keyed)])
    fake.run(3_100_000)
    const counts = countsOf(fake)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  })

  it('round-robin from 2.4 to 3.9 asks twice for a record that needs a batch, so that every other partition starves', () => {
    // Each record is alone in its batch: nothing lingers.
    const config = { 'partitioner.class': 'RoundRobinPartitioner', 'linger.ms': 0 }
    const counts = (release: string): number[] => {
      const fake = fakeCluster([1, 1, 1, 1], [producer(config, { ratePerSecond: 10 })], {
        rules: rulesOf(release),
      })
      fake.run(10 * S)
      return countsOf(fake)
    }
    expect(counts('3.9').filter((count) => count === 0)).toHaveLength(2)
    expect(counts('4.0').filter((count) => count === 0)).toHaveLength(0)
  })

  it('round-robin is asked once for a record that has to wait for memory', () => {
    // Room for one batch: every other record waits until the one before it is acknowledged.
    const config = {
      'partitioner.class': 'RoundRobinPartitioner',
      'linger.ms': 0,
      'batch.size': 1_000,
      'buffer.memory': 1_000,
    }
    const fake = fakeCluster([1, 1], [producer(config, { ratePerSecond: 10_000 })], { latencyUs: 2_000 })
    fake.run(2 * S)
    const [first = 0, second = 0] = countsOf(fake)
    expect(first + second).toBeGreaterThan(50)
    expect(Math.abs(first - second)).toBeLessThanOrEqual(10)
  })

  it('the old sticky one never stays where a new batch would begin', () => {
    const fake = fakeCluster([1, 1, 1], [producer({ 'linger.ms': 50 })], { rules: rulesOf('2.8') })
    fake.run(5 * S)
    const places = partitionsOfBatches(fake)
    expect(places.length).toBeGreaterThan(20)
    expect(places.filter((place, i) => i > 0 && place === places[i - 1])).toEqual([])
  })

  it('without a partitioner of its own a producer up to 2.3 goes round', () => {
    const fake = fakeCluster([1, 1, 1], [producer({})], { rules: rulesOf('2.3') })
    fake.run(3_100_000)
    const counts = countsOf(fake)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  })

  it.each([
    ['consistent_random', partitionByCrc32],
    ['KeyPrefixPartitioner', partitionByPrefix],
  ])('%s puts a key where its own hash says', (name, partitionOf) => {
    const fake = fakeCluster([1, 1, 1, 1, 1], [producer({ 'partitioner.class': name }, keyed)])
    fake.run(3 * S)
    const wanted = new Set(KEYS.map((key) => partitionOf(key, 5)))
    const used = countsOf(fake).flatMap((count, place) => (count > 0 ? [place] : []))
    expect(used).toEqual([...wanted].sort((a, b) => a - b))
  })

  it('random as librdkafka has it stays for 10 ms', () => {
    const fake = fakeCluster(
      [1, 1, 1],
      [producer({ 'partitioner.class': 'murmur2_random' }, { ratePerSecond: 1_000 })],
    )
    fake.run(2 * S)
    expect(Math.min(...countsOf(fake))).toBeGreaterThan(300)
  })

  it('adaptively leaves a partition out whose broker has taken nothing for partitioner.availability.timeout.ms', () => {
    const sent = (timeoutMs: number): number => {
      const config = {
        'partitioner.availability.timeout.ms': timeoutMs,
        'batch.size': 500,
      }
      const fake = fakeCluster([1, 2, 3], [producer(config)])
      fake.run(2 * S)
      fake.act((world) => pauseProcess(world, find(world, 'process:2') as Process))
      fake.run(12 * S)
      const mine = find(fake.world, 'producer:p1') as Producer
      return (mine.partitions[1]?.deque ?? []).reduce((sum, { count }) => sum + count, 0)
    }
    expect(sent(1_000)).toBeLessThan(sent(0))
  })
})

describe('defaults of older releases', () => {
  it('hold for clients too', () => {
    const of = (release: string): Producer => {
      const fake = fakeCluster([1], [producer({})], { rules: rulesOf(release) })
      return find(fake.world, 'producer:p1') as Producer
    }
    expect(of('4.3').config).toMatchObject({ acks: -1, enableIdempotence: true, lingerMs: 5 })
    expect(of('3.9').config).toMatchObject({ acks: -1, enableIdempotence: true, lingerMs: 0 })
    expect(of('2.8').config).toMatchObject({ acks: 1, enableIdempotence: false, lingerMs: 0 })
  })
})
