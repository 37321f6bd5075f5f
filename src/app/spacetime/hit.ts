// What a pointer means: the nearest arrow or tick, lit ones first.

import type { ArrowRow } from '../../view/spacetime-rows.ts'
import type { Point } from './plan.ts'
import type { Hit } from './scene.ts'

type ArrowHit = Hit & { readonly arrow: ArrowRow }

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

/** Without a pointer: the message that the event at hand sent or received, else the last sent of those on their way. */
export function hitNow(hits: readonly Hit[], event: number): ArrowHit | null {
  let best: ArrowHit | null = null
  for (const hit of hits) {
    if (hit.arrow === null) continue
    const { sentEvent, event: arrival } = hit.arrow
    if (sentEvent === event || arrival === event) return hit as ArrowHit
    if (sentEvent > event || (arrival >= 0 && arrival <= event)) continue
    if (best === null || sentEvent > best.arrow.sentEvent) best = hit as ArrowHit
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
