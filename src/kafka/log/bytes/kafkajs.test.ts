// Our bytes held against kafkajs, which others wrote: it reads what we write, and we read what it writes.

import fc from 'fast-check'
import { gunzipSync, gzipSync } from 'fflate'
import Decoder from 'kafkajs/src/protocol/decoder.js'
import makeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/index.js'
import decodeTheirs from 'kafkajs/src/protocol/recordBatch/v0/decoder.js'
import { RecordBatch as encodeTheirs } from 'kafkajs/src/protocol/recordBatch/v0/index.js'
import { describe, expect, it } from 'vitest'
import { decodeBatch } from './decode-batch.ts'
import { encodeBatch } from './encode-batch.ts'
import type { RecordBatch, RecordBytes } from './record-batch.ts'
import { CODECS } from './record-batch.ts'

const bytes = fc.uint8Array({ maxLength: 300 })

/** Null values are tombstones. Header keys differ, since kafkajs makes an object of them. */
const records: fc.Arbitrary<RecordBytes[]> = fc
  .array(
    fc.record({
      timestampDelta: fc.nat(10_000_000_000),
      key: fc.option(bytes),
      value: fc.option(bytes),
      headers: fc.uniqueArray(
        fc.record({
          key: fc.constantFrom('trace', 'h', 'x-출처', '날짜').map((key) => new Uint8Array(Buffer.from(key))),
          value: fc.option(bytes),
        }),
        { maxLength: 4, selector: ({ key }) => Buffer.from(key).toString() },
      ),
    }),
    { minLength: 1, maxLength: 150 },
  )
  .map((rows) => rows.map((row, place) => ({ ...row, offsetDelta: place })))

const batches: fc.Arbitrary<RecordBatch> = fc
  .record({
    baseOffset: fc.nat(2 ** 45),
    partitionLeaderEpoch: fc.nat(100_000),
    codec: fc.constantFrom<RecordBatch['codec']>('none', 'gzip'),
    isTransactional: fc.boolean(),
    baseTimestampMs: fc.nat(2 ** 42),
    maxTimestampMs: fc.nat(2 ** 43),
    producerId: fc.integer({ min: -1, max: 2 ** 40 }),
    producerEpoch: fc.integer({ min: -1, max: 32_767 }),
    baseSequence: fc.integer({ min: -1, max: 2_147_483_647 }),
    records,
  })
  .map((fields) => ({
    ...fields,
    timestampType: 'CreateTime',
    isControl: false,
    hasDeleteHorizon: false,
    lastOffsetDelta: fields.records.length - 1,
  }))

/** kafkajs reads null as the value of a header but cannot write it. */
const withoutNullHeaders = (batch: RecordBatch): RecordBatch => ({
  ...batch,
  records: batch.records.map((record) => ({
    ...record,
    headers: record.headers.map(({ key, value }) => ({ key, value: value ?? new Uint8Array(0) })),
  })),
})

const buffer = (of: Uint8Array | null): Buffer | null => (of === null ? null : Buffer.from(of))

const headersOf = (record: RecordBytes): { [key: string]: Buffer | null } =>
  Object.fromEntries(record.headers.map(({ key, value }) => [Buffer.from(key).toString(), buffer(value)]))

describe('kafkajs', () => {
  it('reads what we write, packed or not', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        const ours = encodeBatch(batch, (_, block) => gzipSync(block, { mtime: 0 }))
        const theirs = await decodeTheirs(new Decoder(Buffer.from(ours)))
        expect(theirs).toMatchObject({
          firstOffset: String(batch.baseOffset),
          partitionLeaderEpoch: batch.partitionLeaderEpoch,
          inTransaction: batch.isTransactional,
          isControlBatch: false,
          lastOffsetDelta: batch.lastOffsetDelta,
          producerId: String(batch.producerId),
          producerEpoch: batch.producerEpoch,
          firstSequence: batch.baseSequence,
          firstTimestamp: String(batch.baseTimestampMs),
          maxTimestamp: String(batch.maxTimestampMs),
        })
        const read = theirs.records.map(({ offset, timestamp, key, value, headers }) => ({
          offset,
          timestamp,
          key,
          value,
          headers: { ...headers },
        }))
        expect(read).toEqual(
          batch.records.map((record) => ({
            offset: String(batch.baseOffset + record.offsetDelta),
            timestamp: String(batch.baseTimestampMs + record.timestampDelta),
            key: buffer(record.key),
            value: buffer(record.value),
            headers: headersOf(record),
          })),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('writes what we read, packed or not, and without packing the same bytes as we', async () => {
    await fc.assert(
      fc.asyncProperty(batches.map(withoutNullHeaders), async (batch) => {
        const theirs = await encodeTheirs({
          compression: CODECS.indexOf(batch.codec),
          firstOffset: batch.baseOffset,
          firstTimestamp: batch.baseTimestampMs,
          maxTimestamp: batch.maxTimestampMs,
          partitionLeaderEpoch: batch.partitionLeaderEpoch,
          lastOffsetDelta: batch.lastOffsetDelta,
          transactional: batch.isTransactional,
          producerId: batch.producerId,
          producerEpoch: batch.producerEpoch,
          firstSequence: batch.baseSequence,
          records: batch.records.map((record) =>
            makeRecord({
              offsetDelta: record.offsetDelta,
              timestampDelta: record.timestampDelta,
              key: buffer(record.key),
              value: buffer(record.value),
              headers: headersOf(record),
            }),
          ),
        })
        const written = new Uint8Array(theirs.buffer)
        const read = decodeBatch(written, 0, (_, block) => gunzipSync(block))
        expect(read).toEqual({ batch, crcHolds: true, end: written.length })
        if (batch.codec === 'none') expect(encodeBatch(batch)).toEqual(written)
      }),
      { numRuns: 60 },
    )
  })
})
