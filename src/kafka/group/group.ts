// A group in the memory of the broker that coordinates it: members, generation or epochs, committed offsets. All of it comes from the records of
// __consumer_offsets and from requests; nothing of it is on disk but those records.

import { placedAddress } from '../../sim/addresses.ts'
import type { Message } from '../../sim/connection.ts'
import type { Entity } from '../../sim/tables.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { add, find, intern, own } from '../../sim/world.ts'
import type { JoinGroupRequest } from '../protocol/classic-group.ts'

export interface Group extends Entity {
  readonly kind: 'group'
  readonly groupId: string
  readonly nodeId: number
  /** Interned number of the group's id, for facts. */
  readonly nameId: number
  /** Partition of __consumer_offsets that holds it. */
  readonly partition: number
  /** null: this broker does not know it. */
  members: ClassicGroup | ConsumerGroup | null
  /** Committed offsets by partition name. */
  readonly offsets: Map<string, CommittedOffset>
}

export interface CommittedOffset extends Sealed {
  readonly offset: number
  readonly leaderEpoch: number
  readonly metadata: string
  readonly commitMs: number
  /** Of the topic it was committed for: a topic made anew is another one. */
  readonly topicId: number
}

export type ClassicState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead'
export type ConsumerState = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable' | 'Dead'

/** The classic protocol (clients.md 4). Offsets without a group make a group that stays Empty and has no protocol type. */
export interface ClassicGroup {
  readonly type: 'classic'
  state: ClassicState
  previous: ClassicState
  /** Wall clock of the broker when the state was entered. */
  stateSinceMs: number
  /** 'consumer', or null for offsets alone. */
  protocolType: string | null
  generation: number
  /** Assignor that the members chose. */
  protocol: string | null
  leader: string | null
  /** In the order of their coming. */
  readonly members: ClassicMember[]
  /** Ids given out that nobody has joined with yet. */
  readonly pending: string[]
  /** Members of this generation that have not sent SyncGroup. */
  readonly unsynced: string[]
  /** Somebody joined since the initial delay was set last. */
  newcomer: boolean
  /** Delay that is running, and how much more there may be; −1 outside of the initial delay. */
  delayMs: number
  remainingMs: number
}

export interface ClassicMember {
  readonly memberId: string
  readonly instanceId: string | null
  readonly clientId: string
  sessionTimeoutMs: number
  rebalanceTimeoutMs: number
  offer: Offer
  assignment: readonly string[]
  /** Has not been in a generation yet. */
  isNew: boolean
  /** JoinGroup and SyncGroup requests that wait for their answers. */
  joining: Parked | null
  syncing: Parked | null
}

/** Assignors that a member offers, the dearest first, each with its subscription. */
export interface Offer extends Sealed {
  readonly protocols: JoinGroupRequest['protocols']
}

export interface Parked extends Sealed {
  readonly connectionSlot: number
  readonly message: Message
}

/** The protocol of KIP-848 (clients.md 6). */
export interface ConsumerGroup {
  readonly type: 'consumer'
  state: ConsumerState
  /** Grows with every change of members, subscriptions or of what is subscribed to. */
  epoch: number
  /** Group epoch that the target assignment is of. */
  assignmentEpoch: number
  assignedMs: number
  /** Of the subscribed topics: names, ids, partitions, racks. */
  metadataHash: number
  readonly members: ConsumerMember[]
  readonly patterns: ResolvedPattern[]
}

/** Named as Kafka names them: has all its target; has something to give up first; waits for what others must give up. */
export type MemberState = 'Stable' | 'UnrevokedPartitions' | 'UnreleasedPartitions'

export interface ConsumerMember {
  readonly memberId: string
  instanceId: string | null
  rack: string | null
  clientId: string
  rebalanceTimeoutMs: number
  /** Subscribed by name. */
  topics: readonly string[]
  pattern: string | null
  assignor: string | null
  /** −2: a static member that has gone and may come back. */
  epoch: number
  previousEpoch: number
  state: MemberState
  assigned: readonly Held[]
  /** What it must give up before anybody else gets it. */
  revoking: readonly Held[]
  target: readonly string[]
}

export interface Held extends Sealed {
  readonly partition: string
  /** Member epoch in which it got it. */
  readonly epoch: number
}

export interface ResolvedPattern extends Sealed {
  readonly pattern: string
  readonly topics: readonly string[]
  readonly resolvedMs: number
}

const groupAddress = placedAddress('group')

/** The group as a broker knows it, or null. */
export function findGroup(world: World, nodeId: number, groupId: string): Group | null {
  const group = find(world, groupAddress(groupId, nodeId)) as Group | null
  return group === null || group.members === null ? null : group
}

/** The group, owned; unknown to the broker until `members` is set. */
export function ownGroup(world: World, nodeId: number, groupId: string, partition: number): Group {
  const known = find(world, groupAddress(groupId, nodeId)) as Group | null
  if (known !== null) return own(world, known)
  const nameId = intern(world, groupId)
  return add<Group>(world, (slot, stamp) => ({
    kind: 'group',
    address: groupAddress(groupId, nodeId),
    slot,
    stamp,
    groupId,
    nodeId,
    nameId,
    partition,
    members: null,
    offsets: new Map(),
  }))
}

export function emptyClassic(nowMs: number): ClassicGroup {
  return {
    type: 'classic',
    state: 'Empty',
    previous: 'Empty',
    stateSinceMs: nowMs,
    protocolType: null,
    generation: 0,
    protocol: null,
    leader: null,
    members: [],
    pending: [],
    unsynced: [],
    newcomer: false,
    delayMs: -1,
    remainingMs: -1,
  }
}

export function emptyConsumer(): ConsumerGroup {
  return {
    type: 'consumer',
    state: 'Empty',
    // Seen on 4.3.1: the first member finds itself in epoch 2.
    epoch: 1,
    assignmentEpoch: 0,
    assignedMs: -1,
    metadataHash: 0,
    members: [],
    patterns: [],
  }
}

/** Codes of states in facts and in the page. */
export const GROUP_STATES = [
  'Empty',
  'Assigning',
  'Reconciling',
  'PreparingRebalance',
  'CompletingRebalance',
  'Stable',
  'Dead',
] as const satisfies readonly (ClassicState | ConsumerState)[]

/** What a ConsumerGroup's numbers say its state is. */
export function consumerStateOf(group: Readonly<ConsumerGroup>): ConsumerState {
  if (group.members.length === 0) return 'Empty'
  if (group.epoch > group.assignmentEpoch) return 'Assigning'
  for (const member of group.members) {
    if (member.state !== 'Stable' || member.epoch !== group.assignmentEpoch) return 'Reconciling'
  }
  return 'Stable'
}
