// A group as it is, for whoever looks on: as the broker that leads its partition of __consumer_offsets knows it. Nothing in the cluster reads this.

import type { World } from '../../sim/world.ts'
import { coordinatorPartition } from '../assignors/java-hash.ts'
import { OFFSETS_TOPIC } from '../broker/auto-create.ts'
import type { Image } from '../metadata/image.ts'
import { partitionName } from '../metadata/records.ts'
import { truthImage } from '../truth.ts'
import type { Coordinator } from './coordinator.ts'
import { findCoordinator } from './coordinator.ts'
import type { Group } from './group.ts'
import { findGroup } from './group.ts'

export interface GroupTruth {
  readonly groupId: string
  /** Partition of __consumer_offsets, −1 while that topic is not there. */
  readonly partition: number
  /** Broker that leads it, −1 for none. */
  readonly coordinator: number
  /** What that broker is doing about it. */
  readonly state: Coordinator['state']
  /** null: it does not know the group, or not yet. */
  readonly group: Readonly<Group> | null
}

export function groupTruth(
  world: World,
  groupId: string,
  image: Readonly<Image> = truthImage(world),
): GroupTruth {
  const topic = image.topics.get(OFFSETS_TOPIC)
  if (topic === undefined) return { groupId, partition: -1, coordinator: -1, state: 'none', group: null }
  const partition = coordinatorPartition(groupId, topic.partitions.length)
  const coordinator = image.partitions.get(partitionName(OFFSETS_TOPIC, partition))?.leader ?? -1
  const state = findCoordinator(world, coordinator, partition)?.state ?? 'none'
  const group = state === 'active' ? findGroup(world, coordinator, groupId) : null
  return { groupId, partition, coordinator, state, group }
}

/** Ids of all groups that any broker has known in this run, in order. */
export function groupIds(world: World): string[] {
  const ids = new Set<string>()
  for (const entity of world.tables.entities) if (entity.kind === 'group') ids.add((entity as Group).groupId)
  return [...ids].sort()
}
