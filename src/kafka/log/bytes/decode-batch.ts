// Bytes to the record batch that they hold, with every field named and placed, so that a page can show them.

import { BATCH_HEADER_BYTES } from '../batch.ts'
import type { ByteReader, Field } from './byte-reader.ts'
import {
  NotABatch,
  readBytes,
  readInt8,
  readInt16,
  readInt32,
  readInt64,
  readUint32,
  readVarint,
  readVarlong,
} from './byte-reader.ts'
import { crc32c } from './crc32c.ts'
import type { Codec, Pack, RecordBatch, RecordBytes } from './record-batch.ts'
import {
  ATTRIBUTES_AT,
  CODEC_MASK,
  CODECS,
  CONTROL_BIT,
  DELETE_HORIZON_BIT,
  LOG_APPEND_TIME_BIT,
  LOG_OVERHEAD_BYTES,
  MAGIC,
  TRANSACTIONAL_BIT,
} from './record-batch.ts'

interface Decoded {
  readonly batch: RecordBatch
  readonly crcHolds: boolean
  /** Offset of the byte after it. */
  readonly end: number
}

/** The batch that begins at `start`. `unpack` is needed for every codec but `none`. */
export function decodeBatch(bytes: Uint8Array, start = 0, unpack: Pack = refuseUnpacking): Decoded {
  return readBatch({ bytes, at: start, fields: null, record: -1 }, unpack)
}

/** Every field of the batch that begins at `start`, in order. A packed block of records is one field. */
export function fieldsOf(bytes: Uint8Array, start = 0): Field[] {
  const fields: Field[] = []
  readBatch({ bytes, at: start, fields, record: -1 }, () => new Uint8Array(0))
  return fields
}

function readBatch(from: ByteReader, unpack: Pack): Decoded {
  const start = from.at
  const baseOffset = readInt64(from, 'baseOffset')
  const batchLength = readInt32(from, 'batchLength')
  const end = start + LOG_OVERHEAD_BYTES + batchLength
  if (end > from.bytes.length || batchLength < BATCH_HEADER_BYTES - LOG_OVERHEAD_BYTES)
    throw new NotABatch(`a batch of ${batchLength} bytes at ${start}`)
  const partitionLeaderEpoch = readInt32(from, 'partitionLeaderEpoch')
  const magic = readInt8(from, 'magic')
  if (magic !== MAGIC) throw new NotABatch(`magic ${magic} at ${start}`)
  const crc = readUint32(from, 'crc')
  const attributes = readInt16(from, 'attributes')
  const codec = CODECS[attributes & CODEC_MASK]
  if (codec === undefined) throw new NotABatch(`codec ${attributes & CODEC_MASK} at ${start}`)
  const header = {
    lastOffsetDelta: readInt32(from, 'lastOffsetDelta'),
    baseTimestampMs: readInt64(from, 'baseTimestamp'),
    maxTimestampMs: readInt64(from, 'maxTimestamp'),
    producerId: readInt64(from, 'producerId'),
    producerEpoch: readInt16(from, 'producerEpoch'),
    baseSequence: readInt32(from, 'baseSequence'),
  }
  const count = readInt32(from, 'recordsCount')
  const batch: RecordBatch = {
    baseOffset,
    partitionLeaderEpoch,
    codec,
    timestampType: (attributes & LOG_APPEND_TIME_BIT) === 0 ? 'CreateTime' : 'LogAppendTime',
    isTransactional: (attributes & TRANSACTIONAL_BIT) !== 0,
    isControl: (attributes & CONTROL_BIT) !== 0,
    hasDeleteHorizon: (attributes & DELETE_HORIZON_BIT) !== 0,
    ...header,
    records: readBlock(from, codec, end, count, unpack),
  }
  return { batch, crcHolds: crc === crc32c(from.bytes, start + ATTRIBUTES_AT, end), end }
}

function readBlock(from: ByteReader, codec: Codec, end: number, count: number, unpack: Pack): RecordBytes[] {
  if (codec === 'none') {
    const records = readRecords(from, count)
    if (from.at !== end) throw new NotABatch(`records end at ${from.at}, their batch at ${end}`)
    return records
  }
  const packed = readBytes(from, 'records', end - from.at) as Uint8Array
  // Where its records lie in the batch's own bytes nobody can say.
  if (from.fields !== null) return []
  const block: ByteReader = { bytes: unpack(codec, packed), at: 0, fields: null, record: -1 }
  const records = readRecords(block, count)
  if (block.at !== block.bytes.length)
    throw new NotABatch(`records end at ${block.at} of ${block.bytes.length}`)
  return records
}

function readRecords(from: ByteReader, count: number): RecordBytes[] {
  const records: RecordBytes[] = []
  for (let i = 0; i < count; i++) {
    from.record = i
    records.push(readRecord(from))
  }
  return records
}

function readRecord(from: ByteReader): RecordBytes {
  const length = readVarint(from, 'length')
  const end = from.at + length
  readInt8(from, 'attributes')
  const timestampDelta = readVarlong(from, 'timestampDelta')
  const offsetDelta = readVarint(from, 'offsetDelta')
  const key = readBytes(from, 'key', readVarint(from, 'keyLength'))
  const value = readBytes(from, 'value', readVarint(from, 'valueLength'))
  const headers: RecordBytes['headers'][number][] = []
  const headerCount = readVarint(from, 'headerCount')
  for (let i = 0; i < headerCount; i++) {
    const headerKey = readBytes(from, 'headerKey', readVarint(from, 'headerKeyLength'))
    if (headerKey === null) throw new NotABatch(`a header without a key before ${from.at}`)
    headers.push({
      key: headerKey,
      value: readBytes(from, 'headerValue', readVarint(from, 'headerValueLength')),
    })
  }
  if (from.at !== end) throw new NotABatch(`a record of ${length} bytes ends at ${from.at} and not at ${end}`)
  return { timestampDelta, offsetDelta, key, value, headers }
}

function refuseUnpacking(codec: Codec): never {
  throw new NotABatch(`no unpacker was given for ${codec}`)
}
