// Where a broker stands in its life cycle (server.md 5.7): `lifecycle:<id>`, in its memory.

import { numberedAddress } from '../../sim/addresses.ts'
import { assert } from '../../sim/assert.ts'
import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'

const lifecycleAddress = numberedAddress('lifecycle')

type WithId = { readonly id: number }

/** What others need to know of it. */
interface LifecycleFields extends Entity {
  readonly state: string
  readonly brokerEpoch: number
}

/** Of the fact BROKER_STATE. */
export const RUNNING = 3

/** Epoch of the present registration, −1 before it. */
export function brokerEpochOf(world: World, node: WithId): number {
  return lifecycleOf(world, node).brokerEpoch
}

/** Its listener is open: from the first answer that says unfenced until it shuts down, whether the controllers reach it or not. */
export function isServing(world: World, node: WithId): boolean {
  const { state } = lifecycleOf(world, node)
  return state === 'running' || state === 'pendingControlledShutdown'
}

/** It hands over before it stops. */
export function isHandingOver(world: World, node: WithId): boolean {
  return lifecycleOf(world, node).state === 'pendingControlledShutdown'
}

function lifecycleOf(world: World, node: WithId): LifecycleFields {
  const lifecycle = find(world, lifecycleAddress(node.id))
  assert(lifecycle !== null, 'a broker without its life cycle')
  return lifecycle as LifecycleFields
}
