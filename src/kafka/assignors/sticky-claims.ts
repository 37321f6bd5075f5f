// What members say they own, made consistent (clients.md 5.3): the newer generation wins, and what two of one generation claim is nobody's.

import type { Group, GroupMember, GroupTopic, Shares, TopicPartition } from './group.ts'
import { emptyShares, nameOf, shareOf } from './group.ts'
import { membersInHashOrder } from './member-order.ts'
import { subscribedTopics } from './subscribed-topics.ts'

export interface Claims {
  /** In the order in which the leader goes through them. */
  readonly members: readonly GroupMember[]
  readonly topics: readonly GroupTopic[]
  readonly owned: Shares
  readonly doublyClaimed: ReadonlySet<string>
  readonly maxGeneration: number
  readonly sameSubscriptions: boolean
}

/** `leaderGeneration`: the newest that this leader's assignor has seen before, since it remembers. */
export function claimsOf(group: Group, leaderGeneration: number): Claims {
  const members = membersInHashOrder(group)
  const topics = subscribedTopics(group)
  const sizes = new Map(topics.map((topic) => [topic.name, topic.partitions]))
  const owned = emptyShares(group)
  const doublyClaimed = new Set<string>()
  const claimants = new Map<string, GroupMember>()
  for (const member of members) {
    for (const partition of member.owned) {
      // Kafka drops vanished topics only; a number past the end, after a topic came back smaller, would confuse it.
      if (partition.index >= (sizes.get(partition.topic) ?? 0)) continue
      claim(partition, member, { owned, doublyClaimed, claimants })
    }
  }
  return {
    members,
    topics,
    owned,
    doublyClaimed,
    maxGeneration: members.reduce((most, { generation }) => Math.max(most, generation), leaderGeneration),
    sameSubscriptions: subscriptionsEqual(members),
  }
}

interface Register {
  readonly owned: Shares
  readonly doublyClaimed: Set<string>
  /** Whoever claimed a partition last with right. */
  readonly claimants: Map<string, GroupMember>
}

function claim(partition: TopicPartition, member: GroupMember, register: Register): void {
  const name = nameOf(partition)
  const other = register.claimants.get(name)
  if (other !== undefined && other.generation > member.generation) return
  if (other !== undefined) disown(shareOf(register.owned, other.id), partition)
  if (other?.generation === member.generation) register.doublyClaimed.add(name)
  else shareOf(register.owned, member.id).push(partition)
  register.claimants.set(name, member)
}

export function disown(owned: TopicPartition[], partition: TopicPartition): void {
  const place = owned.findIndex((other) => other.topic === partition.topic && other.index === partition.index)
  if (place >= 0) owned.splice(place, 1)
}

/** Kafka compares with the first subscription that is not empty: a member without topics before it goes unnoticed. */
function subscriptionsEqual(members: readonly GroupMember[]): boolean {
  const first = members.findIndex((member) => member.topics.length > 0)
  const names = new Set(members[first]?.topics ?? [])
  return members
    .slice(Math.max(first, 0))
    .every(({ topics }) => topics.length === names.size && topics.every((topic) => names.has(topic)))
}
