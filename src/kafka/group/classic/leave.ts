// LeaveGroup (clients.md 4.5): members go of their own will, or an admin removes a static one by its instance id.

import { dropTimer } from '../../../sim/process.ts'
import { intern } from '../../../sim/world.ts'
import { processOf } from '../../node.ts'
import type { LeaveGroupRequest } from '../../protocol/classic-group.ts'
import { COORDINATOR_NOT_AVAILABLE, NONE, UNKNOWN_MEMBER_ID } from '../../protocol/errors.ts'
import { GROUP_PENDING_TIMER } from '../../timers.ts'
import { REBALANCE, REMOVED } from '../facts.ts'
import type { Parked } from '../group.ts'
import { noteRefused } from '../note.ts'
import { refuse } from '../refuse.ts'
import type { Turn } from '../turn.ts'
import { answerAfter } from '../turn.ts'
import type { FoundClassic } from './find.ts'
import { classicGroup } from './find.ts'
import { checkMember, removeMember, staticMemberOf } from './members.ts'
import { dropMember, memberGone } from './rebalance.ts'

type Leaver = LeaveGroupRequest['members'][number]

// rule: group.leave
export function leaveGroup(turn: Turn, parked: Parked): void {
  const request = parked.message.body as LeaveGroupRequest
  const found = classicGroup(turn, request.group, false)
  if (found !== null && found.classic.state === 'Dead') {
    refuse(turn, parked, COORDINATOR_NOT_AVAILABLE)
    return
  }
  const members = request.members.map((leaver) => {
    const error = found === null ? UNKNOWN_MEMBER_ID : leave(turn, found, leaver)
    if (error !== NONE) {
      const { api } = parked.message
      const { world, node } = turn
      noteRefused(world, node, parked.connectionSlot, request.group, api, error, leaver.memberId)
    }
    return { memberId: leaver.memberId, error }
  })
  if (found !== null && members.some(({ error }) => error === NONE))
    memberGone(turn, found, REBALANCE.memberLeft)
  answerAfter(turn, parked, { sealed: true, type: 'leaveGroup', error: NONE, members })
}

function leave(turn: Turn, of: FoundClassic, { memberId, instanceId }: Leaver): number {
  const { classic } = of
  if (memberId === '' && instanceId !== null) {
    const holder = staticMemberOf(classic, instanceId)
    if (holder === null) return UNKNOWN_MEMBER_ID
    dropMember(turn, of, holder.memberId, REMOVED.left)
    return NONE
  }
  if (classic.pending.includes(memberId)) {
    removeMember(classic, memberId)
    const key = intern(turn.world, memberId)
    dropTimer(turn.world, processOf(turn.world, turn.node), GROUP_PENDING_TIMER, key)
    return NONE
  }
  const error = checkMember(classic, memberId, instanceId)
  if (error === NONE) dropMember(turn, of, memberId, REMOVED.left)
  return error
}
