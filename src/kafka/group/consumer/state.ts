// A KIP-848 group's epochs and the records that keep it (clients.md 6.3, 7.1).

import { fact } from '../../../sim/world.ts'
import type { Bump, Removal } from '../facts.ts'
import { GROUP_EPOCH } from '../facts.ts'
import type { ConsumerGroup, ConsumerMember, Group } from '../group.ts'
import { consumerStateOf } from '../group.ts'
import { noteRemoved, noteState } from '../note.ts'
import { groupRecord } from '../records.ts'
import { endSession } from '../sessions.ts'
import type { Turn } from '../turn.ts'

/** Epoch of a static member that has gone and may come back. */
export const STATIC_LEAVE_EPOCH = -2

/** A group together with its consumer half: both of one owned entity. */
export interface Consumer {
  readonly group: Group
  readonly consumer: ConsumerGroup
}

export function memberOf(group: Readonly<ConsumerGroup>, memberId: string): ConsumerMember | null {
  for (const member of group.members) if (member.memberId === memberId) return member
  return null
}

export function staticMemberOf(group: Readonly<ConsumerGroup>, instanceId: string): ConsumerMember | null {
  for (const member of group.members) if (member.instanceId === instanceId) return member
  return null
}

// rule: group.epochs
export function bumpEpoch(turn: Turn, of: Consumer, reason: Bump): void {
  const { group, consumer } = of
  consumer.epoch += 1
  fact(turn.world, GROUP_EPOCH, turn.node.processSlot, group.slot, group.nameId, consumer.epoch, reason)
  turn.records.push(
    groupRecord(['consumerGroup', group.groupId], {
      sealed: true,
      type: 'consumerGroup',
      epoch: consumer.epoch,
      metadataHash: consumer.metadataHash,
    }),
  )
}

export function noteConsumerState(turn: Turn, { group, consumer }: Consumer): void {
  const state = consumerStateOf(consumer)
  if (state === consumer.state) return
  consumer.state = state
  noteState(turn.world, turn.node, group)
}

export function writeMember(turn: Turn, { group }: Consumer, member: Readonly<ConsumerMember>): void {
  turn.records.push(
    groupRecord(['member', group.groupId, member.memberId], {
      sealed: true,
      type: 'member',
      instanceId: member.instanceId,
      rack: member.rack,
      clientId: member.clientId,
      topics: member.topics,
      pattern: member.pattern,
      rebalanceTimeoutMs: member.rebalanceTimeoutMs,
      assignor: member.assignor,
    }),
  )
}

export function writeTarget(turn: Turn, { group }: Consumer, member: Readonly<ConsumerMember>): void {
  turn.records.push(
    groupRecord(['targetMember', group.groupId, member.memberId], {
      sealed: true,
      type: 'targetMember',
      partitions: member.target,
    }),
  )
}

export function writeCurrent(turn: Turn, { group }: Consumer, member: Readonly<ConsumerMember>): void {
  turn.records.push(
    groupRecord(['current', group.groupId, member.memberId], {
      sealed: true,
      type: 'current',
      epoch: member.epoch,
      previousEpoch: member.previousEpoch,
      state: member.state,
      assigned: member.assigned,
      revoking: member.revoking,
    }),
  )
}

/** Out of the group: what it had is free at once. */
export function removeMember(
  turn: Turn,
  { group, consumer }: Consumer,
  memberId: string,
  reason: Removal,
): void {
  const index = consumer.members.findIndex((member) => member.memberId === memberId)
  if (index < 0) return
  consumer.members.splice(index, 1)
  endSession(turn.world, turn.node, memberId)
  noteRemoved(turn.world, turn.node, group, memberId, reason)
  const { groupId } = group
  turn.records.push(
    groupRecord(['current', groupId, memberId], null),
    groupRecord(['targetMember', groupId, memberId], null),
    groupRecord(['member', groupId, memberId], null),
  )
}
