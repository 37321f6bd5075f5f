// Above some thirty messages in flight a link shows flow instead of single pills: the busiest links give way first, and
// get their pills back only when it has become calm, so that nothing flickers at the limit.

import { pairKey } from './links.ts'
import type { Sprites } from './sprites.ts'

const PILLS_MAX = 30
const CALM = 16

/** Keys of the links to be drawn as flow, given those that are. */
export function flowingLinks(sprites: Sprites, before: ReadonlySet<string>): ReadonlySet<string> {
  const perLink = new Map<string, number>()
  let total = 0
  for (const { row } of sprites.values()) {
    if (row.state !== 'flying') continue
    const key = pairKey(row.from, row.to)
    perLink.set(key, (perLink.get(key) ?? 0) + 1)
    total += 1
  }
  if (total <= CALM) return before.size === 0 ? before : new Set()
  const flowing = new Set(before)
  for (const key of before) total -= perLink.get(key) ?? 0
  const busiest = [...perLink]
    .filter(([key]) => !flowing.has(key))
    .sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))
  for (const [key, count] of busiest) {
    if (total <= PILLS_MAX) break
    flowing.add(key)
    total -= count
  }
  return flowing.size === before.size ? before : flowing
}
