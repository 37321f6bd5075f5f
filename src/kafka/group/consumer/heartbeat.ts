// ConsumerGroupHeartbeat (clients.md 6.2, 6.3): joining, leaving, acknowledging and staying alive in one request.

import { connectionAt } from '../../../sim/connection.ts'
import { own } from '../../../sim/world.ts'
import { imageOf } from '../../metadata/node-image.ts'
import type { ConsumerGroupHeartbeatRequest } from '../../protocol/consumer-group.ts'
import {
  FENCED_INSTANCE_ID,
  FENCED_MEMBER_EPOCH,
  GROUP_ID_NOT_FOUND,
  GROUP_MAX_SIZE_REACHED,
  INVALID_REGULAR_EXPRESSION,
  INVALID_REQUEST,
  NONE,
  UNKNOWN_MEMBER_ID,
  UNRELEASED_INSTANCE_ID,
  UNSUPPORTED_ASSIGNOR,
} from '../../protocol/errors.ts'
import { isSince } from '../../rules/releases.ts'
import { ADDED, BUMPED, REMOVED } from '../facts.ts'
import type { ConsumerGroup, ConsumerMember, Held, Parked } from '../group.ts'
import { emptyConsumer, findGroup, ownGroup } from '../group.ts'
import { noteAdded, noteState } from '../note.ts'
import { refuse } from '../refuse.ts'
import { forgetGroup } from '../registry.ts'
import { startSession } from '../sessions.ts'
import type { Turn } from '../turn.ts'
import { answerAfter } from '../turn.ts'
import { leaveConsumerGroup } from './leave.ts'
import { reconcile } from './reconcile.ts'
import type { Consumer } from './state.ts'
import {
  bumpEpoch,
  memberOf,
  noteConsumerState,
  removeMember,
  STATIC_LEAVE_EPOCH,
  staticMemberOf,
  writeCurrent,
  writeMember,
  writeTarget,
} from './state.ts'
import { compilePattern, forgetPatterns, maybeResolve, metadataHashOf } from './subscriptions.ts'
import { computeTarget, isTargetDue } from './target.ts'

const JOIN_EPOCH = 0
const LEAVE_EPOCH = -1

export function consumerHeartbeat(turn: Turn, parked: Parked): void {
  const request = parked.message.body as ConsumerGroupHeartbeatRequest
  const invalid = checkRequest(turn, request)
  if (invalid !== NONE) {
    refuse(turn, parked, invalid)
    return
  }
  if (request.memberEpoch === LEAVE_EPOCH || request.memberEpoch === STATIC_LEAVE_EPOCH) {
    leaveConsumerGroup(turn, parked, request)
    return
  }
  const of = groupFor(turn, request)
  if (of === null) {
    refuse(turn, parked, GROUP_ID_NOT_FOUND)
    return
  }
  const error = checkMember(turn, of.consumer, request)
  if (error === NONE) advance(turn, of, parked, request)
  else refuse(turn, parked, error)
}

// rule: group.heartbeat-request
function checkRequest(turn: Turn, request: ConsumerGroupHeartbeatRequest): number {
  if (request.group === '' || request.memberId === '' || request.instanceId === '' || request.rack === '')
    return INVALID_REQUEST
  if (request.memberEpoch < STATIC_LEAVE_EPOCH) return INVALID_REQUEST
  if (request.memberEpoch === STATIC_LEAVE_EPOCH && request.instanceId === null) return INVALID_REQUEST
  if (request.memberEpoch === JOIN_EPOCH) {
    if (request.rebalanceTimeoutMs < 0 || request.owned === null || request.owned.length > 0)
      return INVALID_REQUEST
    if ((request.topics === null || request.topics.length === 0) && (request.pattern ?? '') === '')
      return INVALID_REQUEST
  }
  const { groupConsumerAssignors } = turn.node.config
  if (request.assignor !== null && !groupConsumerAssignors.includes(request.assignor))
    return UNSUPPORTED_ASSIGNOR
  if (request.pattern !== null && request.pattern !== '' && compilePattern(request.pattern) === null)
    return INVALID_REGULAR_EXPRESSION
  return NONE
}

