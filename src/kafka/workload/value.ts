// Values as bytes: pure functions of the workload and a record's number, printable, and of exactly the size that the workload gives.

import { mixInt } from '../../sim/hash.ts'
import { utf8Bytes } from './murmur2.ts'
import type { Workload } from './workload.ts'
import { valueBytesOf } from './workload.ts'

const LETTERS = utf8Bytes('abcdefghijklmnopqrstuvwxyz234567')
const BITS_PER_LETTER = 5
const LETTERS_PER_DRAW = 6

/** Who sent it and its number, if there is room, then letters that differ from record to record; null for a tombstone. */
export function recordValue(workload: Workload, number: number): Uint8Array | null {
  const size = valueBytesOf(workload, number)
  if (size < 0) return null
  const bytes = new Uint8Array(size)
  const head = utf8Bytes(`${workload.producer}/${number} `)
  let at = 0
  if (head.length <= bytes.length) {
    bytes.set(head)
    at = head.length
  }
  const hash = { lo: workload.salt, hi: number | 0 }
  while (at < bytes.length) {
    mixInt(hash, at)
    let bits = hash.hi
    for (let i = 0; i < LETTERS_PER_DRAW && at < bytes.length; i++) {
      bytes[at] = LETTERS[bits & (LETTERS.length - 1)] as number
      bits >>>= BITS_PER_LETTER
      at += 1
    }
  }
  return bytes
}
