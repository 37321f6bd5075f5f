// A broker's memory: produce requests in purgatory, ISR changes on their way to the controller, producer ids to hand out. Its directory of logs is on disk.

import { assert } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import { numberedFinder } from '../../sim/finders.ts'
import type { Entity } from '../../sim/tables.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { add, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'

export interface Broker extends Entity {
  readonly kind: 'broker'
  readonly nodeId: number
  /** Partitions with a log on this broker's disk, in order of creation. */
  readonly logs: string[]
  /** Logs are recovered; committed metadata is applied as it comes. */
  publishing: boolean
  /** Produce requests that wait for their records to be committed, oldest first. */
  readonly operations: ProduceOperation[]
  nextOperation: number
  /** Partitions whose wanted ISR has not been sent yet. */
  readonly isrQueue: string[]
  /** Partitions of the AlterPartition request in flight. */
  readonly isrInFlight: string[]
  /** Ids left in the block that the controller gave (KIP-730). */
  nextProducerId: number
  producerIdsEnd: number
  /** With this id the next block is asked for. */
  prefetchAt: number
  /** The block after it. */
  nextBlock: ProducerIdBlock | null
  /** A block has been asked for and not been taken into use yet. */
  blockAsked: boolean
  /** After a refusal the controller is not asked before this. */
  blockRetryUs: number
  nextSession: number
  /** Requests for the active controller, oldest first; the first may be in flight. */
  readonly forwards: Forward[]
  nextForward: number
  /** DeleteRecords requests whose replicas have not all followed, oldest first. */
  readonly deletions: DeleteOperation[]
  /** Topics whose creation this broker has asked for and not been answered. */
  readonly autoCreating: string[]
}

export interface DeleteOperation {
  readonly id: number
  readonly connectionSlot: number
  readonly message: Message
  readonly deadlineUs: number
  readonly results: DeleteResult[]
}

export interface DeleteResult {
  readonly partition: string
  readonly offset: number
  /** OPEN while replicas are behind. */
  error: number
  lowWatermark: number
}

/** A request that this broker passes on, for a client or on its own behalf. */
export interface Forward extends Sealed {
  readonly id: number
  readonly api: number
  readonly body: Sealed
  readonly sizeBytes: number
  readonly createdUs: number
  /** Whom to answer; null: the broker itself wants it. */
  readonly client: {
    readonly sealed: true
    readonly connectionSlot: number
    readonly message: Message
  } | null
}

export interface ProducerIdBlock {
  readonly sealed: true
  readonly start: number
  readonly length: number
}

/** DelayedProduce: one acks=all request and what became of each of its partitions. */
export interface ProduceOperation {
  readonly id: number
  readonly connectionSlot: number
  readonly message: Message
  readonly deadlineUs: number
  readonly results: ProduceResult[]
  /** Results still open. */
  open: number
}

export interface ProduceResult {
  readonly partition: string
  readonly endOffset: number
  readonly baseOffset: number
  /** −2 while it is open. */
  error: number
}

export const OPEN = -2

export function addBroker(world: World, node: Readonly<Node>): Broker {
  return add<Broker>(world, (slot, stamp) => ({
    kind: 'broker',
    address: `broker:${node.id}`,
    slot,
    stamp,
    nodeId: node.id,
    logs: [],
    publishing: false,
    operations: [],
    nextOperation: 1,
    isrQueue: [],
    isrInFlight: [],
    nextProducerId: 0,
    producerIdsEnd: 0,
    prefetchAt: 0,
    nextBlock: null,
    blockAsked: false,
    blockRetryUs: 0,
    nextSession: 1,
    forwards: [],
    nextForward: 1,
    deletions: [],
    autoCreating: [],
  }))
}

const findBroker = numberedFinder((id: number) => `broker:${id}`)

export function brokerOf(world: World, node: { readonly id: number }): Broker {
  const broker = findBroker(world.tables, node.id, node.id)
  assert(broker !== null, 'a node that is no broker')
  return broker as Broker
}

export function forgetBroker(world: World, node: Readonly<Node>): void {
  const mine = own(world, brokerOf(world, node))
  mine.publishing = false
  mine.operations.length = 0
  mine.isrQueue.length = 0
  mine.isrInFlight.length = 0
  mine.nextProducerId = 0
  mine.producerIdsEnd = 0
  mine.prefetchAt = 0
  mine.nextBlock = null
  mine.blockAsked = false
  mine.blockRetryUs = 0
  mine.forwards.length = 0
  mine.deletions.length = 0
  mine.autoCreating.length = 0
}