/** The group, owned; made by the first who joins. One of the classic protocol gives way only when it is empty. */
function groupFor(turn: Turn, request: ConsumerGroupHeartbeatRequest): Consumer | null {
  const { world, node, coordinator } = turn
  const known = findGroup(world, node.id, request.group)
  if (known?.members?.type === 'consumer') {
    const group = own(world, known)
    return group.members?.type === 'consumer' ? { group, consumer: group.members } : null
  }
  if (request.memberEpoch !== JOIN_EPOCH) return null
  if (known?.members?.type === 'classic') {
    if (known.members.members.length > 0 || known.members.state !== 'Empty') return null
    forgetGroup(turn, own(world, known), true)
  }
  const group = ownGroup(world, node.id, request.group, coordinator.index)
  const consumer = emptyConsumer()
  group.members = consumer
  if (!coordinator.groups.includes(request.group)) coordinator.groups.push(request.group)
  noteState(world, node, group)
  return { group, consumer }
}

// rule: group.epoch-fencing
function checkMember(
  turn: Turn,
  group: Readonly<ConsumerGroup>,
  request: ConsumerGroupHeartbeatRequest,
): number {
  const { memberId, memberEpoch, instanceId } = request
  const member = memberOf(group, memberId)
  if (member === null && group.members.length >= turn.node.config.groupConsumerMaxSize)
    return GROUP_MAX_SIZE_REACHED
  if (member === null && memberEpoch === JOIN_EPOCH) {
    const holder = instanceId === null ? null : staticMemberOf(group, instanceId)
    return holder === null || holder.epoch === STATIC_LEAVE_EPOCH ? NONE : UNRELEASED_INSTANCE_ID
  }
  if (instanceId !== null) {
    const holder = staticMemberOf(group, instanceId)
    if (holder === null) return UNKNOWN_MEMBER_ID
    if (holder.memberId !== memberId) return FENCED_INSTANCE_ID
  }
  if (member === null) return UNKNOWN_MEMBER_ID
  // It joins again: since 4.2 at any time, a static one that has left for a while always could (6.6).
  const wasAway = member.epoch === STATIC_LEAVE_EPOCH
  if (memberEpoch === JOIN_EPOCH && (wasAway || isSince(turn.node.rules, '4.2'))) return NONE
  if (memberEpoch > member.epoch) return FENCED_MEMBER_EPOCH
  // An answer that was lost: the member is one epoch behind, and has no more than it was given.
  if (memberEpoch < member.epoch) {
    const isBehind = memberEpoch === member.previousEpoch && hasOnly(request.owned, member.assigned)
    if (!isBehind) return FENCED_MEMBER_EPOCH
  }
  return NONE
}

function hasOnly(owned: readonly string[] | null, assigned: readonly Held[]): boolean {
  return owned?.every((name) => assigned.some(({ partition }) => partition === name)) ?? false
}

/** Member, group epoch, target, reconciliation: in this order, with their records. */
function advance(turn: Turn, of: Consumer, parked: Parked, request: ConsumerGroupHeartbeatRequest): void {
  const { world, node } = turn
  const { consumer } = of
  const wasEmpty = consumer.members.length === 0
  const isNew = memberOf(consumer, request.memberId) === null
  const member = memberFor(turn, of, parked, request)
  const assignedBefore = member.assigned
  const subscribed = update(turn, of, member, isNew, parked, request)
  const metadataHash = metadataHashOf(imageOf(world, node), consumer)
  const topicsChanged = metadataHash !== consumer.metadataHash
  consumer.metadataHash = metadataHash
  if (subscribed || wasEmpty) bumpEpoch(turn, of, BUMPED.subscription)
  else if (topicsChanged) bumpEpoch(turn, of, BUMPED.topics)
  forgetPatterns(turn, of)
  maybeResolve(turn, of)
  if (isTargetDue(turn, consumer)) computeTarget(turn, of)
  reconcile(turn, of, member, request.owned)
  startSession(world, node, member.memberId, member.clientId, node.config.groupConsumerSessionTimeoutMs)
  noteConsumerState(turn, of)
  const subscribes = request.topics !== null || request.pattern !== null
  const isFull = request.rebalanceTimeoutMs >= 0 && subscribes && request.owned !== null
  const tellAll = request.memberEpoch === JOIN_EPOCH || isFull || !sameHeld(assignedBefore, member.assigned)
  answerAfter(turn, parked, {
    sealed: true,
    type: 'consumerGroupHeartbeat',
    error: NONE,
    memberId: member.memberId,
    memberEpoch: member.epoch,
    heartbeatIntervalMs: node.config.groupConsumerHeartbeatIntervalMs,
    assignment: tellAll ? member.assigned.map(({ partition }) => partition) : null,
  })
}

