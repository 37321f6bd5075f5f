// A rebalance of the classic protocol (clients.md 4.4): everybody joins anew, and when all have, or the time is up, a new generation begins.

import { armTimer, dropTimer } from '../../../sim/process.ts'
import { fact, intern } from '../../../sim/world.ts'
import { processOf } from '../../node.ts'
import type { JoinGroupResponse } from '../../protocol/classic-group.ts'
import { NONE, REBALANCE_IN_PROGRESS, UNKNOWN_MEMBER_ID } from '../../protocol/errors.ts'
import { GROUP_JOIN_TIMER, GROUP_SYNC_TIMER } from '../../timers.ts'
import { answerWith, joinError } from '../answer.ts'
import type { RebalanceReason, Removal } from '../facts.ts'
import { GROUP_GENERATION, GROUP_REBALANCE, REBALANCE, REMOVED } from '../facts.ts'
import type { ClassicGroup, ClassicMember } from '../group.ts'
import { noteRemoved } from '../note.ts'
import { endSession, startSession } from '../sessions.ts'
import type { Turn } from '../turn.ts'
import { answerSync } from './assigned.ts'
import { chosenProtocol, hasAllJoined, membersInOrder, rebalanceTimeoutMs, removeMember } from './members.ts'
import type { Classic } from './state.ts'
import { enterState, writeGeneration } from './state.ts'

/** Starts a rebalance, or looks whether the one that runs is done. */
export function rebalance(turn: Turn, of: Classic, reason: RebalanceReason): void {
  if (of.classic.state === 'PreparingRebalance') maybeComplete(turn, of)
  else prepareRebalance(turn, of, reason)
}

// rule: group.initial-delay
/** A group that was empty waits for more members to come; another goes on as soon as all its members have joined again. */
export function prepareRebalance(turn: Turn, of: Classic, reason: RebalanceReason): void {
  const { world, node, nowMs } = turn
  const { group, classic } = of
  if (classic.state === 'CompletingRebalance') refuseSyncs(turn, of, REBALANCE_IN_PROGRESS)
  const process = processOf(world, node)
  dropTimer(world, process, GROUP_SYNC_TIMER, group.nameId)
  const isInitial = classic.state === 'Empty'
  const delayMs = node.config.groupInitialRebalanceDelayMs
  const waitMs = isInitial ? delayMs : rebalanceTimeoutMs(classic)
  fact(
    world,
    GROUP_REBALANCE,
    process.slot,
    group.slot,
    group.nameId,
    reason,
    classic.generation,
    waitMs * 1_000,
  )
  enterState(world, node, of, 'PreparingRebalance', nowMs)
  if (isInitial) {
    classic.delayMs = delayMs
    classic.remainingMs = Math.max(rebalanceTimeoutMs(classic) - delayMs, 0)
    armTimer(world, process, GROUP_JOIN_TIMER, group.nameId, delayMs * 1_000)
  } else if (hasAllJoined(classic)) {
    completeJoin(turn, of)
  } else {
    armTimer(world, process, GROUP_JOIN_TIMER, group.nameId, waitMs * 1_000)
  }
}

/** Everybody is told to join again. */
export function refuseSyncs(turn: Turn, { classic }: Classic, error: number): void {
  for (const member of classic.members) {
    member.assignment = []
    answerSync(turn.world, turn.node, member, error)
  }
}

/** All members have joined: outside of the initial delay nothing is waited for any more. */
export function maybeComplete(turn: Turn, of: Classic): void {
  const { classic } = of
  if (classic.state === 'PreparingRebalance' && classic.previous !== 'Empty' && hasAllJoined(classic))
    completeJoin(turn, of)
}

/** The wait is over, whoever has joined. */
export function joinTimeUp(turn: Turn, of: Classic): void {
  const { classic, group } = of
  if (classic.state !== 'PreparingRebalance') return
  if (classic.delayMs >= 0 && classic.newcomer && classic.remainingMs !== 0) {
    // Somebody came while it waited: it waits once more, as long as the rebalance timeout bears it.
    const delayMs = Math.min(turn.node.config.groupInitialRebalanceDelayMs, classic.remainingMs)
    classic.newcomer = false
    classic.remainingMs = Math.max(classic.remainingMs - classic.delayMs, 0)
    classic.delayMs = delayMs
    armTimer(turn.world, processOf(turn.world, turn.node), GROUP_JOIN_TIMER, group.nameId, delayMs * 1_000)
    return
  }
  completeJoin(turn, of)
}

