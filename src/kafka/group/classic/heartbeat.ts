// Heartbeat (clients.md 4.5): keeps a member's session, and tells it of a rebalance.

import { fact, intern } from '../../../sim/world.ts'
import type { HeartbeatRequest } from '../../protocol/classic-group.ts'
import {
  COORDINATOR_NOT_AVAILABLE,
  ILLEGAL_GENERATION,
  NONE,
  REBALANCE_IN_PROGRESS,
  UNKNOWN_MEMBER_ID,
} from '../../protocol/errors.ts'
import { answerWith } from '../answer.ts'
import { GROUP_HEARTBEAT } from '../facts.ts'
import type { Parked } from '../group.ts'
import { refuse } from '../refuse.ts'
import { startSession } from '../sessions.ts'
import type { Turn } from '../turn.ts'
import { classicGroup } from './find.ts'
import { checkMember, memberOf } from './members.ts'
import type { Classic } from './state.ts'

// rule: group.heartbeat
/** Read from what is there, committed or not: it waits for nothing. */
export function heartbeat(turn: Turn, parked: Parked): void {
  const { world, node } = turn
  const request = parked.message.body as HeartbeatRequest
  const found = classicGroup(turn, request.group, false)
  const error = found === null ? UNKNOWN_MEMBER_ID : check(found, request)
  const member = found === null ? null : memberOf(found.classic, request.memberId)
  if (found === null || member === null || (error !== NONE && error !== REBALANCE_IN_PROGRESS)) {
    refuse(turn, parked, error)
    return
  }
  startSession(world, node, member.memberId, member.clientId, member.sessionTimeoutMs)
  const { group } = found
  const memberKey = intern(world, member.memberId)
  const { generation } = found.classic
  fact(world, GROUP_HEARTBEAT, node.processSlot, group.slot, group.nameId, memberKey, generation, error)
  answerWith(world, node, parked, { sealed: true, type: 'heartbeat', error })
}

/** REBALANCE_IN_PROGRESS while the group waits for joins alone; before the assignment is there all is well. */
function check({ classic }: Classic, request: HeartbeatRequest): number {
  if (classic.state === 'Dead') return COORDINATOR_NOT_AVAILABLE
  const error = checkMember(classic, request.memberId, request.instanceId)
  if (error !== NONE) return error
  if (request.generation !== classic.generation) return ILLEGAL_GENERATION
  if (classic.state === 'Empty') return UNKNOWN_MEMBER_ID
  return classic.state === 'PreparingRebalance' ? REBALANCE_IN_PROGRESS : NONE
}
