// The order in which a Java HashMap or HashSet hands out its keys (clients.md 0.2): buckets ascending, inside a bucket as put in. Buckets of eight keys
// and more become trees, which is left out.

import { javaHash } from './java-hash.ts'

const CAPACITY_MIN = 16

// rule: assignor.hash-order
/** `keys` in the order in which they were put in. */
export function hashMapOrder<Key>(
  keys: readonly Key[],
  hashOf: (key: Key) => number,
  capacity = grownCapacity(keys.length),
): Key[] {
  const placed = keys.map((key) => {
    const hash = hashOf(key)
    return { key, bucket: (hash ^ (hash >>> 16)) & (capacity - 1) }
  })
  return placed.sort((a, b) => a.bucket - b.bucket).map(({ key }) => key)
}

export function hashMapOrderOfTexts(keys: readonly string[]): string[] {
  return hashMapOrder(keys, javaHash)
}

/** Of a map that was filled one by one: it doubles when more than three quarters full, and never shrinks. */
export function grownCapacity(size: number): number {
  let capacity = CAPACITY_MIN
  while (size > (capacity * 3) / 4) capacity *= 2
  return capacity
}

/** Of a set that was made from a collection: room for a third more and one. */
export function copiedCapacity(size: number): number {
  const wanted = Math.floor((size * 4) / 3) + 1
  let capacity = CAPACITY_MIN
  while (capacity < wanted) capacity *= 2
  return capacity
}
