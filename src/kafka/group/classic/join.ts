// JoinGroup (clients.md 4.4): the first step of a classic rebalance. A dynamic member comes twice, the second time with the id it was given.

import { connectionAt } from '../../../sim/connection.ts'
import { armTimer, dropTimer } from '../../../sim/process.ts'
import { fact, intern } from '../../../sim/world.ts'
import { processOf } from '../../node.ts'
import type { JoinGroupRequest } from '../../protocol/classic-group.ts'
import {
  COORDINATOR_NOT_AVAILABLE,
  FENCED_INSTANCE_ID,
  GROUP_MAX_SIZE_REACHED,
  INCONSISTENT_GROUP_PROTOCOL,
  INVALID_SESSION_TIMEOUT,
  MEMBER_ID_REQUIRED,
  NONE,
  UNKNOWN_MEMBER_ID,
} from '../../protocol/errors.ts'
import { isSince } from '../../rules/releases.ts'
import { GROUP_PENDING_TIMER } from '../../timers.ts'
import { answerWith, joinError } from '../answer.ts'
import { ADDED, GROUP_JOIN_PARKED, GROUP_MEMBER_ID, REBALANCE, REMOVED } from '../facts.ts'
import type { ClassicGroup, ClassicMember, Parked } from '../group.ts'
import { newMemberId } from '../member-ids.ts'
import { noteAdded, noteRemoved } from '../note.ts'
import { refuse } from '../refuse.ts'
import { endSession, startSession } from '../sessions.ts'
import type { Turn } from '../turn.ts'
import { answerAfter } from '../turn.ts'
import { answerSync } from './assigned.ts'
import { classicGroup, isForeign } from './find.ts'
import {
  checkMember,
  chosenProtocol,
  fits,
  memberOf,
  remove,
  removeMember,
  sameOffer,
  staticMemberOf,
} from './members.ts'
import { joinAnswer, prepareRebalance, rebalance } from './rebalance.ts'
import type { Classic } from './state.ts'
import { writeGeneration } from './state.ts'

/** How long a new member may wait in JoinGroup: its session does not run yet. */
const NEW_MEMBER_TIMEOUT_MS = 300_000

// rule: group.join
export function joinGroup(turn: Turn, parked: Parked): void {
  const request = parked.message.body as JoinGroupRequest
  const { config } = turn.node
  if (
    request.sessionTimeoutMs < config.groupMinSessionTimeoutMs ||
    request.sessionTimeoutMs > config.groupMaxSessionTimeoutMs
  ) {
    refuse(turn, parked, INVALID_SESSION_TIMEOUT)
    return
  }
  if (isForeign(turn, request.group)) {
    refuse(turn, parked, INCONSISTENT_GROUP_PROTOCOL)
    return
  }
  const found = classicGroup(turn, request.group, request.memberId === '')
  if (found === null) {
    refuse(turn, parked, UNKNOWN_MEMBER_ID)
    return
  }
  // A group that has just come up is written as an empty generation 0.
  if (found.isNew) writeGeneration(turn, found, null)
  if (found.classic.state === 'Dead') refuse(turn, parked, COORDINATOR_NOT_AVAILABLE)
  else if (!hasRoom(found.classic, request.memberId, config.groupMaxSize)) tooMany(turn, found, parked)
  else if (!fits(found.classic, request.protocols)) refuse(turn, parked, INCONSISTENT_GROUP_PROTOCOL)
  else if (request.memberId === '') joinAnew(turn, found, parked, request)
  else joinAgain(turn, found, parked, request)
}

// rule: group.max-size
function hasRoom(classic: Readonly<ClassicGroup>, memberId: string, maxSize: number): boolean {
  const member = memberOf(classic, memberId)
  if (classic.state === 'Empty') return true
  if (classic.state === 'PreparingRebalance') {
    if (member !== null && member.joining !== null) return true
    return classic.members.filter(({ joining }) => joining !== null).length < maxSize
  }
  return member !== null || classic.members.length < maxSize
}

