// What a producer's application sends: pure functions of the workload and a record's number. Nothing of a record but its number is ever kept.

import { HASH_SEED, mixInt, mixString } from '../../sim/hash.ts'
import { US_PER_S } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import { NO_HEADERS_BYTES, varintBytes } from '../log/record-size.ts'
import type { GivenHeader, GivenRecord, ProducerSetup } from '../setup.ts'
import { utf8Bytes } from './murmur2.ts'

export interface Workload extends Sealed {
  readonly contentHash: number
  readonly producer: string
  readonly topic: string
  readonly ratePerSecond: number
  /** Number of distinct keys; null: records without a key. */
  readonly keys: number | null
  readonly valueBytes: number
  /** Records one by one, over and over; null: keys are drawn. */
  readonly sequence: readonly GivenRecord[] | null
  /** On each record. */
  readonly headers: readonly GivenHeader[]
  /** Of these with their number, in a record. */
  readonly headersBytes: number
  readonly fromUs: number
  /** null: goes on for ever. */
  readonly toUs: number | null
  /** Which key a number gets: from the run's seed and the producer's name. */
  readonly salt: number
}

export function workloadOf(setup: ProducerSetup, seed: string): Workload {
  const { id, topic, ratePerSecond, keys, valueBytes, fromUs, toUs } = setup
  const salted = { ...HASH_SEED }
  mixString(salted, seed)
  mixString(salted, id)
  const whole = { ...salted }
  const sequence = setup.sequence ?? null
  const headers = setup.headers ?? []
  // As text, since a rate may be a fraction.
  mixString(whole, `${topic}/${ratePerSecond}/${keys}/${valueBytes}/${fromUs}/${toUs}`)
  for (const { key, valueBytes: bytes } of sequence ?? []) mixString(whole, `${key}:${bytes}`)
  for (const { key, valueBytes: bytes } of headers) mixString(whole, `header/${key}:${bytes}`)
  return {
    sealed: true,
    contentHash: whole.lo,
    producer: id,
    topic,
    ratePerSecond,
    keys,
    valueBytes,
    sequence,
    headers,
    headersBytes: sizeOfHeaders(headers),
    fromUs,
    toUs,
    salt: salted.lo,
  }
}

function sizeOfHeaders(headers: readonly GivenHeader[]): number {
  if (headers.length === 0) return NO_HEADERS_BYTES
  let bytes = varintBytes(headers.length)
  for (const { key, valueBytes } of headers) {
    const keyBytes = utf8Bytes(key).length
    bytes += varintBytes(keyBytes) + keyBytes + varintBytes(valueBytes) + Math.max(valueBytes, 0)
  }
  return bytes
}

/** When the application sends record `number`, unless it is held up. */
export function createdUs(workload: Workload, number: number): number {
  return workload.fromUs + Math.floor((number * US_PER_S) / workload.ratePerSecond)
}

/** Whether the workload ends before record `number`. */
export function isBeyond(workload: Workload, number: number): boolean {
  return workload.toUs !== null && createdUs(workload, number) >= workload.toUs
}

/** The first record at or after a moment: where an application that starts then begins. */
export function firstRecordAt(workload: Workload, timeUs: number): number {
  if (timeUs <= workload.fromUs) return 0
  let number = Math.floor(((timeUs - workload.fromUs) * workload.ratePerSecond) / US_PER_S)
  while (number > 0 && createdUs(workload, number - 1) >= timeUs) number -= 1
  while (createdUs(workload, number) < timeUs) number += 1
  return number
}

const TWO_32 = 4_294_967_296

/** The key of record `number` as an index below `keys`, evenly spread; −1 without keys, and where the workload names its records. */
export function keyIndexOf(workload: Workload, number: number): number {
  if (workload.keys === null || workload.sequence !== null) return -1
  const hash = { lo: workload.salt, hi: 0x5bd1e995 }
  mixInt(hash, number)
  mixInt(hash, Math.floor(number / TWO_32))
  return Math.floor(((hash.hi >>> 0) * workload.keys) / TWO_32)
}

function givenRecord(workload: Workload, number: number): GivenRecord | null {
  const { sequence } = workload
  return sequence === null ? null : (sequence[number % sequence.length] as GivenRecord)
}

/** Bytes of the value of record `number`, −1 for a tombstone. */
export function valueBytesOf(workload: Workload, number: number): number {
  const given = givenRecord(workload, number)
  return given === null ? workload.valueBytes : given.valueBytes
}

/** The key of record `number`, null without keys. */
export function keyOf(workload: Workload, number: number): string | null {
  const given = givenRecord(workload, number)
  if (given !== null) return given.key
  const index = keyIndexOf(workload, number)
  return index < 0 ? null : keyText(index)
}

export function keyText(index: number): string {
  return `key-${index}`
}
