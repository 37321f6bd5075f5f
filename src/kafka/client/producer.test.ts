import { describe, expect, it } from 'vitest'
import { CONNECTION_CLOSED } from '../../sim/facts.ts'
import { endProcess, pauseProcess, resumeProcess, startProcess, stopProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import { find, stateHash } from '../../sim/world.ts'
import type { ConfigValues } from '../config/check-value.ts'
import type { Batch } from '../log/batch.ts'
import {
  NOT_ENOUGH_REPLICAS,
  NOT_LEADER_OR_FOLLOWER,
  OUT_OF_ORDER_SEQUENCE_NUMBER,
  REQUEST_TIMED_OUT,
} from '../protocol/errors.ts'
import type { ProducerSetup } from '../setup.ts'
import { partitionForKey } from '../workload/key-hash.ts'
import { createdUs, keyOf } from '../workload/workload.ts'
import {
  BATCH_ACKNOWLEDGED,
  BATCH_CLOSED,
  BATCH_EXPIRED,
  BATCH_FAILED,
  BATCH_RETRIED,
  BATCH_SENT,
  LEADER_LEARNED,
  PRODUCER_ENDED,
  PRODUCER_EPOCH_BUMPED,
  RECORD_APPENDED,
  RECORD_FAILED,
  REQUESTS_TIMED_OUT,
  SEND_BLOCKED_BY_MEMORY,
  SEND_UNBLOCKED,
} from './facts.ts'
import type { Producer } from './producer.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { fakeCluster } from './testing/fake-cluster.ts'

const S = 1_000_000

function producer(config: ConfigValues = {}, rest: Partial<ProducerSetup> = {}): ProducerSetup {
  const setup = { kind: 'producer' as const, id: 'p1', topic: 'orders', ratePerSecond: 100, keys: 50 }
  return { ...setup, valueBytes: 100, fromUs: 0, toUs: null, config, ...rest }
}

function recordsIn(fake: FakeCluster, partition: string): number[] {
  return (fake.partitions.get(partition)?.batches ?? []).flatMap((batch: Batch) => [...batch.records])
}

function allRecords(fake: FakeCluster): number[] {
  return [...fake.partitions.keys()].flatMap((name) => recordsIn(fake, name)).sort((a, b) => a - b)
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number)
}

function process(fake: FakeCluster, name: string): Process {
  return find(fake.world, `process:${name}`) as Process
}

function entity(fake: FakeCluster): Producer {
  return find(fake.world, 'producer:p1') as Producer
}

