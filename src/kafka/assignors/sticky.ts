// StickyAssignor (clients.md 5.3 to 5.5): balance first, then as little movement as can be. It is eager: members report what they had.

import type { Assignment, Group } from './group.ts'
import { assignmentOf } from './group.ts'
import { claimsOf } from './sticky-claims.ts'
import type { Constrained } from './sticky-constrained.ts'
import { constrained } from './sticky-constrained.ts'
import { general } from './sticky-general.ts'
import { stickyRacks } from './sticky-racks.ts'

/** The generation of a leader that has seen no assignment yet. */
export const NO_GENERATION = -1

// rule: assignor.sticky
/** `leaderGeneration`: the newest that the leader's assignor has seen in rebalances before. */
export function sticky(group: Group, leaderGeneration = NO_GENERATION): Assignment {
  return group.members.length === 0 ? [] : assignmentOf(group, divide(group, leaderGeneration).shares)
}

/** `transfers` is null when subscriptions differ: then only a comparison can tell what changes hands. */
export function divide(
  group: Group,
  leaderGeneration: number,
): Omit<Constrained, 'transfers'> & { readonly transfers: Constrained['transfers'] | null } {
  const claims = claimsOf(group, leaderGeneration)
  const racks = stickyRacks(claims)
  return claims.sameSubscriptions
    ? constrained(claims, racks)
    : { shares: general(claims, racks), transfers: null }
}
