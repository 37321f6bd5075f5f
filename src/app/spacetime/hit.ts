// What a pointer means: the nearest arrow or tick, lit ones first.

import type { Point } from './plan.ts'
import type { Hit } from './scene.ts'

const REACH = 8
/** What is lit may lie a little farther off. */
const LIT_BONUS = 3

export function hitAt(hits: readonly Hit[], at: Point): Hit | null {
  let best: Hit | null = null
  let least = REACH
  for (const hit of hits) {
    const bonus = hit.arrow === null || hit.arrow.lit !== null ? LIT_BONUS : 0
    const far = distance(at, hit.from, hit.to) - bonus
    if (far < least) {
      least = far
      best = hit
    }
  }
  return best
}

/** From a point to a stretch of line. */
function distance(at: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const part = length === 0 ? 0 : ((at.x - from.x) * dx + (at.y - from.y) * dy) / length
  const near = Math.max(0, Math.min(1, part))
  return Math.hypot(at.x - from.x - near * dx, at.y - from.y - near * dy)
}
