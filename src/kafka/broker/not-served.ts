// Why a broker refuses what is asked of a partition that it neither leads nor follows (ReplicaManager.getPartitionOrError; server.md 7.4, 7.5).

import type { World } from '../../sim/world.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import {
  KAFKA_STORAGE_ERROR,
  NOT_LEADER_OR_FOLLOWER,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { isOffline } from '../storage/offline.ts'
import { findReplica } from './replica.ts'

/** Its replica is in a directory that is offline; or it has none, and has heard of the partition or has not. */
export function whyNotServed(world: World, node: Readonly<Node>, partition: string): number {
  const replica = findReplica(world, node.id, partition)
  // A replica that was taken away has no log directory any more.
  if (replica?.role === 'none' && replica.topicId >= 0 && isOffline(world, node, replica))
    return KAFKA_STORAGE_ERROR
  return imageOf(world, node).partitions.has(partition) ? NOT_LEADER_OR_FOLLOWER : UNKNOWN_TOPIC_OR_PARTITION
}
