// What a hand holds back. It is made when first something is held: a run without such inputs does not have it.

import type { Message } from './connection.ts'
import type { Entity } from './tables.ts'
import type { World } from './world.ts'
import { add, find } from './world.ts'

export interface Hand extends Entity {
  readonly kind: 'hand'
  readonly held: HeldMessage[]
}

export interface HeldMessage {
  readonly sealed: true
  readonly connection: number
  readonly toServer: boolean
  readonly message: Message
  /** Event of the input. */
  readonly by: number
}

export function handOf(world: World): Hand {
  const known = find(world, 'hand')
  if (known !== null) return known as Hand
  return add<Hand>(world, (slot, stamp) => ({ kind: 'hand', address: 'hand', slot, stamp, held: [] }))
}

/** Event that holds this message back, −1 if nothing does. */
export function heldBy(world: World, connection: number, toServer: boolean, message: Message): number {
  const hand = find(world, 'hand') as Hand | null
  if (hand === null) return -1
  for (const row of hand.held)
    if (row.connection === connection && row.toServer === toServer && row.message === message) return row.by
  return -1
}

/** Event that holds back any message of a lane, −1 if nothing does: whatever comes after it waits for that. */
export function laneHeldBy(world: World, connection: number, toServer: boolean): number {
  const hand = find(world, 'hand') as Hand | null
  if (hand === null) return -1
  for (const row of hand.held) if (row.connection === connection && row.toServer === toServer) return row.by
  return -1
}
