// What an assignment changes against what members say they own.

import type { Assignment, Group, TopicPartition } from './group.ts'
import { nameOf, partitionsOf } from './group.ts'

export interface MemberMoves {
  readonly member: string
  readonly keeps: readonly TopicPartition[]
  readonly gains: readonly TopicPartition[]
  readonly loses: readonly TopicPartition[]
}

export interface Moves {
  /** In the order of the group. */
  readonly members: readonly MemberMoves[]
  /** Partitions that pass from one member to another. */
  readonly moved: readonly TopicPartition[]
  /** Partitions of subscribed topics that nobody has: cooperative-sticky hands them out in the rebalance that follows. */
  readonly unassigned: readonly TopicPartition[]
}

export function movesOf(group: Group, assignment: Assignment): Moves {
  const before = new Set(group.members.flatMap(({ owned }) => owned.map(nameOf)))
  const after = new Set(assignment.flatMap(({ partitions }) => partitions.map(nameOf)))
  const members = group.members.map(({ id, owned }, place): MemberMoves => {
    const partitions = assignment[place]?.partitions ?? []
    const had = new Set(owned.map(nameOf))
    const has = new Set(partitions.map(nameOf))
    return {
      member: id,
      keeps: partitions.filter((partition) => had.has(nameOf(partition))),
      gains: partitions.filter((partition) => !had.has(nameOf(partition))),
      loses: owned.filter((partition) => !has.has(nameOf(partition))),
    }
  })
  const subscribed = group.topics.filter(({ name }) =>
    group.members.some((member) => member.topics.includes(name)),
  )
  return {
    members,
    moved: members.flatMap(({ gains }) => gains.filter((partition) => before.has(nameOf(partition)))),
    unassigned: subscribed.flatMap(partitionsOf).filter((partition) => !after.has(nameOf(partition))),
  }
}
