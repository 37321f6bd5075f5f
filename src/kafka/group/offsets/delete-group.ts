// DeleteGroups (clients.md 7.3): a group without members goes with all its offsets; one with members stays.

import { fact, own } from '../../../sim/world.ts'
import type { DeleteGroupsRequest } from '../../protocol/delete-groups.ts'
import { GROUP_ID_NOT_FOUND, NON_EMPTY_GROUP, NONE } from '../../protocol/errors.ts'
import { EXPIRED, GROUP_DELETED } from '../facts.ts'
import type { Parked } from '../group.ts'
import { findGroup } from '../group.ts'
import { refuse } from '../refuse.ts'
import { forgetGroup } from '../registry.ts'
import type { Turn } from '../turn.ts'
import { answerAfter } from '../turn.ts'
import { removeAllOffsets } from './expiry.ts'

// rule: group.delete
export function deleteGroup(turn: Turn, parked: Parked): void {
  const request = parked.message.body as DeleteGroupsRequest
  const known = findGroup(turn.world, turn.node.id, request.group)
  const members = known?.members ?? null
  if (known === null || members === null || members.state === 'Dead') {
    refuse(turn, parked, GROUP_ID_NOT_FOUND)
    return
  }
  if (members.state !== 'Empty') {
    refuse(turn, parked, NON_EMPTY_GROUP)
    return
  }
  const group = own(turn.world, known)
  removeAllOffsets(turn, group, EXPIRED.groupDeleted)
  fact(turn.world, GROUP_DELETED, turn.node.processSlot, group.slot, group.nameId)
  forgetGroup(turn, group, false)
  answerAfter(turn, parked, { sealed: true, type: 'deleteGroups', error: NONE })
}
