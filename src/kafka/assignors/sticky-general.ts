// Sticky when subscriptions differ (clients.md 5.5): keep what can be kept, give the rest to whoever has least, then move partitions until nobody can take
// one from a member with at least two more. An outcome no better than the beginning is thrown away.

import type { GroupTopic, Shares, TopicPartition } from './group.ts'
import { compareText, emptyShares, nameOf, partitionsOf, shareOf } from './group.ts'
import type { Movements } from './partition-movements.ts'
import { actualToMove, noMovements, noteMovement } from './partition-movements.ts'
import type { Claims } from './sticky-claims.ts'
import { disown } from './sticky-claims.ts'
import type { StickyRacks } from './sticky-racks.ts'
import { isFar } from './sticky-racks.ts'

interface Balance {
  readonly racks: StickyRacks
  readonly shares: Shares
  /** By partition. */
  readonly owners: Map<string, string>
  /** How many partitions of a topic each member has, by topic and member. */
  readonly holders: ReadonlyMap<string, Map<string, number>>
  readonly subscribers: ReadonlyMap<string, readonly string[]>
  /** How many partitions each member could have: all those of its topics. */
  readonly possible: ReadonlyMap<string, number>
  /** Owners in an older generation, by partition. */
  readonly formerly: ReadonlyMap<string, string>
  readonly movements: Movements
  /** Members and topics with something to choose. */
  members: readonly string[]
  topics: readonly GroupTopic[]
}

export function general(claims: Claims, racks: StickyRacks): Shares {
  const subscribers = new Map(
    claims.topics.map(({ name }) => [
      name,
      claims.members.filter((member) => member.topics.includes(name)).map((member) => member.id),
    ]),
  )
  const choices = (topic: string): number => subscribers.get(topic)?.length ?? 0
  const balance: Balance = {
    racks,
    shares: emptyShares({ topics: claims.topics, members: claims.members }),
    owners: new Map(),
    holders: new Map(claims.topics.map(({ name }) => [name, new Map()])),
    subscribers,
    possible: new Map(claims.members.map(({ id, topics }) => [id, countOf(claims, topics)])),
    formerly: formerOwners(claims),
    movements: noMovements(),
    members: claims.members.map((member) => member.id),
    topics: [...claims.topics].sort(
      (a, b) => choices(a.name) - choices(b.name) || compareText(a.name, b.name),
    ),
  }
  const mustRevoke = keepOwned(balance, claims)
  const initializing = balance.members.every((member) => sizeOf(balance, member) === 0)
  const free = balance.topics
    .flatMap(partitionsOf)
    .filter((partition) => !balance.owners.has(nameOf(partition)))
  giveFree(balance, free)
  balance.topics = balance.topics.filter((topic) => choices(topic.name) >= 2)
  balance.members = balance.members.filter((member) => canTakePart(balance, member))
  level(balance, free, mustRevoke, initializing)
  return balance.shares
}

function formerOwners(claims: Claims): Map<string, string> {
  const formerly = new Map<string, { readonly member: string; readonly generation: number }>()
  for (const { id, generation, owned } of claims.members) {
    if (generation >= claims.maxGeneration) continue
    for (const name of owned.map(nameOf)) {
      if (generation > (formerly.get(name)?.generation ?? -2)) formerly.set(name, { member: id, generation })
    }
  }
  return new Map([...formerly].map(([name, { member }]) => [name, member]))
}

/** Answers whether a member must give up a partition that still exists. */
function keepOwned(balance: Balance, claims: Claims): boolean {
  let mustRevoke = false
  for (const { id, topics } of claims.members) {
    for (const partition of shareOf(claims.owned, id)) {
      if (!topics.includes(partition.topic) || isFar(balance.racks, id, partition)) mustRevoke = true
      else give(balance, partition, id)
    }
  }
  return mustRevoke
}

function give(balance: Balance, partition: TopicPartition, member: string): void {
  shareOf(balance.shares, member).push(partition)
  balance.owners.set(nameOf(partition), member)
  count(balance, partition.topic, member, 1)
}

function count(balance: Balance, topic: string, member: string, change: number): void {
  const holders = balance.holders.get(topic)
  holders?.set(member, (holders.get(member) ?? 0) + change)
}

/** First to members whose rack fits, then to anyone. */
function giveFree(balance: Balance, free: readonly TopicPartition[]): void {
  if (balance.racks.aware) {
    for (const partition of free) {
      const taker = leastLoaded(balance, partition, (member) => !isFar(balance.racks, member, partition))
      if (taker !== null) give(balance, partition, taker)
    }
  }
  for (const partition of free) {
    if (balance.owners.has(nameOf(partition))) continue
    const taker = leastLoaded(balance, partition, () => true)
    if (taker !== null) give(balance, partition, taker)
  }
}

function countOf(claims: Claims, topics: readonly string[]): number {
  return claims.topics.reduce(
    (sum, { name, partitions }) => sum + (topics.includes(name) ? partitions : 0),
    0,
  )
}

