// Gzip as the engine packs it (RFC 1951, 1952): one block of Huffman codes that stand fixed, fitted to what workloads write, and no references back. Anybody's
// gunzip reads it. It packs less than zlib does, and how much follows from the bytes alone, so that sizes are cheap and exact.

import { byteWriter, writeInt8, written } from './byte-writer.ts'

/** Letters a to z and the digits 2 to 7, which fill values, take 6 bits; 31 others that come often take 8, the rest 9. */
const LENGTHS: readonly number[] = codeLengths()
const END_OF_BLOCK = 256
const HEADER_BYTES = 10
const TRAILER_BYTES = 8
/** Block header: 3 bits, three counts of 14, eight lengths of codes for lengths, and a code of 2 bits for each of 258 lengths. */
const TABLE_BITS = 3 + 14 + 8 * 3 + 258 * 2
const STORED_MAX = 65_535
const STORED_BYTES = 5

/** Bytes that `gzip` makes of a block. */
export function gzipSize(block: Uint8Array): number {
  return HEADER_BYTES + TRAILER_BYTES + Math.min(codedBytes(block), storedBytes(block))
}

function codedBytes(block: Uint8Array): number {
  let bits = TABLE_BITS + (LENGTHS[END_OF_BLOCK] as number)
  for (let i = 0; i < block.length; i++) bits += LENGTHS[block[i] as number] as number
  return Math.ceil(bits / 8)
}

/** As they are, where codes would take more. */
function storedBytes(block: Uint8Array): number {
  return block.length + STORED_BYTES * Math.max(Math.ceil(block.length / STORED_MAX), 1)
}

// rule: codecs.gzip
export function gzip(block: Uint8Array): Uint8Array {
  const to = byteWriter(gzipSize(block))
  // Deflate, no flags, no time, no extra flags, system unknown.
  for (const byte of [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]) writeInt8(to, byte)
  if (codedBytes(block) < storedBytes(block)) writeCoded(to, block)
  else writeStored(to, block)
  writeLittle(to, crc32(block), 4)
  writeLittle(to, block.length, 4)
  return written(to)
}

type Writer = ReturnType<typeof byteWriter>

function writeLittle(to: Writer, value: number, bytes: number): void {
  for (let i = 0; i < bytes; i++) writeInt8(to, (value >>> (8 * i)) & 0xff)
}

function writeStored(to: Writer, block: Uint8Array): void {
  for (let at = 0; at === 0 || at < block.length; at += STORED_MAX) {
    const length = Math.min(STORED_MAX, block.length - at)
    writeInt8(to, at + length === block.length ? 1 : 0)
    writeLittle(to, length, 2)
    writeLittle(to, length ^ 0xffff, 2)
    for (let i = 0; i < length; i++) writeInt8(to, block[at + i] as number)
  }
}

/** Bits fill bytes from the lowest one up; codes are sent from their highest bit. */
function writeCoded(to: Writer, block: Uint8Array): void {
  const codes = codesOf(LENGTHS)
  let held = 0
  let heldBits = 0
  const put = (value: number, bits: number): void => {
    held |= value << heldBits
    heldBits += bits
    while (heldBits >= 8) {
      writeInt8(to, held & 0xff)
      held >>>= 8
      heldBits -= 8
    }
  }
  put(1, 1)
  put(2, 2)
  // 257 literals, one distance, eight lengths of codes for lengths in deflate's own order: 16 17 18 0 8 7 9 6.
  put(0, 5)
  put(0, 5)
  put(4, 4)
  for (const length of [0, 0, 0, 2, 2, 0, 2, 2]) put(length, 3)
  for (const length of LENGTHS) put(LENGTH_CODES[length] as number, 2)
  // The one distance has no code: none is used.
  put(LENGTH_CODES[0] as number, 2)
  for (let i = 0; i < block.length; i++)
    put(codes[block[i] as number] as number, LENGTHS[block[i] as number] as number)
  put(codes[END_OF_BLOCK] as number, LENGTHS[END_OF_BLOCK] as number)
  if (heldBits > 0) writeInt8(to, held & 0xff)
}

/** Canonical codes of two bits for the lengths 0, 6, 8 and 9, their bits turned round. */
const LENGTH_CODES: readonly number[] = [0b00, 0, 0, 0, 0, 0, 0b10, 0, 0b01, 0b11]

/** Canonical: shorter codes first, then by symbol; bits turned round as they are sent. */
function codesOf(lengths: readonly number[]): number[] {
  const codes = new Array<number>(lengths.length).fill(0)
  let code = 0
  for (let length = 1; length <= 9; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue
      codes[symbol] = reversed(code, length)
      code += 1
    }
    code <<= 1
  }
  return codes
}

function reversed(code: number, bits: number): number {
  let turned = 0
  for (let i = 0; i < bits; i++) turned |= ((code >> i) & 1) << (bits - 1 - i)
  return turned
}

/** 32 of 6 bits, 31 of 8 and 194 of 9 make a full set of codes. */
function codeLengths(): number[] {
  const lengths = new Array<number>(257).fill(9)
  for (let letter = 97; letter <= 122; letter++) lengths[letter] = 6
  for (let digit = 50; digit <= 55; digit++) lengths[digit] = 6
  // Digits that are left, a space, a slash, a hyphen, and the numbers that lengths and deltas begin with.
  const often = [48, 49, 56, 57, 32, 47, 45]
  for (let byte = 0; often.length < 31; byte++) if (byte !== 32) often.push(byte)
  for (const byte of often) lengths[byte] = 8
  return lengths
}

const CRC_TABLE: Int32Array = crcTable()

function crcTable(): Int32Array {
  const table = new Int32Array(256)
  for (let n = 0; n < 256; n++) {
    let value = n
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    table[n] = value
  }
  return table
}

function crc32(block: Uint8Array): number {
  let crc = -1
  for (let i = 0; i < block.length; i++)
    crc = (CRC_TABLE[(crc ^ (block[i] as number)) & 0xff] as number) ^ (crc >>> 8)
  return ~crc >>> 0
}
