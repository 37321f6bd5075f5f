// The members of a classic group: who they are, who leads them, which assignor they choose (clients.md 4.4).

import { hashMapOrderOfTexts } from '../../assignors/hash-map-order.ts'
import type { JoinGroupRequest } from '../../protocol/classic-group.ts'
import { FENCED_INSTANCE_ID, NONE, UNKNOWN_MEMBER_ID } from '../../protocol/errors.ts'
import type { ClassicGroup, ClassicMember, Offer } from '../group.ts'

export function memberOf(group: Readonly<ClassicGroup>, memberId: string): ClassicMember | null {
  for (const member of group.members) if (member.memberId === memberId) return member
  return null
}

export function staticMemberOf(group: Readonly<ClassicGroup>, instanceId: string): ClassicMember | null {
  for (const member of group.members) if (member.instanceId === instanceId) return member
  return null
}

/** In the order of Kafka's HashMap of members. */
export function membersInOrder(group: Readonly<ClassicGroup>): ClassicMember[] {
  const ids = hashMapOrderOfTexts(group.members.map(({ memberId }) => memberId))
  return ids.flatMap((id) => memberOf(group, id) ?? [])
}

// rule: group.member-checks
/** Whether a request may speak for a member: NONE, or why not. */
export function checkMember(
  group: Readonly<ClassicGroup>,
  memberId: string,
  instanceId: string | null,
): number {
  if (instanceId !== null) {
    const holder = staticMemberOf(group, instanceId)
    if (holder === null) return UNKNOWN_MEMBER_ID
    if (holder.memberId !== memberId) return FENCED_INSTANCE_ID
  }
  return memberOf(group, memberId) === null ? UNKNOWN_MEMBER_ID : NONE
}

/** Takes a member out of an owned group; a leader that goes is followed by the first of those that are left. */
export function removeMember(group: ClassicGroup, memberId: string): void {
  remove(group.pending, memberId)
  remove(group.unsynced, memberId)
  const index = group.members.findIndex((member) => member.memberId === memberId)
  if (index < 0) return
  group.members.splice(index, 1)
  if (group.leader === memberId) group.leader = membersInOrder(group)[0]?.memberId ?? null
}

export function remove(list: string[], item: string): void {
  const index = list.indexOf(item)
  if (index >= 0) list.splice(index, 1)
}

/** A joiner fits when there is an assignor that all who are there offer too. */
export function fits(group: Readonly<ClassicGroup>, protocols: JoinGroupRequest['protocols']): boolean {
  if (protocols.length === 0) return false
  if (group.state === 'Empty') return true
  return protocols.some(({ name }) => group.members.every((member) => offers(member, name)))
}

function offers(member: Readonly<ClassicMember>, name: string): boolean {
  return member.offer.protocols.some((protocol) => protocol.name === name)
}

// rule: group.protocol-vote
/** Everybody votes for the dearest of the assignors that all offer; the first in hash order wins a tie. */
export function chosenProtocol(group: Readonly<ClassicGroup>): string {
  const votes = new Map<string, number>()
  const voted: string[] = []
  for (const member of group.members) {
    const first = member.offer.protocols.find(({ name }) =>
      group.members.every((other) => offers(other, name)),
    )
    if (first === undefined) continue
    if (!votes.has(first.name)) voted.push(first.name)
    votes.set(first.name, (votes.get(first.name) ?? 0) + 1)
  }
  let best = ''
  for (const name of hashMapOrderOfTexts(voted)) {
    if (best === '' || (votes.get(name) ?? 0) > (votes.get(best) ?? 0)) best = name
  }
  return best
}

/** The same assignors with the same subscriptions: nothing to rebalance for. */
export function sameOffer(a: Offer, b: JoinGroupRequest['protocols']): boolean {
  return (
    a.protocols.length === b.length &&
    a.protocols.every((mine, index) => {
      const other = b[index]
      if (other === undefined || mine.name !== other.name) return false
      const [left, right] = [mine.subscription, other.subscription]
      return (
        left.generation === right.generation &&
        left.rack === right.rack &&
        sameTexts(left.topics, right.topics) &&
        sameTexts(left.owned, right.owned)
      )
    })
  )
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index])
}

/** The longest rebalance timeout of the members. */
export function rebalanceTimeoutMs(group: Readonly<ClassicGroup>): number {
  let longest = 0
  for (const member of group.members) longest = Math.max(longest, member.rebalanceTimeoutMs)
  return longest
}

/** Everybody has joined, and nobody who was given an id is still to come. */
export function hasAllJoined(group: Readonly<ClassicGroup>): boolean {
  return group.pending.length === 0 && group.members.every((member) => member.joining !== null)
}
