// The server's RangeAssignor (KIP-848): ranges topic by topic, neither sticky nor aware of racks (clients.md 5.8).

import type { Assignment, Group } from './group.ts'
import { assignmentOf, emptyShares, shareOf } from './group.ts'
import { membersInOrder } from './member-order.ts'

// rule: assignor.server-range
export function serverRange(group: Group): Assignment {
  const shares = emptyShares(group)
  const members = membersInOrder(group)
  for (const topic of group.topics) {
    const subscribers = members.filter((member) => member.topics.includes(topic.name))
    if (subscribers.length === 0) continue
    const quota = Math.floor(topic.partitions / subscribers.length)
    const extras = topic.partitions % subscribers.length
    let next = 0
    subscribers.forEach((member, place) => {
      const end = next + quota + (place < extras ? 1 : 0)
      for (; next < end; next++) shareOf(shares, member.id).push({ topic: topic.name, index: next })
    })
  }
  return assignmentOf(group, shares)
}