function tooMany(turn: Turn, { classic }: Classic, parked: Parked): void {
  const { memberId } = parked.message.body as JoinGroupRequest
  if (memberId !== '') removeMember(classic, memberId)
  refuse(turn, parked, GROUP_MAX_SIZE_REACHED)
}

// rule: group.member-id-required
/** Without an id: a dynamic member is given one and sent away, a static one is in at once. */
function joinAnew(turn: Turn, of: Classic, parked: Parked, request: JoinGroupRequest): void {
  const { world, node } = turn
  const { group, classic } = of
  const clientId = connectionAt(world, parked.connectionSlot).client
  const { instanceId } = request
  const memberId = newMemberId(world, node, instanceId ?? clientId)
  // rule: group.by-release
  // Since 2.2 (KIP-394): before, a join whose answer was lost left a member behind that nobody knew of.
  if (instanceId === null && isSince(node.rules, '2.2')) {
    classic.pending.push(memberId)
    const process = processOf(world, node)
    const key = intern(world, memberId)
    const timeoutUs = request.sessionTimeoutMs * 1_000
    armTimer(world, process, GROUP_PENDING_TIMER, key, timeoutUs, `process:${clientId}`)
    fact(world, GROUP_MEMBER_ID, process.slot, parked.connectionSlot, group.nameId, key)
    answerWith(world, node, parked, joinError(MEMBER_ID_REQUIRED, memberId))
    return
  }
  const holder = instanceId === null ? null : staticMemberOf(classic, instanceId)
  if (holder === null) addMember(turn, of, parked, request, memberId)
  else replaceStatic(turn, of, holder, parked, request, memberId)
}

function joinAgain(turn: Turn, of: Classic, parked: Parked, request: JoinGroupRequest): void {
  const { classic } = of
  const { memberId } = request
  if (request.instanceId === null && classic.pending.includes(memberId)) {
    remove(classic.pending, memberId)
    const key = intern(turn.world, memberId)
    dropTimer(turn.world, processOf(turn.world, turn.node), GROUP_PENDING_TIMER, key)
    addMember(turn, of, parked, request, memberId)
    return
  }
  const error = checkMember(classic, memberId, request.instanceId)
  const member = memberOf(classic, memberId)
  if (error !== NONE || member === null) {
    refuse(turn, parked, error)
    return
  }
  switch (classic.state) {
    case 'PreparingRebalance':
      rejoin(turn, of, member, parked, request, REBALANCE.metadataChanged)
      return
    case 'CompletingRebalance':
      // Its answer was lost: it is still in this generation.
      if (sameOffer(member.offer, request.protocols)) answerPresent(turn, of, parked, memberId)
      else rejoin(turn, of, member, parked, request, REBALANCE.metadataChanged)
      return
    case 'Stable':
      if (classic.leader === memberId) rejoin(turn, of, member, parked, request, REBALANCE.leaderRejoined)
      else if (!sameOffer(member.offer, request.protocols))
        rejoin(turn, of, member, parked, request, REBALANCE.metadataChanged)
      else answerPresent(turn, of, parked, memberId)
      return
    case 'Empty':
    case 'Dead':
      refuse(turn, parked, UNKNOWN_MEMBER_ID)
  }
}

function answerPresent(turn: Turn, { classic }: Classic, parked: Parked, memberId: string): void {
  answerWith(turn.world, turn.node, parked, joinAnswer(classic, memberId))
}

function addMember(
  turn: Turn,
  of: Classic,
  parked: Parked,
  request: JoinGroupRequest,
  memberId: string,
): void {
  const { world, node } = turn
  const { group, classic } = of
  const clientId = connectionAt(world, parked.connectionSlot).client
  if (classic.state === 'PreparingRebalance' && classic.previous === 'Empty') classic.newcomer = true
  if (classic.members.length === 0) classic.protocolType = 'consumer'
  classic.members.push({
    memberId,
    instanceId: request.instanceId,
    clientId,
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    offer: { sealed: true, protocols: request.protocols },
    assignment: [],
    isNew: true,
    joining: parked,
    syncing: null,
  })
  classic.leader ??= memberId
  noteAdded(world, node, group, memberId, ADDED.joined)
  startSession(world, node, memberId, clientId, NEW_MEMBER_TIMEOUT_MS)
  noteParked(turn, of, memberId)
  rebalance(turn, of, REBALANCE.newMember)
}

