// What time does to groups: sessions end, waits are over, writes are late, offsets grow old.

import { EngineError } from '../../sim/assert.ts'
import type { TimerRow } from '../../sim/process.ts'
import { armTimer, cancelTimer } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { findReplica } from '../broker/replica.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { COORDINATOR_NOT_AVAILABLE } from '../protocol/errors.ts'
import {
  GROUP_APPEND_TIMER,
  GROUP_JOIN_TIMER,
  GROUP_PENDING_TIMER,
  GROUP_REVOCATION_TIMER,
  GROUP_SESSION_TIMER,
  GROUP_SYNC_TIMER,
  GROUP_WRITE_TIMER,
  OFFSETS_EXPIRY_TIMER,
} from '../timers.ts'
import { answerWith, errorAnswer } from './answer.ts'
import { remove } from './classic/members.ts'
import {
  dropMember,
  joinTimeUp,
  maybeComplete,
  memberGone,
  prepareRebalance,
  refuseSyncs,
  syncTimeUp,
} from './classic/rebalance.ts'
import type { Classic } from './classic/state.ts'
import { removeConsumer } from './consumer/leave.ts'
import { STATIC_LEAVE_EPOCH } from './consumer/state.ts'
import type { ResolveStep } from './consumer/subscriptions.ts'
import { resolvePatterns } from './consumer/subscriptions.ts'
import type { AfterCommit, Coordinator } from './coordinator.ts'
import { coordinatorAt, findCoordinator } from './coordinator.ts'
import { REBALANCE, REMOVED, WRITE_TIMED_OUT } from './facts.ts'
import type { Group } from './group.ts'
import { findGroup } from './group.ts'
import { offsetsPartitions } from './load.ts'
import { expireOffsets, forgetTopic } from './offsets/expiry.ts'
import { settle } from './settle.ts'
import type { Turn } from './turn.ts'
import { appendBuffer, closeTurn, openTurn } from './turn.ts'
import type { CommittedStep } from './wake.ts'

export function groupTimer(world: World, node: Readonly<Node>, row: TimerRow): void {
  switch (row.timer) {
    case GROUP_SESSION_TIMER:
    case GROUP_PENDING_TIMER:
    case GROUP_REVOCATION_TIMER:
      ofMember(world, node, row.timer, world.names[row.key] ?? '')
      return
    case GROUP_JOIN_TIMER:
    case GROUP_SYNC_TIMER:
      ofGroup(world, node, row.timer, world.names[row.key] ?? '')
      return
    case GROUP_APPEND_TIMER:
      withActive(world, node, row.key, (coordinator) => appendBuffer(world, node, coordinator))
      return
    case GROUP_WRITE_TIMER:
      withActive(world, node, row.key, (coordinator) => expireWrites(world, node, coordinator))
      return
    case OFFSETS_EXPIRY_TIMER:
      armTimer(
        world,
        processOf(world, node),
        OFFSETS_EXPIRY_TIMER,
        0,
        node.config.offsetsRetentionCheckIntervalMs * 1_000,
      )
      everyTurn(world, node, expireOffsets)
      return
    default:
      throw new EngineError(`nobody owns timer ${row.timer}`)
  }
}

function withActive(
  world: World,
  node: Readonly<Node>,
  index: number,
  work: (coordinator: Coordinator) => void,
): void {
  const coordinator = findCoordinator(world, node.id, index)
  if (coordinator !== null && coordinator.state === 'active') work(own(world, coordinator))
}

/** A turn of each active coordinator of the broker. */
function everyTurn(world: World, node: Readonly<Node>, work: (turn: Turn) => void): void {
  const count = offsetsPartitions(world, node)
  for (let index = 0; index < count; index++) {
    withActive(world, node, index, (coordinator) => {
      const turn = openTurn(world, node, coordinator)
      work(turn)
      closeTurn(turn)
    })
  }
}

function ofGroup(world: World, node: Readonly<Node>, timer: number, groupId: string): void {
  turnOf(world, node, findGroup(world, node.id, groupId), (turn, group) => {
    if (group.members?.type !== 'classic') return
    const of = { group, classic: group.members }
    if (timer === GROUP_JOIN_TIMER) joinTimeUp(turn, of)
    else syncTimeUp(turn, of)
  })
}

function turnOf(
  world: World,
  node: Readonly<Node>,
  known: Readonly<Group> | null,
  work: (turn: Turn, group: Group) => void,
): void {
  if (known === null) return
  withActive(world, node, known.partition, (coordinator) => {
    const turn = openTurn(world, node, coordinator)
    work(turn, own(world, known))
    closeTurn(turn)
  })
}

/** The group of a member, or of an id that was given out. */
function groupOfMember(world: World, node: Readonly<Node>, memberId: string): Group | null {
  const count = offsetsPartitions(world, node)
  for (let index = 0; index < count; index++) {
    for (const groupId of findCoordinator(world, node.id, index)?.groups ?? []) {
      const group = findGroup(world, node.id, groupId)
      const members = group?.members ?? null
      if (members === null) continue
      if (members.members.some((member) => member.memberId === memberId)) return group
      if (members.type === 'classic' && members.pending.includes(memberId)) return group
    }
  }
  return null
}

