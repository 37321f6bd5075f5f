// A 64-bit hash in two 32-bit lanes, for traces, states and logs. Not cryptographic: it must be fast, and equal in every engine.

export interface Hash {
  lo: number
  hi: number
}

export const HASH_SEED: Readonly<Hash> = { lo: 0x243f6a88, hi: 0x85a308d3 | 0 }

/** Mixes a 32-bit integer into both lanes. */
export function mixInt(hash: Hash, value: number): void {
  let lo = Math.imul(hash.lo ^ value, 0x9e3779b1)
  lo ^= lo >>> 15
  let hi = Math.imul(hash.hi ^ (value + 0x7f4a7c15), 0x85ebca6b) + lo
  hi ^= hi >>> 13
  hash.lo = lo | 0
  hash.hi = hi | 0
}

const TWO_32 = 4_294_967_296

/** Mixes an integer up to 2^53 in size. A number that is not an integer must never enter state. */
export function mixNumber(hash: Hash, value: number): void {
  if ((value | 0) === value) {
    mixInt(hash, value)
    return
  }
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`)
  const high = Math.floor(value / TWO_32)
  mixInt(hash, (value - high * TWO_32) | 0)
  mixInt(hash, high ^ 0x5bd1e995)
}

export function mixString(hash: Hash, text: string): void {
  mixInt(hash, text.length)
  for (let i = 0; i < text.length; i++) mixInt(hash, text.charCodeAt(i))
}

/** 16 hex digits, high lane first. */
export function hashText(hash: Readonly<Hash>): string {
  return hex8(hash.hi) + hex8(hash.lo)
}

function hex8(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
