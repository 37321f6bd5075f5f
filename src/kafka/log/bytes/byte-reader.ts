// Reads what byte-writer.ts writes, and notes each field it comes by: its name, where it lies and what it says.

export interface ByteReader {
  readonly bytes: Uint8Array
  at: number
  /** null: nobody wants to know. */
  readonly fields: Field[] | null
  /** Place of the record within its batch that is being read, −1 in the header. */
  record: number
}

/** One field of a batch as it lies in its bytes. */
export interface Field {
  /** Kafka's own name. */
  readonly name: string
  /** Place of its record within the batch, −1 in the batch's header. */
  readonly record: number
  readonly offset: number
  readonly length: number
  /** Of bytes their hexadecimal digits. What is null makes no field: its length says so. */
  readonly value: number | string
}

/** Bytes that are no record batch. */
export class NotABatch extends Error {
  override readonly name = 'NotABatch'
}

const TWO_32 = 4_294_967_296
const VARINT_BYTES_MAX = 5
const VARLONG_BYTES_MAX = 10

export function readInt8(from: ByteReader, name: string): number {
  const value = (take(from, 1) << 24) >> 24
  return note(from, name, 1, value)
}

export function readInt16(from: ByteReader, name: string): number {
  const value = (take(from, 2) << 16) >> 16
  return note(from, name, 2, value)
}

export function readInt32(from: ByteReader, name: string): number {
  return note(from, name, 4, take(from, 4) | 0)
}

export function readUint32(from: ByteReader, name: string): number {
  return note(from, name, 4, take(from, 4))
}

export function readInt64(from: ByteReader, name: string): number {
  const high = take(from, 4) | 0
  const value = high * TWO_32 + take(from, 4)
  if (!Number.isSafeInteger(value)) throw new NotABatch(`${name} beyond 2^53 at ${from.at - 8}`)
  return note(from, name, 8, value)
}

export function readVarint(from: ByteReader, name: string): number {
  return readZigZag(from, name, VARINT_BYTES_MAX)
}

export function readVarlong(from: ByteReader, name: string): number {
  return readZigZag(from, name, VARLONG_BYTES_MAX)
}

function readZigZag(from: ByteReader, name: string, bytesMax: number): number {
  const start = from.at
  let unsigned = 0
  let scale = 1
  for (let i = 0; i < bytesMax; i++) {
    const byte = take(from, 1)
    unsigned += (byte & 0x7f) * scale
    if (byte < 128) {
      if (unsigned > Number.MAX_SAFE_INTEGER) break
      const half = Math.floor(unsigned / 2)
      const value = unsigned % 2 === 0 ? half : -half - 1
      return note(from, name, from.at - start, value)
    }
    scale *= 128
  }
  throw new NotABatch(`${name} is no varint at ${start}`)
}

/** `length` −1 for null, which takes no bytes and makes no field. */
export function readBytes(from: ByteReader, name: string, length: number): Uint8Array | null {
  if (length === -1) return null
  if (length < 0 || from.at + length > from.bytes.length)
    throw new NotABatch(`${name} of ${length} bytes at ${from.at}`)
  const bytes = from.bytes.subarray(from.at, from.at + length)
  from.at += length
  if (from.fields !== null) note(from, name, length, hexText(bytes))
  return bytes
}

function hexText(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** Unsigned, of up to four bytes. */
function take(from: ByteReader, length: number): number {
  if (from.at + length > from.bytes.length)
    throw new NotABatch(`ends at ${from.bytes.length}, within a field`)
  let value = 0
  for (let i = 0; i < length; i++) value = value * 256 + (from.bytes[from.at + i] as number)
  from.at += length
  return value
}

function note<Value extends number | string>(
  from: ByteReader,
  name: string,
  length: number,
  value: Value,
): Value {
  from.fields?.push({ name, record: from.record, offset: from.at - length, length, value })
  return value
}
