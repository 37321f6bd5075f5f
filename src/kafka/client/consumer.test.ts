import { describe, expect, it } from 'vitest'
import { endProcess, startProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import { find } from '../../sim/world.ts'
import type { ConfigValues } from '../config/check-value.ts'
import {
  FENCED_LEADER_EPOCH,
  FETCH_SESSION_ID_NOT_FOUND,
  OFFSET_OUT_OF_RANGE,
  UNKNOWN_LEADER_EPOCH,
} from '../protocol/errors.ts'
import type { ConsumerSetup } from '../setup.ts'
import type { Consumer } from './consumer.ts'
import {
  CONSUMER_ENDED,
  FETCH_REFUSED,
  POSITION_LOST,
  POSITION_OUT_OF_RANGE,
  POSITION_RESET,
  POSITION_VALIDATED,
  RECORDS_DELIVERED,
  TRUNCATION_DETECTED,
} from './facts.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { fakeCluster } from './testing/fake-cluster.ts'
import { fillBatches } from './testing/fill.ts'

const S = 1_000_000

function consumer(config: ConfigValues = {}, assign: readonly string[] = ['orders-0']): ConsumerSetup {
  const fromEarliest = { 'auto.offset.reset': 'earliest', ...config }
  return { kind: 'consumer', id: 'c1', assign, fromUs: 0, config: fromEarliest }
}

/** From offset and to offset of every delivery. */
function delivered(fake: FakeCluster): number[][] {
  return fake.facts(RECORDS_DELIVERED).map(([, from, to]) => [from ?? -1, to ?? -1])
}

function entity(fake: FakeCluster): Consumer {
  return find(fake.world, 'consumer:c1') as Consumer
}

function position(fake: FakeCluster): number | undefined {
  return entity(fake).partitions[0]?.position
}

function moveLeader(fake: FakeCluster, leader: number, leaderEpoch: number): void {
  Object.assign(fake.partitions.get('orders-0') ?? {}, { leader, leaderEpoch })
}

describe('a consumer', () => {
  it('begins at the earliest or the latest offset, as auto.offset.reset says', () => {
    for (const [policy, offset] of [
      ['earliest', 0],
      ['latest', 30],
    ] as const) {
      const fake = fakeCluster([1], [consumer({ 'auto.offset.reset': policy })])
      fillBatches(fake, 'orders-0', 3)
      fake.run(S)
      expect(fake.facts(POSITION_RESET).map(([, to]) => to)).toEqual([offset])
      fillBatches(fake, 'orders-0', 1)
      fake.run(2 * S)
      expect(delivered(fake)[0]?.[0]).toBe(offset)
      expect(position(fake)).toBe(40)
    }
  })

  it('reads no further with auto.offset.reset=none and no position', () => {
    const fake = fakeCluster([1], [consumer({ 'auto.offset.reset': 'none' })])
    fake.run(S)
    expect(fake.facts(POSITION_LOST)).toHaveLength(1)
    expect(fake.requests('fetch')).toEqual([])
  })

  it('hands out every record once, in order, up to the high watermark and no further', () => {
    const fake = fakeCluster([1], [consumer()])
    fillBatches(fake, 'orders-0', 5)
    Object.assign(fake.partitions.get('orders-0') ?? {}, { highWatermark: 30 })
    fake.run(S)
    expect(position(fake)).toBe(30)
    expect(entity(fake).partitions[0]?.highWatermark).toBe(30)
    Object.assign(fake.partitions.get('orders-0') ?? {}, { highWatermark: 50 })
    fake.run(2 * S)
    expect(delivered(fake)).toEqual([
      [0, 30],
      [30, 50],
    ])
    expect(entity(fake).deliveredRecords).toBe(50)
  })

  it('hands out max.poll.records a poll, also from the middle of a batch', () => {
    const fake = fakeCluster([1], [consumer({ 'max.poll.records': 15 })])
    fillBatches(fake, 'orders-0', 4)
    fake.run(S)
    expect(delivered(fake)).toEqual([
      [0, 15],
      [15, 30],
      [30, 40],
    ])
  })

  it('has one fetch on its way to a node at a time, and waits there for fetch.max.wait.ms', () => {
    const fake = fakeCluster([1, 1], [consumer({}, ['orders-0', 'orders-1'])])
    fake.run(3 * S)
    const times = fake.asked.filter(({ body }) => body.type === 'fetch').map(({ timeUs }) => timeUs)
    expect(times.length).toBeGreaterThan(4)
    times.slice(1).forEach((timeUs, i) => {
      expect(timeUs - (times[i] ?? 0)).toBeGreaterThanOrEqual(502_000)
    })
  })

  it('sends in a fetch session only the partitions that have moved', () => {
    const fake = fakeCluster([1, 1, 1], [consumer({}, ['orders-0', 'orders-1', 'orders-2'])])
    fake.run(S)
    fillBatches(fake, 'orders-1', 1)
    fake.run(3 * S)
    const sent = fake.requests('fetch').map(({ sessionId, sessionEpoch, partitions }) => ({
      sessionId,
      sessionEpoch,
      partitions: partitions.map(({ partition, fetchOffset }) => `${partition}@${fetchOffset}`),
    }))
    expect(sent[0]).toEqual({
      sessionId: 0,
      sessionEpoch: 0,
      partitions: ['orders-0@0', 'orders-1@0', 'orders-2@0'],
    })
    sent.slice(1).forEach(({ sessionId, sessionEpoch }, i) => {
      expect([sessionId, sessionEpoch]).toEqual([1, i + 1])
    })
    expect(sent.slice(1).flatMap(({ partitions }) => partitions)).toEqual(['orders-1@10'])
  })

  it('asks for everything again when the broker has lost the session', () => {
    const fake = fakeCluster([1, 1], [consumer({}, ['orders-0', 'orders-1'])])
    fake.run(S)
    fake.sessionError = FETCH_SESSION_ID_NOT_FOUND
    fake.run(2 * S)
    const full = fake.requests('fetch').filter(({ sessionEpoch }) => sessionEpoch === 0)
    expect(full.at(-1)?.sessionId).toBe(0)
    expect(full.length).toBe(2)
    for (const { partitions } of full) expect(partitions.length).toBe(2)
  })
})

describe('a consumer whose leader moves', () => {
  it('validates its position with the new leader, then reads on there', () => {
    const fake = fakeCluster([1], [consumer()])
    fillBatches(fake, 'orders-0', 3)
    fake.run(S)
    moveLeader(fake, 2, 1)
    fake.run(3 * S)
    expect(fake.requests('offsetForLeaderEpoch')[0]?.partitions[0]).toEqual({
      partition: 'orders-0',
      currentLeaderEpoch: 1,
      leaderEpoch: 0,
    })
    expect(fake.facts(POSITION_VALIDATED).map((row) => row.slice(1))).toEqual([[30, 1, 30]])
    fillBatches(fake, 'orders-0', 1, 1)
    fake.run(5 * S)
    expect(delivered(fake)).toEqual([
      [0, 30],
      [30, 40],
    ])
    expect(fake.asked.filter(({ body }) => body.type === 'fetch').at(-1)?.node).toBe(2)
  })

  it('goes back to where the logs part ways when the new leader lacks what it read', () => {
    const fake = fakeCluster([1], [consumer({ 'auto.offset.reset': 'earliest' })])
    fillBatches(fake, 'orders-0', 3)
    fake.run(S)
    fake.partitions.get('orders-0')?.batches.pop()
    Object.assign(fake.partitions.get('orders-0') ?? {}, { epochEnd: { epoch: 0, endOffset: 20 } })
    moveLeader(fake, 2, 1)
    fake.run(3 * S)
    expect(fake.facts(TRUNCATION_DETECTED).map((row) => row.slice(1))).toEqual([[30, 20, 0]])
    expect(position(fake)).toBe(20)
    // Not by the reset policy.
    expect(fake.facts(POSITION_RESET)).toHaveLength(1)
  })

  it('takes the hint that comes with FENCED_LEADER_EPOCH', () => {
    const fake = fakeCluster([1], [consumer()])
    fillBatches(fake, 'orders-0', 1)
    fake.hints = true
    fake.run(S)
    moveLeader(fake, 3, 1)
    fake.verdict = (body, node) =>
      body.type === 'fetch' && node === 1 ? { error: FENCED_LEADER_EPOCH } : 'answer'
    fake.run(1_600_000)
    expect(entity(fake).partitions[0]).toMatchObject({ leader: 3, leaderEpoch: 1, state: 'fetching' })
  })

  it('asks again after UNKNOWN_LEADER_EPOCH, for the broker is behind', () => {
    const fake = fakeCluster([1], [consumer()])
    fake.run(S)
    const metadataBefore = fake.requests('metadata').length
    let times = 0
    fake.verdict = (body) => {
      if (body.type === 'fetch') times += 1
      return body.type === 'fetch' && times <= 3 ? { error: UNKNOWN_LEADER_EPOCH } : 'answer'
    }
    fillBatches(fake, 'orders-0', 1)
    fake.run(3 * S)
    expect(fake.facts(FETCH_REFUSED).length).toBe(3)
    expect(fake.requests('metadata').length).toBe(metadataBefore)
    expect(position(fake)).toBe(10)
  })

  it('resets its position when that is out of range', () => {
    const fake = fakeCluster([1], [consumer()])
    fillBatches(fake, 'orders-0', 2)
    fake.run(S)
    let times = 0
    fake.verdict = (body) => {
      if (body.type === 'fetch') times += 1
      return body.type === 'fetch' && times === 1 ? { error: OFFSET_OUT_OF_RANGE } : 'answer'
    }
    fake.run(3 * S)
    expect(fake.facts(POSITION_OUT_OF_RANGE)).toHaveLength(1)
    expect(fake.facts(POSITION_RESET).map(([, to, from]) => [to, from])).toEqual([
      [0, -1],
      [0, 20],
    ])
    expect(delivered(fake)).toEqual([
      [0, 20],
      [0, 20],
    ])
  })

  it('finds the new leader when the old one is killed', () => {
    const fake = fakeCluster([1], [consumer()])
    fillBatches(fake, 'orders-0', 2)
    fake.run(S)
    fake.act((world) => endProcess(world, find(world, 'process:1') as Process, 'killed'))
    moveLeader(fake, 2, 1)
    fillBatches(fake, 'orders-0', 2, 1)
    fake.run(4 * S)
    expect(delivered(fake)).toEqual([
      [0, 20],
      [20, 40],
    ])
  })
})

describe("the life of a consumer's process", () => {
  it('forgets its positions with a kill, and resets them at the next start', () => {
    const fake = fakeCluster([1], [consumer()])
    fillBatches(fake, 'orders-0', 2)
    fake.run(S)
    fake.act((world) => endProcess(world, find(world, 'process:c1') as Process, 'killed'))
    expect(fake.facts(CONSUMER_ENDED)[0]?.[0]).toBe(20)
    expect(entity(fake).partitions).toEqual([])
    fake.run(2 * S)
    fake.act((world) => startProcess(world, find(world, 'process:c1') as Process))
    fake.run(3 * S)
    expect(delivered(fake)).toEqual([
      [0, 20],
      [0, 20],
    ])
  })
})
