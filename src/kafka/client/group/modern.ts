// A member under KIP-848 (clients.md 6.7; ConsumerMembershipManager): heartbeats from the background thread, reconciliation inside poll().

import { drawBits } from '../../../sim/chance.ts'
import type { Process } from '../../../sim/process.ts'
import { msToUs, NEVER_US } from '../../../sim/time.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern, stream } from '../../../sim/world.ts'
import { backoffMs } from '../../network/backoff.ts'
import type { Channel } from '../../network/channel.ts'
import { CONSUMER_GROUP_HEARTBEAT } from '../../protocol/api.ts'
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../../protocol/consumer-group.ts'
import {
  COORDINATOR_LOAD_IN_PROGRESS,
  COORDINATOR_NOT_AVAILABLE,
  FENCED_MEMBER_EPOCH,
  NONE,
  NOT_COORDINATOR,
  UNKNOWN_MEMBER_ID,
} from '../../protocol/errors.ts'
import type { Consumer } from '../consumer.ts'
import { topicOf } from '../consumer.ts'
import { requestUpdate } from '../metadata.ts'
import { groupHeartbeatRequestBytes } from '../sizes.ts'
import { assigned, lost, ownedBeyond, ownsAll, revoked } from './callbacks.ts'
import { hasCommitted } from './classic.ts'
import { forgetCoordinator, sendToCoordinator } from './coordinator-link.ts'
import { JOIN_REFUSED, JOIN_SENT, MEMBER_FENCED, MEMBER_JOINED, MEMBER_LEFT } from './facts.ts'
import { failApplication } from './fatal.ts'
import type { Membership } from './membership.ts'

const JOIN_EPOCH = 0
const LEAVE_EPOCH = -1
const STATIC_LEAVE_EPOCH = -2

/** The application's part: joining, callbacks, and one reconciliation at a time. */
export function pollModern(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): void {
  switch (member.state) {
    case 'unjoined':
      member.memberId = newMemberId(world, mine)
      beginJoin(world, member)
      return
    case 'fenced':
    case 'stale':
      lost(world, process, mine, member)
      beginJoin(world, member)
      return
    case 'reconciling':
      reconcile(world, process, mine, member)
      return
    default:
  }
}

/** A member that was fenced comes back under its old id. */
function beginJoin(world: World, member: Membership): void {
  member.state = 'joining'
  member.generation = JOIN_EPOCH
  member.target = null
  member.isAssigned = false
  member.prepared = false
  member.prepareCommit = -1
  member.tellAll = true
  member.heartbeatDueUs = world.nowUs
}

/** Uuid.randomUuid in base 64: 22 characters. */
function newMemberId(world: World, mine: Consumer): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const chance = stream(world, `client/${mine.id}/member-id`)
  let id = ''
  while (id.length < 22) {
    let bits = drawBits(chance)
    for (let i = 0; i < 5 && id.length < 22; i++) {
      id += letters[bits % 64]
      bits = Math.floor(bits / 64)
    }
  }
  return id
}

// rule: member.epochs
export function sendGroupHeartbeat(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  channel: Channel,
): void {
  const { state } = member
  if (state === 'unjoined' || state === 'fenced' || state === 'stale' || state === 'left') return
  if (member.heartbeatInFlight || world.nowUs < member.heartbeatDueUs) return
  const body = heartbeatOf(mine, member)
  const sizeBytes = groupHeartbeatRequestBytes(body.topics?.length ?? 0, body.owned?.length ?? 0)
  sendToCoordinator(world, mine, channel, CONSUMER_GROUP_HEARTBEAT, body, sizeBytes)
  if (state === 'joining')
    fact(world, JOIN_SENT, process.slot, -1, intern(world, member.id), member.generation)
  member.heartbeatInFlight = true
  member.heartbeatDueUs = state === 'leaving' ? NEVER_US : world.nowUs + msToUs(member.intervalMs)
  member.tellAll = false
  member.toldOwned = ownedText(mine)
  if (state === 'acknowledging') member.state = isReconciled(mine, member) ? 'stable' : 'reconciling'
}

/** Everything while joining and after an error; otherwise only what has changed. */
function heartbeatOf(mine: Consumer, member: Membership): ConsumerGroupHeartbeatRequest {
  const { config, subscribe } = mine
  const isLeaving = member.state === 'leaving'
  const tellAll = member.tellAll && !isLeaving
  const owned = mine.partitions.map(({ name }) => name).sort()
  const tellOwned = tellAll || (!isLeaving && member.toldOwned !== ownedText(mine))
  return {
    sealed: true,
    type: 'consumerGroupHeartbeat',
    group: member.id,
    memberId: member.memberId,
    memberEpoch: isLeaving ? leaveEpoch(mine) : member.generation,
    instanceId: config.groupInstanceId,
    rack: tellAll && config.clientRack !== '' ? config.clientRack : null,
    rebalanceTimeoutMs: tellAll ? config.maxPollIntervalMs : -1,
    topics: tellAll && subscribe?.pattern === null ? subscribe.topics : null,
    pattern: tellAll ? (subscribe?.pattern ?? null) : null,
    assignor: tellAll ? config.groupRemoteAssignor : null,
    owned: member.state === 'joining' ? [] : tellOwned ? owned : null,
  }
}

