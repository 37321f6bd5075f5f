// A replica takes its role from the metadata (server.md 4.12): leader, follower, or follower of nobody.

import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import { topicConfig } from '../config/resolve.ts'
import { assignEpoch } from '../log/leader-epochs.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { PartitionState } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { isPlanted } from '../plants.ts'
import { brokerOf } from './broker.ts'
import { BECAME_FOLLOWER, BECAME_LEADER, ISR_CHANGED, LEADERLESS } from './facts.ts'
import { newsOfRole } from './fetch-purgatory.ts'
import { lookAtOutsiders } from './fetch-session.ts'
import { shutDownIdleFetchers, startFetching, stopFetching } from './fetcher.ts'
import { maybeAdvanceHighWatermark } from './high-watermark.ts'
import { armHighWatermarkCheckpoint } from './high-watermark-checkpoint.ts'
import { isHandingOver } from './lifecycle-state.ts'
import { failProduce } from './produce-purgatory.ts'
import type { Follower, Replica } from './replica.ts'
import { findReplica, logOf, replicaOn } from './replica.ts'

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
    leavePartition(world, node, partition)
    return
  }
  const replica = enterPartition(world, node, partition)
  armHighWatermarkCheckpoint(world, node)
  // A change that AlterPartition's answer brought already, or an old one.
  if (state.partitionEpoch <= replica.partitionEpoch) return
  const mine = own(world, replica)
  const config = topicConfig(imageOf(world, node).configs.get(`topic/${state.topic}`) ?? {}, node.config)
  mine.effectiveMinIsr = Math.min(config.minInsyncReplicas, state.replicas.length)
  mine.maxMessageBytes = config.maxMessageBytes
  if (isToLead(world, node, state)) makeLeader(world, node, mine, state)
  else makeFollower(world, node, mine, state)
}

function isToLead(world: World, node: Readonly<Node>, state: PartitionState): boolean {
  return state.leader === node.id || (isPlanted(world, 'leads-unelected') && state.replicas[0] === node.id)
}

function enterPartition(world: World, node: Readonly<Node>, partition: string): Replica {
  const replica = replicaOn(world, node, partition, intern(world, partition))
  if (!brokerOf(world, node).logs.includes(partition)) own(world, brokerOf(world, node)).logs.push(partition)
  return replica
}

/** No longer a replica: stop whatever went on. */
function leavePartition(world: World, node: Readonly<Node>, partition: string): void {
  const replica = findReplica(world, node.id, partition)
  if (replica === null || replica.role === 'none') return
  const mine = own(world, replica)
  if (mine.leader >= 0 && mine.role === 'follower') stopFetching(world, node, mine)
  mine.role = 'none'
  failProduce(world, node, mine)
  newsOfRole(world, node, mine)
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
      lastCaughtUpUs: resetUs,
      lastFetchUs: old === undefined ? NEVER_CAUGHT_UP_US : resetUs,
      lastFetchLeaderEnd: old === undefined ? -1 : mine.epochStart,
      brokerEpoch: old?.brokerEpoch ?? -1,
      session: old?.session ?? -1,
    })
  }
  return followers
}

function makeFollower(world: World, node: Readonly<Node>, mine: Replica, state: PartitionState): void {
  const wasLeader = mine.role === 'leader'
  const isNewEpoch = state.leaderEpoch > mine.leaderEpoch
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
  startFetching(world, node, mine)
}

function sameMembers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id))
}
