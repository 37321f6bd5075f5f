// Compressed batches (server.md 2.1, 2.2): the records of a batch as one packed block. Of gzip the very bytes are counted; what the other codecs would make of a
// block is said by a ratio.

import type { Workload } from '../workload/workload.ts'
import type { Batch } from './batch.ts'
import { BATCH_HEADER_BYTES, resizedBatch } from './batch.ts'
import { encodeRecords } from './bytes/encode-batch.ts'
import { gzipSize } from './bytes/gzip.ts'
import { contentOf } from './bytes/log-bytes.ts'
import { CODECS } from './bytes/record-batch.ts'

/** Number of a codec by its config's word; `uncompressed` and `none` are 0. */
export function codecNumber(name: string): number {
  return Math.max(
    CODECS.findIndex((codec) => codec === name),
    0,
  )
}

/** Hundredths that snappy, lz4 and zstd leave of a block. */
const RATIO_PERCENT: readonly number[] = [100, 0, 85, 85, 72]
const FRAME_BYTES = 20

// rule: codecs.ratios
/** The batch packed by a codec. `workload`: of its producer, null if its records carry their content. */
export function codedBatch(batch: Batch, codec: number, workload: Workload | null): Batch {
  if (batch.codec === codec) return batch
  return resizedBatch(batch, codec, BATCH_HEADER_BYTES + packedBytes(batch, codec, workload))
}

/** The size of a batch that a cleaning has written anew, of which so far only the unpacked block is counted. */
export function repackedBatch(batch: Batch, workload: Workload | null): Batch {
  if (batch.codec === 0) return batch
  return resizedBatch(batch, batch.codec, BATCH_HEADER_BYTES + packedBytes(batch, batch.codec, workload))
}

function packedBytes(batch: Batch, codec: number, workload: Workload | null): number {
  const { blockBytes } = batch
  if (codec === 0 || blockBytes === 0) return blockBytes
  if (CODECS[codec] === 'gzip') return gzipSize(encodeRecords(contentOf(batch, workload).records))
  return Math.min(blockBytes, FRAME_BYTES + Math.floor((blockBytes * (RATIO_PERCENT[codec] as number)) / 100))
}