function rejoin(
  turn: Turn,
  of: Classic,
  member: ClassicMember,
  parked: Parked,
  request: JoinGroupRequest,
  reason: (typeof REBALANCE)['leaderRejoined' | 'metadataChanged'],
): void {
  take(turn, member, parked, request)
  noteParked(turn, of, member.memberId)
  rebalance(turn, of, reason)
}

/** What the member says now counts; an older request of it that still waits is answered with what the newest will get. */
function take(turn: Turn, member: ClassicMember, parked: Parked, request: JoinGroupRequest): void {
  if (member.joining !== null)
    answerWith(turn.world, turn.node, member.joining, joinError(UNKNOWN_MEMBER_ID, member.memberId))
  member.offer = { sealed: true, protocols: request.protocols }
  member.sessionTimeoutMs = request.sessionTimeoutMs
  member.rebalanceTimeoutMs = request.rebalanceTimeoutMs
  member.joining = parked
}

function noteParked(turn: Turn, { group, classic }: Classic, memberId: string): void {
  fact(
    turn.world,
    GROUP_JOIN_PARKED,
    turn.node.processSlot,
    group.slot,
    group.nameId,
    intern(turn.world, memberId),
    classic.members.filter(({ joining }) => joining !== null).length,
    classic.members.length,
  )
}

// rule: group.static-return
/** A static member is back under a new id: the old one is fenced. In a stable group nothing moves (KIP-345, KIP-814). */
function replaceStatic(
  turn: Turn,
  of: Classic,
  old: ClassicMember,
  parked: Parked,
  request: JoinGroupRequest,
  memberId: string,
): void {
  const { world, node } = turn
  const { group, classic } = of
  if (old.joining !== null) answerWith(world, node, old.joining, joinError(FENCED_INSTANCE_ID, old.memberId))
  answerSync(world, node, old, FENCED_INSTANCE_ID)
  endSession(world, node, old.memberId)
  const wasLeader = classic.leader === old.memberId
  const before = chosenProtocol(classic)
  const index = classic.members.indexOf(old)
  const clientId = connectionAt(world, parked.connectionSlot).client
  classic.members[index] = {
    ...old,
    memberId,
    clientId,
    joining: null,
    syncing: null,
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    offer: { sealed: true, protocols: request.protocols },
  }
  if (wasLeader) classic.leader = memberId
  if (classic.unsynced.includes(old.memberId)) {
    remove(classic.unsynced, old.memberId)
    classic.unsynced.push(memberId)
  }
  noteRemoved(world, node, group, old.memberId, REMOVED.replaced)
  noteAdded(world, node, group, memberId, ADDED.returned)
  startSession(world, node, memberId, clientId, request.sessionTimeoutMs)
  const member = classic.members[index] as ClassicMember
  if (classic.state === 'Stable' && chosenProtocol(classic) === before) {
    // The generation goes on, with the id that is new.
    member.offer = keptOffer(member, old, classic.protocol)
    writeGeneration(turn, of, null)
    answerAfter(turn, parked, joinAnswer(classic, memberId, true))
    return
  }
  member.joining = parked
  noteParked(turn, of, memberId)
  if (classic.state === 'Stable' || classic.state === 'CompletingRebalance')
    prepareRebalance(turn, of, REBALANCE.staticReturned)
  else rebalance(turn, of, REBALANCE.staticReturned)
}

/** Until the next rebalance the old subscription counts for the assignor in use. */
function keptOffer(
  member: Readonly<ClassicMember>,
  old: Readonly<ClassicMember>,
  protocol: string | null,
): ClassicMember['offer'] {
  const kept = old.offer.protocols.find(({ name }) => name === protocol)
  return {
    sealed: true,
    protocols: member.offer.protocols.map((offered) =>
      offered.name === protocol && kept !== undefined ? kept : offered,
    ),
  }
}
