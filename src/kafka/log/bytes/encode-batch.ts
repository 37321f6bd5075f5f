// A record batch to its bytes (server.md 2.1).

import { EngineError } from '../../../sim/assert.ts'
import { BATCH_HEADER_BYTES } from '../batch.ts'
import { recordBytes } from '../record-size.ts'
import type { ByteWriter } from './byte-writer.ts'
import {
  byteWriter,
  putInt32,
  writeBytes,
  writeInt8,
  writeInt16,
  writeInt32,
  writeInt64,
  writeVarint,
  written,
} from './byte-writer.ts'
import { crc32c } from './crc32c.ts'
import { gzip } from './gzip.ts'
import type { Codec, Pack, RecordBatch, RecordBytes } from './record-batch.ts'
import {
  ATTRIBUTES_AT,
  CODECS,
  CONTROL_BIT,
  CRC_AT,
  DELETE_HORIZON_BIT,
  LOG_APPEND_TIME_BIT,
  LOG_OVERHEAD_BYTES,
  MAGIC,
  TRANSACTIONAL_BIT,
} from './record-batch.ts'

// rule: batch.bytes
/** `pack`: for codecs other than `none` and `gzip`. */
export function encodeBatch(batch: RecordBatch, pack: Pack = packBlock): Uint8Array {
  const records = encodeRecords(batch.records)
  // An empty batch is a header, whatever its codec.
  const block = batch.codec === 'none' || batch.records.length === 0 ? records : pack(batch.codec, records)
  const to = byteWriter(BATCH_HEADER_BYTES + block.length)
  writeInt64(to, batch.baseOffset)
  writeInt32(to, BATCH_HEADER_BYTES - LOG_OVERHEAD_BYTES + block.length)
  writeInt32(to, batch.partitionLeaderEpoch)
  writeInt8(to, MAGIC)
  // The CRC comes last, over what follows it.
  writeInt32(to, 0)
  writeInt16(to, attributesOf(batch))
  writeInt32(to, batch.lastOffsetDelta)
  writeInt64(to, batch.baseTimestampMs)
  writeInt64(to, batch.maxTimestampMs)
  writeInt64(to, batch.producerId)
  writeInt16(to, batch.producerEpoch)
  writeInt32(to, batch.baseSequence)
  writeInt32(to, batch.records.length)
  writeBytes(to, block)
  const bytes = written(to)
  putInt32(bytes, CRC_AT, crc32c(bytes, ATTRIBUTES_AT, bytes.length))
  return bytes
}

/** One after the other, unpacked. */
export function encodeRecords(records: readonly RecordBytes[]): Uint8Array {
  const to = byteWriter(estimateBytes(records))
  for (const record of records) writeRecord(to, record)
  return written(to)
}

function attributesOf(batch: RecordBatch): number {
  let attributes = CODECS.indexOf(batch.codec)
  if (batch.timestampType === 'LogAppendTime') attributes |= LOG_APPEND_TIME_BIT
  if (batch.isTransactional) attributes |= TRANSACTIONAL_BIT
  if (batch.isControl) attributes |= CONTROL_BIT
  if (batch.hasDeleteHorizon) attributes |= DELETE_HORIZON_BIT
  return attributes
}

/** Enough for records without headers; the writer grows for more. */
function estimateBytes(records: readonly RecordBytes[]): number {
  let bytes = 0
  for (const { timestampDelta, offsetDelta, key, value } of records)
    bytes += recordBytes(timestampDelta, offsetDelta, lengthOf(key), lengthOf(value))
  return bytes
}

function writeRecord(to: ByteWriter, record: RecordBytes): void {
  const body = byteWriter(32 + Math.max(lengthOf(record.key), 0) + Math.max(lengthOf(record.value), 0))
  // Attributes of a record: unused so far.
  writeInt8(body, 0)
  writeVarint(body, record.timestampDelta)
  writeVarint(body, record.offsetDelta)
  writeNullable(body, record.key)
  writeNullable(body, record.value)
  writeVarint(body, record.headers.length)
  for (const header of record.headers) {
    writeNullable(body, header.key)
    writeNullable(body, header.value)
  }
  writeVarint(to, body.length)
  writeBytes(to, written(body))
}

function writeNullable(to: ByteWriter, bytes: Uint8Array | null): void {
  writeVarint(to, lengthOf(bytes))
  if (bytes !== null) writeBytes(to, bytes)
}

function lengthOf(bytes: Uint8Array | null): number {
  return bytes === null ? -1 : bytes.length
}

/** The engine's own gzip; of the others it knows sizes only. */
function packBlock(codec: Codec, block: Uint8Array): Uint8Array {
  if (codec === 'gzip') return gzip(block)
  throw new EngineError(`no packer was given for ${codec}`)
}
