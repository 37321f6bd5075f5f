// A record batch, format v2 (server.md 2.1): exact in size, its bytes made only on demand. A record of a workload is (producer, number): key, value and size
// are pure functions of the workload and that number. Records that a broker writes itself carry their content.

import type { Hash } from '../../sim/hash.ts'
import { mixInt, mixNumber, mixString } from '../../sim/hash.ts'
import type { Sealed } from '../../sim/tree.ts'
import { mixTree } from '../../sim/tree.ts'
import { recordBytes } from './record-size.ts'

export interface Batch extends Sealed {
  /** Stands for the whole batch in state hashes. */
  readonly contentHash: number
  readonly baseOffset: number
  readonly leaderEpoch: number
  /** Records that are present. */
  readonly count: number
  /** Last offset less the base offset; keeps its value when compaction takes records away. */
  readonly lastOffsetDelta: number
  /** Offset of each record less the base offset; null: 0, 1, 2 and so on. */
  readonly offsetDeltas: readonly number[] | null
  readonly sizeBytes: number
  /** Of its records, unpacked. */
  readonly blockBytes: number
  readonly baseTimestampMs: number
  readonly maxTimestampMs: number
  /** Of each record, where compaction has written the batch anew; null: they follow from the workload. */
  readonly timesMs: readonly number[] | null
  /** The leader's clock stands for the time of every record (message.timestamp.type LogAppendTime). */
  readonly isLogAppendTime: boolean
  /** From when on tombstones may go (KIP-534); −1: no cleaning has set it. */
  readonly deleteHorizonMs: number
  /** Number of the codec, 0 for none (bytes/record-batch.ts). */
  readonly codec: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  /** Client that made it, and its number among that client's batches: who it is in the ledger. */
  readonly producer: string
  readonly batchNumber: number
  /** Numbers of its records in the producer's workload; empty where the records carry their content. */
  readonly records: readonly number[]
  readonly data: readonly RecordData[] | null
  /** Hash of all that leaders ever appended up to and with this batch. No byte of it: by it the checks tell whether two logs agree, whatever has been deleted since. */
  readonly historyLo: number
  readonly historyHi: number
}

/** A record that a broker writes: a group's offset, for one. */
export interface RecordData extends Sealed {
  /** What compaction compares. */
  readonly key: string | null
  /** null: a tombstone. */
  readonly value: Sealed | null
  readonly keyBytes: number
  /** −1 for null. */
  readonly valueBytes: number
}

export const BATCH_HEADER_BYTES = 61

/** Offset of the record after the batch. */
export function endOf(batch: Batch): number {
  return batch.baseOffset + batch.lastOffsetDelta + 1
}

/** Offset of the record at a place. */
export function offsetAt(batch: Batch, place: number): number {
  return batch.baseOffset + (batch.offsetDeltas === null ? place : (batch.offsetDeltas[place] as number))
}

/** Sequence of the last record: sequences wrap from 2^31 − 1 to 0. */
export function lastSequenceOf(batch: Batch): number {
  return (batch.baseSequence + batch.lastOffsetDelta) % SEQUENCES
}

const SEQUENCES = 2_147_483_648

/** What a producer says of its batch. */
export interface NewBatch {
  readonly sizeBytes: number
  readonly baseTimestampMs: number
  readonly maxTimestampMs: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly producer: string
  readonly batchNumber: number
  readonly records: readonly number[]
  readonly codec?: number
  readonly blockBytes?: number
}

// rule: batch.sizes
/** A batch before a leader has taken it: base offset 0, no epoch. */
export function makeBatch(fields: NewBatch): Batch {
  const { codec, records, sizeBytes, blockBytes } = fields
  return sealBatch({
    ...FRESH,
    ...fields,
    codec: codec ?? 0,
    blockBytes: blockBytes ?? sizeBytes - BATCH_HEADER_BYTES,
    count: records.length,
    lastOffsetDelta: records.length - 1,
  })
}

/** A batch of records that a broker writes itself, all at one time. */
export function makeDataBatch(timestampMs: number, data: readonly RecordData[]): Batch {
  let sizeBytes = BATCH_HEADER_BYTES
  for (let place = 0; place < data.length; place++) {
    const { keyBytes, valueBytes, key } = data[place] as RecordData
    sizeBytes += recordBytes(0, place, key === null ? -1 : keyBytes, valueBytes)
  }
  return sealBatch({
    ...FRESH,
    sizeBytes,
    blockBytes: sizeBytes - BATCH_HEADER_BYTES,
    baseTimestampMs: timestampMs,
    maxTimestampMs: timestampMs,
    data,
    count: data.length,
    lastOffsetDelta: data.length - 1,
  })
}

type Fields = Omit<Batch, 'sealed' | 'contentHash' | 'historyLo' | 'historyHi'>