function leaveEpoch(mine: Consumer): number {
  return mine.config.groupInstanceId === null ? LEAVE_EPOCH : STATIC_LEAVE_EPOCH
}

function ownedText(mine: Consumer): string {
  return mine.partitions
    .map(({ name }) => name)
    .sort()
    .join(' ')
}

/** Says that it goes. Nobody is waited for but by close(). */
export function leaveModern(world: World, process: Readonly<Process>, member: Membership): void {
  if (member.state === 'unjoined') return
  member.state = 'leaving'
  member.heartbeatDueUs = world.nowUs
  fact(world, MEMBER_LEFT, process.slot, -1, intern(world, member.id), NONE)
}

export function takeGroupHeartbeat(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  body: ConsumerGroupHeartbeatResponse,
): void {
  member.heartbeatInFlight = false
  if (member.state === 'leaving') {
    // After close() nothing follows; without it the application has not polled for too long, and joins again when it does.
    if (body.memberEpoch < 0 || body.error !== NONE) member.state = mine.loop.closing ? 'left' : 'stale'
    return
  }
  if (body.error !== NONE) {
    groupHeartbeatRefused(world, process, mine, member, body.error)
    return
  }
  if (member.state === 'fenced' || member.state === 'stale' || member.state === 'left') return
  member.heartbeatAttempts = 0
  member.heartbeatOkUs = world.nowUs
  member.intervalMs = body.heartbeatIntervalMs
  const group = intern(world, member.id)
  if (member.state === 'joining') {
    fact(world, MEMBER_JOINED, process.slot, -1, group, body.memberEpoch, intern(world, member.memberId))
  }
  member.generation = body.memberEpoch
  member.heartbeatDueUs = Math.min(member.heartbeatDueUs, world.nowUs + msToUs(member.intervalMs))
  if (body.assignment !== null) member.target = body.assignment
  const waitsForTarget = member.state === 'joining' || member.state === 'stable'
  if (waitsForTarget) member.state = isReconciled(mine, member) ? 'stable' : 'reconciling'
}

/** The errors' reactions (6.5). */
function groupHeartbeatRefused(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  error: number,
): void {
  const group = intern(world, member.id)
  member.tellAll = true
  switch (error) {
    case FENCED_MEMBER_EPOCH:
    case UNKNOWN_MEMBER_ID:
      fact(world, MEMBER_FENCED, process.slot, -1, group, error, member.generation)
      member.state = 'fenced'
      member.heartbeatDueUs = NEVER_US
      return
    case NOT_COORDINATOR:
    case COORDINATOR_NOT_AVAILABLE:
      forgetCoordinator(world, process, mine, member, error)
      member.heartbeatDueUs = world.nowUs
      return
    case COORDINATOR_LOAD_IN_PROGRESS:
      groupHeartbeatLost(world, mine, member)
      return
    default:
      fact(world, JOIN_REFUSED, process.slot, -1, group, error)
      failApplication(world, process, mine, member, error)
  }
}

export function groupHeartbeatLost(world: World, mine: Consumer, member: Membership): void {
  const { retryBackoffMs, retryBackoffMaxMs } = mine.config
  member.heartbeatInFlight = false
  member.tellAll = true
  if (member.state === 'leaving') member.state = mine.loop.closing ? 'left' : 'stale'
  if (member.heartbeatDueUs === NEVER_US) return
  member.heartbeatDueUs =
    world.nowUs +
    msToUs(backoffMs(world, mine.id, retryBackoffMs, retryBackoffMaxMs, member.heartbeatAttempts))
  member.heartbeatAttempts += 1
}

function isReconciled(mine: Consumer, member: Membership): boolean {
  const { target, isAssigned } = member
  // The first assignment is told of even if it is empty.
  if (target !== null && !isAssigned) return false
  return target === null || (ownsAll(mine, target) && ownedBeyond(mine, target).length === 0)
}

// rule: member.reconcile
/** Commit, give up, take over, and tell the coordinator. Partitions of topics that the metadata does not know yet are left out for now. */
function reconcile(world: World, process: Readonly<Process>, mine: Consumer, member: Membership): void {
  const target = member.target ?? []
  const known = target.filter((name) => mine.metadata.partitionCounts.has(topicOf(name)))
  if (known.length < target.length) {
    mine.topics = [...new Set([...mine.topics, ...target.map(topicOf)])].sort()
    requestUpdate(world, process, mine)
  }
  const given = ownedBeyond(mine, known)
  if (member.isAssigned && given.length === 0 && ownsAll(mine, known)) {
    if (known.length === target.length) acknowledge(world, member)
    return
  }
  for (const partition of given) partition.pendingRevocation = true
  if (!hasCommitted(world, process, mine, member)) return
  member.prepared = false
  // While the commit was under way the target may have changed, so that some stay after all.
  for (const partition of mine.partitions) partition.pendingRevocation = false
  revoked(world, process, member, given)
  assigned(world, process, mine, member, known, true)
  member.isAssigned = true
  acknowledge(world, member)
}

function acknowledge(world: World, member: Membership): void {
  member.state = 'acknowledging'
  member.heartbeatDueUs = world.nowUs
}
