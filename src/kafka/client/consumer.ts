// A consumer (clients.md 3): partitions by hand or from its group, positions, what was fetched and waits for a poll. Everything is memory of its process.

import type { Process } from '../../sim/process.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import type { ConsumerConfig } from '../config/resolve.ts'
import type { Batch } from '../log/batch.ts'
import type { CommitsSetup, DeserializerSetup, OffsetTarget } from '../setup.ts'
import { CONSUMER_ENDED } from './facts.ts'
import type { FetchSession } from './fetch-session.ts'
import { forgetCoordinators } from './group/coordinator-link.ts'
import type { Membership } from './group/membership.ts'
import { newMembership } from './group/membership.ts'
import { bootstrapMetadata } from './metadata.ts'
import type { NetworkClient } from './network-client.ts'
import { forgetChannels } from './network-client.ts'
import type { PollLoop } from './poll-loop-state.ts'
import { newPollLoop } from './poll-loop-state.ts'
import type { Processing } from './processing.ts'
import type { SealedConfig } from './sealed-config.ts'

export interface Consumer extends NetworkClient {
  readonly kind: 'consumer'
  config: SealedConfig<ConsumerConfig>
  /** What its configuration file says by now; a process reads it when it starts. null: nothing new. */
  nextConfig: SealedConfig<ConsumerConfig> | null
  /** Partitions given by hand; empty when it subscribes. */
  readonly assign: readonly string[]
  readonly subscribe: Subscribe | null
  readonly commits: (CommitsSetup & Sealed) | null
  /** The record that it cannot read, and what it does then; null: it reads them all. */
  readonly deserializer: (DeserializerSetup & Sealed) | null
  /** The tool that sets a group's offsets; null: an application. */
  readonly resetsTo: OffsetTarget | null
  readonly fromUs: number
  /** Says by which leader's epoch it reads, and asks a new leader where its epoch ends (KIP-320, since 2.3). */
  readonly checksEpochs: boolean
  everyTopic?: true
  /** Topics that it asks metadata for: those it subscribes to, and as a leader those of its group. */
  topics: readonly string[]
  /** What its application does with a record; not memory, but what it is. */
  processing: Processing
  loop: PollLoop
  /** null without group.id. */
  group: Membership | null
  /** The assigned partitions: who gave a group's away takes them from here too. */
  readonly partitions: ConsumerPartition[]
  /** Places in `partitions`, in the order of fetching: what returned data moves to the end. */
  readonly fetchOrder: number[]
  readonly sessions: FetchSession[]
  /** Answered and not yet handed to the application, oldest first. */
  readonly completed: CompletedFetch[]
  /** A poll that hands out buffered records is about to run. */
  pollScheduled: boolean
  deliveredRecords: number
}

export interface Subscribe extends Sealed {
  readonly topics: readonly string[]
  readonly pattern: string | null
}

/** `initializing`: its group's committed offset is not known yet. `lost`: no position and no reset policy. */
export type PositionState = 'initializing' | 'awaitReset' | 'awaitValidation' | 'fetching' | 'lost'

export interface ConsumerPartition {
  place: number
  readonly name: string
  readonly nameId: number
  state: PositionState
  /** Offset of the next record to hand out, −1 before there is one. */
  position: number
  /** Leader epoch of the record before it, −1 unknown. */
  positionEpoch: number
  leader: number
  leaderEpoch: number
  /** Of the topic as the client knows it, −1 before it does. */
  topicId: number
  /** As the leader last said. */
  highWatermark: number
  /** ListOffsets, OffsetForLeaderEpoch or OffsetFetch is under way. */
  asking: boolean
  askAgainUs: number
  /** Where to fetch instead of the leader, −1 for the leader; and until when (KIP-392). */
  preferred: number
  preferredUntilUs: number
  /** The application has paused it. */
  paused: boolean
  /** It is about to be given away: nothing more is fetched or handed out. */
  pendingRevocation: boolean
  /** The group's offset as last read or confirmed here, −1 unknown. */
  committed: number
}

export interface CompletedFetch {
  place: number
  readonly batches: readonly Batch[]
  /** Batch to go on with. */
  next: number
  /** Position at which it goes on: a position set elsewhere since makes it void. */
  position: number
}

export function emptyConsumerMemory(
  config: ConsumerConfig,
): Pick<
  Consumer,
  | 'partitions'
  | 'fetchOrder'
  | 'sessions'
  | 'completed'
  | 'pollScheduled'
  | 'deliveredRecords'
  | 'loop'
  | 'group'
