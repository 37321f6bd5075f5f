// OffsetCommit (clients.md 7.2): who may commit, and the records. The answer waits until they are replicated.

import { fact, intern, own } from '../../../sim/world.ts'
import { imageOf } from '../../metadata/node-image.ts'
import { isPlanted } from '../../plants.ts'
import {
  COORDINATOR_NOT_AVAILABLE,
  GROUP_ID_NOT_FOUND,
  ILLEGAL_GENERATION,
  NONE,
  REBALANCE_IN_PROGRESS,
  STALE_MEMBER_EPOCH,
  UNKNOWN_MEMBER_ID,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../../protocol/errors.ts'
import type { OffsetCommitRequest } from '../../protocol/offsets.ts'
import { isSince } from '../../rules/releases.ts'
import { classicGroup } from '../classic/find.ts'
import * as classicMembers from '../classic/members.ts'
import { memberOf } from '../consumer/state.ts'
import { COMMIT_TAKEN, OFFSET_COMMITTED } from '../facts.ts'
import type { ClassicGroup, ConsumerGroup, Group, Parked } from '../group.ts'
import { findGroup } from '../group.ts'
import { topicOf } from '../names.ts'
import { noteRefused } from '../note.ts'
import { groupRecord, offsetKey } from '../records.ts'
import { startSession } from '../sessions.ts'
import type { Turn } from '../turn.ts'
import { answerAfter } from '../turn.ts'

type Wanted = OffsetCommitRequest['partitions'][number]

// rule: group.offset-commit
export function commitOffsets(turn: Turn, parked: Parked): void {
  const request = parked.message.body as OffsetCommitRequest
  const group = groupFor(turn, request)
  const error = group === null ? GROUP_ID_NOT_FOUND : check(turn, group, request)
  if (group !== null && error === NONE) noteTaken(turn, group, request)
  const partitions = request.partitions.map((wanted) => ({
    partition: wanted.partition,
    error: commitOne(turn, group, wanted, error, request),
  }))
  const refused = partitions.find((one) => one.error !== NONE)
  if (refused !== undefined) {
    const { world, node } = turn
    const { api } = parked.message
    noteRefused(world, node, parked.connectionSlot, request.group, api, refused.error, request.memberId)
  }
  answerAfter(turn, parked, { sealed: true, type: 'offsetCommit', partitions })
}

function noteTaken(turn: Turn, group: Readonly<Group>, request: OffsetCommitRequest): void {
  const { world, node } = turn
  const key = intern(world, request.memberId)
  const count = request.partitions.length
  fact(world, COMMIT_TAKEN, node.processSlot, group.slot, group.nameId, key, request.generation, count)
}

/** Owned. Whoever assigns by hand makes a group of offsets alone. */
function groupFor(turn: Turn, request: OffsetCommitRequest): Group | null {
  const known = findGroup(turn.world, turn.node.id, request.group)
  if (known !== null) return own(turn.world, known)
  if (request.generation >= 0) return null
  return classicGroup(turn, request.group, true)?.group ?? null
}

function check(turn: Turn, group: Group, request: OffsetCommitRequest): number {
  if (group.members === null) return GROUP_ID_NOT_FOUND
  if (isPlanted(turn.world, 'commits-unchecked')) return NONE
  return group.members.type === 'classic'
    ? checkClassic(turn, group.members, request)
    : checkConsumer(turn, group.members, request)
}

function checkClassic(turn: Turn, classic: ClassicGroup, request: OffsetCommitRequest): number {
  if (classic.state === 'Dead') return COORDINATOR_NOT_AVAILABLE
  if (request.generation < 0 && classic.state === 'Empty') return NONE
  // Without a member it can only come from somebody outside, and then nobody may be inside.
  if (request.generation < 0 && request.memberId === '' && request.instanceId === null)
    return UNKNOWN_MEMBER_ID
  const error = classicMembers.checkMember(classic, request.memberId, request.instanceId)
  if (error !== NONE) return error
  if (request.generation !== classic.generation) return ILLEGAL_GENERATION
  if (classic.state === 'CompletingRebalance') return REBALANCE_IN_PROGRESS
  const member = classicMembers.memberOf(classic, request.memberId)
  if (member !== null) {
    const { memberId, clientId, sessionTimeoutMs } = member
    startSession(turn.world, turn.node, memberId, clientId, sessionTimeoutMs)
  }
  return NONE
}

/** Since 4.3 a member that is behind may commit what it has had since then: looked at partition by partition. */
function checkConsumer(turn: Turn, group: Readonly<ConsumerGroup>, request: OffsetCommitRequest): number {
  if (request.generation < 0 && group.members.length === 0) return NONE
  const member = memberOf(group, request.memberId)
  if (member === null) return UNKNOWN_MEMBER_ID
  const isBehind = request.generation < member.epoch && isSince(turn.node.rules, '4.3')
  return request.generation === member.epoch || isBehind ? NONE : STALE_MEMBER_EPOCH
}

// rule: group.stale-commit
function isStale(group: Readonly<Group>, wanted: Wanted, request: OffsetCommitRequest): boolean {
  const { members } = group
  if (members?.type !== 'consumer') return false
  const member = memberOf(members, request.memberId)
  if (member === null || member.epoch === request.generation) return false
  const held = [...member.assigned, ...member.revoking].find((one) => one.partition === wanted.partition)
  return held === undefined || held.epoch > request.generation
}

function commitOne(
  turn: Turn,
  group: Group | null,
  wanted: Wanted,
  error: number,
  request: OffsetCommitRequest,
): number {
  const { world, node } = turn
  const { partition, offset, leaderEpoch } = wanted
  // The broker in front of the coordinator looks into its metadata first.
  const image = imageOf(world, node)
  if (!image.partitions.has(partition)) return UNKNOWN_TOPIC_OR_PARTITION
  if (error !== NONE || group === null) return error
  if (isStale(group, wanted, request) && !isPlanted(world, 'commits-unchecked')) return STALE_MEMBER_EPOCH
  const topic = topicOf(partition)
  const topicId = image.topics.get(topic)?.topicId ?? -1
  const value = { sealed: true, offset, leaderEpoch, metadata: '', commitMs: turn.nowMs, topicId } as const
  group.offsets.set(partition, value)
  turn.records.push(groupRecord(offsetKey(group.groupId, partition), { type: 'offset', topic, ...value }))
  const { nameId, slot } = group
  const key = intern(world, partition)
  fact(world, OFFSET_COMMITTED, node.processSlot, slot, nameId, key, offset, leaderEpoch)
  return NONE
}
