// RangeAssignor: each topic by itself in consecutive ranges (clients.md 5.1), so that topics with as many partitions and the same subscribers are
// co-partitioned, and the first members get the odd partitions of every topic. With racks (KIP-881) it first gives members what is near to them.

import type { Assignment, Group, GroupMember, GroupTopic, Shares, TopicPartition } from './group.ts'
import { assignmentOf, compareTopicFirst, emptyShares, partitionsOf, shareOf } from './group.ts'
import { membersInOrder } from './member-order.ts'
import { rackOf, racksMatter, replicaRacks } from './racks.ts'
import { subscribedTopics } from './subscribed-topics.ts'

/** A topic that is being divided. */
interface Division {
  readonly topic: GroupTopic
  readonly members: readonly GroupMember[]
  readonly byRack: boolean
  /** What each member gets at least. */
  readonly quota: number
  /** How many may still take one more than that. */
  extras: number
  readonly given: Map<string, number>
  left: TopicPartition[]
}

// rule: assignor.range
export function range(group: Group): Assignment {
  const shares = emptyShares(group)
  const members = membersInOrder(group)
  const divisions = subscribedTopics(group).map((topic) => divisionOf(topic, members))
  const byRack = divisions.some((division) => division.byRack)
  if (byRack) for (const together of coPartitioned(divisions)) giveByRack(together, shares)
  for (const division of divisions) giveRanges(division, shares, () => true)
  if (byRack) for (const { id } of group.members) shareOf(shares, id).sort(compareTopicFirst)
  return assignmentOf(group, shares)
}

function divisionOf(topic: GroupTopic, everyone: readonly GroupMember[]): Division {
  const members = everyone.filter((member) => member.topics.includes(topic.name))
  return {
    topic,
    members,
    byRack: racksMatter(members, [topic]),
    quota: Math.floor(topic.partitions / members.length),
    extras: topic.partitions % members.length,
    given: new Map(),
    left: partitionsOf(topic),
  }
}

/** Topics with the same subscribers and as many partitions. One whose subscribers name no rack at all has nothing to match. */
function coPartitioned(divisions: readonly Division[]): Division[][] {
  const groups = new Map<string, Division[]>()
  const order: Division[][] = []
  for (const division of divisions) {
    if (division.members.every((member) => rackOf(member) === null)) continue
    const key = JSON.stringify([division.topic.partitions, ...division.members.map((member) => member.id)])
    const known = groups.get(key)
    if (known !== undefined) known.push(division)
    else {
      const together = [division]
      groups.set(key, together)
      order.push(together)
    }
  }
  return order
}

function giveByRack(together: readonly Division[], shares: Shares): void {
  const [first] = together
  if (first === undefined) return
  if (together.length > 1) giveRows(first, together, shares)
  else if (first.byRack) giveRanges(first, shares, (member, index) => near(first, member, index))
}

/** A partition number goes to one member in all the topics, or to nobody yet. */
function giveRows(first: Division, together: readonly Division[], shares: Shares): void {
  for (let index = 0; index < first.topic.partitions; index++) {
    const taker = first.members.find((member) =>
      together.every((division) => near(division, member, index) && budget(division, member) > 0),
    )
    if (taker === undefined) continue
    for (const division of together) give(division, taker, [{ topic: division.topic.name, index }], shares)
  }
}

function giveRanges(
  division: Division,
  shares: Shares,
  may: (member: GroupMember, index: number) => boolean,
): void {
  for (const member of division.members) {
    const allowed = division.left.filter((partition) => may(member, partition.index))
    give(division, member, allowed.slice(0, budget(division, member)), shares)
  }
}

function near(division: Division, member: GroupMember, index: number): boolean {
  const rack = rackOf(member)
  return rack === null || replicaRacks(division.topic, index).includes(rack)
}

function budget(division: Division, member: GroupMember): number {
  const most = division.quota + (division.extras > 0 ? 1 : 0)
  return Math.max(0, most - (division.given.get(member.id) ?? 0))
}

function give(
  division: Division,
  member: GroupMember,
  partitions: readonly TopicPartition[],
  shares: Shares,
): void {
  if (partitions.length === 0) return
  const given = (division.given.get(member.id) ?? 0) + partitions.length
  division.given.set(member.id, given)
  if (given > division.quota) division.extras -= 1
  const gone = new Set(partitions.map((partition) => partition.index))
  division.left = division.left.filter((partition) => !gone.has(partition.index))
  shareOf(shares, member.id).push(...partitions)
}
