// The ISR as its leader keeps it (server.md 4.4): shrink by time, expand on fetch, both through AlterPartition. Until the controller has answered,
// the maximal ISR holds the high watermark, and the committed one decides about admission.

import type { Message } from '../../sim/connection.ts'
import { armTimer, isArmed } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { InFlight } from '../network/channel.ts'
import { connect, isReady, send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { ALTER_PARTITION } from '../protocol/api.ts'
import type {
  AlterPartitionItem,
  AlterPartitionRequest,
  AlterPartitionResponse,
  AlterPartitionResult,
} from '../protocol/broker-requests.ts'
import {
  FENCED_LEADER_EPOCH,
  INELIGIBLE_REPLICA,
  INVALID_REQUEST,
  INVALID_UPDATE_VERSION,
  NEW_LEADER_ELECTED,
  NONE,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { ALTER_PARTITION_TIMER, ISR_EXPIRATION_TIMER } from '../timers.ts'
import { brokerOf } from './broker.ts'
import { controllerChannel } from './controller-channel.ts'
import { ALTER_PARTITION_FAILED, ISR_CHANGED, ISR_EXPAND_WANTED, ISR_SHRINK_WANTED } from './facts.ts'
import { lookAtOutsiders } from './fetch-session.ts'
import { isEligible, isInSync, maybeAdvanceHighWatermark } from './high-watermark.ts'
import { brokerEpochOf } from './lifecycle-state.ts'
import type { Follower, Replica } from './replica.ts'
import { findReplica, followerOf, logOf } from './replica.ts'

/** Retry of AlterPartition after a top-level error (server.md 4.4). */
const RETRY_US = 50_000

/** The isr-expiration task: every replica.lag.time.max.ms / 2, first at once. */
export function expireIsr(world: World, node: Readonly<Node>): void {
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica !== null && replica.role === 'leader' && replica.pending === null)
      maybeShrinkIsr(world, node, replica)
  }
  const periodUs = Math.floor((node.config.replicaLagTimeMaxMs * 1_000) / 2)
  armTimer(world, processOf(world, node), ISR_EXPIRATION_TIMER, 0, periodUs)
}

// rule: isr.lag
function maybeShrinkIsr(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  const leaderEnd = logOf(world, replica).logEnd
  const lagging = replica.followers.filter(
    (follower) => replica.isr.includes(follower.id) && !isInSync(world, node, follower, leaderEnd),
  )
  if (lagging.length === 0 || isStillAsked(world, node, replica.partition)) return
  const ids = lagging.map((follower) => follower.id)
  for (const follower of lagging) {
    const lagUs = world.nowUs - Math.max(follower.lastCaughtUpUs, 0)
    fact(
      world,
      ISR_SHRINK_WANTED,
      processOf(world, node).slot,
      replica.slot,
      replica.nameId,
      follower.id,
      lagUs,
    )
  }
  const isr = replica.isr.filter((id) => !ids.includes(id))
  propose(world, node, replica, isr, replica.isr)
}

// rule: isr.return
/** Caught up means: at the high watermark and at the start of this leader's epoch, and fit to be in the ISR. */
export function maybeExpandIsr(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  follower: Readonly<Follower>,
): void {
  if (replica.pending !== null || replica.isr.includes(follower.id)) return
  if (follower.logEnd < joinsAt(node, replica)) return
  if (!isEligible(world, node, follower) || isStillAsked(world, node, replica.partition)) return
  fact(
    world,
    ISR_EXPAND_WANTED,
    processOf(world, node).slot,
    replica.slot,
    replica.nameId,
    follower.id,
    follower.logEnd,
  )
  const isr = [...replica.isr, follower.id]
  // The leader sends a set of small ids, which Java iterates in ascending order (seen on 4.3.1): the ISR is written so.
  if (node.rules.isrOrder === 'by-id') isr.sort((a, b) => a - b)
  propose(world, node, replica, isr, isr)
}

// rule: versions.isr-join
/** Where a follower must have come to. Until 2.1 the high watermark was enough, below which a new leader's epoch may have begun (KAFKA-7128). */
function joinsAt(node: Readonly<Node>, replica: Readonly<Replica>): number {
  switch (node.rules.isrJoin) {
    case 'hw':
      return replica.highWatermark
    case 'epoch-start':
      return Math.max(replica.highWatermark, replica.epochStart)
  }
}

function propose(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  isr: readonly number[],
  maximal: readonly number[],
): void {
  const { partition } = replica
  const broker = own(world, brokerOf(world, node))
  own(world, replica).pending = { sealed: true, isr, maximalIsr: maximal }
  broker.isrQueue.push(partition)
  sendIsrChanges(world, node)
}

/** OPERATION_NOT_ATTEMPTED: an earlier change of the partition, overtaken by metadata, has not been answered yet. It may be tried again later. */
function isStillAsked(world: World, node: Readonly<Node>, partition: string): boolean {
  const { isrQueue, isrInFlight } = brokerOf(world, node)
  return isrQueue.includes(partition) || isrInFlight.includes(partition)
}

