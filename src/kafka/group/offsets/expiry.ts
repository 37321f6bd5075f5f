// Offsets that go: after offsets.retention.minutes without use, or with their topic (clients.md 7.3). A group that has none left and no members goes too.

import { fact, intern, own } from '../../../sim/world.ts'
import { isSince } from '../../rules/releases.ts'
import { subscribedTopics } from '../consumer/subscriptions.ts'
import { EXPIRED, GROUP_DELETED, OFFSET_EXPIRED } from '../facts.ts'
import type { ClassicGroup, CommittedOffset, ConsumerGroup, Group } from '../group.ts'
import { findGroup } from '../group.ts'
import { comparePartitions, topicOf } from '../names.ts'
import { groupRecord, offsetKey } from '../records.ts'
import { forgetGroup } from '../registry.ts'
import type { Turn } from '../turn.ts'

const MS_PER_MINUTE = 60_000

// rule: group.offset-expiry
/** One look at all groups of a coordinator. */
export function expireOffsets(turn: Turn): void {
  const retentionMs = turn.node.config.offsetsRetentionMinutes * MS_PER_MINUTE
  for (const groupId of turn.coordinator.groups.slice()) {
    const known = findGroup(turn.world, turn.node.id, groupId)
    if (known === null) continue
    for (const partition of partitionsOf(known)) {
      const committed = known.offsets.get(partition)
      if (committed === undefined) continue
      const startMs = clockStartMs(turn, known, topicOf(partition), committed)
      if (startMs !== null && turn.nowMs - startMs >= retentionMs)
        removeOffset(turn, own(turn.world, known), partition, EXPIRED.retention)
    }
    maybeDelete(turn, groupId)
  }
}

/** When the retention of an offset began; null while it cannot expire. */
function clockStartMs(
  turn: Turn,
  { members }: Readonly<Group>,
  topic: string,
  committed: CommittedOffset,
): number | null {
  // Before 2.1 the commit's age counted alone, even in a group at work (KIP-211).
  if (members === null || !isSince(turn.node.rules, '2.1')) return committed.commitMs
  if (members.type === 'consumer')
    return subscribedTopics(members).includes(topic) ? null : committed.commitMs
  if (members.protocolType === null) return committed.commitMs
  switch (members.state) {
    case 'Empty':
      return members.stateSinceMs
    case 'Stable':
      return classicTopics(members).includes(topic) ? null : committed.commitMs
    case 'PreparingRebalance':
    case 'CompletingRebalance':
    case 'Dead':
      return null
  }
}

function classicTopics(classic: Readonly<ClassicGroup>): string[] {
  return classic.members.flatMap((member) =>
    member.offer.protocols.flatMap(({ name, subscription }) =>
      name === classic.protocol ? subscription.topics : [],
    ),
  )
}

function partitionsOf(group: Readonly<Group>): string[] {
  return [...group.offsets.keys()].sort(comparePartitions)
}

function removeOffset(turn: Turn, group: Group, partition: string, reason: number): void {
  const { world, node } = turn
  const offset = group.offsets.get(partition)?.offset ?? -1
  group.offsets.delete(partition)
  turn.records.push(groupRecord(offsetKey(group.groupId, partition), null))
  const key = intern(world, partition)
  fact(world, OFFSET_EXPIRED, node.processSlot, group.slot, group.nameId, key, offset, reason)
}

/** All that an owned group has committed. */
export function removeAllOffsets(turn: Turn, group: Group, reason: number): void {
  for (const partition of partitionsOf(group)) removeOffset(turn, group, partition, reason)
}

/** Looked up anew: what was read before its offsets went may be an older copy. */
function maybeDelete(turn: Turn, groupId: string): void {
  const known = findGroup(turn.world, turn.node.id, groupId)
  const members = known?.members ?? null
  if (known === null || known.offsets.size > 0 || members === null || !isEmpty(members)) return
  fact(turn.world, GROUP_DELETED, turn.node.processSlot, known.slot, known.nameId)
  forgetGroup(turn, own(turn.world, known), false)
}

function isEmpty(members: Readonly<ClassicGroup | ConsumerGroup>): boolean {
  return members.members.length === 0 && members.state === 'Empty' && !hasPending(members)
}

function hasPending(members: Readonly<ClassicGroup | ConsumerGroup>): boolean {
  return members.type === 'classic' && members.pending.length > 0
}

// rule: group.topic-deleted
/** Offsets go with their topic: at once, and only those of that very topic. */
export function forgetTopic(turn: Turn, topic: string, topicId: number): void {
  for (const groupId of turn.coordinator.groups.slice()) {
    const known = findGroup(turn.world, turn.node.id, groupId)
    if (known === null) continue
    for (const partition of partitionsOf(known)) {
      const committed = known.offsets.get(partition)
      if (committed === undefined || topicOf(partition) !== topic || committed.topicId !== topicId) continue
      removeOffset(turn, own(turn.world, known), partition, EXPIRED.topicDeleted)
    }
  }
}
