// Where a consumer reads on (clients.md 3.5; SubscriptionState, OffsetFetcher): positions are reset by policy, and validated when the leader has changed.

import type { Process } from '../../sim/process.ts'
import { wallClockUs } from '../../sim/process.ts'
import { msToUs, NEVER_US, usToMs } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { durationMsOf } from '../config/by-duration.ts'
import { connect, isReady, send } from '../network/channel.ts'
import { LIST_OFFSETS, OFFSET_FOR_LEADER_EPOCH } from '../protocol/api.ts'
import type {
  ListOffsetsRequest,
  ListOffsetsResponse,
  OffsetForLeaderEpochRequest,
  OffsetForLeaderEpochResponse,
} from '../protocol/client-requests.ts'
import { EARLIEST, LATEST } from '../protocol/client-requests.ts'
import { errorOf, NONE } from '../protocol/errors.ts'
import type { Consumer, ConsumerPartition, PositionState } from './consumer.ts'
import { partitionNamed } from './consumer.ts'
import { POSITION_LOST, POSITION_RESET, POSITION_VALIDATED, TRUNCATION_DETECTED } from './facts.ts'
import { requestUpdate } from './metadata.ts'
import { channelTo } from './network-client.ts'
import { leavePreferred } from './read-replica.ts'
import { listOffsetsRequestBytes, offsetForLeaderEpochRequestBytes } from './sizes.ts'

/** Partitions that a request under way asks about, with the leader epoch that it was asked under. */
export interface PositionContext extends Sealed {
  readonly names: readonly string[]
  readonly leaderEpochs: readonly number[]
}

/** Leaders have changed: a position with a known epoch must be found in the new leader's log first. */
export function followLeaders(mine: Consumer): void {
  for (const partition of mine.partitions) {
    const known = mine.metadata.leaders.get(partition.name)
    if (known === undefined) continue
    const isSameTopic = known.topicId === partition.topicId
    if (isSameTopic && known.leader === partition.leader && known.leaderEpoch === partition.leaderEpoch)
      continue
    partition.topicId = known.topicId
    partition.leader = known.leader
    partition.leaderEpoch = known.leaderEpoch
    leavePreferred(partition)
    if (partition.state === 'initializing') continue
    // Whatever the old leader was asked, its answer counts no more.
    partition.asking = false
    partition.askAgainUs = 0
    if (partition.state !== 'fetching' && partition.state !== 'awaitValidation') continue
    const validates = mine.checksEpochs && partition.positionEpoch >= 0
    partition.state = validates ? 'awaitValidation' : 'fetching'
  }
}

/** Asks leaders for what positions lack. Returns when to come back, NEVER_US if there is nothing to wait for. */
export function updatePositions(world: World, process: Readonly<Process>, mine: Consumer): number {
  let againUs = NEVER_US
  let leaderless = false
  for (const partition of mine.partitions) {
    if (partition.state === 'fetching') {
      if (partition.leader < 0) leaderless = true
      continue
    }
    if (partition.state === 'lost' || partition.asking) continue
    if (partition.state === 'initializing') {
      // Its group is asked, not its leader.
      if (partition.askAgainUs > world.nowUs) againUs = Math.min(againUs, partition.askAgainUs)
      continue
    }
    if (partition.state === 'awaitReset' && mine.config.autoOffsetReset === 'none') {
      losePosition(world, process, partition)
    } else if (partition.leader < 0) leaderless = true
    else if (partition.askAgainUs > world.nowUs) againUs = Math.min(againUs, partition.askAgainUs)
    else askLeader(world, process, mine, partition.leader, partition.state)
  }
  if (leaderless) requestUpdate(world, process, mine)
  return againUs
}

/** One request for all partitions of a leader that wait for the same. */
function askLeader(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  leader: number,
  state: PositionState,
): void {
  const channel = channelTo(world, process, mine, leader)
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  const asked: ConsumerPartition[] = []
  for (const partition of mine.partitions) {
    const isDue = !partition.asking && partition.askAgainUs <= world.nowUs
    if (partition.leader === leader && partition.state === state && isDue) asked.push(partition)
  }
  for (const partition of asked) partition.asking = true
  const context: PositionContext = {
    sealed: true,
    names: asked.map((partition) => partition.name),
    leaderEpochs: asked.map((partition) => partition.leaderEpoch),
  }
  const { requestTimeoutMs } = mine.config
  if (state === 'awaitReset') {
    const body = listOffsetsOf(mine, asked, resetTimestamp(world, process, mine))
    send(world, channel, LIST_OFFSETS, body, listOffsetsRequestBytes(asked.length), requestTimeoutMs, context)
  } else {
    const body = offsetForLeaderEpochOf(asked)
    const sizeBytes = offsetForLeaderEpochRequestBytes(asked.length)
    send(world, channel, OFFSET_FOR_LEADER_EPOCH, body, sizeBytes, requestTimeoutMs, context)
  }
}

/** For a duration the moment that lies so far back by the client's own clock: at every question anew. */
function resetTimestamp(world: World, process: Readonly<Process>, mine: Consumer): number {
  const policy = mine.resetsTo ?? mine.config.autoOffsetReset
  if (policy === 'earliest') return EARLIEST
  const durationMs = typeof policy === 'string' ? durationMsOf(policy) : null
  return durationMs === null ? LATEST : Math.max(usToMs(wallClockUs(world, process)) - durationMs, 0)
}

