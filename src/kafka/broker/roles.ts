// A replica takes its role from the metadata (server.md 4.12): leader, follower, or follower of nobody.

import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import { assignEpoch } from '../log/leader-epochs.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { PartitionState } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { isPlanted } from '../plants.ts'
import { wakeCleaner } from '../storage/cleaner.ts'
import { countFlushAge } from '../storage/flusher.ts'
import { placeLog } from '../storage/log-dirs.ts'
import { isOffline } from '../storage/offline.ts'
import { isCompacted } from '../storage/retention.ts'
import { brokerOf } from './broker.ts'
import { BECAME_FOLLOWER, BECAME_LEADER, ISR_CHANGED, LEADERLESS } from './facts.ts'
import { newsOfRole } from './fetch-purgatory.ts'
import { lookAtOutsiders } from './fetch-session.ts'
import { shutDownIdleFetchers, startFetching, stopFetching } from './fetcher.ts'
import { maybeAdvanceHighWatermark } from './high-watermark.ts'
import { armHighWatermarkCheckpoint } from './high-watermark-checkpoint.ts'
import { isHandingOver } from './lifecycle-state.ts'
import { failProduce } from './produce-purgatory.ts'
import { MOVED_AWAY, removePartition, TOPIC_DELETED } from './remove-partition.ts'
import type { Follower, Replica } from './replica.ts'
import { logOf, replicaOn } from './replica.ts'
import { topicConfigOn } from './topic-config.ts'

/** Long ago: a follower that this leader has never seen caught up. */
const NEVER_CAUGHT_UP_US = -1_000_000_000_000

/** Brings partitions on this broker to what the image says: first those it leads, then those it follows, then fetchers without work are shut down. */
export function applyPartitions(world: World, node: Readonly<Node>, partitions: readonly string[]): void {
  const { partitions: states } = imageOf(world, node)
  for (const leading of [true, false]) {
    for (const partition of partitions) {
      const state = states.get(partition)
      if (state !== undefined && isToLead(world, node, state) === leading)
        applyPartition(world, node, partition, state)
    }
  }
  shutDownIdleFetchers(world, node)
}

function applyPartition(world: World, node: Readonly<Node>, partition: string, state: PartitionState): void {
  if (!state.replicas.includes(node.id)) {
    removePartition(world, node, partition, MOVED_AWAY)
    return
  }
  const replica = enterPartition(world, node, partition, state.topic)
  armHighWatermarkCheckpoint(world, node)
  if (isOffline(world, node, replica)) return
  // A change that AlterPartition's answer brought already, or an old one. Of a reassignment that it ended the answer said nothing.
  if (state.partitionEpoch === replica.partitionEpoch && state.adding.length !== replica.adding)
    own(world, replica).adding = state.adding.length
  if (state.partitionEpoch <= replica.partitionEpoch) return
  const mine = own(world, replica)
  takeTopicConfig(world, node, mine, state)
  if (isToLead(world, node, state)) makeLeader(world, node, mine, state)
  else makeFollower(world, node, mine, state)
}

/** What the configs of its topic say now: at every change of role, and when they are changed while it runs. */
export function takeTopicConfig(
  world: World,
  node: Readonly<Node>,
  mine: Replica,
  state: PartitionState,
): void {
  const config = topicConfigOn(world, node, state.topic)
  mine.effectiveMinIsr = effectiveMinIsr(node, config.minInsyncReplicas, state.replicas.length)
  mine.maxMessageBytes = config.maxMessageBytes
  mine.logConfig = config
  if (isCompacted(mine)) wakeCleaner(world, node)
}

// rule: versions.min-isr-cap
/** At most the number of replicas; until 3.7 it could ask for more than there are. */
function effectiveMinIsr(node: Readonly<Node>, wanted: number, replicas: number): number {
  switch (node.rules.minIsrCap) {
    case 'none':
      return wanted
    case 'replicas':
      return Math.min(wanted, replicas)
  }
}

function isToLead(world: World, node: Readonly<Node>, state: PartitionState): boolean {
  return state.leader === node.id || (isPlanted(world, 'leads-unelected') && state.replicas[0] === node.id)
}

function enterPartition(world: World, node: Readonly<Node>, partition: string, topic: string): Replica {
  const replica = replicaOn(world, node, partition, intern(world, partition))
  const topicId = imageOf(world, node).topics.get(topic)?.topicId ?? -1
  if (replica.topicId !== topicId) {
    // A topic of that name was deleted and created again: it has nothing in common with the old one.
    if (replica.topicId >= 0) removePartition(world, node, partition, TOPIC_DELETED)
    own(world, replica).topicId = topicId
  }
  if (!brokerOf(world, node).logs.includes(partition)) {
    placeLog(world, node, logOf(world, replica))
    countFlushAge(world, node, logOf(world, replica))
    own(world, brokerOf(world, node)).logs.push(partition)
  }
  return replica
}

