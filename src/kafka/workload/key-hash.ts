// Partitions for keys. Keys come back again and again, so the hash of each `key-<n>` is worked out once a program: a memo of a pure function, not state.

import { murmur2, toPositive, utf8Bytes } from './murmur2.ts'
import { keyText } from './workload.ts'

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