function sameHeld(a: readonly Held[], b: readonly Held[]): boolean {
  return a.length === b.length && a.every(({ partition }, index) => partition === b[index]?.partition)
}

/** The member, made when it joins; a static one that is back takes over what it left behind. */
function memberFor(
  turn: Turn,
  of: Consumer,
  parked: Parked,
  request: ConsumerGroupHeartbeatRequest,
): ConsumerMember {
  const { consumer, group } = of
  const { memberId, instanceId } = request
  const known = memberOf(consumer, memberId)
  if (known !== null) return known
  const left = instanceId === null ? null : staticMemberOf(consumer, instanceId)
  const member: ConsumerMember = {
    memberId,
    instanceId,
    rack: null,
    clientId: connectionAt(turn.world, parked.connectionSlot).client,
    rebalanceTimeoutMs: 0,
    topics: left?.topics ?? [],
    pattern: left?.pattern ?? null,
    assignor: left?.assignor ?? null,
    epoch: JOIN_EPOCH,
    previousEpoch: JOIN_EPOCH,
    state: 'Stable',
    assigned: left?.assigned ?? [],
    revoking: left?.revoking ?? [],
    target: left?.target ?? [],
  }
  if (left !== null) removeMember(turn, of, left.memberId, REMOVED.replaced)
  consumer.members.push(member)
  noteAdded(turn.world, turn.node, group, memberId, left === null ? ADDED.joined : ADDED.returned)
  return member
}

/** What the member says of itself. True when it subscribes to something else now. */
function update(
  turn: Turn,
  of: Consumer,
  member: ConsumerMember,
  isNew: boolean,
  parked: Parked,
  request: ConsumerGroupHeartbeatRequest,
): boolean {
  const wasReturned = isNew && member.target.length > 0
  const before = { ...member }
  member.clientId = connectionAt(turn.world, parked.connectionSlot).client
  if (request.rack !== null) member.rack = request.rack
  if (request.rebalanceTimeoutMs >= 0) member.rebalanceTimeoutMs = request.rebalanceTimeoutMs
  if (request.topics !== null) member.topics = [...request.topics].sort()
  if (request.pattern !== null) member.pattern = request.pattern === '' ? null : request.pattern
  if (request.assignor !== null) member.assignor = request.assignor
  const sameTopics =
    before.topics.length === member.topics.length &&
    before.topics.every((topic, index) => topic === member.topics[index])
  const samePattern = before.pattern === member.pattern
  const isSame =
    sameTopics &&
    samePattern &&
    before.rack === member.rack &&
    before.rebalanceTimeoutMs === member.rebalanceTimeoutMs &&
    before.assignor === member.assignor &&
    before.clientId === member.clientId
  if (!isSame || isNew) writeMember(turn, of, member)
  if (wasReturned) {
    writeTarget(turn, of, member)
    writeCurrent(turn, of, member)
  }
  if (request.memberEpoch === JOIN_EPOCH && !isNew) rejoin(member)
  const isResolved =
    member.pattern === null || of.consumer.patterns.some(({ pattern }) => pattern === member.pattern)
  return !sameTopics || (!samePattern && isResolved)
}

/** A member that joins again has nothing: what it was to give up it has given up (KIP-848). */
function rejoin(member: ConsumerMember): void {
  member.epoch = JOIN_EPOCH
  member.previousEpoch = JOIN_EPOCH
  member.revoking = []
  member.state = 'Stable'
}
