// The quorum controller in a node's memory: `controller:<id>`. Only the active one holds an image of its own, ahead of the committed one (server.md 5.8).

import { numberedAddress } from '../../sim/addresses.ts'
import { assert } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import type { Entity } from '../../sim/tables.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { add, find } from '../../sim/world.ts'
import type { Image } from '../metadata/image.ts'
import { emptyImage } from '../metadata/image.ts'
import { clearImage } from '../metadata/node-image.ts'

export interface Controller extends Entity {
  readonly kind: 'controller'
  readonly nodeId: number
  active: boolean
  /** Raft epoch in which it claimed, −1. */
  claimEpoch: number
  /** A claim waits in its queue. */
  claiming: boolean
  /** When it claimed: the search for ended sessions runs at fixed intervals from then on. */
  claimedUs: number
  /** The cluster with records that are not committed yet. */
  image: Image
  /** Offset after the last record it wrote. */
  writtenEnd: number
  /** Of brokers it has heard of since it claimed, ascending by id. */
  sessions: BrokerSession[]
  /** Answers that wait for their records to be committed, in order of offset. */
  pending: PendingAnswer[]
  /** Its one thread is busy until then. */
  busyUntilUs: number
}

/** A session belongs to a registration: a new one has none until its first heartbeat. Being fenced does not end it (seen on 4.3.1). */
export interface BrokerSession {
  readonly brokerId: number
  /** −1: no session. */
  lastContactUs: number
  metadataOffset: number
  /** Offset of the last record of the change that put it into controlled shutdown, −1. */
  shutdownOffset: number
}

export interface PendingAnswer extends Sealed {
  readonly connectionSlot: number
  readonly message: Message
  readonly body: Sealed
  readonly sizeBytes: number
  /** Answered when the records below it are committed. */
  readonly endOffset: number
}

type WithId = { readonly id: number }

/** Made at the first start of the node. */
export function ensureController(world: World, node: WithId): Controller {
  const known = find(world, `controller:${node.id}`)
  if (known !== null) return known as Controller
  return add<Controller>(world, (slot, stamp) => ({
    kind: 'controller',
    address: `controller:${node.id}`,
    slot,
    stamp,
    nodeId: node.id,
    active: false,
    claimEpoch: -1,
    claiming: false,
    claimedUs: 0,
    image: emptyImage(),
    writtenEnd: 0,
    sessions: [],
    pending: [],
    busyUntilUs: 0,
  }))
}

const controllerAddress = numberedAddress('controller')

export function controllerOf(world: World, node: WithId): Controller {
  const controller = find(world, controllerAddress(node.id))
  assert(controller !== null, 'a node that is no controller')
  return controller as Controller
}

/** Empties an owned controller. */
export function clearController(mine: Controller): void {
  mine.active = false
  mine.claimEpoch = -1
  mine.claiming = false
  mine.claimedUs = 0
  clearImage(mine.image)
  mine.writtenEnd = 0
  mine.sessions = []
  mine.pending = []
}

export function sessionOf(controller: Readonly<Controller>, brokerId: number): BrokerSession | null {
  for (const session of controller.sessions) if (session.brokerId === brokerId) return session
  return null
}

/** The session of a broker, made when it is new. The controller must be owned. */
export function ensureSession(mine: Controller, brokerId: number): BrokerSession {
  const known = sessionOf(mine, brokerId)
  if (known !== null) return known
  const made: BrokerSession = { brokerId, lastContactUs: -1, metadataOffset: -1, shutdownOffset: -1 }
  mine.sessions.push(made)
  mine.sessions.sort((a, b) => a.brokerId - b.brokerId)
  return made
}
