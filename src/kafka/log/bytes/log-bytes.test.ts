import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usToMs } from '../../../sim/time.ts'
import { keyBytesOf } from '../../workload/key-hash.ts'
import { recordValue } from '../../workload/value.ts'
import type { Workload } from '../../workload/workload.ts'
import { createdUs, keyIndexOf, keyOf, workloadOf } from '../../workload/workload.ts'
import type { Batch } from '../batch.ts'
import { assignOffsets, BATCH_HEADER_BYTES, makeBatch } from '../batch.ts'
import { recordBytes } from '../record-size.ts'
import { decodeBatch } from './decode-batch.ts'
import { bytesOf, contentOf } from './log-bytes.ts'

interface Sent {
  readonly workload: Workload
  readonly batch: Batch
  readonly timesMs: readonly number[]
}

/** Adds records to a batch as the producer's accumulator does: each at its own time, and none before the one before it. */
function send(workload: Workload, records: readonly number[], lateMs: readonly number[]): Sent {
  const timesMs: number[] = []
  let sizeBytes = BATCH_HEADER_BYTES
  for (const [place, record] of records.entries()) {
    const createdMs = usToMs(createdUs(workload, record))
    timesMs.push(Math.max(createdMs + (lateMs[place] ?? 0), timesMs[place - 1] ?? 0))
    const delta = (timesMs[place] as number) - (timesMs[0] as number)
    sizeBytes += recordBytes(delta, place, keyBytesOf(keyIndexOf(workload, record)), workload.valueBytes)
  }
  const batch = makeBatch({
    sizeBytes,
    baseTimestampMs: timesMs[0] as number,
    maxTimestampMs: timesMs.at(-1) as number,
    producerId: 7,
    producerEpoch: 0,
    baseSequence: 0,
    producer: 'p1',
    batchNumber: 0,
    records,
  })
  return { workload, batch: assignOffsets(batch, 1_000, 3), timesMs }
}

const workloads: fc.Arbitrary<Workload> = fc
  .record({
    ratePerSecond: fc.constantFrom(0.5, 3, 100, 2_500),
    keys: fc.option(fc.integer({ min: 1, max: 100_000 })),
    valueBytes: fc.oneof(fc.nat(300), fc.constantFrom(48, 49, 50, 51, 52, 53, 8_180)),
    fromUs: fc.nat(5_000_000),
  })
  .map((fields) =>
    workloadOf({ kind: 'producer', id: 'p1', topic: 'orders', toUs: null, config: {}, ...fields }, '42'),
  )

/** Numbers of records that go to one partition: rising, with gaps. */
const numbers = fc
  .array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 120 })
  .map((steps) => steps.map((_, place) => steps.slice(0, place + 1).reduce((sum, step) => sum + step, 0)))

const inTime = fc.tuple(workloads, numbers).map(([workload, records]) => send(workload, records, []))
/** send() blocked, or the process stood still: some records come late. */
const late = fc
  .tuple(workloads, numbers, fc.array(fc.constantFrom(0, 1, 70, 9_000), { minLength: 120, maxLength: 120 }))
  .map(([workload, records, lateMs]) => send(workload, records, lateMs))

describe('the bytes of a log’s batch', () => {
  it('are exactly as many as its size says, for thousands of batches', () => {
    const holds = ({ workload, batch }: Sent): void => {
      const bytes = bytesOf([batch], () => workload)
      expect(bytes.length).toBe(batch.sizeBytes)
      expect(decodeBatch(bytes)).toMatchObject({ crcHolds: true, end: batch.sizeBytes })
    }
    fc.assert(fc.property(inTime, holds), { numRuns: 1_500 })
    fc.assert(fc.property(late, holds), { numRuns: 1_500 })
  })

  it('say what the producer sent, and when', () => {
    fc.assert(
      fc.property(inTime, ({ workload, batch, timesMs }) => {
        const { batch: read } = decodeBatch(bytesOf([batch], () => workload))
        expect(read).toMatchObject({ baseOffset: 1_000, partitionLeaderEpoch: 3, producerId: 7 })
        for (const [place, record] of read.records.entries()) {
          const number = batch.records[place] as number
          expect(record.key === null ? null : Buffer.from(record.key).toString()).toBe(
            keyOf(workload, number),
          )
          expect(record.value).toEqual(recordValue(workload, number))
          expect(read.baseTimestampMs + record.timestampDelta).toBe(timesMs[place])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('give a clock that is off its due', () => {
    fc.assert(
      fc.property(workloads, numbers, fc.integer({ min: 0, max: 90_000 }), (workload, records, offMs) => {
        const { batch, timesMs } = send(
          workload,
          records,
          records.map(() => offMs),
        )
        const deltas = contentOf(batch, workload).records.map((record) => record.timestampDelta)
        // Deltas that are known by their size alone lie in the right range of sizes.
        const sizes = deltas.map((delta) => recordBytes(delta, 0, -1, 0))
        expect(sizes).toEqual(timesMs.map((timeMs) => recordBytes(timeMs - batch.baseTimestampMs, 0, -1, 0)))
      }),
      { numRuns: 300 },
    )
  })

  it('follow each other without a gap', () => {
    const { workload, batch } = send(
      workloadOf(
        {
          kind: 'producer',
          id: 'p1',
          topic: 'orders',
          ratePerSecond: 10,
          keys: 5,
          valueBytes: 10,
          fromUs: 0,
          toUs: null,
          config: {},
        },
        '1',
      ),
      [1, 2, 3],
      [],
    )
    const next = assignOffsets(batch, 1_003, 4)
    const bytes = bytesOf([batch, next], () => workload)
    const first = decodeBatch(bytes)
    expect(first.end).toBe(batch.sizeBytes)
    expect(decodeBatch(bytes, first.end).batch).toMatchObject({ baseOffset: 1_003, partitionLeaderEpoch: 4 })
  })
})