/** One AlterPartition in flight for the whole broker, with everything that waits. */
export function sendIsrChanges(world: World, node: Readonly<Node>): void {
  const broker = brokerOf(world, node)
  if (broker.isrInFlight.length > 0 || broker.isrQueue.length === 0) return
  const channel = controllerChannel(world, node, 'alter-partition')
  if (channel === null) {
    retryLater(world, node)
    return
  }
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  const mine = own(world, broker)
  const partitions: AlterPartitionItem[] = []
  for (const partition of mine.isrQueue.splice(0)) {
    const replica = findReplica(world, node.id, partition)
    // Newer metadata has settled it.
    if (replica === null || replica.pending === null || replica.role !== 'leader') continue
    mine.isrInFlight.push(partition)
    partitions.push(wantedChange(world, node, replica, replica.pending.isr))
  }
  if (partitions.length === 0) return
  const body: AlterPartitionRequest = {
    sealed: true,
    type: 'alterPartition',
    brokerId: node.id,
    brokerEpoch: brokerEpochOf(world, node),
    partitions,
  }
  send(
    world,
    channel,
    ALTER_PARTITION,
    body,
    40 + 48 * partitions.length,
    node.config.controllerSocketTimeoutMs,
  )
}

function wantedChange(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  isr: readonly number[],
): AlterPartitionItem {
  return {
    partition: replica.partition,
    leaderEpoch: replica.leaderEpoch,
    partitionEpoch: replica.partitionEpoch,
    isr: isr.map((brokerId) => ({ brokerId, brokerEpoch: memberEpoch(world, node, replica, brokerId) })),
  }
}

/** KIP-903: the epoch under which a member has fetched; from that the controller sees whether it has restarted since. */
function memberEpoch(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  brokerId: number,
): number {
  if (brokerId === node.id) return brokerEpochOf(world, node)
  return followerOf(replica, brokerId)?.brokerEpoch ?? -1
}

function retryLater(world: World, node: Readonly<Node>): void {
  const process = processOf(world, node)
  if (!isArmed(process, ALTER_PARTITION_TIMER, 0))
    armTimer(world, process, ALTER_PARTITION_TIMER, 0, RETRY_US)
}

/** Nobody answered: what was in flight is sent again to whoever is the active controller then. */
export function isrRequestFailed(world: World, node: Readonly<Node>, lost: readonly InFlight[]): void {
  if (lost.length > 0) requeue(world, node)
  if (brokerOf(world, node).isrQueue.length > 0) retryLater(world, node)
}

function requeue(world: World, node: Readonly<Node>): void {
  const broker = own(world, brokerOf(world, node))
  broker.isrQueue.unshift(...broker.isrInFlight.splice(0))
}

export function isrAnswered(world: World, node: Readonly<Node>, message: Message): void {
  const response = message.body as AlterPartitionResponse
  if (response.error !== NONE) {
    fact(world, ALTER_PARTITION_FAILED, processOf(world, node).slot, -1, -1, response.error)
    requeue(world, node)
    retryLater(world, node)
    return
  }
  own(world, brokerOf(world, node)).isrInFlight.length = 0
  for (const result of response.partitions) applyResult(world, node, result)
  sendIsrChanges(world, node)
}

function applyResult(world: World, node: Readonly<Node>, result: AlterPartitionResult): void {
  const replica = findReplica(world, node.id, result.partition)
  if (replica === null || replica.role !== 'leader' || replica.pending === null) return
  const mine = own(world, replica)
  const { slot, nameId } = mine
  if (result.error !== NONE) {
    fact(world, ALTER_PARTITION_FAILED, node.processSlot, slot, nameId, result.error)
    takeRefusal(world, node, mine, result.error)
    return
  }
  if (result.leaderEpoch !== mine.leaderEpoch || result.partitionEpoch < mine.partitionEpoch) return
  mine.pending = null
  mine.isr = result.isr
  mine.partitionEpoch = result.partitionEpoch
  fact(world, ISR_CHANGED, node.processSlot, slot, nameId, mine.isr.length, mine.partitionEpoch)
  lookAtOutsiders(world, mine)
  maybeAdvanceHighWatermark(world, node, mine)
}

// rule: isr.refusals
function takeRefusal(world: World, node: Readonly<Node>, mine: Replica, error: number): void {
  switch (error) {
    case INELIGIBLE_REPLICA:
      // Back to what is committed; it may be tried again from there.
      mine.pending = null
      return
    case UNKNOWN_TOPIC_OR_PARTITION:
    case FENCED_LEADER_EPOCH:
    case INVALID_UPDATE_VERSION:
    case NEW_LEADER_ELECTED:
    case INVALID_REQUEST:
      // Newer metadata is on its way; the change stays pending until it comes, and holds the high watermark.
      return
    default:
      // The controller is behind, or something passing: the same again.
      own(world, brokerOf(world, node)).isrQueue.push(mine.partition)
  }
}
