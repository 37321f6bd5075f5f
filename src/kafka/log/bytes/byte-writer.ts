// Writes numbers as Kafka has them on the wire and on disk: big-endian, and zig-zag varints in groups of 7 bits (server.md 2.1; ByteUtils).
// Longs are numbers here, exact up to 2^53 (as varints, which double them, up to 2^52): no time, offset or id of a run comes near.

export interface ByteWriter {
  bytes: Uint8Array
  length: number
}

const TWO_32 = 4_294_967_296

export function byteWriter(capacityBytes: number): ByteWriter {
  return { bytes: new Uint8Array(Math.max(capacityBytes, 16)), length: 0 }
}

/** What has been written. */
export function written(to: Readonly<ByteWriter>): Uint8Array {
  return to.bytes.subarray(0, to.length)
}

export function writeInt8(to: ByteWriter, value: number): void {
  reserve(to, 1)
  to.bytes[to.length++] = value
}

export function writeInt16(to: ByteWriter, value: number): void {
  reserve(to, 2)
  to.bytes[to.length++] = value >> 8
  to.bytes[to.length++] = value
}

/** Signed or unsigned: the same four bytes. */
export function writeInt32(to: ByteWriter, value: number): void {
  reserve(to, 4)
  putInt32(to.bytes, to.length, value)
  to.length += 4
}

export function writeInt64(to: ByteWriter, value: number): void {
  const high = Math.floor(value / TWO_32)
  writeInt32(to, high)
  writeInt32(to, value - high * TWO_32)
}

export function writeBytes(to: ByteWriter, bytes: Uint8Array | readonly number[]): void {
  reserve(to, bytes.length)
  to.bytes.set(bytes, to.length)
  to.length += bytes.length
}

/** A varint or a varlong: the same bytes for the same value. */
export function writeVarint(to: ByteWriter, value: number): void {
  reserve(to, 10)
  // Zig-zag by arithmetic, since bit operations would cut a long to 32 bits.
  let unsigned = value >= 0 ? value * 2 : -value * 2 - 1
  while (unsigned >= 128) {
    const rest = Math.floor(unsigned / 128)
    to.bytes[to.length++] = 128 + (unsigned - rest * 128)
    unsigned = rest
  }
  to.bytes[to.length++] = unsigned
}

/** Over bytes that were written before. */
export function putInt32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}

function reserve(to: ByteWriter, more: number): void {
  const needed = to.length + more
  if (needed <= to.bytes.length) return
  const grown = new Uint8Array(Math.max(needed, to.bytes.length * 2))
  grown.set(written(to))
  to.bytes = grown
}