describe('a producer', () => {
  it('brings every record once and in order into the partition of its key', () => {
    const fake = fakeCluster([1, 2, 3], [producer({}, { toUs: 3 * S })])
    fake.run(5 * S)
    expect(allRecords(fake)).toEqual(numbers(300))
    for (const index of [0, 1, 2]) {
      const records = recordsIn(fake, `orders-${index}`)
      expect(records).toEqual([...records].sort((a, b) => a - b))
      for (const number of records) {
        expect(partitionForKey(keyOf(entity(fake).workload, number) ?? '', 3)).toBe(index)
      }
    }
    const mine = entity(fake)
    expect([mine.sentRecords, mine.acknowledgedRecords, mine.failedRecords]).toEqual([300, 300, 0])
    expect([mine.waitingRecords, mine.inFlightRecords]).toEqual([0, 0])
    expect(mine.freeBytes).toBe(mine.config.bufferMemory)
  })

  it('gives the same state for the same seed', () => {
    const run = (): object => {
      const fake = fakeCluster([1, 2, 3], [producer({}, { keys: null })])
      fake.run(2 * S)
      return stateHash(fake.world)
    }
    expect(run()).toEqual(run())
  })

  it('waits with send() until metadata of its topic is there', () => {
    const fake = fakeCluster([1], [producer({}, { toUs: S })])
    fake.topicExists = false
    fake.run(500_000)
    expect(entity(fake).sentRecords).toBe(0)
    fake.topicExists = true
    fake.run(3 * S)
    expect(allRecords(fake)).toEqual(numbers(100))
    expect(fake.facts(SEND_UNBLOCKED).length).toBe(1)
  })

  it('lets a batch linger for linger.ms, and not longer', () => {
    const fake = fakeCluster([1], [producer({ 'linger.ms': 35 }, { toUs: 2 * S })])
    fake.run(3 * S)
    const { workload } = entity(fake)
    const sent = fake.asked.flatMap(({ timeUs, body }) =>
      body.type === 'produce' ? [{ timeUs, records: body.partitions[0]?.batch.records ?? [] }] : [],
    )
    // The first waited for metadata. Then records 10 ms apart, and 1 ms on the way.
    for (const { timeUs, records } of sent.slice(1, -1)) {
      expect(records.length).toBe(4)
      expect(timeUs).toBe(createdUs(workload, records[0] ?? -1) + 36_000)
    }
    expect(sent.length).toBeGreaterThan(40)
  })

  it('closes a batch at batch.size and sends it without lingering', () => {
    const config = { 'linger.ms': 1_000, 'batch.size': 1_000 }
    const fake = fakeCluster([1], [producer(config, { fromUs: S, ratePerSecond: 1_000, toUs: 2 * S })])
    fake.run(3 * S)
    const sizes = fake.facts(BATCH_CLOSED).map(([, , records, sizeBytes]) => [records, sizeBytes])
    // 61 for the header, then 112 for each record with a five-byte key: one more would be beyond 1,000.
    expect(sizes[0]?.[0]).toBe(8)
    for (const [, sizeBytes] of sizes) expect(sizeBytes).toBeLessThanOrEqual(1_000)
    expect(fake.asked.find(({ body }) => body.type === 'produce')?.timeUs).toBeLessThan(S + 12_000)
    expect(allRecords(fake)).toEqual(numbers(1_000))
  })

  it('takes no more than one batch of each partition into a request', () => {
    const config = { 'batch.size': 500, 'max.in.flight.requests.per.connection': 1 }
    const fake = fakeCluster([1, 1, 1], [producer(config, { ratePerSecond: 2_000, toUs: S })])
    fake.run(3 * S)
    for (const { partitions } of fake.requests('produce')) {
      const names = partitions.map(({ partition }) => partition)
      expect(new Set(names).size).toBe(names.length)
    }
    expect(allRecords(fake)).toEqual(numbers(2_000))
  })

  it('keeps to one partition without keys until batch.size is produced, then may choose another', () => {
    const config = { 'batch.size': 1_000, 'linger.ms': 20 }
    const fake = fakeCluster(
      [1, 2, 3],
      [producer(config, { keys: null, fromUs: S, ratePerSecond: 1_000, toUs: 2 * S })],
    )
    fake.run(3 * S)
    const partitions = fake.facts(RECORD_APPENDED).map(([, partition]) => partition)
    const runs: number[] = []
    partitions.forEach((partition, i) => {
      if (partition === partitions[i - 1]) runs[runs.length - 1] = (runs[runs.length - 1] ?? 0) + 1
      else runs.push(1)
    })
    expect(new Set(partitions).size).toBe(3)
    // 8 records fill a batch; a run ends at such a boundary, and the same partition may be drawn again.
    for (const run of runs.slice(0, -1)) expect(run).toBeGreaterThanOrEqual(8)
    expect(allRecords(fake)).toEqual(numbers(1_000))
  })

  it('goes round the partitions with RoundRobinPartitioner', () => {
    const config = { 'partitioner.class': 'org.apache.kafka.clients.producer.RoundRobinPartitioner' }
    const fake = fakeCluster([1, 2, 3], [producer(config, { keys: null, toUs: S })])
    fake.run(2 * S)
    for (const index of [0, 1, 2]) {
      expect(recordsIn(fake, `orders-${index}`).map((number) => number % 3)).toEqual(
        new Array<number>(index === 0 ? 34 : 33).fill(index),
      )
    }
  })
})

