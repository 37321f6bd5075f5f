// A record batch, format v2 (server.md 2.1): exact in size, its bytes made only on demand. A record is (producer, number): key, value and size are
// pure functions of the workload and that number.

import type { Hash } from '../../sim/hash.ts'
import { mixInt, mixNumber, mixString } from '../../sim/hash.ts'
import type { Sealed } from '../../sim/tree.ts'

export interface Batch extends Sealed {
  /** Stands for the whole batch in state hashes. */
  readonly contentHash: number
  readonly baseOffset: number
  readonly leaderEpoch: number
  readonly count: number
  readonly sizeBytes: number
  readonly baseTimestampMs: number
  readonly maxTimestampMs: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  /** Client that made it, and its number among that client's batches: who it is in the ledger. */
  readonly producer: string
  readonly batchNumber: number
  /** Numbers of its records in the producer's workload. */
  readonly records: readonly number[]
}

export const BATCH_HEADER_BYTES = 61

/** Offset of the record after the batch. */
export function endOf(batch: Batch): number {
  return batch.baseOffset + batch.count
}

// rule: batch.sizes
/** A batch before a leader has taken it: base offset 0, no epoch. */
export function makeBatch(
  fields: Omit<Batch, 'sealed' | 'contentHash' | 'count' | 'baseOffset' | 'leaderEpoch'>,
): Batch {
  return sealBatch(fields, fields.records.length, 0, -1)
}

/** The batch as the leader appends it: offset and epoch assigned, the rest untouched. */
export function assignOffsets(batch: Batch, baseOffset: number, leaderEpoch: number): Batch {
  return sealBatch(batch, batch.count, baseOffset, leaderEpoch)
}

function sealBatch(
  fields: Omit<Batch, 'sealed' | 'contentHash' | 'count' | 'baseOffset' | 'leaderEpoch'>,
  count: number,
  baseOffset: number,
  leaderEpoch: number,
): Batch {
  const hash: Hash = { lo: 1, hi: 2 }
  mixNumber(hash, baseOffset)
  mixInt(hash, leaderEpoch)
  mixInt(hash, count)
  mixInt(hash, fields.sizeBytes)
  mixNumber(hash, fields.maxTimestampMs)
  mixString(hash, fields.producer)
  mixNumber(hash, fields.batchNumber)
  mixNumber(hash, fields.producerId)
  mixInt(hash, fields.baseSequence)
  // One literal makes every batch, so that all have one shape.
  return {
    sealed: true,
    contentHash: hash.lo,
    baseOffset,
    leaderEpoch,
    count,
    sizeBytes: fields.sizeBytes,
    baseTimestampMs: fields.baseTimestampMs,
    maxTimestampMs: fields.maxTimestampMs,
    producerId: fields.producerId,
    producerEpoch: fields.producerEpoch,
    baseSequence: fields.baseSequence,
    producer: fields.producer,
    batchNumber: fields.batchNumber,
    records: fields.records,
  }
}

/** Bytes of a zig-zag varint. */
export function varintBytes(value: number): number {
  // Zig-zag doubles the size: 7 bits a byte, without bit operations so that longs are exact.
  let unsigned = value >= 0 ? value * 2 : -value * 2 - 1
  let bytes = 1
  while (unsigned >= 128) {
    unsigned = Math.floor(unsigned / 128)
    bytes += 1
  }
  return bytes
}

/** Bytes of one record without headers. `keyBytes` or `valueBytes` −1 for null. */
export function recordBytes(
  timestampDelta: number,
  offsetDelta: number,
  keyBytes: number,
  valueBytes: number,
): number {
  const body =
    1 +
    varintBytes(timestampDelta) +
    varintBytes(offsetDelta) +
    varintBytes(keyBytes) +
    Math.max(keyBytes, 0) +
    varintBytes(valueBytes) +
    Math.max(valueBytes, 0) +
    varintBytes(0)
  return varintBytes(body) + body
}
