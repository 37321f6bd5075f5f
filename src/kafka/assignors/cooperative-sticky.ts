// CooperativeStickyAssignor (clients.md 5.6): what sticky decides, less the partitions that somebody else must give up first. They are handed out in the
// rebalance that follows, when their owners come back without them.

import type { Assignment, Group } from './group.ts'
import { assignmentOf, nameOf } from './group.ts'
import { divide, NO_GENERATION } from './sticky.ts'

// rule: assignor.cooperative-sticky
/** The first phase. `leaderGeneration`: the newest that the leader's assignor has seen in rebalances before. */
export function cooperativeSticky(group: Group, leaderGeneration = NO_GENERATION): Assignment {
  if (group.members.length === 0) return []
  const { shares, transfers } = divide(group, leaderGeneration)
  const wanted = assignmentOf(group, shares)
  const withheld = transfers ?? transfersBetween(group, wanted)
  return wanted.map(({ member, partitions }) => ({
    member,
    partitions: partitions.filter((partition) => withheld.get(nameOf(partition)) !== member),
  }))
}

/** Partitions that one member gains and another, which said to own them, loses. */
function transfersBetween(group: Group, wanted: Assignment): Map<string, string> {
  const transfers = new Map<string, string>()
  const lost = new Set<string>()
  group.members.forEach(({ owned }, place) => {
    const kept = new Set(wanted[place]?.partitions.map(nameOf))
    for (const name of owned.map(nameOf)) if (!kept.has(name)) lost.add(name)
  })
  group.members.forEach(({ owned, id }, place) => {
    const before = new Set(owned.map(nameOf))
    for (const name of wanted[place]?.partitions.map(nameOf) ?? []) {
      if (!before.has(name) && lost.has(name)) transfers.set(name, id)
    }
  })
  return transfers
}