/** A member that has all it can have, and shares none of it with others, is left alone. */
function canTakePart(balance: Balance, member: string): boolean {
  const shared = (topic: string): boolean => balance.topics.some(({ name }) => name === topic)
  return (
    sizeOf(balance, member) < (balance.possible.get(member) ?? 0) ||
    shareOf(balance.shares, member).some(({ topic }) => shared(topic))
  )
}

function level(
  balance: Balance,
  free: readonly TopicPartition[],
  mustRevoke: boolean,
  initializing: boolean,
): void {
  const before = balance.members.map((member) => ({ member, own: [...shareOf(balance.shares, member)] }))
  const scoreBefore = score(balance)
  const shared = new Set(balance.topics.map((topic) => topic.name))
  if (!mustRevoke) {
    reassign(
      balance,
      free.filter((partition) => shared.has(partition.topic)),
    )
  }
  const moved = reassign(balance, balance.topics.flatMap(partitionsOf))
  if (initializing || !moved || score(balance) < scoreBefore) return
  for (const { member, own } of before) {
    const share = shareOf(balance.shares, member)
    share.splice(0, share.length, ...own)
  }
}

/** The sum of differences in size over all pairs. */
function score(balance: Balance): number {
  const sizes = balance.members.map((member) => sizeOf(balance, member)).sort((a, b) => a - b)
  // In ascending order each size is added once for every one below it, and taken off once for every one above.
  return sizes.reduce((sum, size, place) => sum + size * (2 * place - sizes.length + 1), 0)
}

/** Goes through the partitions until a whole pass moves nothing; answers whether anything moved. */
function reassign(balance: Balance, partitions: readonly TopicPartition[]): boolean {
  let moved = false
  for (;;) {
    let movedNow = false
    for (const partition of partitions) {
      if (isBalanced(balance)) break
      const taker = betterOwner(balance, partition)
      if (taker === null) continue
      move(balance, partition, taker)
      movedNow = true
    }
    if (!movedNow) return moved
    moved = true
  }
}

/** Whoever had it in an older generation, or the least loaded, when the owner has at least two more. */
function betterOwner(balance: Balance, partition: TopicPartition): string | null {
  const owner = balance.owners.get(nameOf(partition)) ?? ''
  const spare = sizeOf(balance, owner) - 2
  const former = balance.formerly.get(nameOf(partition))
  // Kafka does not ask whether the former owner still subscribes. Where it takes no part any more Kafka's leader fails; here it is passed over.
  if (former !== undefined && balance.members.includes(former) && sizeOf(balance, former) <= spare)
    return former
  const taker = leastLoaded(balance, partition, () => true)
  return taker !== null && sizeOf(balance, taker) <= spare ? taker : null
}

function move(balance: Balance, wanted: TopicPartition, taker: string): void {
  const wantedOwner = balance.owners.get(nameOf(wanted)) ?? ''
  const partition = actualToMove(balance.movements, wanted, wantedOwner, taker)
  const owner = balance.owners.get(nameOf(partition)) ?? ''
  noteMovement(balance.movements, partition, owner, taker)
  disown(shareOf(balance.shares, owner), partition)
  count(balance, partition.topic, owner, -1)
  give(balance, partition, taker)
}

/** No member could take a partition from one that has at least two more. */
function isBalanced(balance: Balance): boolean {
  const sizes = balance.members.map((member) => sizeOf(balance, member))
  const least = sizes.reduce((a, b) => Math.min(a, b))
  const most = sizes.reduce((a, b) => Math.max(a, b))
  if (most - least <= 1) return true
  return balance.topics.every((topic) => {
    const limit = leastOfTakers(balance, topic.name) + 1
    const holders = [...(balance.holders.get(topic.name) ?? [])]
    return holders.every(([member, held]) => held === 0 || sizeOf(balance, member) <= limit)
  })
}

/** A member that holds as many as it could have takes no more, even if not all of them are of its topics. */
function leastOfTakers(balance: Balance, topic: string): number {
  let least = Number.MAX_SAFE_INTEGER
  for (const member of balance.subscribers.get(topic) ?? []) {
    const size = sizeOf(balance, member)
    if (size !== balance.possible.get(member)) least = Math.min(least, size)
  }
  return least
}

/** Of the subscribers that may have it: fewest partitions, then the lower id. */
function leastLoaded(
  balance: Balance,
  partition: TopicPartition,
  may: (member: string) => boolean,
): string | null {
  let best: string | null = null
  for (const member of balance.subscribers.get(partition.topic) ?? []) {
    if (!may(member)) continue
    const order =
      best === null ? -1 : sizeOf(balance, member) - sizeOf(balance, best) || compareText(member, best)
    if (order < 0) best = member
  }
  return best
}

function sizeOf(balance: Balance, member: string): number {
  return balance.shares.get(member)?.length ?? 0
}
