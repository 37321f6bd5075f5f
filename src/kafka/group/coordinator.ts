// The coordinator of one partition of __consumer_offsets: what a broker holds in memory while it leads that partition (clients.md 7.4).

import type { Message } from '../../sim/connection.ts'
import type { Entity } from '../../sim/tables.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { add, at, find } from '../../sim/world.ts'
import type { RecordData } from '../log/batch.ts'

export interface Coordinator extends Entity {
  readonly kind: 'coordinator'
  readonly nodeId: number
  readonly partition: string
  readonly index: number
  /** `none`: somebody else leads the partition. */
  state: 'none' | 'loading' | 'active'
  /** Leader epoch of the partition in which it was loaded. */
  epoch: number
  /** Ids of the groups it knows, in the order in which they came up. */
  readonly groups: string[]
  /** What follows once written records are committed, oldest first. */
  readonly deferred: Deferred[]
  /** Records that wait for group.coordinator.append.linger.ms. */
  readonly buffer: RecordData[]
  /** A look at the high watermark is due. */
  waking: boolean
}

export interface Deferred {
  /** End of the records in the log, −1 while they are in the buffer. */
  endOffset: number
  readonly deadlineUs: number
  readonly then: AfterCommit
}

export type AfterCommit =
  | (Answer & { readonly kind: 'answer' })
  /** The assignment of a generation is safe: whoever waits in SyncGroup gets it. */
  | (Sealed & { readonly kind: 'assigned'; readonly groupId: string; readonly generation: number })
  /** Nobody waits. */
  | (Sealed & { readonly kind: 'nothing' })

export interface Answer extends Sealed {
  readonly connectionSlot: number
  readonly message: Message
  readonly body: Sealed
  readonly sizeBytes: number
}

function coordinatorAddress(index: number, nodeId: number): string {
  return `coordinator:${index}@${nodeId}`
}

export function findCoordinator(world: World, nodeId: number, index: number): Coordinator | null {
  return find(world, coordinatorAddress(index, nodeId)) as Coordinator | null
}

export function coordinatorAt(world: World, slot: number): Coordinator {
  return at(world, slot) as Coordinator
}

export function coordinatorOn(world: World, nodeId: number, index: number, partition: string): Coordinator {
  const known = findCoordinator(world, nodeId, index)
  if (known !== null) return known
  return add<Coordinator>(world, (slot, stamp) => ({
    kind: 'coordinator',
    address: coordinatorAddress(index, nodeId),
    slot,
    stamp,
    nodeId,
    partition,
    index,
    state: 'none',
    epoch: -1,
    groups: [],
    deferred: [],
    buffer: [],
    waking: false,
  }))
}
