// Kafka's murmur2 of a serialised key (clients.md 1.4): 32 bits, little-endian blocks, all arithmetic modulo 2^32.

const SEED = 0x9747b28c
const M = 0x5bd1e995
const R = 24

/** The hash as Java has it, signed. */
export function murmur2(bytes: readonly number[]): number {
  const { length } = bytes
  let hash = SEED ^ length
  const blocks = length - (length % 4)
  for (let i = 0; i < blocks; i += 4) {
    let k = byteAt(bytes, i) | (byteAt(bytes, i + 1) << 8)
    k |= (byteAt(bytes, i + 2) << 16) | (byteAt(bytes, i + 3) << 24)
    k = Math.imul(k, M)
    k ^= k >>> R
    k = Math.imul(k, M)
    hash = Math.imul(hash, M) ^ k
  }
  if (length % 4 === 3) hash ^= byteAt(bytes, blocks + 2) << 16
  if (length % 4 >= 2) hash ^= byteAt(bytes, blocks + 1) << 8
  if (length % 4 >= 1) hash = Math.imul(hash ^ byteAt(bytes, blocks), M)
  hash ^= hash >>> 13
  hash = Math.imul(hash, M)
  return (hash ^ (hash >>> 15)) | 0
}

/** Not Math.abs: Kafka clears the sign bit of key hashes. */
export function toPositive(hash: number): number {
  return hash & 0x7fffffff
}

/** What StringSerializer makes of a key. A lone surrogate becomes "?", as in Java. */
export function utf8Bytes(text: string): number[] {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code, 0))
    else if (code >= 0xd800 && code <= 0xdfff) bytes.push(0x3f)
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code, 6), tail(code, 0))
    else bytes.push(0xf0 | (code >> 18), tail(code, 12), tail(code, 6), tail(code, 0))
  }
  return bytes
}

function tail(code: number, shift: number): number {
  return 0x80 | ((code >> shift) & 0x3f)
}

function byteAt(bytes: readonly number[], index: number): number {
  return (bytes[index] ?? 0) & 0xff
}
