// SyncGroup (clients.md 4.5): the leader hands in the assignment, everybody gets a share once its record is committed.

import { dropTimer } from '../../../sim/process.ts'
import { fact, intern } from '../../../sim/world.ts'
import { processOf } from '../../node.ts'
import { isPlanted } from '../../plants.ts'
import type { SyncGroupRequest } from '../../protocol/classic-group.ts'
import {
  COORDINATOR_NOT_AVAILABLE,
  ILLEGAL_GENERATION,
  INCONSISTENT_GROUP_PROTOCOL,
  NONE,
  REBALANCE_IN_PROGRESS,
  UNKNOWN_MEMBER_ID,
} from '../../protocol/errors.ts'
import { GROUP_SYNC_TIMER } from '../../timers.ts'
import { answerWith, errorAnswer } from '../answer.ts'
import { GROUP_SYNC_PARKED } from '../facts.ts'
import type { ClassicMember, Parked } from '../group.ts'
import { refuse } from '../refuse.ts'
import type { Turn } from '../turn.ts'
import { answerAfter } from '../turn.ts'
import { classicGroup } from './find.ts'
import { checkMember, memberOf, remove } from './members.ts'
import type { Classic } from './state.ts'
import { writeGeneration } from './state.ts'

// rule: group.sync
export function syncGroup(turn: Turn, parked: Parked): void {
  const request = parked.message.body as SyncGroupRequest
  const found = classicGroup(turn, request.group, false)
  if (found === null) {
    refuse(turn, parked, UNKNOWN_MEMBER_ID)
    return
  }
  const error = checkSync(found, request)
  const member = memberOf(found.classic, request.memberId)
  if (error !== NONE || member === null) {
    refuse(turn, parked, error)
    return
  }
  switch (found.classic.state) {
    case 'PreparingRebalance':
      refuse(turn, parked, REBALANCE_IN_PROGRESS)
      return
    case 'CompletingRebalance':
      park(turn, found, member, parked, request)
      return
    case 'Stable':
      noteSynced(turn, found, member.memberId)
      answerAfter(turn, parked, {
        sealed: true,
        type: 'syncGroup',
        error: NONE,
        partitions: member.assignment,
      })
      return
    case 'Empty':
    case 'Dead':
      refuse(turn, parked, UNKNOWN_MEMBER_ID)
  }
}

function checkSync({ classic }: Classic, request: SyncGroupRequest): number {
  if (classic.state === 'Dead') return COORDINATOR_NOT_AVAILABLE
  const error = checkMember(classic, request.memberId, request.instanceId)
  if (error !== NONE) return error
  if (request.generation !== classic.generation) return ILLEGAL_GENERATION
  return request.protocol === classic.protocol ? NONE : INCONSISTENT_GROUP_PROTOCOL
}

function park(
  turn: Turn,
  of: Classic,
  member: ClassicMember,
  parked: Parked,
  request: SyncGroupRequest,
): void {
  const { world, node } = turn
  const { group, classic } = of
  if (member.syncing !== null)
    answerWith(world, node, member.syncing, errorAnswer(member.syncing.message, UNKNOWN_MEMBER_ID))
  member.syncing = parked
  noteSynced(turn, of, member.memberId)
  fact(
    world,
    GROUP_SYNC_PARKED,
    node.processSlot,
    group.slot,
    group.nameId,
    intern(world, member.memberId),
    classic.unsynced.length,
  )
  if (classic.leader !== member.memberId) return
  // Whom the leader left out gets nothing, and whom it made up is passed over.
  const assignments = new Map(request.assignments.map(({ memberId, partitions }) => [memberId, partitions]))
  if (isPlanted(world, 'assignment-doubled')) {
    const all = request.assignments.flatMap(({ partitions }) => partitions)
    for (const one of classic.members) assignments.set(one.memberId, all)
  }
  for (const one of classic.members) one.assignment = assignments.get(one.memberId) ?? []
  writeGeneration(turn, of, assignments)
  turn.after.push({ sealed: true, kind: 'assigned', groupId: group.groupId, generation: classic.generation })
}

/** When all have synced, nobody can be late any more. */
function noteSynced(turn: Turn, { group, classic }: Classic, memberId: string): void {
  remove(classic.unsynced, memberId)
  if (classic.unsynced.length === 0)
    dropTimer(turn.world, processOf(turn.world, turn.node), GROUP_SYNC_TIMER, group.nameId)
}
