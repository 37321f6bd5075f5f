// Uniform when all subscribe to the same topics: quotas, kept before anything is given, then filled in blocks. The rule of 4.1 and later (KAFKA-18688):
// a member leaves the odd partition to others as long as enough of them are to come.

import type { Group, GroupMember, GroupTopic, Shares, TopicPartition } from './group.ts'
import { emptyShares, nameOf, partitionsOf, shareOf } from './group.ts'
import { copiedCapacity, hashMapOrder } from './hash-map-order.ts'
import { membersInHashOrder } from './member-order.ts'

interface Unfilled {
  readonly member: string
  readonly quota: number
}

export function uniformHomogeneous(group: Group): Shares {
  const shares = emptyShares(group)
  const members = membersInHashOrder(group)
  const topics = group.topics.filter((topic) => members[0]?.topics.includes(topic.name))
  const targeted = new Set(members.flatMap((member) => member.owned.map(nameOf)))
  const partitions = topics.flatMap(partitionsOf)
  const free = partitions.filter((partition) => !targeted.has(nameOf(partition)))
  const least = members.length === 0 ? 0 : Math.floor(partitions.length / members.length)
  let extras = members.length === 0 ? 0 : partitions.length % members.length
  const unfilled: Unfilled[] = []
  members.forEach((member, place) => {
    let hasExtra = extras > 0
    let quota = least + (hasExtra ? 1 : 0) - keep(member, topics, least + (hasExtra ? 1 : 0), shares, free)
    if (quota > 0 && hasExtra && members.length - place > extras) {
      quota -= 1
      hasExtra = false
    }
    if (quota > 0) unfilled.push({ member: member.id, quota })
    if (hasExtra) extras -= 1
  })
  let next = 0
  for (const { member, quota } of unfilled) {
    shareOf(shares, member).push(...free.slice(next, next + quota))
    next += quota
  }
  return shares
}

/** Keeps of the previous target what fits the quota, topic by topic, and frees the rest; answers how many. */
function keep(
  member: GroupMember,
  topics: readonly GroupTopic[],
  quota: number,
  shares: Shares,
  free: TopicPartition[],
): number {
  const kept: TopicPartition[] = []
  for (const topic of topics) {
    const before = member.owned.filter(
      ({ topic: name, index }) => name === topic.name && index < topic.partitions,
    )
    // The server holds them in a HashSet of numbers, made from a list.
    const inOrder = hashMapOrder(before, (partition) => partition.index, copiedCapacity(before.length))
    const room = quota - kept.length
    kept.push(...inOrder.slice(0, room))
    free.push(...inOrder.slice(room))
  }
  shareOf(shares, member.id).push(...kept)
  return kept.length
}
