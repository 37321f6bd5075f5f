// Partitions for keys. Keys come back again and again, so the hash of each `key-<n>` is worked out once a program: a memo of a pure function, not state.

import { crc32 } from './crc32.ts'
import { murmur2, toPositive, utf8Bytes } from './murmur2.ts'
import type { Workload } from './workload.ts'
import { keyIndexOf, keyOf, keyText } from './workload.ts'

const MEMO_MAX = 65_536
const positives: number[] = []

// rule: partition.by-key
/** Kafka's default for records with a key. The count includes partitions without a leader. */
export function partitionForKey(key: string, partitions: number): number {
  return toPositive(murmur2(utf8Bytes(key))) % partitions
}

/** The same for `key-<index>`. */
export function partitionForKeyIndex(index: number, partitions: number): number {
  if (index >= MEMO_MAX) return partitionForKey(keyText(index), partitions)
  while (positives.length <= index) positives.push(toPositive(murmur2(utf8Bytes(keyText(positives.length)))))
  return (positives[index] as number) % partitions
}

/** Bytes of `key-<index>` as serialised; −1 for a null key. */
export function keyBytesOf(index: number): number {
  if (index < 0) return -1
  let bytes = 'key-0'.length
  for (let rest = index; rest >= 10; rest = Math.floor(rest / 10)) bytes += 1
  return bytes
}

/** Bytes of the key of a record of a workload; −1 for a null key. */
export function keyBytesAt(workload: Workload, number: number): number {
  if (workload.sequence === null) return keyBytesOf(keyIndexOf(workload, number))
  const key = keyOf(workload, number)
  return key === null ? -1 : utf8Bytes(key).length
}

/** How a key becomes a number: Java's murmur2, librdkafka's CRC-32, or murmur2 of what stands before the first dash, for lessons. */
export type KeyHash = 'murmur2' | 'crc32' | 'prefix'

// rule: partition.crc32
/** librdkafka's consistent partitioners. */
export function partitionByCrc32(key: string, partitions: number): number {
  return crc32(utf8Bytes(key)) % partitions
}

export function partitionByPrefix(key: string, partitions: number): number {
  const dash = key.indexOf('-')
  return partitionForKey(dash < 0 ? key : key.slice(0, dash), partitions)
}

/** Its partition by its key; −1 for a null key. */
export function partitionAtKey(
  workload: Workload,
  number: number,
  partitions: number,
  hash: KeyHash = 'murmur2',
): number {
  if (hash !== 'murmur2') {
    const key = keyOf(workload, number)
    if (key === null) return -1
    return hash === 'crc32' ? partitionByCrc32(key, partitions) : partitionByPrefix(key, partitions)
  }
  const index = keyIndexOf(workload, number)
  if (index >= 0) return partitionForKeyIndex(index, partitions)
  const key = keyOf(workload, number)
  return key === null ? -1 : partitionForKey(key, partitions)
}
