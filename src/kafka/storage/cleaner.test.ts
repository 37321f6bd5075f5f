import { describe, expect, it } from 'vitest'
import { usToMs } from '../../sim/time.ts'
import { own } from '../../sim/world.ts'
import { appendRecords } from '../broker/produce.ts'
import { truncateReplica } from '../broker/truncate.ts'
import type { RecordData } from '../log/batch.ts'
import { makeDataBatch, offsetAt } from '../log/batch.ts'
import { readBatches } from '../log/read.ts'
import { nodeById } from '../node.ts'
import { FETCH } from '../protocol/api.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import type { ClientSetup, GivenRecord } from '../setup.ts'
import { fetch, fetchPartition } from '../testing/requests.ts'
import type { SmallSetup } from '../testing/small-cluster.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { keyOf } from '../workload/workload.ts'
import { workloadIn } from '../workload/workload-in.ts'
import { CLEANED_LOG, CLEANING_ABORTED, CLEANING_STARTED, SEGMENT_DELETED } from './facts.ts'

const TOPIC = {
  'min.insync.replicas': 2,
  'cleanup.policy': 'compact',
  'segment.ms': 60_000,
  'min.cleanable.dirty.ratio': 0.01,
  'delete.retention.ms': 30_000,
}

/** A record a second: a letter a key, `-a` a tombstone. */
function writer(text: string, ratePerSecond = 1): ClientSetup {
  const sequence = text.split(' ').map((one): GivenRecord => {
    const isTombstone = one.startsWith('-')
    return { key: isTombstone ? one.slice(1) : one, valueBytes: isTombstone ? -1 : 10 }
  })
  const toUs = 5_000_000 + Math.ceil((sequence.length / ratePerSecond) * 1_000_000)
  const config = { 'linger.ms': 0, 'enable.idempotence': false }
  const shared = { kind: 'producer', id: 'p1', topic: 'orders', keys: null, valueBytes: 10 } as const
  return { ...shared, ratePerSecond, sequence, fromUs: 5_000_000, toUs, config }
}

const OTHER: RecordData = { sealed: true, key: 'o', value: { sealed: true }, keyBytes: 1, valueBytes: 10 }

function cluster(text: string, setup: SmallSetup = {}, rate = 1): SmallCluster {
  return new SmallCluster({ topic: TOPIC, clients: [writer(text, rate)], ...setup })
}

function told(on: SmallCluster, broker: number): string[] {
  const log = on.log(broker)
  const workload = workloadIn(on.world, 'p1')!
  return readBatches(log, 0, log.logEnd, Number.MAX_SAFE_INTEGER).flatMap((batch) =>
    batch.records.map((number, place) => `${offsetAt(batch, place)}${keyOf(workload, number)}`),
  )
}

