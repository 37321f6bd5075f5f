// A 64-bit hash in two 32-bit lanes, for traces, states and logs. Not cryptographic: it must be fast, and equal in every engine.

export interface Hash {
  lo: number
  hi: number
}

export const HASH_SEED: Readonly<Hash> = { lo: 0x243f6a88, hi: 0x85a308d3 | 0 }

/** Mixes a 32-bit integer into both lanes. */
export function mixInt(hash: Hash, value: number): void {
  const lo = nextLo(hash.lo, value)
  hash.lo = lo
  hash.hi = nextHi(hash.hi, value, lo)
}

function nextLo(lo: number, value: number): number {
  const mixed = Math.imul(lo ^ value, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/** `lo` is the other lane after the value went into it. */
function nextHi(hi: number, value: number, lo: number): number {
  const mixed = Math.imul(hi ^ (value + 0x7f4a7c15), 0x85ebca6b) + lo
  return mixed ^ (mixed >>> 13)
}

/** Two integers of 32 bits and four numbers, as mixInt and mixNumber would mix them one by one: the lanes stay at hand meanwhile. */
export function mixRow(
  hash: Hash,
  first: number,
  second: number,
  a: number,
  b: number,
  c: number,
  d: number,
): void {
  let lo = nextLo(hash.lo, first)
  let hi = nextHi(hash.hi, first, lo)
  lo = nextLo(lo, second)
  hi = nextHi(hi, second, lo)
  if ((a | 0) === a && (b | 0) === b && (c | 0) === c && (d | 0) === d) {
    lo = nextLo(lo, a)
    hi = nextHi(hi, a, lo)
    lo = nextLo(lo, b)
    hi = nextHi(hi, b, lo)
    lo = nextLo(lo, c)
    hi = nextHi(hi, c, lo)
    lo = nextLo(lo, d)
    hi = nextHi(hi, d, lo)
    hash.lo = lo
    hash.hi = hi
    return
  }
  hash.lo = lo
  hash.hi = hi
  mixNumber(hash, a)
  mixNumber(hash, b)
  mixNumber(hash, c)
  mixNumber(hash, d)
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
