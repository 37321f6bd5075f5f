// The topics that an assignor divides: subscribed by someone and known to the leader.

import type { Group, GroupTopic } from './group.ts'
import { hashMapOrderOfTexts } from './hash-map-order.ts'
import { membersInHashOrder } from './member-order.ts'

/** In the order of the leader's HashMap, by which the topics' blocks stand in a member's list. */
export function subscribedTopics(group: Group): GroupTopic[] {
  const known = new Map(group.topics.map((topic) => [topic.name, topic]))
  const names = [...new Set(membersInHashOrder(group).flatMap((member) => member.topics))]
  const found = hashMapOrderOfTexts(names).filter((name) => (known.get(name)?.partitions ?? 0) > 0)
  return hashMapOrderOfTexts(found).map((name) => known.get(name) as GroupTopic)
}

/** Whether all subscribe to the same names, known or not. */
export function sameSubscriptions(group: Group): boolean {
  const [first, ...others] = group.members
  if (first === undefined) return true
  const names = new Set(first.topics)
  return others.every(
    ({ topics }) => topics.length === names.size && topics.every((topic) => names.has(topic)),
  )
}