describe('a broker’s cleaner threads', () => {
  it('clean what is behind the active segment, on each replica by itself', () => {
    // One record a minute and a second: each begins a segment, but the first.
    const on = cluster('a b a c b a', {}, 1 / 61)
    on.runTo(400_000)
    for (const broker of [1, 2, 3]) {
      expect(on.log(broker).segments.length).toBe(2)
      expect(told(on, broker)).toEqual(['2a', '3c', '4b', '5a'])
    }
    expect(on.facts(CLEANED_LOG).length).toBeGreaterThanOrEqual(3)
  })

  it('leave a log alone that does not roll: all of it is active', () => {
    const on = cluster('a a a a a a a a')
    on.runTo(120_000)
    expect(on.facts(CLEANING_STARTED)).toEqual([])
    expect(told(on, 1).length).toBe(8)
  })

  it('take a tombstone only when delete.retention.ms has passed since the cleaning that first met it', () => {
    const on = cluster('a -a b b b b', {}, 1 / 61)
    on.runTo(140_000)
    // Rolled at 127 s, and cleaned within 15 s of that.
    expect(told(on, 1)).toContain('1a')
    on.runTo(400_000)
    expect(told(on, 1)).toEqual(['4b', '5b'])
  })

  it('let consumers see the gaps, and offsets never move', () => {
    const on = cluster('a b a c b a', {}, 1 / 61)
    on.runTo(400_000)
    on.connect(1)
    const { partitions } = on.ask<FetchResponse>(1, FETCH, fetch([fetchPartition(0)]))
    expect(partitions[0]?.error).toBe(0)
    expect(partitions[0]?.batches.map(({ baseOffset }) => baseOffset)).toEqual([2, 3, 4])
    expect(on.log(1).logStart).toBe(0)
  })

  it('leave a follower that copies a cleaned log with the same records and the same history', () => {
    const on = cluster('a b a c b a', {}, 1 / 61)
    on.runTo(400_000)
    on.input('kill', { node: '3' })
    on.runUntil(() => on.state().isr.length === 2)
    on.act((world) => {
      // As if its disk had been exchanged.
      const log = own(world, on.log(3))
      log.chunks.length = 0
      log.segments.splice(0, log.segments.length - 1)
      Object.assign(log.segments[0]!, {
        baseOffset: 0,
        sizeBytes: 0,
        firstTimestampMs: -1,
        maxTimestampMs: -1,
      })
      Object.assign(log, { logEnd: 0, sizeBytes: 0, endLo: 17, endHi: 23, checkpointedHighWatermark: 0 })
      log.epochs.length = 0
    })
    on.input('start', { node: '3' })
    on.runUntil(() => on.state().isr.length === 3)
    expect(told(on, 3)).toEqual(told(on, 1))
    expect([on.log(3).endLo, on.log(3).endHi]).toEqual([on.log(1).endLo, on.log(1).endHi])
  })

  it('delete by age as well where the policy is compact,delete, without the retention task', () => {
    const on = cluster(
      'a b c d',
      {
        topic: {
          ...TOPIC,
          'cleanup.policy': 'compact,delete',
          'retention.ms': 100_000,
          'min.cleanable.dirty.ratio': 1,
        },
      },
      1 / 61,
    )
    on.runTo(240_000)
    const gone = on.facts(SEGMENT_DELETED)
    expect(gone.map(({ b }) => b)).toContain(0)
    // The retention task would have come at 30 s and at 330 s.
    for (const { timeUs } of gone) expect(timeUs).toBeLessThan(240_000_000)
  })

  it('delete after a cleaning, and so give none up for what they deleted themselves', () => {
    const topic = { ...TOPIC, 'cleanup.policy': 'compact,delete', 'segment.ms': 1_000, 'retention.ms': 8_000 }
    const on = cluster('a b c d '.repeat(10).trim(), { topic })
    on.runTo(90_000)
    expect(on.facts(SEGMENT_DELETED).length).toBeGreaterThan(0)
    expect(on.facts(CLEANING_STARTED).length).toBeGreaterThan(0)
    expect(on.facts(CLEANING_ABORTED)).toEqual([])
  })

  it('get on by a key a round where the buffer has room for none, and rest in the end', () => {
    const on = cluster('a b c '.repeat(4).trim(), {
      topic: { ...TOPIC, 'segment.ms': 1_000 },
      cluster: { 'log.cleaner.io.buffer.load.factor': 0 },
    })
    on.runTo(60_000)
    expect(on.facts(CLEANING_STARTED).length).toBeLessThan(60)
    expect(told(on, 1)).toEqual(['7b', '8c', '9a', '10b', '11c'])
  })

  it('give up a cleaning of a log that was cut meanwhile, though it has grown as long again', () => {
    const on = cluster('a b c a b c', {}, 1 / 61)
    on.runUntil(() => on.facts(CLEANING_STARTED).some(({ subject }) => subject === 'process:1'), 400_000)
    on.act((world) => {
      const { logEnd } = on.log(1)
      truncateReplica(world, nodeById(world, 1), on.replica(1), 1)
      const others = Array.from({ length: logEnd - 1 }, () => OTHER)
      appendRecords(world, nodeById(world, 1), on.replica(1), makeDataBatch(usToMs(world.nowUs), others))
    })
    on.runUntil(() => on.facts(CLEANING_ABORTED).length > 0, 1_000)
    expect(on.facts(CLEANED_LOG).filter(({ subject }) => subject === 'process:1')).toEqual([])
  })
})