describe('a producer whose leader does not answer', () => {
  it('closes the connection at request.timeout.ms itself, and asks for metadata again', () => {
    const config = { 'request.timeout.ms': 2_000, 'delivery.timeout.ms': 60_000 }
    const fake = fakeCluster([1], [producer(config, { fromUs: S, toUs: S + 1 })])
    fake.verdict = (body, node) => (body.type === 'produce' && node === 1 ? 'swallow' : 'answer')
    fake.run(2_900_000)
    expect(fake.facts(REQUESTS_TIMED_OUT)).toEqual([])
    const askedBefore = fake.requests('metadata').length
    fake.run(3_100_000)
    expect(fake.facts(REQUESTS_TIMED_OUT).map(([requests, waitedUs]) => [requests, waitedUs])).toEqual([
      [1, 2_000_000],
    ])
    expect(fake.facts(CONNECTION_CLOSED).length).toBeGreaterThan(0)
    expect(fake.facts(BATCH_RETRIED)[0]?.[2]).toBe(REQUEST_TIMED_OUT)
    expect(fake.requests('metadata').length).toBeGreaterThan(askedBefore)
  })

  it('waits no longer than that for ApiVersions either, of brokers that take connections and answer nothing', () => {
    const config = { 'request.timeout.ms': 2_000, 'delivery.timeout.ms': 60_000 }
    const fake = fakeCluster([1], [producer(config, { fromUs: S, toUs: S + 1 })])
    fake.act((world) => {
      for (const node of ['1', '2', '3']) pauseProcess(world, find(world, `process:${node}`) as Process)
    })
    fake.run(2_900_000)
    expect(fake.facts(CONNECTION_CLOSED)).toHaveLength(0)
    fake.run(3_100_000)
    expect(fake.facts(CONNECTION_CLOSED)).toHaveLength(1)
  })

  it('writes twice without idempotence when only the answer was lost, and once with it', () => {
    for (const [idempotent, copies] of [
      [false, 2],
      [true, 1],
    ] as const) {
      const config = {
        'request.timeout.ms': 1_000,
        'delivery.timeout.ms': 60_000,
        'enable.idempotence': idempotent,
      }
      const fake = fakeCluster([1], [producer(config, { fromUs: S, toUs: S + 1 })])
      let times = 0
      fake.verdict = (body) => {
        if (body.type !== 'produce') return 'answer'
        times += 1
        return times === 1 ? 'appendAndSwallow' : 'answer'
      }
      fake.run(5 * S)
      expect(recordsIn(fake, 'orders-0')).toEqual(new Array<number>(copies).fill(0))
      expect(entity(fake).acknowledgedRecords).toBe(1)
    }
  })

  it('fails a batch at delivery.timeout.ms, whatever attempts are left', () => {
    const config = { 'request.timeout.ms': 1_000, 'delivery.timeout.ms': 3_000 }
    const fake = fakeCluster([1], [producer(config, { fromUs: S, toUs: S + 1 })])
    fake.verdict = (body) => (body.type === 'produce' ? { error: NOT_ENOUGH_REPLICAS } : 'answer')
    fake.run(10 * S)
    expect(fake.facts(BATCH_EXPIRED).map(([, batch, ageUs]) => [batch, ageUs])).toEqual([[0, 3 * S]])
    expect(fake.facts(BATCH_FAILED).map(([, batch, records, error]) => [batch, records, error])).toEqual([
      [0, 1, REQUEST_TIMED_OUT],
    ])
    const mine = entity(fake)
    expect([mine.failedRecords, mine.inFlightRecords, mine.waitingRecords]).toEqual([1, 0, 0])
    expect(mine.freeBytes).toBe(mine.config.bufferMemory)
  })

  it('bumps its epoch after a batch expired that may have been written, and goes on', () => {
    const config = { 'request.timeout.ms': 1_000, 'delivery.timeout.ms': 3_000 }
    const fake = fakeCluster([1], [producer(config, { fromUs: S, toUs: 6 * S })])
    fake.verdict = (body) =>
      body.type === 'produce' && fake.world.nowUs < 4_500_000 ? { error: NOT_ENOUGH_REPLICAS } : 'answer'
    fake.run(20 * S)
    expect(fake.facts(PRODUCER_EPOCH_BUMPED).length).toBeGreaterThan(0)
    const mine = entity(fake)
    expect(mine.failedRecords).toBeGreaterThan(0)
    expect(mine.acknowledgedRecords + mine.failedRecords).toBe(500)
    expect(mine.acknowledgedRecords).toBeGreaterThan(0)
  })

  it('blocks send() when buffer.memory is used up, and fails the record at max.block.ms', () => {
    const config = {
      'buffer.memory': 40_000,
      'batch.size': 16_384,
      'max.block.ms': 500,
      'request.timeout.ms': 1_000,
      'delivery.timeout.ms': 60_000,
    }
    const fake = fakeCluster([1], [producer(config, { fromUs: S, toUs: 3 * S })])
    fake.verdict = (body) => (body.type === 'produce' ? 'swallow' : 'answer')
    fake.run(3 * S)
    expect(fake.facts(SEND_BLOCKED_BY_MEMORY)[0]?.slice(1, 3)).toEqual([40_000 - 2 * 16_384, 16_384])
    const failed = fake.facts(RECORD_FAILED)
    expect(failed.length).toBeGreaterThan(0)
    for (const [, , blockedUs] of failed) expect(blockedUs).toBe(500_000)
    fake.verdict = () => 'answer'
    fake.run(8 * S)
    const mine = entity(fake)
    expect(mine.acknowledgedRecords + mine.failedRecords).toBe(200)
    expect(mine.freeBytes).toBe(40_000)
  })
})

