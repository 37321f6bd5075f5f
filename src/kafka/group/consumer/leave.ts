// A KIP-848 member that goes: for good, or as a static one for a while (clients.md 6.5, 6.6).

import { imageOf } from '../../metadata/node-image.ts'
import type { ConsumerGroupHeartbeatRequest } from '../../protocol/consumer-group.ts'
import { FENCED_INSTANCE_ID, GROUP_ID_NOT_FOUND, NONE, UNKNOWN_MEMBER_ID } from '../../protocol/errors.ts'
import type { Removal } from '../facts.ts'
import { BUMPED, REMOVED } from '../facts.ts'
import type { Parked } from '../group.ts'
import { refuse } from '../refuse.ts'
import type { Turn } from '../turn.ts'
import { answerAfter } from '../turn.ts'
import type { Consumer } from './state.ts'
import {
  bumpEpoch,
  memberOf,
  noteConsumerState,
  removeMember,
  STATIC_LEAVE_EPOCH,
  staticMemberOf,
  writeCurrent,
} from './state.ts'
import { forgetPatterns, metadataHashOf, ownConsumer } from './subscriptions.ts'

export function leaveConsumerGroup(turn: Turn, parked: Parked, request: ConsumerGroupHeartbeatRequest): void {
  const of = ownConsumer(turn.world, turn.node, request.group)
  if (of === null) {
    refuse(turn, parked, GROUP_ID_NOT_FOUND)
    return
  }
  const member = memberOf(of.consumer, request.memberId)
  const holder = request.instanceId === null ? member : staticMemberOf(of.consumer, request.instanceId)
  if (holder === null || member === null || holder !== member) {
    refuse(turn, parked, holder === null ? UNKNOWN_MEMBER_ID : FENCED_INSTANCE_ID)
    return
  }
  if (request.memberEpoch === STATIC_LEAVE_EPOCH) {
    // rule: group.static-leave
    // Its place and its partitions are kept until its session ends.
    member.previousEpoch = member.epoch
    member.epoch = STATIC_LEAVE_EPOCH
    member.revoking = []
    writeCurrent(turn, of, member)
    noteConsumerState(turn, of)
  } else {
    removeConsumer(turn, of, member.memberId, REMOVED.left)
  }
  answerAfter(turn, parked, {
    sealed: true,
    type: 'consumerGroupHeartbeat',
    error: NONE,
    memberId: member.memberId,
    memberEpoch: request.memberEpoch,
    heartbeatIntervalMs: 0,
    assignment: null,
  })
}

/** Gone or fenced: its partitions are free, and the group has a new epoch, whose target the next heartbeat of anyone computes. */
export function removeConsumer(turn: Turn, of: Consumer, memberId: string, reason: Removal): void {
  removeMember(turn, of, memberId, reason)
  forgetPatterns(turn, of)
  of.consumer.metadataHash = metadataHashOf(imageOf(turn.world, turn.node), of.consumer)
  bumpEpoch(turn, of, reason === REMOVED.left ? BUMPED.memberLeft : BUMPED.fenced)
  noteConsumerState(turn, of)
}
