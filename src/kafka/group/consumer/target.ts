// The target assignment of a KIP-848 group: computed by the coordinator for a group epoch (clients.md 5.8, 6.3).

import { fact } from '../../../sim/world.ts'
import type { Assignment, Group as AssignorGroup, GroupTopic } from '../../assignors/group.ts'
import { serverRange } from '../../assignors/server-range.ts'
import { serverUniform } from '../../assignors/server-uniform.ts'
import { brokerConfigOn } from '../../broker/topic-config.ts'
import type { Image } from '../../metadata/image.ts'
import { imageOf } from '../../metadata/node-image.ts'
import { isSince } from '../../rules/releases.ts'
import { GROUP_TARGET } from '../facts.ts'
import type { ConsumerGroup } from '../group.ts'
import { indexOf, topicOf } from '../names.ts'
import { groupRecord } from '../records.ts'
import type { Turn } from '../turn.ts'
import type { Consumer } from './state.ts'
import { writeTarget } from './state.ts'
import { subscribedTopics, topicsOf } from './subscriptions.ts'

// rule: group.assignment-interval
/** Whether a new target is due: the epoch has grown, and the last one was not just now. */
export function isTargetDue(turn: Turn, consumer: Readonly<ConsumerGroup>): boolean {
  if (consumer.assignmentEpoch >= consumer.epoch) return false
  const intervalMs = isSince(turn.node.rules, '4.3')
    ? brokerConfigOn(turn.world, turn.node).groupConsumerAssignmentIntervalMs
    : 0
  return consumer.assignmentEpoch === 0 || intervalMs === 0 || turn.nowMs >= consumer.assignedMs + intervalMs
}

// rule: group.target
export function computeTarget(turn: Turn, of: Consumer): void {
  const { group, consumer } = of
  const image = imageOf(turn.world, turn.node)
  const assignors = turn.node.config.groupConsumerAssignors
  const assign = preferredAssignor(consumer, assignors) === 'range' ? serverRange : serverUniform
  const assignment = assign(assignorGroup(image, consumer))
  let moved = 0
  for (const member of consumer.members) {
    const target = targetOf(assignment, member.memberId)
    for (const partition of target) if (!member.target.includes(partition)) moved += 1
    if (sameSet(target, member.target) && consumer.assignmentEpoch !== 0 && member.epoch !== 0) continue
    member.target = target
    writeTarget(turn, of, member)
  }
  consumer.assignmentEpoch = consumer.epoch
  consumer.assignedMs = turn.nowMs
  turn.records.push(
    groupRecord(['target', group.groupId], {
      sealed: true,
      type: 'target',
      assignmentEpoch: consumer.assignmentEpoch,
      assignedMs: consumer.assignedMs,
    }),
  )
  const { processSlot } = turn.node
  const count = consumer.members.length
  fact(turn.world, GROUP_TARGET, processSlot, group.slot, group.nameId, consumer.epoch, count, moved)
}

// rule: group.assignor-vote
/** The assignor that most members name; one that names none does not vote. */
export function preferredAssignor(group: Readonly<ConsumerGroup>, known: readonly string[]): string {
  let best = known[0] ?? 'uniform'
  let most = 0
  for (const name of known) {
    const votes = group.members.filter(({ assignor }) => assignor === name).length
    if (votes > most) {
      best = name
      most = votes
    }
  }
  return best
}

function assignorGroup(image: Readonly<Image>, group: Readonly<ConsumerGroup>): AssignorGroup {
  const topics = subscribedTopics(group)
    .flatMap((name) => image.topics.get(name) ?? [])
    .sort((a, b) => a.topicId - b.topicId)
    .map(({ name, partitions }): GroupTopic => ({ name, partitions: partitions.length, racks: null }))
  return {
    topics,
    members: group.members.map((member) => ({
      id: member.memberId,
      topics: topicsOf(group, member),
      owned: member.target
        .filter((partition) => image.partitions.has(partition))
        .map((partition) => ({ topic: topicOf(partition), index: indexOf(partition) })),
      generation: -1,
      instance: member.instanceId,
      rack: member.rack,
    })),
  }
}

function targetOf(assignment: Assignment, memberId: string): string[] {
  const share = assignment.find(({ member }) => member === memberId)
  return (share?.partitions ?? []).map(({ topic, index }) => `${topic}-${index}`)
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((partition) => b.includes(partition))
}