> {
  return {
    loop: newPollLoop(),
    group: config.groupId === null ? null : newMembership(config.groupId, config),
    partitions: [],
    fetchOrder: [],
    sessions: [],
    completed: [],
    pollScheduled: false,
    deliveredRecords: 0,
  }
}

/** Partitions of its own choice. Without a group there is no committed offset: every position begins with the reset policy. */
export function assignPartitions(world: World, mine: Consumer, names: readonly string[]): void {
  for (const name of names) {
    const place = mine.partitions.length
    mine.fetchOrder.push(place)
    mine.partitions.push(newPartition(world, mine, place, name))
  }
}

/**
 * The group has given it other partitions. `keep`: those that stay go on where they are; without it all begin anew from their committed offsets, as
 * under the eager protocol.
 */
export function replaceAssignment(
  world: World,
  mine: Consumer,
  names: readonly string[],
  keep: boolean,
): void {
  const before = mine.partitions.slice()
  const order = mine.fetchOrder.map((place) => before[place] as ConsumerPartition)
  mine.partitions.length = 0
  for (const name of names) {
    const place = mine.partitions.length
    const known = keep ? before.find((partition) => partition.name === name) : undefined
    if (known !== undefined) known.place = place
    mine.partitions.push(known ?? newPartition(world, mine, place, name))
  }
  const stays = (partition: ConsumerPartition): boolean => mine.partitions[partition.place] === partition
  const kept = mine.completed.filter((fetched) => stays(before[fetched.place] as ConsumerPartition))
  for (const fetched of kept) fetched.place = (before[fetched.place] as ConsumerPartition).place
  mine.completed.splice(0, mine.completed.length, ...kept)
  const places = order.filter(stays).map((partition) => partition.place)
  const added = mine.partitions.map(({ place }) => place).filter((place) => !places.includes(place))
  mine.fetchOrder.splice(0, mine.fetchOrder.length, ...places, ...added)
}

function newPartition(world: World, mine: Consumer, place: number, name: string): ConsumerPartition {
  return {
    place,
    name,
    nameId: intern(world, name),
    state: mine.group === null || mine.resetsTo !== null ? 'awaitReset' : 'initializing',
    position: -1,
    positionEpoch: -1,
    leader: -1,
    leaderEpoch: -1,
    topicId: -1,
    highWatermark: -1,
    asking: false,
    askAgainUs: 0,
    preferred: -1,
    preferredUntilUs: 0,
    paused: mine.resetsTo !== null,
    pendingRevocation: false,
    committed: -1,
  }
}

export function emptyConsumer(world: World, process: Readonly<Process>, mine: Consumer): void {
  fact(world, CONSUMER_ENDED, process.slot, -1, mine.deliveredRecords)
  forgetChannels(world, mine)
  forgetCoordinators(world, mine)
  Object.assign(mine, emptyConsumerMemory(mine.config))
  mine.topics = topicsOf(mine.assign, mine.subscribe)
  mine.metadata = bootstrapMetadata(mine.bootstrap)
}

/** Under the classic protocol members resolve a pattern themselves, among all topics; under KIP-848 brokers do. */
export function asksEveryTopic(subscribe: Subscribe | null, config: ConsumerConfig): boolean {
  return subscribe !== null && subscribe.pattern !== null && config.groupProtocol === 'classic'
}

/** The process starts, and reads its configuration file. */
export function beginConsumer(mine: Consumer): void {
  if (mine.nextConfig === null) return
  mine.config = mine.nextConfig
  mine.nextConfig = null
  if (asksEveryTopic(mine.subscribe, mine.config)) mine.everyTopic = true
  else delete mine.everyTopic
  Object.assign(mine, emptyConsumerMemory(mine.config))
}

export function partitionNamed(mine: Consumer, name: string): ConsumerPartition | undefined {
  const { partitions } = mine
  for (let i = 0; i < partitions.length; i++) {
    const partition = partitions[i] as ConsumerPartition
    if (partition.name === name) return partition
  }
  return undefined
}

/** Topics that it needs metadata of before anything is known. */
export function topicsOf(assign: readonly string[], subscribe: Subscribe | null): readonly string[] {
  const topics: string[] = []
  for (const topic of [...(subscribe?.topics ?? []), ...assign.map(topicOf)]) {
    if (!topics.includes(topic)) topics.push(topic)
  }
  return topics
}

/** Whether its records may be fetched and handed out. */
export function isFetchable(partition: Readonly<ConsumerPartition>): boolean {
  return partition.state === 'fetching' && !partition.paused && !partition.pendingRevocation
}

/** Topic of a partition's name. */
export function topicOf(partition: string): string {
  return partition.slice(0, partition.lastIndexOf('-'))
}
