// Uniform when members subscribe to different topics: keeps the previous target, gives free partitions to the least loaded, then moves partitions from the
// most to the least loaded subscribers, topic by topic, in at most sixteen rounds.

import type { Group, GroupTopic, Shares } from './group.ts'
import { emptyShares, shareOf } from './group.ts'
import type { Loads } from './load-levels.ts'
import { hasMet, imbalance, leaveOutMost, loadLevels, nextLeast, nextMost } from './load-levels.ts'
import { membersInHashOrder } from './member-order.ts'

const ROUNDS_MAX = 16
const NOBODY = -1

/** A topic while its partitions are given out. Members are places in HashMap order. */
interface Division {
  readonly topic: GroupTopic
  readonly subscribers: readonly number[]
  /** By partition. */
  readonly owners: number[]
}

export function uniformHeterogeneous(group: Group): Shares {
  const members = membersInHashOrder(group)
  const loads: Loads = members.map(() => 0)
  const divisions = inOrder(
    group.topics.map((topic) => ({
      topic,
      subscribers: members.flatMap((member, place) => (member.topics.includes(topic.name) ? [place] : [])),
      owners: Array.from({ length: topic.partitions }, () => NOBODY),
    })),
  )
  const byName = new Map(divisions.map((division) => [division.topic.name, division]))
  members.forEach((member, place) => {
    for (const { topic, index } of member.owned) {
      const division = byName.get(topic)
      if (division?.subscribers.includes(place) && division.owners[index] === NOBODY)
        assign(division, index, place, loads)
    }
  })
  for (const division of divisions) giveFree(division, loads)
  balance(
    divisions.filter((division) => division.subscribers.length >= 2),
    loads,
  )
  const shares = emptyShares(group)
  for (const { topic, owners } of divisions) {
    owners.forEach((owner, index) => {
      shareOf(shares, members[owner]?.id ?? '').push({ topic: topic.name, index })
    })
  }
  return shares
}

/** Topics that leave a member least choice come first; ties stay in the order of topic ids. */
function inOrder(divisions: readonly Division[]): Division[] {
  return divisions
    .filter((division) => division.subscribers.length > 0)
    .sort(
      (a, b) =>
        b.topic.partitions * a.subscribers.length - a.topic.partitions * b.subscribers.length ||
        a.subscribers.length - b.subscribers.length,
    )
}

function giveFree(division: Division, loads: Loads): void {
  const levels = loadLevels(loads, division.subscribers)
  division.owners.forEach((owner, index) => {
    if (owner === NOBODY) assign(division, index, nextLeast(levels), loads)
  })
}

function balance(divisions: readonly Division[], loads: Loads): void {
  let lastMoved = -1
  for (let round = 0; round < ROUNDS_MAX; round++) {
    for (const [place, division] of divisions.entries()) {
      // Once round since the last move, or since the first topic.
      if (place === lastMoved) return
      if (balanceTopic(division, loads) || lastMoved === -1) lastMoved = place
    }
  }
}

/** Answers whether a partition moved. */
function balanceTopic(division: Division, loads: Loads): boolean {
  const levels = loadLevels(loads, division.subscribers)
  if (imbalance(levels) <= 1) return false
  const held = partitionsByOwner(division)
  let moved = false
  while (!hasMet(levels)) {
    let giver = nextMost(levels)
    while (giver >= 0 && (held.get(giver)?.length ?? 0) === 0) {
      leaveOutMost(levels)
      giver = nextMost(levels)
    }
    if (giver < 0) break
    const index = held.get(giver)?.pop() as number
    const taker = nextLeast(levels)
    if (hasMet(levels)) break
    assign(division, index, taker, loads)
    moved = true
  }
  return moved
}

/** Ascending: the highest number is the first to go. */
function partitionsByOwner(division: Division): Map<number, number[]> {
  const held = new Map<number, number[]>()
  division.owners.forEach((owner, index) => {
    const before = held.get(owner)
    if (before === undefined) held.set(owner, [index])
    else before.push(index)
  })
  return held
}

function assign(division: Division, index: number, member: number, loads: Loads): void {
  const before = division.owners[index] ?? NOBODY
  if (before !== NOBODY) loads[before] = (loads[before] ?? 0) - 1
  division.owners[index] = member
  loads[member] = (loads[member] ?? 0) + 1
}
