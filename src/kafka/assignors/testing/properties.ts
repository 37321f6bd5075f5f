// What every assignor owes, as predicates on a group and its assignment.

import type { Assignment, Group } from '../group.ts'
import { nameOf, partitionsOf } from '../group.ts'

/** The partitions of subscribed topics, sorted: what has to be owned once each. */
export function toBeOwned(group: Group): string[] {
  const topics = group.topics.filter(({ name }) =>
    group.members.some((member) => member.topics.includes(name)),
  )
  return topics.flatMap(partitionsOf).map(nameOf).sort()
}

export function ownedNames(assignment: Assignment): string[] {
  return assignment.flatMap(({ partitions }) => partitions.map(nameOf)).sort()
}

/** Everything that went to a member without a subscription to it. */
export function strangers(group: Group, assignment: Assignment): string[] {
  return assignment.flatMap(({ partitions }, place) =>
    partitions.filter(({ topic }) => !group.members[place]?.topics.includes(topic)).map(nameOf),
  )
}

export function sizes(assignment: Assignment): number[] {
  return assignment.map(({ partitions }) => partitions.length)
}

export function spread(numbers: readonly number[]): number {
  return Math.max(...numbers) - Math.min(...numbers)
}

/** Partitions that stay where they are. */
export function keptCount(group: Group, assignment: Assignment): number {
  return assignment.reduce((sum, { partitions }, place) => {
    const before = new Set(group.members[place]?.owned.map(nameOf))
    return sum + partitions.filter((partition) => before.has(nameOf(partition))).length
  }, 0)
}

/** The most that any assignment within one partition of even can keep, when all subscribe to the same topics. */
export function keepableCount(group: Group): number {
  const total = toBeOwned(group).length
  const least = Math.floor(total / group.members.length)
  const above = group.members.filter(({ owned }) => owned.length > least).length
  const kept = group.members.reduce((sum, { owned }) => sum + Math.min(owned.length, least), 0)
  return kept + Math.min(above, total % group.members.length)
}

/** Partitions that a subscriber could take from an owner with at least two more. */
export function misplaced(group: Group, assignment: Assignment): string[] {
  return assignment.flatMap(({ partitions }) =>
    partitions
      .filter(({ topic }) =>
        assignment.some(
          (other, place) =>
            group.members[place]?.topics.includes(topic) && other.partitions.length + 2 <= partitions.length,
        ),
      )
      .map(nameOf),
  )
}