function ofMember(world: World, node: Readonly<Node>, timer: number, memberId: string): void {
  turnOf(world, node, groupOfMember(world, node, memberId), (turn, group) => {
    const { members } = group
    if (members === null) return
    if (members.type === 'classic') classicOverdue(turn, { group, classic: members }, timer, memberId)
    else consumerOverdue(turn, group, timer, memberId)
  })
}

// rule: group.session
/** A member that waits in JoinGroup or SyncGroup is not expected to say anything, unless it is new. */
function classicOverdue(turn: Turn, of: Classic, timer: number, memberId: string): void {
  if (timer === GROUP_PENDING_TIMER) {
    remove(of.classic.pending, memberId)
    maybeComplete(turn, of)
    return
  }
  const member = of.classic.members.find((one) => one.memberId === memberId)
  if (member === undefined) return
  if (!member.isNew && (member.joining !== null || member.syncing !== null)) return
  dropMember(turn, of, memberId, member.isNew ? REMOVED.neverCame : REMOVED.sessionEnded)
  memberGone(turn, of, REBALANCE.sessionEnded)
}

function consumerOverdue(turn: Turn, group: Group, timer: number, memberId: string): void {
  if (group.members?.type !== 'consumer') return
  const consumer = group.members
  const member = consumer.members.find((one) => one.memberId === memberId)
  if (member === undefined) return
  const isTooSlow = timer === GROUP_REVOCATION_TIMER
  // A static member that has left for a while has nothing to give up any more: its session alone counts.
  const isRevoking = member.state === 'UnrevokedPartitions' && member.epoch !== STATIC_LEAVE_EPOCH
  if (isTooSlow && !isRevoking) return
  removeConsumer(
    turn,
    { group, consumer },
    memberId,
    isTooSlow ? REMOVED.revokedTooSlowly : REMOVED.sessionEnded,
  )
}

/** The high watermark has moved: what waited for it goes on. */
export function recordsCommitted(world: World, node: Readonly<Node>, step: CommittedStep): void {
  const coordinator = own(world, coordinatorAt(world, step.slot))
  coordinator.waking = false
  const replica = findReplica(world, node.id, coordinator.partition)
  if (coordinator.state !== 'active' || replica === null) return
  for (;;) {
    const [first] = coordinator.deferred
    if (first === undefined || first.endOffset < 0 || first.endOffset > replica.highWatermark) break
    coordinator.deferred.shift()
    settle(world, node, coordinator, first.then)
  }
  armWrites(world, node, coordinator)
}

function armWrites(world: World, node: Readonly<Node>, coordinator: Readonly<Coordinator>): void {
  const process = processOf(world, node)
  const [first] = coordinator.deferred
  if (first === undefined) cancelTimer(world, process, GROUP_WRITE_TIMER, coordinator.index)
  else armTimer(world, process, GROUP_WRITE_TIMER, coordinator.index, first.deadlineUs - world.nowUs)
}

/** Not replicated in time: whoever waits is told, though the records lie in the log and may still count. */
function expireWrites(world: World, node: Readonly<Node>, coordinator: Coordinator): void {
  const replica = findReplica(world, node.id, coordinator.partition)
  if (replica === null) return
  for (;;) {
    const [first] = coordinator.deferred
    if (first === undefined || first.deadlineUs > world.nowUs) break
    coordinator.deferred.shift()
    const { nameId, highWatermark } = replica
    fact(world, WRITE_TIMED_OUT, node.processSlot, coordinator.slot, nameId, first.endOffset, highWatermark)
    fail(world, node, coordinator, first.then)
  }
  armWrites(world, node, coordinator)
}

function fail(world: World, node: Readonly<Node>, coordinator: Coordinator, then: AfterCommit): void {
  if (then.kind === 'answer')
    answerWith(world, node, then, errorAnswer(then.message, COORDINATOR_NOT_AVAILABLE))
  if (then.kind !== 'assigned') return
  const known = findGroup(world, coordinator.nodeId, then.groupId)
  turnOf(world, node, known, (turn, group) => {
    if (group.members?.type !== 'classic') return
    const of = { group, classic: group.members }
    if (of.classic.state !== 'CompletingRebalance' || of.classic.generation !== then.generation) return
    refuseSyncs(turn, of, COORDINATOR_NOT_AVAILABLE)
    prepareRebalance(turn, of, REBALANCE.writeFailed)
  })
}

/** Topics are gone, and the offsets that groups have in them. */
export function topicsDeleted(
  world: World,
  node: Readonly<Node>,
  topics: readonly { readonly name: string; readonly topicId: number }[],
): void {
  for (const { name, topicId } of topics) everyTurn(world, node, (turn) => forgetTopic(turn, name, topicId))
}

export function patternsResolved(world: World, node: Readonly<Node>, step: ResolveStep): void {
  turnOf(world, node, findGroup(world, node.id, step.groupId), (turn) => resolvePatterns(turn, step.groupId))
}
