// A link from one process's host to another's, one way: its latency, and whether it is cut.

import type { Chance } from './chance.ts'
import { drawQuantile, seedChance } from './chance.ts'
import { UNIFORM } from './quantiles.ts'
import type { Entity } from './tables.ts'
import type { World } from './world.ts'
import { add, at, find, own } from './world.ts'

export interface Link extends Entity {
  readonly kind: 'link'
  readonly from: string
  readonly to: string
  readonly chance: Chance
  /** Added to the latency of every message: a slow network. */
  extraUs: number
  /** Event that cut it, −1 when whole. */
  cutBy: number
  cutAtUs: number
}

export function linkBetween(world: World, from: string, to: string): Link {
  const address = `link:${from}>${to}`
  const known = find(world, address)
  if (known !== null) return known as Link
  return add<Link>(world, (slot, stamp) => ({
    kind: 'link',
    address,
    slot,
    stamp,
    from,
    to,
    chance: seedChance(world.seed, `net/${from}>${to}`),
    extraUs: 0,
    cutBy: -1,
    cutAtUs: -1,
  }))
}

export function linkAt(world: World, slot: number): Link {
  return at(world, slot) as Link
}

/** How long the next message takes on this link. */
export function drawLatencyUs(world: World, link: Readonly<Link>): number {
  const { latencyUs, jitterUs } = world.network
  if (jitterUs === 0) return latencyUs + link.extraUs
  return latencyUs + link.extraUs + drawQuantile(own(world, link).chance, UNIFORM, jitterUs)
}

const RTO_FIRST_US = 200_000
const RTO_MAX_US = 120_000_000

/** When TCP tries again after a break: its timer doubles from 200 ms to 120 s, counted from the first loss. Returns the first try at or after `nowUs`. */
export function retransmitUs(lostAtUs: number, nowUs: number): number {
  let tryUs = lostAtUs
  let timeoutUs = RTO_FIRST_US
  while (tryUs < nowUs) {
    tryUs += timeoutUs
    timeoutUs = Math.min(timeoutUs * 2, RTO_MAX_US)
  }
  return tryUs
}
