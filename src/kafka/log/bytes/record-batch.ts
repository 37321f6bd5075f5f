// A record batch with all that its bytes say (format v2, server.md 2.1): what encode and decode pass between them.

export interface RecordBatch {
  readonly baseOffset: number
  readonly partitionLeaderEpoch: number
  readonly codec: Codec
  readonly timestampType: 'CreateTime' | 'LogAppendTime'
  readonly isTransactional: boolean
  readonly isControl: boolean
  /** The base timestamp is the time from which on tombstones and markers may go (KIP-534). */
  readonly hasDeleteHorizon: boolean
  /** Keeps its value when compaction takes the last record away. */
  readonly lastOffsetDelta: number
  readonly baseTimestampMs: number
  readonly maxTimestampMs: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly records: readonly RecordBytes[]
}

/** A record as it lies in its batch. */
export interface RecordBytes {
  readonly timestampDelta: number
  readonly offsetDelta: number
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers: readonly RecordHeader[]
}

interface RecordHeader {
  /** UTF-8, never null. */
  readonly key: Uint8Array
  readonly value: Uint8Array | null
}

/** In the order of their numbers. */
export const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const

export type Codec = (typeof CODECS)[number]

/** Packs or unpacks a block of records. The packers are not the engine's: whoever has one passes it in. */
export type Pack = (codec: Codec, block: Uint8Array) => Uint8Array

// Attributes of a batch: the codec in the low three bits, then one bit each.
export const CODEC_MASK = 0x07
export const LOG_APPEND_TIME_BIT = 0x08
export const TRANSACTIONAL_BIT = 0x10
export const CONTROL_BIT = 0x20
export const DELETE_HORIZON_BIT = 0x40

export const MAGIC = 2
/** Base offset and length: what comes before the bytes that the length counts. */
export const LOG_OVERHEAD_BYTES = 12
export const CRC_AT = 17
/** The CRC covers everything from here on. */
export const ATTRIBUTES_AT = 21
