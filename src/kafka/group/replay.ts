// A coordinator's memory rebuilt from its log, record by record (clients.md 7.4).

import { assertNever } from '../../sim/assert.ts'
import type { World } from '../../sim/world.ts'
import type { RecordData } from '../log/batch.ts'
import { memberOf } from './consumer/state.ts'
import type { ConsumerGroup, ConsumerMember, Group } from './group.ts'
import { emptyClassic, emptyConsumer, ownGroup } from './group.ts'
import type { ClassicValue, GroupKey, GroupValue } from './records.ts'
import { groupKeyOf } from './records.ts'

/** Applies one record; returns the id of its group. */
export function replay(world: World, nodeId: number, partition: number, record: RecordData): string {
  const key = groupKeyOf(record)
  const group = ownGroup(world, nodeId, key[1], partition)
  apply(group, key, record.value as GroupValue | null)
  return group.groupId
}

function apply(group: Group, key: GroupKey, value: GroupValue | null): void {
  switch (key[0]) {
    case 'offset':
      applyOffset(group, `${key[2]}-${key[3]}`, value)
      return
    case 'group':
      if (value?.type === 'group') group.members = classicOf(value)
      else if (group.members?.type === 'classic') group.members = null
      return
    case 'consumerGroup':
      if (value?.type === 'consumerGroup') {
        const consumer = consumerOf(group)
        consumer.epoch = value.epoch
        consumer.metadataHash = value.metadataHash
      } else if (group.members?.type === 'consumer') {
        group.members = null
      }
      return
    case 'target':
      if (value?.type === 'target') {
        const consumer = consumerOf(group)
        consumer.assignmentEpoch = value.assignmentEpoch
        consumer.assignedMs = value.assignedMs
      }
      return
    case 'pattern':
      applyPattern(group, key[2], value)
      return
    case 'member':
    case 'targetMember':
    case 'current':
      applyMember(group, key[2], key[0], value)
      return
    default:
      assertNever(key, 'group key')
  }
}

function applyOffset(group: Group, partition: string, value: GroupValue | null): void {
  if (value?.type !== 'offset') {
    group.offsets.delete(partition)
    return
  }
  const { offset, leaderEpoch, metadata, commitMs, topicId } = value
  group.offsets.set(partition, { sealed: true, offset, leaderEpoch, metadata, commitMs, topicId })
  group.members ??= emptyClassic(commitMs)
}

// rule: group.reload
/** The generation as it was written: Stable when it has members. Joins and syncs in flight are forgotten. */
function classicOf(value: ClassicValue): Group['members'] {
  const isEmpty = value.members.length === 0
  return {
    ...emptyClassic(value.stateSinceMs),
    state: isEmpty ? 'Empty' : 'Stable',
    previous: isEmpty ? 'PreparingRebalance' : 'CompletingRebalance',
    protocolType: value.protocolType,
    generation: value.generation,
    protocol: value.protocol,
    leader: value.leader,
    members: value.members.map((member) => ({
      memberId: member.memberId,
      instanceId: member.instanceId,
      clientId: member.clientId,
      sessionTimeoutMs: member.sessionTimeoutMs,
      rebalanceTimeoutMs: member.rebalanceTimeoutMs,
      offer: {
        sealed: true as const,
        protocols: [{ name: value.protocol ?? '', subscription: member.subscription }],
      },
      assignment: member.assignment,
      isNew: false,
      joining: null,
      syncing: null,
    })),
  }
}

function consumerOf(group: Group): ConsumerGroup {
  if (group.members?.type === 'consumer') return group.members
  const consumer = emptyConsumer()
  group.members = consumer
  return consumer
}

function applyPattern(group: Group, pattern: string, value: GroupValue | null): void {
  if (value === null && group.members?.type !== 'consumer') return
  const { patterns } = consumerOf(group)
  const index = patterns.findIndex((one) => one.pattern === pattern)
  if (index >= 0) patterns.splice(index, 1)
  if (value?.type === 'pattern')
    patterns.push({ sealed: true, pattern, topics: value.topics, resolvedMs: value.resolvedMs })
}

function applyMember(
  group: Group,
  memberId: string,
  kind: 'member' | 'targetMember' | 'current',
  value: GroupValue | null,
): void {
  if (value === null) {
    // A member's tombstones come together; the one of its metadata ends it.
    if (kind !== 'member' || group.members?.type !== 'consumer') return
    const { members } = group.members
    const index = members.findIndex((member) => member.memberId === memberId)
    if (index >= 0) members.splice(index, 1)
    return
  }
  const consumer = consumerOf(group)
  const member = memberOf(consumer, memberId) ?? newMember(consumer, memberId)
  if (value.type === 'member') {
    member.instanceId = value.instanceId
    member.rack = value.rack
    member.clientId = value.clientId
    member.topics = value.topics
    member.pattern = value.pattern
    member.rebalanceTimeoutMs = value.rebalanceTimeoutMs
    member.assignor = value.assignor
  } else if (value.type === 'targetMember') {
    member.target = value.partitions
  } else if (value.type === 'current') {
    member.epoch = value.epoch
    member.previousEpoch = value.previousEpoch
    member.state = value.state
    member.assigned = value.assigned
    member.revoking = value.revoking
  }
}

/** Its other records follow: compaction may have left any of them first. */
function newMember(consumer: ConsumerGroup, memberId: string): ConsumerMember {
  const member: ConsumerMember = {
    memberId,
    instanceId: null,
    rack: null,
    clientId: '',
    rebalanceTimeoutMs: 0,
    topics: [],
    pattern: null,
    assignor: null,
    epoch: 0,
    previousEpoch: 0,
    state: 'Stable',
    assigned: [],
    revoking: [],
    target: [],
  }
  consumer.members.push(member)
  return member
}
