// A replica in a broker's memory: its role, the leader's view of its followers, and the high watermark. Its log lies on disk and outlives it.

import { assert } from '../../sim/assert.ts'
import { placedFinder } from '../../sim/finders.ts'
import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { add, at, find, own } from '../../sim/world.ts'
import type { Log } from '../log/log.ts'
import { emptyLog } from '../log/log.ts'
import type { LogConfig } from '../log/log-config.ts'
import { DEFAULT_LOG_CONFIG } from '../log/log-config.ts'
import type { Node } from '../node.ts'
import type { LogDir } from '../storage/log-dirs.ts'
import { dirAt, dirForNewLog, mustAsk } from '../storage/log-dirs.ts'

export interface Replica extends Entity {
  readonly kind: 'replica'
  readonly partition: string
  readonly nodeId: number
  readonly logSlot: number
  /** Interned number of the partition's name, for facts. */
  readonly nameId: number
  /** What `partition.metadata` beside the log says: the id of the topic whose records lie there. −1: there is no log directory. */
  topicId: number
  /** `none`: the broker has not heard of it since it started, or its directory is offline. */
  role: 'leader' | 'follower' | 'none'
  leader: number
  leaderEpoch: number
  partitionEpoch: number
  replicas: readonly number[]
  /** How many of them a reassignment is still adding: without them the partition is not under-replicated. */
  adding: number
  /** The committed ISR: what the controller has answered. */
  isr: readonly number[]
  /** An ISR change that the controller has not answered yet. */
  pending: PendingIsr | null
  highWatermark: number
  /** Log end when it became leader of this epoch. */
  epochStart: number
  /** The leader's view of the other replicas, in order of assignment. */
  followers: Follower[]
  /** Fetch sessions with this partition: whom to tell of news. */
  readonly watchers: number[]
  /** Produce requests in purgatory that wait for this partition, oldest first. */
  readonly waiting: { readonly sealed: true; readonly operation: number; readonly endOffset: number }[]
  /** min.insync.replicas as this broker knows it, at most the number of replicas. */
  effectiveMinIsr: number
  /** What its log goes by: retention, rolling, compaction and so on. */
  logConfig: LogConfig
  /** max.message.bytes of the topic. */
  maxMessageBytes: number
  /** Slot of the group coordinator that lives on this partition, −1 for none. */
  coordinator: number
}

export interface PendingIsr {
  readonly sealed: true
  readonly isr: readonly number[]
  /** Old and new members together: whoever might be in the ISR holds the high watermark back. */
  readonly maximalIsr: readonly number[]
}

export interface Follower {
  readonly id: number
  /** −1: unknown to this leader. */
  logEnd: number
  /** Where its log starts, as its fetches say; −1: unknown to this leader. */
  logStart: number
  lastCaughtUpUs: number
  lastFetchUs: number
  lastFetchLeaderEnd: number
  brokerEpoch: number
  /** Slot of the fetch session that has this partition, −1 for none. */
  session: number
}

/** The replica of a partition on a node, made at first use with an empty log. */
export function replicaOn(world: World, node: Readonly<Node>, partition: string, nameId: number): Replica {
  const known = findReplica(world, node.id, partition)
  if (known !== null) return known
  const log = (find(world, `log:${partition}@${node.id}`) as Log | null) ?? newLog(world, node, partition)
  return add<Replica>(world, (slot, stamp) => ({
    kind: 'replica',
    address: `replica:${partition}@${node.id}`,
    slot,
    stamp,
    partition,
    nodeId: node.id,
    logSlot: log.slot,
    nameId,
    topicId: -1,
    role: 'none',
    leader: -1,
    leaderEpoch: -1,
    partitionEpoch: -1,
    replicas: [],
    adding: 0,
    isr: [],
    pending: null,
    highWatermark: 0,
    epochStart: 0,
    followers: [],
    watchers: [],
    waiting: [],
    effectiveMinIsr: 1,
    logConfig: DEFAULT_LOG_CONFIG,
    maxMessageBytes: 0,
    coordinator: -1,
  }))
}

function newLog(world: World, node: Readonly<Node>, partition: string): Log {
  const dir = dirForNewLog(world, node)
  const isWatched = mustAsk(dirAt(world, node, dir) as LogDir)
  return add(world, (slot, stamp) => ({ ...emptyLog(slot, stamp, partition, node.id), dir, isWatched }))
}

const findPlaced = placedFinder('replica')

export function findReplica(world: World, nodeId: number, partition: string): Replica | null {
  return findPlaced(world.tables, partition, nodeId) as Replica | null
}

export function replicaAt(world: World, slot: number): Replica {
  return at(world, slot) as Replica
}

export function logOf(world: World, replica: Readonly<Replica>): Log {
  return at(world, replica.logSlot) as Log
}

export function followerOf(replica: Readonly<Replica>, id: number): Follower | null {
  for (const follower of replica.followers) if (follower.id === id) return follower
  return null
}

export function maximalIsr(replica: Readonly<Replica>): readonly number[] {
  return replica.pending === null ? replica.isr : replica.pending.maximalIsr
}

/** Memory is gone: what the broker knew of the replica, but not the log. */
export function forgetReplica(world: World, replica: Readonly<Replica>): void {
  const mine = own(world, replica)
  mine.role = 'none'
  forgetPartition(mine)
  mine.watchers.length = 0
  mine.waiting.length = 0
  mine.coordinator = -1
}

/** What the metadata said of its partition, and what it knew as its leader. */
export function forgetPartition(mine: Replica): void {
  mine.leader = -1
  mine.leaderEpoch = -1
  mine.partitionEpoch = -1
  mine.replicas = []
  mine.adding = 0
  mine.isr = []
  mine.pending = null
  mine.highWatermark = 0
  mine.epochStart = 0
  mine.followers = []
}

export function presentReplica(world: World, nodeId: number, partition: string): Replica {
  const replica = findReplica(world, nodeId, partition)
  assert(replica !== null, 'a replica that is not there')
  return replica
}