// rule: epochs.of-election
function makeLeader(world: World, node: Readonly<Node>, mine: Replica, state: PartitionState): void {
  const wasLeader = mine.role === 'leader'
  const isNewEpoch = state.leaderEpoch > mine.leaderEpoch
  if (mine.role === 'follower' && mine.leader >= 0) stopFetching(world, node, mine)
  const before = mine.isr
  takeState(mine, state)
  mine.role = 'leader'
  const process = processOf(world, node)
  if (isNewEpoch) {
    const log = own(world, logOf(world, mine))
    // An entry is made when a leader is elected, even if it never appends a record.
    assignEpoch(log.epochs, state.leaderEpoch, log.logEnd)
    mine.epochStart = log.logEnd
    mine.followers = resetFollowers(world, mine, state, wasLeader)
    fact(
      world,
      BECAME_LEADER,
      process.slot,
      mine.slot,
      mine.nameId,
      state.leaderEpoch,
      log.logEnd,
      mine.highWatermark,
    )
    newsOfRole(world, node, mine)
  } else if (mine.followers.length !== followersOf(state, mine.nodeId)) {
    mine.followers = reassignedFollowers(mine, state)
  }
  if (!sameMembers(before, mine.isr)) {
    fact(world, ISR_CHANGED, process.slot, mine.slot, mine.nameId, mine.isr.length, mine.partitionEpoch)
  }
  lookAtOutsiders(world, mine)
  maybeAdvanceHighWatermark(world, node, mine)
}

function takeState(mine: Replica, state: PartitionState): void {
  mine.leader = state.leader
  mine.leaderEpoch = state.leaderEpoch
  mine.partitionEpoch = state.partitionEpoch
  mine.replicas = state.replicas
  mine.adding = state.adding.length
  mine.isr = state.isr
  mine.pending = null
}

/** A new leader knows no follower's end; a re-elected one keeps what it knew and resets only the times. */
function resetFollowers(world: World, mine: Replica, state: PartitionState, wasLeader: boolean): Follower[] {
  const followers: Follower[] = []
  for (const id of state.replicas) {
    if (id === mine.nodeId) continue
    const old = wasLeader ? mine.followers.find((follower) => follower.id === id) : undefined
    const resetUs = state.isr.includes(id) ? world.nowUs : NEVER_CAUGHT_UP_US
    followers.push({
      id,
      logEnd: old?.logEnd ?? -1,
      logStart: old?.logStart ?? -1,
      lastCaughtUpUs: resetUs,
      lastFetchUs: old === undefined ? NEVER_CAUGHT_UP_US : resetUs,
      lastFetchLeaderEnd: old === undefined ? -1 : mine.epochStart,
      brokerEpoch: old?.brokerEpoch ?? -1,
      session: old?.session ?? -1,
    })
  }
  return followers
}

function followersOf(state: PartitionState, nodeId: number): number {
  return state.replicas.includes(nodeId) ? state.replicas.length - 1 : state.replicas.length
}

/** A reassignment brings replicas of which this leader knows nothing yet; of the others it knows what it knew. Nobody goes without a new epoch. */
function reassignedFollowers(mine: Replica, state: PartitionState): Follower[] {
  return state.replicas
    .filter((id) => id !== mine.nodeId)
    .map((id) => mine.followers.find((follower) => follower.id === id) ?? unknownFollower(id))
}

function unknownFollower(id: number): Follower {
  return {
    id,
    logEnd: -1,
    logStart: -1,
    lastCaughtUpUs: NEVER_CAUGHT_UP_US,
    lastFetchUs: NEVER_CAUGHT_UP_US,
    lastFetchLeaderEnd: -1,
    brokerEpoch: -1,
    session: -1,
  }
}

function makeFollower(world: World, node: Readonly<Node>, mine: Replica, given: PartitionState): void {
  const wasLeader = mine.role === 'leader'
  const falls = wasLeader && isPlanted(world, 'epoch-falls')
  const state = falls ? { ...given, leaderEpoch: mine.leaderEpoch - 1 } : given
  const isNewEpoch = falls || state.leaderEpoch > mine.leaderEpoch
  const isNewLeader = state.leader !== mine.leader
  if (mine.role === 'follower' && mine.leader >= 0 && isNewEpoch) stopFetching(world, node, mine)
  takeState(mine, state)
  mine.role = 'follower'
  if (wasLeader) {
    mine.followers = []
    failProduce(world, node, mine)
    newsOfRole(world, node, mine)
  }
  const process = processOf(world, node)
  if (isHandingOver(world, node) && !state.isr.includes(node.id)) {
    // On its way out of the ISR it no longer follows (server.md 4.12).
    if (!isNewEpoch && state.leader >= 0) stopFetching(world, node, mine)
    return
  }
  if (!isNewEpoch) return
  if (state.leader < 0) {
    fact(world, LEADERLESS, process.slot, mine.slot, mine.nameId, state.leaderEpoch)
    return
  }
  const { logEnd } = logOf(world, mine)
  fact(world, BECAME_FOLLOWER, process.slot, mine.slot, mine.nameId, state.leaderEpoch, state.leader, logEnd)
  startFetching(world, node, mine, isNewLeader)
}

function sameMembers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id))
}
