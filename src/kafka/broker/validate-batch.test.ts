import { describe, expect, it } from 'vitest'
import { BATCH_FAILED } from '../client/facts.ts'
import { PRODUCE } from '../protocol/api.ts'
import { INVALID_RECORD, INVALID_TIMESTAMP, NONE, RECORD_LIST_TOO_LARGE } from '../protocol/errors.ts'
import type { ProduceResponse } from '../protocol/produce.ts'
import type { ClientSetup } from '../setup.ts'
import { produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { isInTime } from './validate-batch.ts'

const answer = (on: SmallCluster, batch = testBatch()): number | undefined => {
  on.connect(1)
  return on.ask<ProduceResponse>(1, PRODUCE, produce(-1, batch)).partitions[0]?.error
}

describe('a timestamp', () => {
  it.each([
    [1_000, 1_000, true],
    [900, 1_000, true],
    [899, 1_000, false],
    [1_000, 1_050, true],
    [1_000, 1_051, false],
  ])(
    'may be no further from the broker’s clock than before.max and after.max: %i to %i at 1000',
    (base, max, isOk) => {
      expect(isInTime({ baseTimestampMs: base, maxTimestampMs: max }, 1_000, 100, 50)).toBe(isOk)
    },
  )

  it('more than message.timestamp.after.max.ms ahead is INVALID_TIMESTAMP', () => {
    const on = new SmallCluster()
    expect(answer(on, testBatch({ timestampMs: on.nowMs + 3_600_000 }))).toBe(NONE)
    expect(answer(on, testBatch({ timestampMs: Math.ceil(on.nowMs) + 3_601_000 }))).toBe(INVALID_TIMESTAMP)
  })

  it('is the leader’s clock with LogAppendTime, whatever the client says', () => {
    const on = new SmallCluster({
      topic: { 'min.insync.replicas': 2, 'message.timestamp.type': 'LogAppendTime' },
    })
    on.input('set-clock', { node: '1', ahead: 60_000_000 })
    expect(answer(on, testBatch({ timestampMs: 999_999_999 }))).toBe(NONE)
    for (const broker of [1, 2, 3]) {
      const batch = on.log(broker).chunks[0]?.batches[0]
      expect(batch?.isLogAppendTime).toBe(true)
      expect(batch?.maxTimestampMs).toBeGreaterThan(60_000)
      expect(batch?.maxTimestampMs).toBeLessThan(70_000)
    }
  })
})

describe('a batch', () => {
  it('larger than segment.bytes is RECORD_LIST_TOO_LARGE', () => {
    const on = new SmallCluster({
      topic: { 'min.insync.replicas': 2, 'segment.bytes': 1_048_576, 'max.message.bytes': 2_000_000 },
    })
    expect(answer(on, testBatch({ sizeBytes: 1_048_576 }))).toBe(NONE)
    expect(answer(on, testBatch({ sizeBytes: 1_048_577 }))).toBe(RECORD_LIST_TOO_LARGE)
  })

  it('with a record that has no key is INVALID_RECORD on a compacted topic, and its producer gives up', () => {
    const p1: ClientSetup = {
      kind: 'producer',
      id: 'p1',
      topic: 'orders',
      ratePerSecond: 1,
      keys: null,
      valueBytes: 10,
      sequence: [
        { key: 'a', valueBytes: 10 },
        { key: null, valueBytes: 10 },
      ],
      fromUs: 5_000_000,
      toUs: 7_000_000,
      config: { 'linger.ms': 0 },
    }
    const on = new SmallCluster({
      topic: { 'min.insync.replicas': 2, 'cleanup.policy': 'compact' },
      clients: [p1],
    })
    on.runTo(10_000)
    expect(on.log(1).logEnd).toBe(1)
    expect(on.facts(BATCH_FAILED).map(({ d }) => d)).toEqual([INVALID_RECORD])
  })
})
