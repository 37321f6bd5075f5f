// The leader of a classic group works out who gets what, from its own metadata (clients.md 4.4; ConsumerCoordinator.onLeaderElected).

import type { Process } from '../../../sim/process.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import type { AssignorName } from '../../assignors/assignors.ts'
import { ASSIGNOR_NAMES, ASSIGNORS } from '../../assignors/assignors.ts'
import type { Group, TopicPartition } from '../../assignors/group.ts'
import { nameOf } from '../../assignors/group.ts'
import { partitionName } from '../../metadata/records.ts'
import type { JoinGroupResponse, SyncGroupRequest } from '../../protocol/classic-group.ts'
import type { Consumer } from '../consumer.ts'
import { topicOf } from '../consumer.ts'
import { ASSIGNMENT_MADE } from './facts.ts'
import type { Membership } from './membership.ts'
import { subscribedTopics } from './subscription.ts'

export function topicsOfGroup(body: JoinGroupResponse): readonly string[] {
  return [...new Set(body.members.flatMap(({ subscription }) => subscription.topics))].sort()
}

export function assignAsLeader(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  body: JoinGroupResponse,
): SyncGroupRequest['assignments'] {
  const topics = topicsOfGroup(body)
  member.assignedUnder = countsText(mine, topics)
  const assignor = ASSIGNOR_NAMES.find((name) => name === body.protocol) ?? 'range'
  const assignment = ASSIGNORS[assignor satisfies AssignorName](groupOf(mine, topics, body))
  const names = { group: intern(world, member.id), assignor: intern(world, assignor) }
  if (!body.skipAssignment) {
    fact(
      world,
      ASSIGNMENT_MADE,
      process.slot,
      -1,
      names.group,
      member.generation,
      names.assignor,
      assignment.length,
    )
  }
  return assignment.map(({ member: memberId, partitions }) => ({
    memberId,
    partitions: partitions.map(nameOf),
  }))
}

function groupOf(mine: Consumer, topics: readonly string[], body: JoinGroupResponse): Group {
  const counts = mine.metadata.partitionCounts
  return {
    topics: topics
      .filter((name) => counts.has(name))
      .map((name) => ({ name, partitions: counts.get(name) ?? 0, racks: racksOf(mine, name) })),
    members: body.members.map(({ memberId, instanceId, subscription }) => ({
      id: memberId,
      topics: subscription.topics,
      owned: subscription.owned.map(topicPartition),
      generation: subscription.generation,
      instance: instanceId,
      rack: subscription.rack,
    })),
  }
}

/** Racks of the replicas of each partition (KIP-881): whose broker is gone has none. */
function racksOf({ metadata }: Consumer, topic: string): (readonly string[])[] | null {
  const racks: (readonly string[])[] = []
  const count = metadata.partitionCounts.get(topic) ?? 0
  for (let index = 0; index < count; index++) {
    racks.push((metadata.racks.get(partitionName(topic, index)) ?? []).filter((rack) => rack !== ''))
  }
  return racks.some((one) => one.length > 0) ? racks : null
}

function topicPartition(name: string): TopicPartition {
  const topic = topicOf(name)
  return { topic, index: Number(name.slice(topic.length + 1)) }
}

// rule: member.leader-watches
/** Only the leader watches metadata: a changed number of partitions makes it join again (trap 12), and so do other racks if it names one itself. */
function leaderSeesChange(mine: Consumer, member: Readonly<Membership>): boolean {
  if (!member.isLeader) return false
  return (
    member.assignedUnder !== '' && member.assignedUnder !== countsText(mine, topicsIn(member.assignedUnder))
  )
}

/** Looked at when metadata comes, and once more when a round is over: what came during the round has not been looked at yet. */
export function followMetadata(mine: Consumer, member: Membership): void {
  const topics = subscribedTopics(mine)
  const joined = member.joinedTopics
  const isNew = topics.length !== joined.length || topics.some((topic, i) => topic !== joined[i])
  if (member.state !== 'stable' || (!isNew && !leaderSeesChange(mine, member))) return
  member.rejoinNeeded = true
  member.rejoinReason = 'cached metadata has changed'
}

function countsText(mine: Consumer, topics: readonly string[]): string {
  const texts = topics.map((topic) => `${topic}=${mine.metadata.partitionCounts.get(topic) ?? 0}`)
  if (mine.config.clientRack === '') return texts.join(' ')
  return texts.map((text, place) => `${text}${racksText(mine, topics[place] ?? '')}`).join(' ')
}

/** As sets, in which a broker that is gone counts as one without a rack. */
function racksText({ metadata }: Consumer, topic: string): string {
  let text = ''
  const count = metadata.partitionCounts.get(topic) ?? 0
  for (let index = 0; index < count; index++) {
    const racks = metadata.racks.get(partitionName(topic, index)) ?? []
    text += `@${[...new Set(racks)].sort().map(encodeURIComponent).join(',')}`
  }
  return text
}

function topicsIn(text: string): string[] {
  return text.split(' ').map((pair) => pair.slice(0, pair.lastIndexOf('=')))
}