describe('a producer whose leader moves', () => {
  it('finds the new leader after NOT_LEADER_OR_FOLLOWER and sends the batch again there', () => {
    const fake = fakeCluster([1], [producer({}, { fromUs: S, toUs: 2 * S })])
    fake.run(1_500_000)
    Object.assign(fake.partitions.get('orders-0') ?? {}, { leader: 2, leaderEpoch: 1 })
    fake.run(4 * S)
    expect(fake.facts(BATCH_RETRIED)[0]?.[2]).toBe(NOT_LEADER_OR_FOLLOWER)
    expect(fake.facts(LEADER_LEARNED).map((row) => row.slice(1))).toEqual([
      [1, 0, -1],
      [2, 1, 1],
    ])
    expect(fake.asked.filter(({ body }) => body.type === 'produce').at(-1)?.node).toBe(2)
    expect(recordsIn(fake, 'orders-0')).toEqual(numbers(100))
  })

  it('follows a hint at once, without the back-off', () => {
    const fake = fakeCluster([1, 2], [producer({ 'retry.backoff.ms': 1_000 }, { fromUs: S, toUs: 2 * S })])
    fake.hints = true
    fake.run(1_500_000)
    Object.assign(fake.partitions.get('orders-0') ?? {}, { leader: 2, leaderEpoch: 1 })
    fake.run(1_560_000)
    expect(fake.facts(LEADER_LEARNED).at(-1)?.slice(1)).toEqual([2, 1, 1])
    const atNew = fake.asked.filter(({ timeUs, node, body }) => {
      if (body.type !== 'produce' || node !== 2 || timeUs < 1_500_000) return false
      return body.partitions.some(({ partition }) => partition === 'orders-0')
    })
    expect(atNew.length).toBeGreaterThan(0)
  })

  it('ignores metadata with an older leader epoch', () => {
    const fake = fakeCluster([1], [producer({}, { fromUs: S })])
    Object.assign(fake.partitions.get('orders-0') ?? {}, { leader: 2, leaderEpoch: 5 })
    fake.run(1_500_000)
    Object.assign(fake.partitions.get('orders-0') ?? {}, { leader: 1, leaderEpoch: 4 })
    fake.run(3 * S)
    expect(entity(fake).metadata.leaders.get('orders-0')).toMatchObject({ leader: 2, leaderEpoch: 5 })
  })

  it('sends to the new leader when the old one is killed', () => {
    const fake = fakeCluster([1, 2, 3], [producer({}, { fromUs: S, toUs: 4 * S })])
    fake.run(2 * S)
    fake.act((world) => endProcess(world, process(fake, '1'), 'killed'))
    fake.run(2_500_000)
    Object.assign(fake.partitions.get('orders-0') ?? {}, { leader: 3, leaderEpoch: 1 })
    fake.run(8 * S)
    expect(allRecords(fake)).toEqual(numbers(300))
    expect(entity(fake).acknowledgedRecords).toBe(300)
  })
})