const FRESH: Fields = {
  baseOffset: 0,
  leaderEpoch: -1,
  count: 0,
  lastOffsetDelta: -1,
  offsetDeltas: null,
  sizeBytes: 0,
  blockBytes: 0,
  baseTimestampMs: 0,
  maxTimestampMs: 0,
  timesMs: null,
  isLogAppendTime: false,
  deleteHorizonMs: -1,
  codec: 0,
  producerId: -1,
  producerEpoch: -1,
  baseSequence: -1,
  producer: '',
  batchNumber: 0,
  records: [],
  data: null,
}

/** History of a log without batches. */
export const EMPTY_HISTORY: Readonly<Hash> = { lo: 17, hi: 23 }

/** The batch as the leader appends it: offset and epoch assigned, the rest untouched. `before`: history of the log up to here. */
export function assignOffsets(
  batch: Batch,
  baseOffset: number,
  leaderEpoch: number,
  before: Readonly<Hash> = EMPTY_HISTORY,
): Batch {
  return sealBatch(batch, baseOffset, leaderEpoch, before)
}

/** LogAppendTime: the leader's clock is the time of all records; none of them is touched. */
export function stampAppendTime(batch: Batch, nowMs: number): Batch {
  return sealBatch({ ...batch, maxTimestampMs: nowMs, isLogAppendTime: true })
}

export type CleanedFields = Pick<
  Batch,
  | 'count'
  | 'offsetDeltas'
  | 'sizeBytes'
  | 'blockBytes'
  | 'baseTimestampMs'
  | 'maxTimestampMs'
  | 'timesMs'
  | 'deleteHorizonMs'
  | 'records'
  | 'data'
>

/** What compaction leaves of a batch. It keeps its place in the history. */
export function cleanedBatch(batch: Batch, left: CleanedFields): Batch {
  const cleaned = sealBatch({ ...batch, ...left })
  return { ...cleaned, historyLo: batch.historyLo, historyHi: batch.historyHi }
}

/** The same records packed otherwise. It keeps its place in the history. */
export function resizedBatch(batch: Batch, codec: number, sizeBytes: number): Batch {
  const { historyLo, historyHi } = batch
  return { ...sealBatch({ ...batch, codec, sizeBytes }), historyLo, historyHi }
}

const hash: Hash = { lo: 0, hi: 0 }

function sealBatch(
  fields: Fields,
  baseOffset = fields.baseOffset,
  leaderEpoch = fields.leaderEpoch,
  before: Readonly<Hash> = EMPTY_HISTORY,
): Batch {
  hash.lo = 1
  hash.hi = 2
  mixNumber(hash, baseOffset)
  mixInt(hash, leaderEpoch)
  mixInt(hash, fields.count)
  mixInt(hash, fields.sizeBytes)
  mixNumber(hash, fields.maxTimestampMs)
  mixString(hash, fields.producer)
  mixNumber(hash, fields.batchNumber)
  mixNumber(hash, fields.producerId)
  mixInt(hash, fields.baseSequence)
  if (fields.codec !== 0) mixInt(hash, fields.codec)
  if (fields.isLogAppendTime) mixInt(hash, 3)
  if (fields.deleteHorizonMs >= 0) mixNumber(hash, fields.deleteHorizonMs)
  if (fields.offsetDeltas !== null) for (const delta of fields.offsetDeltas) mixInt(hash, delta)
  if (fields.data !== null) mixData(hash, fields.data)
  const contentHash = hash.lo
  hash.lo = before.lo
  hash.hi = before.hi
  mixInt(hash, contentHash)
  mixInt(hash, leaderEpoch)
  // One literal makes every batch, so that all have one shape.
  return {
    sealed: true,
    contentHash,
    baseOffset,
    leaderEpoch,
    count: fields.count,
    lastOffsetDelta: fields.lastOffsetDelta,
    offsetDeltas: fields.offsetDeltas,
    sizeBytes: fields.sizeBytes,
    blockBytes: fields.blockBytes,
    baseTimestampMs: fields.baseTimestampMs,
    maxTimestampMs: fields.maxTimestampMs,
    timesMs: fields.timesMs,
    isLogAppendTime: fields.isLogAppendTime,
    deleteHorizonMs: fields.deleteHorizonMs,
    codec: fields.codec,
    producerId: fields.producerId,
    producerEpoch: fields.producerEpoch,
    baseSequence: fields.baseSequence,
    producer: fields.producer,
    batchNumber: fields.batchNumber,
    records: fields.records,
    data: fields.data,
    historyLo: hash.lo,
    historyHi: hash.hi,
  }
}

/** Keys, sizes and values. */
function mixData(into: Hash, data: readonly RecordData[]): void {
  for (const record of data) {
    mixString(into, record.key ?? '')
    mixInt(into, record.valueBytes)
    if (record.value !== null) mixTree(into, record.value)
  }
}
