// OffsetFetch (clients.md 7.2): where a group goes on. It sees what was written before it, and is answered once that is replicated.

import { fact } from '../../../sim/world.ts'
import { imageOf } from '../../metadata/node-image.ts'
import { NONE, STALE_MEMBER_EPOCH, UNKNOWN_MEMBER_ID } from '../../protocol/errors.ts'
import type { OffsetFetchRequest } from '../../protocol/offsets.ts'
import { memberOf } from '../consumer/state.ts'
import { OFFSETS_FETCHED } from '../facts.ts'
import type { Group, Parked } from '../group.ts'
import { findGroup } from '../group.ts'
import { comparePartitions, topicOf } from '../names.ts'
import { refuse } from '../refuse.ts'
import type { Turn } from '../turn.ts'
import { answerAfter } from '../turn.ts'

// rule: group.offset-fetch
export function fetchOffsets(turn: Turn, parked: Parked): void {
  const { world, node } = turn
  const request = parked.message.body as OffsetFetchRequest
  const group = findGroup(world, node.id, request.group)
  const error = check(group, request)
  if (error !== NONE) {
    refuse(turn, parked, error)
    return
  }
  const wanted = request.partitions ?? [...(group?.offsets.keys() ?? [])].sort(comparePartitions)
  const image = imageOf(world, node)
  const partitions = wanted.map((partition) => {
    const committed = group?.offsets.get(partition)
    // A topic that was made anew knows nothing of what was committed for the old one.
    const isOther = image.topics.get(topicOf(partition))?.topicId !== committed?.topicId
    if (committed === undefined || isOther) return { partition, offset: -1, leaderEpoch: -1, error: NONE }
    return { partition, offset: committed.offset, leaderEpoch: committed.leaderEpoch, error: NONE }
  })
  if (group !== null)
    fact(world, OFFSETS_FETCHED, node.processSlot, group.slot, group.nameId, partitions.length)
  answerAfter(turn, parked, { sealed: true, type: 'offsetFetch', error: NONE, partitions })
}

function check(group: Readonly<Group> | null, request: OffsetFetchRequest): number {
  if (group?.members?.type !== 'consumer') return NONE
  if (request.memberId === '' && request.memberEpoch < 0) return NONE
  const member = memberOf(group.members, request.memberId)
  if (member === null) return UNKNOWN_MEMBER_ID
  return request.memberEpoch === member.epoch ? NONE : STALE_MEMBER_EPOCH
}
