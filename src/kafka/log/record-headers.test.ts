import { gunzipSync } from 'node:zlib'
import Decoder from 'kafkajs/src/protocol/decoder.js'
import decodeTheirs from 'kafkajs/src/protocol/recordBatch/v0/decoder.js'
import { describe, expect, it } from 'vitest'
import type { ClientSetup, GivenHeader } from '../setup.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { workloadIn } from '../workload/workload-in.ts'
import { BATCH_HEADER_BYTES } from './batch.ts'
import { decodeBatch } from './bytes/decode-batch.ts'
import { bytesOf } from './bytes/log-bytes.ts'
import { readBatches } from './read.ts'
import { recordBytes } from './record-size.ts'

const HEADERS: readonly GivenHeader[] = [
  { key: 'trace-id', valueBytes: 16 },
  { key: '출처', valueBytes: 0 },
  { key: 'retried', valueBytes: -1 },
  { key: 'body', valueBytes: 200 },
]
/** Their number, then length and bytes of key and value: 1 + (1+8 + 1+16) + (1+6 + 1) + (1+7 + 1) + (1+4 + 2+200). */
const HEADERS_BYTES = 251

function written(
  config: Record<string, string | number>,
  topic: Record<string, string | number> = {},
  runToMs = 9_000,
) {
  const p1: ClientSetup = {
    kind: 'producer',
    id: 'p1',
    topic: 'orders',
    ratePerSecond: 200,
    keys: 10,
    valueBytes: 50,
    headers: HEADERS,
    fromUs: 5_000_000,
    toUs: 7_000_000,
    config: { 'linger.ms': 50, ...config },
  }
  const on = new SmallCluster({ topic: { 'min.insync.replicas': 2, ...topic }, clients: [p1] })
  on.runTo(runToMs)
  const log = on.log(1)
  const workload = workloadIn(on.world, 'p1')!
  const batches = readBatches(log, 0, log.logEnd, Number.MAX_SAFE_INTEGER)
  return { log, batches, bytes: bytesOf(batches, () => workload) }
}

/** What a log's bytes hold. */
function decoded(bytes: Uint8Array) {
  const found = []
  for (let at = 0; at < bytes.length; ) {
    const { batch, crcHolds, end } = decodeBatch(bytes, at, (_codec, block) => gunzipSync(block))
    expect(crcHolds).toBe(true)
    found.push(batch)
    at = end
  }
  return found
}

describe('headers of records', () => {
  it('take in the log as many bytes as their keys, values and lengths', () => {
    const { log, batches, bytes } = written({})
    expect(log.logEnd).toBe(400)
    expect(bytes.length).toBe(log.sizeBytes)
    for (const batch of batches) {
      if (batch.count !== 1) continue
      expect(batch.sizeBytes).toBe(BATCH_HEADER_BYTES + recordBytes(0, 0, 5, 50, HEADERS_BYTES))
    }
    expect(recordBytes(0, 0, 5, 50, HEADERS_BYTES) - recordBytes(0, 0, 5, 50)).toBe(HEADERS_BYTES - 1 + 1)
  })

  it('come back from the bytes with the keys and sizes of the workload, and differ from record to record', () => {
    const records = decoded(written({}).bytes).flatMap((batch) => batch.records)
    expect(records.length).toBe(400)
    for (const { headers } of records)
      expect(
        headers.map(({ key, value }) => ({
          key: Buffer.from(key).toString(),
          valueBytes: value?.length ?? -1,
        })),
      ).toEqual(HEADERS)
    const traces = records.map(({ headers }) => Buffer.from(headers[0]!.value!).toString())
    expect(new Set(traces).size).toBe(400)
  })

  it('are read by a library that others wrote', async () => {
    for (const codec of ['none', 'gzip']) {
      const { bytes } = written({ 'compression.type': codec })
      let records = 0
      const read = await decodeTheirs(new Decoder(Buffer.from(bytes)))
      for (const { headers } of read.records) {
        records += 1
        expect(Object.keys(headers)).toEqual(HEADERS.map(({ key }) => key))
        expect(headers['trace-id']?.length).toBe(16)
        expect(headers.retried ?? null).toBeNull()
      }
      expect(records).toBeGreaterThan(0)
    }
  })

  it('stay with what compaction leaves, and its bytes are as many as the log says', () => {
    const { log, batches, bytes } = written(
      {},
      {
        'cleanup.policy': 'compact',
        'segment.bytes': 1_048_576,
        'min.cleanable.dirty.ratio': 0.01,
        'segment.ms': 1_000,
      },
      60_000,
    )
    expect(log.cleanerCheckpoint).toBeGreaterThan(0)
    expect(batches.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(400)
    expect(bytes.length).toBe(log.sizeBytes)
    for (const { records } of decoded(bytes))
      for (const { headers } of records) expect(headers.length).toBe(HEADERS.length)
  })

  it('count for max.request.size', () => {
    const bound = 61 + 21 + 5 + 50 + HEADERS_BYTES - 1
    expect(written({ 'max.request.size': bound }).log.logEnd).toBe(400)
    expect(written({ 'max.request.size': bound - 1 }).log.logEnd).toBe(0)
  })
})
