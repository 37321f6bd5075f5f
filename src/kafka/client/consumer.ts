// A consumer of assigned partitions (clients.md 3). Everything is memory of its process. A group will hand out the assignment; nothing else here changes
// with it.

import type { Process } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import type { ConsumerConfig } from '../config/resolve.ts'
import type { Batch } from '../log/batch.ts'
import { CONSUMER_ENDED } from './facts.ts'
import type { FetchSession } from './fetch-session.ts'
import { bootstrapMetadata } from './metadata.ts'
import type { NetworkClient } from './network-client.ts'
import { forgetChannels } from './network-client.ts'
import type { SealedConfig } from './sealed-config.ts'

export interface Consumer extends NetworkClient {
  readonly kind: 'consumer'
  readonly config: SealedConfig<ConsumerConfig>
  /** Partitions given by hand. */
  readonly assign: readonly string[]
  readonly fromUs: number
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

/** `lost`: no position and no reset policy. */
export type PositionState = 'awaitReset' | 'awaitValidation' | 'fetching' | 'lost'

export interface ConsumerPartition {
  readonly place: number
  readonly name: string
  readonly nameId: number
  state: PositionState
  /** Offset of the next record to hand out, −1 before there is one. */
  position: number
  /** Leader epoch of the record before it, −1 unknown. */
  positionEpoch: number
  leader: number
  leaderEpoch: number
  /** As the leader last said. */
  highWatermark: number
  /** ListOffsets or OffsetForLeaderEpoch is under way. */
  asking: boolean
  askAgainUs: number
}

export interface CompletedFetch {
  readonly place: number
  readonly batches: readonly Batch[]
  /** Batch to go on with. */
  next: number
  /** Position at which it goes on: a position set elsewhere since makes it void. */
  position: number
}

export function emptyConsumerMemory(): Pick<
  Consumer,
  'partitions' | 'fetchOrder' | 'sessions' | 'completed' | 'pollScheduled' | 'deliveredRecords'
> {
  return {
    partitions: [],
    fetchOrder: [],
    sessions: [],
    completed: [],
    pollScheduled: false,
    deliveredRecords: 0,
  }
}

/** Without a group there is no committed offset: every position begins with the reset policy. */
export function assignPartitions(world: World, mine: Consumer, names: readonly string[]): void {
  for (const name of names) {
    const place = mine.partitions.length
    mine.fetchOrder.push(place)
    mine.partitions.push({
      place,
      name,
      nameId: intern(world, name),
      state: 'awaitReset',
      position: -1,
      positionEpoch: -1,
      leader: -1,
      leaderEpoch: -1,
      highWatermark: -1,
      asking: false,
      askAgainUs: 0,
    })
  }
}

export function emptyConsumer(world: World, process: Readonly<Process>, mine: Consumer): void {
  fact(world, CONSUMER_ENDED, process.slot, -1, mine.deliveredRecords)
  forgetChannels(world, mine)
  Object.assign(mine, emptyConsumerMemory())
  mine.metadata = bootstrapMetadata(mine.bootstrap)
}

export function partitionNamed(mine: Consumer, name: string): ConsumerPartition | undefined {
  const { partitions } = mine
  for (let i = 0; i < partitions.length; i++) {
    const partition = partitions[i] as ConsumerPartition
    if (partition.name === name) return partition
  }
  return undefined
}

/** Topic of a partition's name. */
export function topicOf(partition: string): string {
  return partition.slice(0, partition.lastIndexOf('-'))
}