function listOffsetsOf(
  mine: Consumer,
  asked: readonly ConsumerPartition[],
  timestamp: number,
): ListOffsetsRequest {
  return {
    sealed: true,
    type: 'listOffsets',
    replicaId: -1,
    partitions: asked.map(({ name, leaderEpoch }) => ({
      partition: name,
      currentLeaderEpoch: mine.checksEpochs ? leaderEpoch : -1,
      timestamp,
    })),
  }
}

function offsetForLeaderEpochOf(asked: readonly ConsumerPartition[]): OffsetForLeaderEpochRequest {
  return {
    sealed: true,
    type: 'offsetForLeaderEpoch',
    replicaId: -1,
    partitions: asked.map(({ name, leaderEpoch, positionEpoch }) => ({
      partition: name,
      currentLeaderEpoch: leaderEpoch,
      leaderEpoch: positionEpoch,
    })),
  }
}

export function takeOffsets(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  context: PositionContext,
  body: ListOffsetsResponse,
): void {
  let refresh = false
  for (const said of body.partitions) {
    const partition = partitionNamed(mine, said.partition)
    if (partition?.state !== 'awaitReset' || !isAsked(context, partition)) continue
    if (said.error !== NONE) {
      if (errorOf(said.error).refreshesMetadata) refresh = true
      continue
    }
    partition.asking = false
    if (said.offset < 0) {
      // No record is as young as that: the answer is passed over, and the question put again when the request could have timed out.
      partition.askAgainUs = world.nowUs + msToUs(mine.config.requestTimeoutMs)
      continue
    }
    fact(world, POSITION_RESET, process.slot, -1, partition.nameId, said.offset, partition.position)
    // Seen by offset only: there is no epoch to validate until records have come.
    setPosition(partition, said.offset, -1)
  }
  askAgain(world, mine, context)
  if (refresh) requestUpdate(world, process, mine)
}

export function takeEpochEnds(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  context: PositionContext,
  body: OffsetForLeaderEpochResponse,
): void {
  let refresh = false
  for (const said of body.partitions) {
    const partition = partitionNamed(mine, said.partition)
    if (partition?.state !== 'awaitValidation' || !isAsked(context, partition)) continue
    if (said.error !== NONE) {
      if (errorOf(said.error).refreshesMetadata) refresh = true
      continue
    }
    partition.asking = false
    validate(world, process, mine, partition, said.leaderEpoch, said.endOffset)
  }
  askAgain(world, mine, context)
  if (refresh) requestUpdate(world, process, mine)
}

// rule: consumer.validates
/** The new leader's end of the epoch that was read last lies before the position: what was read beyond it is gone. */
function validate(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  partition: ConsumerPartition,
  epoch: number,
  endOffset: number,
): void {
  const { nameId, position, leaderEpoch } = partition
  const isUndefined = epoch < 0 || endOffset < 0
  if (!isUndefined && endOffset >= position) {
    partition.state = 'fetching'
    fact(world, POSITION_VALIDATED, process.slot, -1, nameId, position, leaderEpoch, endOffset)
    return
  }
  fact(world, TRUNCATION_DETECTED, process.slot, -1, nameId, position, endOffset, epoch)
  if (mine.config.autoOffsetReset === 'none') losePosition(world, process, partition)
  else if (isUndefined) awaitReset(partition)
  // To where the logs part ways, not to where the reset policy points (clients.md, trap 8).
  else setPosition(partition, endOffset, epoch)
}

/** From a committed offset; with its epoch it is validated first, if a leader is known. */
export function startAt(mine: Consumer, partition: ConsumerPartition, offset: number, epoch: number): void {
  setPosition(partition, offset, epoch)
  if (mine.checksEpochs && epoch >= 0 && partition.leader >= 0) partition.state = 'awaitValidation'
}

/** Back to the reset policy. */
export function awaitReset(partition: ConsumerPartition): void {
  partition.state = 'awaitReset'
  partition.positionEpoch = -1
  partition.asking = false
  partition.askAgainUs = 0
}

// rule: consumer.reset
export function losePosition(world: World, process: Readonly<Process>, partition: ConsumerPartition): void {
  partition.state = 'lost'
  fact(world, POSITION_LOST, process.slot, -1, partition.nameId, partition.position)
}

export function setPosition(partition: ConsumerPartition, position: number, epoch: number): void {
  partition.state = 'fetching'
  partition.position = position
  partition.positionEpoch = epoch
}

/** What got no good answer is asked again after retry.backoff.ms. */
export function askAgain(world: World, mine: Consumer, context: PositionContext): void {
  for (const name of context.names) {
    const partition = partitionNamed(mine, name)
    if (partition === undefined || !isAsked(context, partition)) continue
    partition.asking = false
    partition.askAgainUs = world.nowUs + msToUs(mine.config.retryBackoffMs)
  }
}

/** An answer counts only while the question stands: not once the leader has changed, or another question was put. */
function isAsked(context: PositionContext, partition: ConsumerPartition): boolean {
  const index = context.names.indexOf(partition.name)
  return partition.asking && context.leaderEpochs[index] === partition.leaderEpoch
}
