// Where a broker stands in its life cycle (server.md 5.7): `lifecycle:<id>`, in its memory.

import { assert } from '../../sim/assert.ts'
import { numberedFinder } from '../../sim/finders.ts'
import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { add, fact } from '../../sim/world.ts'
import { BROKER_STATE } from '../controller/facts.ts'
import type { Node } from '../node.ts'
import type { Files } from './files.ts'

const findLifecycle = numberedFinder((id: number) => `lifecycle:${id}`)

type WithId = { readonly id: number }

export type LifecycleState =
  | 'notRunning'
  | 'starting'
  | 'recovery'
  | 'running'
  | 'pendingControlledShutdown'
  | 'shuttingDown'

export interface Lifecycle extends Entity {
  readonly kind: 'lifecycle'
  state: LifecycleState
  /** −1 before it is registered. */
  brokerEpoch: number
  /** What the clean-shutdown file said at the start, −1. */
  previousBrokerEpoch: number
  /** The first metadata is published: its logs are recovered, and it leads and follows. */
  logsLoaded: boolean
  /** Caught up besides: it no longer wants to be fenced. */
  readyToUnfence: boolean
  /** A request is under way. */
  asking: boolean
  /** One is due as soon as none is under way and the controller is within reach. */
  soon: boolean
  failures: number
  /** The controller has answered a controlled shutdown, though not with leave to go. */
  shutdownHeard: boolean
}

/** Of the fact BROKER_STATE. */
export const RUNNING = 3

const STATE_NUMBERS: { readonly [State in LifecycleState]: number } = {
  notRunning: 0,
  starting: 1,
  recovery: 2,
  running: RUNNING,
  pendingControlledShutdown: 6,
  shuttingDown: 7,
}

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

export function lifecycleOf(world: World, node: WithId): Lifecycle {
  const lifecycle = findLifecycle(world.tables, node.id, node.id)
  assert(lifecycle !== null, 'a broker without its life cycle')
  return lifecycle as Lifecycle
}

/** Made at the first start of the node, with its files. */
export function ensureLifecycle(world: World, node: Readonly<Node>): Lifecycle {
  const known = findLifecycle(world.tables, node.id, node.id)
  if (known !== null) return known as Lifecycle
  add<Files>(world, (slot, stamp) => ({
    kind: 'files',
    address: `files:${node.id}`,
    slot,
    stamp,
    cleanShutdownEpoch: -1,
  }))
  return add<Lifecycle>(world, (slot, stamp) => ({
    kind: 'lifecycle',
    address: `lifecycle:${node.id}`,
    slot,
    stamp,
    state: 'notRunning',
    brokerEpoch: -1,
    previousBrokerEpoch: -1,
    logsLoaded: false,
    readyToUnfence: false,
    asking: false,
    soon: false,
    failures: 0,
    shutdownHeard: false,
  }))
}

export function enterState(world: World, node: Readonly<Node>, mine: Lifecycle, state: LifecycleState): void {
  mine.state = state
  fact(world, BROKER_STATE, node.processSlot, -1, STATE_NUMBERS[state], mine.brokerEpoch)
}
