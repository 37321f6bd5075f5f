// Racks as the sticky assignors see them: one decision for all topics of the group, unlike range.

import type { TopicPartition } from './group.ts'
import { nameOf } from './group.ts'
import { rackOf, racksMatter, replicaRacks } from './racks.ts'
import type { Claims } from './sticky-claims.ts'

export interface StickyRacks {
  /** Whether racks matter at all in this assignment. */
  readonly aware: boolean
  /** Racks of members by id; empty when racks do not matter. */
  readonly ofMembers: ReadonlyMap<string, string>
  readonly ofPartitions: ReadonlyMap<string, ReadonlySet<string>>
  /** How many members are near a partition, summed over its racks; empty when no member names a rack. */
  readonly nearby: ReadonlyMap<string, number>
}

export function stickyRacks(claims: Claims): StickyRacks {
  const racks = claims.members.flatMap((member) => {
    const rack = rackOf(member)
    return rack === null ? [] : [{ member: member.id, rack }]
  })
  const aware = racksMatter(claims.members, claims.topics)
  const ofPartitions = new Map<string, ReadonlySet<string>>()
  const nearby = new Map<string, number>()
  if (racks.length > 0) {
    for (const topic of claims.topics) {
      for (let index = 0; index < topic.partitions; index++) {
        const name = nameOf({ topic: topic.name, index })
        const onRacks = new Set(replicaRacks(topic, index))
        ofPartitions.set(name, onRacks)
        nearby.set(name, racks.filter(({ rack }) => onRacks.has(rack)).length)
      }
    }
  }
  return {
    aware,
    ofMembers: new Map(aware ? racks.map(({ member, rack }) => [member, rack]) : []),
    ofPartitions,
    nearby,
  }
}

/** The member has a rack and the partition has no replica there. */
export function isFar(racks: StickyRacks, member: string, partition: TopicPartition): boolean {
  const rack = racks.ofMembers.get(member)
  return rack !== undefined && !racks.ofPartitions.get(nameOf(partition))?.has(rack)
}

/** The member has a rack, and the partition a replica there. */
export function isNear(racks: StickyRacks, member: string, partition: TopicPartition): boolean {
  return racks.ofMembers.has(member) && !isFar(racks, member, partition)
}

/** Stable: the partitions that fewest members are near to come first. */
export function sortByNearby(racks: StickyRacks, partitions: readonly TopicPartition[]): TopicPartition[] {
  const count = (partition: TopicPartition): number => racks.nearby.get(nameOf(partition)) ?? 0
  return [...partitions].sort((a, b) => count(a) - count(b))
}