describe('order within a partition', () => {
  function runWithErrors(config: ConfigValues, error: number, times: number): FakeCluster {
    const setup = producer(
      { 'linger.ms': 0, ...config },
      { fromUs: S, toUs: 2 * S, ratePerSecond: 500, keys: 1 },
    )
    const fake = fakeCluster([1], [setup], { latencyUs: 5_000 })
    let count = 0
    fake.verdict = (body) => {
      if (body.type !== 'produce' || fake.world.nowUs < 1_300_000) return 'answer'
      count += 1
      return count <= times ? { error } : 'answer'
    }
    fake.run(10 * S)
    return fake
  }

  it('stays with idempotence and five requests in flight', () => {
    const fake = runWithErrors({}, NOT_ENOUGH_REPLICAS, 7)
    expect(recordsIn(fake, 'orders-0')).toEqual(numbers(500))
    const sequences = fake.partitions.get('orders-0')?.batches.map((batch) => batch.baseSequence) ?? []
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b))
  })

  it('is lost without idempotence, since a failed batch comes after those behind it', () => {
    const records = recordsIn(
      runWithErrors({ 'enable.idempotence': false }, NOT_ENOUGH_REPLICAS, 1),
      'orders-0',
    )
    expect([...records].sort((a, b) => a - b)).toEqual(numbers(500))
    expect(records).not.toEqual(numbers(500))
  })

  it('stays without idempotence when one request is in flight at a time', () => {
    const config = { 'enable.idempotence': false, 'max.in.flight.requests.per.connection': 1 }
    const fake = runWithErrors(config, NOT_ENOUGH_REPLICAS, 5)
    expect(recordsIn(fake, 'orders-0')).toEqual(numbers(500))
  })

  it('goes on under a new epoch when the expected sequence is refused as out of order', () => {
    const fake = runWithErrors({}, OUT_OF_ORDER_SEQUENCE_NUMBER, 1)
    expect(fake.facts(PRODUCER_EPOCH_BUMPED)).toHaveLength(1)
    expect(entity(fake).acknowledgedRecords).toBe(500)
  })
})

describe('acks=0', () => {
  it('counts a batch as done when it is sent', () => {
    const fake = fakeCluster([1], [producer({ acks: '0' }, { toUs: S })])
    fake.verdict = (body) => (body.type === 'produce' ? 'swallow' : 'answer')
    fake.run(2 * S)
    expect(entity(fake).acknowledgedRecords).toBe(100)
    for (const [, , , baseOffset] of fake.facts(BATCH_ACKNOWLEDGED)) expect(baseOffset).toBe(-1)
    expect(fake.facts(BATCH_SENT).length).toBe(fake.facts(BATCH_ACKNOWLEDGED).length)
  })
})

describe("the life of a producer's process", () => {
  it('loses with a kill what it held, and starts again at the present record', () => {
    const fake = fakeCluster([1], [producer({ 'linger.ms': 200 }, { fromUs: S, toUs: 4 * S })])
    fake.run(2 * S + 100_001)
    fake.act((world) => endProcess(world, process(fake, 'p1'), 'killed'))
    const ended = fake.facts(PRODUCER_ENDED)[0] ?? []
    expect(ended[0]).toBe((ended[1] ?? 0) + (ended[2] ?? 0) + (ended[3] ?? 0))
    expect(ended[3]).toBeGreaterThan(0)
    expect(entity(fake).partitions).toEqual([])
    fake.run(3 * S)
    fake.act((world) => startProcess(world, process(fake, 'p1')))
    fake.run(6 * S)
    const records = recordsIn(fake, 'orders-0')
    expect(records.filter((number) => number >= 200)).toEqual(numbers(300).slice(200))
    expect(records.some((number) => number > 111 && number < 200)).toBe(false)
    const batches = fake.partitions.get('orders-0')?.batches.map((batch) => batch.batchNumber) ?? []
    expect(new Set(batches).size).toBe(batches.length)
  })

  it('sends after a pause what fell due meanwhile', () => {
    const fake = fakeCluster([1], [producer({}, { fromUs: S, toUs: 4 * S })])
    fake.run(2 * S)
    fake.act((world) => pauseProcess(world, process(fake, 'p1')))
    fake.run(3 * S)
    fake.act((world) => resumeProcess(world, process(fake, 'p1')))
    fake.run(6 * S)
    expect(recordsIn(fake, 'orders-0')).toEqual(numbers(300))
  })

  it('settles everything before an orderly stop ends', () => {
    const fake = fakeCluster([1], [producer({ 'linger.ms': 500 }, { fromUs: S })])
    fake.run(2 * S + 100_001)
    fake.act((world) => stopProcess(world, process(fake, 'p1')))
    fake.run(4 * S)
    expect(process(fake, 'p1').life).toBe('stopped')
    expect(fake.facts(PRODUCER_ENDED)[0]?.[3]).toBe(0)
    expect(recordsIn(fake, 'orders-0')).toEqual(numbers(111))
  })
})
