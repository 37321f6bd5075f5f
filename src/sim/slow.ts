// Slowness: a link over which every message takes longer. What is on its way already is not touched.

import { LINK_SLOWED } from './facts.ts'
import { linkBetween } from './link.ts'
import type { World } from './world.ts'
import { fact, own } from './world.ts'

/** One way. 0: as before. */
export function slowLink(world: World, from: string, to: string, extraUs: number): void {
  const link = linkBetween(world, from, to)
  if (link.extraUs === extraUs) return
  own(world, link).extraUs = extraUs
  fact(world, LINK_SLOWED, link.slot, -1, extraUs)
}
