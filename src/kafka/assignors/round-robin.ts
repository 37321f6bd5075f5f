// RoundRobinAssignor: one circle of members for the partitions of all topics (clients.md 5.2). Skipping whoever does not subscribe can unbalance it.

import type { Assignment, Group } from './group.ts'
import { assignmentOf, compareText, emptyShares, partitionsOf, shareOf } from './group.ts'
import { membersInOrder } from './member-order.ts'
import { subscribedTopics } from './subscribed-topics.ts'

// rule: assignor.round-robin
export function roundRobin(group: Group): Assignment {
  const shares = emptyShares(group)
  const circle = membersInOrder(group)
  const topics = subscribedTopics(group).sort((a, b) => compareText(a.name, b.name))
  let cursor = 0
  for (const partition of topics.flatMap(partitionsOf)) {
    while (!circle[cursor]?.topics.includes(partition.topic)) cursor = (cursor + 1) % circle.length
    shareOf(shares, circle[cursor]?.id ?? '').push(partition)
    cursor = (cursor + 1) % circle.length
  }
  return assignmentOf(group, shares)
}
