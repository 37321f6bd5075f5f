// Above some thirty messages in flight a link shows flow instead of single pills: the busiest links give way first.

import { pairKey } from './links.ts'
import type { Sprites } from './sprites.ts'

const PILLS_MAX = 30

/** Keys of the links to be drawn as flow. */
export function flowingLinks(sprites: Sprites): ReadonlySet<string> {
  const perLink = new Map<string, number>()
  let total = 0
  for (const { row } of sprites.values()) {
    if (row.state !== 'flying') continue
    const key = pairKey(row.from, row.to)
    perLink.set(key, (perLink.get(key) ?? 0) + 1)
    total += 1
  }
  const flowing = new Set<string>()
  const busiest = [...perLink].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))
  for (const [key, count] of busiest) {
    if (total <= PILLS_MAX) break
    flowing.add(key)
    total -= count
  }
  return flowing
}
