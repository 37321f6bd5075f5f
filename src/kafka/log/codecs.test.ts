import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ClientSetup } from '../setup.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { workloadIn } from '../workload/workload-in.ts'
import { BATCH_HEADER_BYTES } from './batch.ts'
import { decodeBatch } from './bytes/decode-batch.ts'
import { encodeBatch } from './bytes/encode-batch.ts'
import { bytesOf, contentOf } from './bytes/log-bytes.ts'
import { codecNumber } from './codecs.ts'
import { readBatches } from './read.ts'

const GZIP = codecNumber('gzip')

function written(compression: string, topicType = 'producer') {
  const p1: ClientSetup = {
    kind: 'producer',
    id: 'p1',
    topic: 'orders',
    ratePerSecond: 200,
    keys: 10,
    valueBytes: 300,
    fromUs: 5_000_000,
    toUs: 7_000_000,
    config: { 'compression.type': compression, 'linger.ms': 50 },
  }
  const on = new SmallCluster({
    topic: { 'min.insync.replicas': 2, 'compression.type': topicType },
    clients: [p1],
  })
  on.runTo(9_000)
  const log = on.log(1)
  const workload = workloadIn(on.world, 'p1')!
  return { on, log, workload, batches: readBatches(log, 0, log.logEnd, Number.MAX_SAFE_INTEGER) }
}

describe('a compressed batch', () => {
  it('of gzip takes as many bytes in the log as its bytes say, on every replica', () => {
    const { on, log, workload, batches } = written('gzip')
    expect(log.logEnd).toBe(400)
    expect(bytesOf(batches, () => workload).length).toBe(log.sizeBytes)
    expect(
      batches.every(({ codec, sizeBytes, blockBytes }) => codec === GZIP && sizeBytes < blockBytes),
    ).toBe(true)
    expect(on.log(3).sizeBytes).toBe(log.sizeBytes)
  })

  it('of gzip unpacks to the same records as one that was never packed', () => {
    const { workload, batches } = written('gzip')
    for (const batch of batches) {
      const content = contentOf(batch, workload)
      const decoded = decodeBatch(encodeBatch(content), 0, (_codec, block) => gunzipSync(block))
      expect(decoded.batch.codec).toBe('gzip')
      expect(decoded.batch.records.map(({ value }) => value?.length)).toEqual(batch.records.map(() => 300))
    }
  })

  it.each([
    ['snappy', 0.85],
    ['lz4', 0.85],
    ['zstd', 0.72],
  ])('of %s takes the stated share of its block', (codec, ratio) => {
    const { batches } = written(codec)
    expect(batches.length).toBeGreaterThan(0)
    for (const { sizeBytes, blockBytes } of batches)
      expect(sizeBytes - BATCH_HEADER_BYTES).toBe(20 + Math.floor(blockBytes * ratio))
  })

  it('is packed by the leader as the topic says, whatever the producer did', () => {
    expect(written('none', 'gzip').batches.every(({ codec }) => codec === GZIP)).toBe(true)
    const unpacked = written('gzip', 'uncompressed')
    expect(
      unpacked.batches.every(
        ({ codec, sizeBytes, blockBytes }) => codec === 0 && sizeBytes === BATCH_HEADER_BYTES + blockBytes,
      ),
    ).toBe(true)
    expect(bytesOf(unpacked.batches, () => unpacked.workload).length).toBe(unpacked.log.sizeBytes)
  })
})