function completeJoin(turn: Turn, of: Classic): void {
  const { world, node, nowMs } = turn
  const { group, classic } = of
  const process = processOf(world, node)
  dropTimer(world, process, GROUP_JOIN_TIMER, group.nameId)
  classic.delayMs = -1
  classic.remainingMs = -1
  for (const member of classic.members.filter((one) => one.joining === null && one.instanceId === null))
    dropMember(turn, of, member.memberId, REMOVED.notRejoined)
  if (!electJoinedLeader(classic) && classic.members.length > 0) {
    // Static members alone, none of which has come back: wait on, until their sessions end.
    armTimer(world, process, GROUP_JOIN_TIMER, group.nameId, rebalanceTimeoutMs(classic) * 1_000)
    return
  }
  classic.generation += 1
  if (classic.members.length === 0) {
    classic.protocol = null
    classic.leader = null
    enterState(world, node, of, 'Empty', nowMs)
    writeGeneration(turn, of, null)
    return
  }
  classic.protocol = chosenProtocol(classic)
  enterState(world, node, of, 'CompletingRebalance', nowMs)
  fact(
    world,
    GROUP_GENERATION,
    process.slot,
    group.slot,
    group.nameId,
    classic.generation,
    classic.members.length,
    intern(world, classic.protocol),
  )
  classic.unsynced.length = 0
  for (const member of membersInOrder(classic)) {
    answerJoin(turn, of, member)
    startSession(world, node, member.memberId, member.clientId, member.sessionTimeoutMs)
    member.isNew = false
    classic.unsynced.push(member.memberId)
  }
  armTimer(world, process, GROUP_SYNC_TIMER, group.nameId, rebalanceTimeoutMs(classic) * 1_000)
}

/** A leader that has not joined again is followed by the first who has. False: nobody has joined. */
function electJoinedLeader(classic: ClassicGroup): boolean {
  const leader = classic.members.find((member) => member.memberId === classic.leader)
  if (leader === undefined) return false
  if (leader.joining !== null) return true
  const joined = membersInOrder(classic).find((member) => member.joining !== null)
  if (joined === undefined) return false
  classic.leader = joined.memberId
  return true
}

function answerJoin(turn: Turn, of: Classic, member: ClassicMember): void {
  if (member.joining === null) return
  answerWith(turn.world, turn.node, member.joining, joinAnswer(of.classic, member.memberId))
  member.joining = null
}

/** The present generation; its members are told to the leader alone. */
export function joinAnswer(
  classic: Readonly<ClassicGroup>,
  memberId: string,
  skipAssignment = false,
): JoinGroupResponse {
  const protocol = classic.protocol ?? ''
  const isLeader = classic.leader === memberId
  const members = isLeader
    ? membersInOrder(classic).flatMap((member) => {
        const offered = member.offer.protocols.find(({ name }) => name === protocol)
        return offered === undefined
          ? []
          : [{ memberId: member.memberId, instanceId: member.instanceId, subscription: offered.subscription }]
      })
    : []
  return {
    sealed: true,
    type: 'joinGroup',
    error: NONE,
    generation: classic.generation,
    protocol,
    leader: classic.leader ?? '',
    memberId,
    skipAssignment: skipAssignment && isLeader,
    members,
  }
}

/** Removes a member, whose waiting requests are answered. What the group does about it is up to the caller. */
export function dropMember(turn: Turn, of: Classic, memberId: string, reason: Removal): void {
  const { world, node } = turn
  const member = of.classic.members.find((one) => one.memberId === memberId)
  if (member === undefined) return
  if (member.joining !== null) answerWith(world, node, member.joining, joinError(UNKNOWN_MEMBER_ID, memberId))
  member.joining = null
  answerSync(world, node, member, UNKNOWN_MEMBER_ID)
  endSession(world, node, memberId)
  removeMember(of.classic, memberId)
  noteRemoved(world, node, of.group, memberId, reason)
}

/** A member has gone: the others rebalance, or the rebalance that runs may be done. */
export function memberGone(turn: Turn, of: Classic, reason: RebalanceReason): void {
  const { state } = of.classic
  if (state === 'Stable' || state === 'CompletingRebalance') prepareRebalance(turn, of, reason)
  else maybeComplete(turn, of)
}

// rule: group.sync-timeout
/** The rebalance timeout has passed since the join: who has not synced is out. */
export function syncTimeUp(turn: Turn, of: Classic): void {
  const { classic } = of
  if (classic.state !== 'CompletingRebalance' && classic.state !== 'Stable') return
  const missing = classic.unsynced.slice()
  if (missing.length === 0) return
  for (const memberId of missing) dropMember(turn, of, memberId, REMOVED.notSynced)
  prepareRebalance(turn, of, REBALANCE.notSynced)
}
