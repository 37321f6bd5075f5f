// Values as bytes: pure functions of the workload and a record's number, printable, and of exactly the size that the workload gives.

import { mixInt } from '../../sim/hash.ts'
import { utf8Bytes } from './murmur2.ts'
import type { Workload } from './workload.ts'
import { valueBytesOf } from './workload.ts'

const LETTERS = utf8Bytes('abcdefghijklmnopqrstuvwxyz234567')
const BITS_PER_LETTER = 5
const LETTERS_PER_DRAW = 6

interface HeaderBytes {
  readonly key: Uint8Array
  readonly value: Uint8Array | null
}

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
  fillWithLetters(bytes, at, workload.salt, number | 0)
  return bytes
}

/** The headers of a record: the workload's keys, values of letters that differ from record to record. */
export function recordHeaders(workload: Workload, number: number): HeaderBytes[] {
  return workload.headers.map(({ key, valueBytes }, place) => {
    const value = valueBytes < 0 ? null : new Uint8Array(valueBytes)
    if (value !== null) fillWithLetters(value, 0, workload.salt ^ (place + 1), number | 0)
    return { key: Uint8Array.from(utf8Bytes(key)), value }
  })
}

function fillWithLetters(bytes: Uint8Array, from: number, salt: number, number: number): void {
  const hash = { lo: salt, hi: number }
  let at = from
  while (at < bytes.length) {
    mixInt(hash, at)
    let bits = hash.hi
    for (let i = 0; i < LETTERS_PER_DRAW && at < bytes.length; i++) {
      bytes[at] = LETTERS[bits & (LETTERS.length - 1)] as number
      bits >>>= BITS_PER_LETTER
      at += 1
    }
  }
}
