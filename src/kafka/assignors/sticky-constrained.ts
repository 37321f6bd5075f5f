// Sticky when all subscribe to the same topics (clients.md 5.4): every member within one partition of every other, and as much kept as that allows.

import type { Shares, TopicPartition } from './group.ts'
import { compareText, compareTopicFirst, nameOf, partitionsOf, shareOf } from './group.ts'
import type { Claims } from './sticky-claims.ts'
import type { StickyRacks } from './sticky-racks.ts'
import { isFar, isNear, sortByNearby } from './sticky-racks.ts'

export interface Constrained {
  readonly shares: Shares
  /** Partitions that change hands, with their new owner: revoked from one member, or claimed by two. */
  readonly transfers: ReadonlyMap<string, string>
}

interface Filling {
  readonly claims: Claims
  readonly racks: StickyRacks
  readonly least: number
  readonly most: number
  /** How many members get `most`; none when all get the same. */
  readonly fullest: number
  /** How many do so far. */
  filled: number
  readonly shares: Shares
  /** Members below `least`. */
  under: string[]
  /** Members at `least` that may still get one more. */
  exact: string[]
  readonly takenFrom: Map<string, string>
  readonly transfers: Map<string, string>
}

export function constrained(claims: Claims, racks: StickyRacks): Constrained {
  const partitions = claims.topics.flatMap(partitionsOf).sort(compareTopicFirst)
  const size = claims.members.length
  const filling: Filling = {
    claims,
    racks,
    least: Math.floor(partitions.length / size),
    most: Math.ceil(partitions.length / size),
    fullest: partitions.length % size,
    filled: 0,
    shares: new Map(claims.members.map((member) => [member.id, []])),
    under: [],
    exact: [],
    takenFrom: new Map(),
    transfers: new Map(),
  }
  for (const { id } of claims.members) keepOwned(filling, id)
  filling.under.sort(compareText)
  filling.exact.sort(compareText)
  const kept = new Set([...filling.shares.values()].flat().map(nameOf))
  const free = sortByNearby(
    racks,
    partitions.filter((partition) => !kept.has(nameOf(partition))),
  )
  fillRoundRobin(filling, racks.aware ? fillByRack(filling, free) : free)
  return filling
}

function keepOwned(filling: Filling, member: string): void {
  const { claims, racks, least, most, fullest } = filling
  const own: TopicPartition[] = []
  for (const partition of shareOf(claims.owned, member)) {
    if (isFar(racks, member, partition)) filling.takenFrom.set(nameOf(partition), member)
    else if (!claims.doublyClaimed.has(nameOf(partition))) own.push(partition)
  }
  // By number before topic, so that what goes is spread over the topics.
  own.sort((a, b) => a.index - b.index || compareText(a.topic, b.topic))
  const open = filling.filled < fullest
  const kept = own.length < least ? own.length : own.length >= most && open ? most : least
  shareOf(filling.shares, member).push(...own.slice(0, kept))
  for (const partition of own.slice(kept)) filling.takenFrom.set(nameOf(partition), member)
  if (own.length < least) filling.under.push(member)
  else if (own.length >= most && open) countFull(filling)
  else if (open) filling.exact.push(member)
}

function countFull(filling: Filling): void {
  filling.filled += 1
  if (filling.filled === filling.fullest) filling.exact = []
}

/** Gives partitions to members near to them; answers those that are left. */
function fillByRack(filling: Filling, free: readonly TopicPartition[]): TopicPartition[] {
  const left: TopicPartition[] = []
  let from = 0
  for (const partition of free) {
    const place = nearestPlace(filling.racks, partition, filling.under, from)
    if (place >= 0) {
      const member = filling.under[place] as string
      const full = shareOf(filling.shares, member).length + 1 >= filling.least
      if (full) filling.under.splice(place, 1)
      if (full && filling.least < filling.most && filling.filled < filling.fullest) filling.exact.push(member)
      from = filling.under.length === 0 ? 0 : (full ? place : place + 1) % filling.under.length
      give(filling, member, partition)
      continue
    }
    const spare = nearestPlace(filling.racks, partition, filling.exact, 0)
    if (spare < 0) {
      left.push(partition)
      continue
    }
    const member = filling.exact[spare] as string
    filling.exact.splice(spare, 1)
    countFull(filling)
    give(filling, member, partition)
  }
  return left
}

/** Going round from `from`; −1 when none is near. */
function nearestPlace(
  racks: StickyRacks,
  partition: TopicPartition,
  members: readonly string[],
  from: number,
): number {
  for (let step = 0; step < members.length; step++) {
    const place = (from + step) % members.length
    if (isNear(racks, members[place] ?? '', partition)) return place
  }
  return -1
}

function fillRoundRobin(filling: Filling, free: readonly TopicPartition[]): void {
  const { under, exact } = filling
  let next = 0
  for (const partition of free) {
    if (under.length === 0) {
      give(filling, exact.shift() as string, partition)
      continue
    }
    if (next >= under.length) next = 0
    const member = under[next] as string
    give(filling, member, partition)
    if (shareOf(filling.shares, member).length === filling.least) {
      under.splice(next, 1)
      exact.push(member)
    } else {
      next += 1
    }
  }
}

function give(filling: Filling, member: string, partition: TopicPartition): void {
  const name = nameOf(partition)
  shareOf(filling.shares, member).push(partition)
  const before = filling.takenFrom.get(name)
  const moved = before !== undefined && before !== member
  if (moved || filling.claims.doublyClaimed.has(name)) filling.transfers.set(name, member)
}
