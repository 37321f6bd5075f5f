// The order in which range and round-robin, on the client and on the server, go through the members.

import type { Group, GroupMember } from './group.ts'
import { compareText } from './group.ts'
import { hashMapOrder } from './hash-map-order.ts'
import { javaHash } from './java-hash.ts'

/** As the leader's map of subscriptions, or the coordinator's of members, is gone through. */
export function membersInHashOrder(group: Group): GroupMember[] {
  return hashMapOrder(group.members, (member) => javaHash(member.id))
}

/** Static members by instance id, then the others by member id. */
export function membersInOrder(group: Group): GroupMember[] {
  return membersInHashOrder(group).sort(compareMembers)
}

function compareMembers(a: GroupMember, b: GroupMember): number {
  if (a.instance !== null && b.instance !== null) return compareText(a.instance, b.instance)
  if (a.instance !== null) return -1
  if (b.instance !== null) return 1
  return compareText(a.id, b.id)
}
