// From which replica a consumer reads (clients.md 3.3, KIP-392): the leader, or one that the leader named because it is nearer.

import type { Process } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { FetchPartitionResponse } from '../protocol/fetch.ts'
import type { Consumer, ConsumerPartition } from './consumer.ts'
import { PREFERRED_REPLICA } from './facts.ts'

/** The leader, unless it named another: for metadata.max.age.ms, and as long as the metadata names that one among the nodes. */
export function readsFrom(world: World, mine: Consumer, partition: Readonly<ConsumerPartition>): number {
  if (partition.preferred < 0) return partition.leader
  const holds =
    partition.preferredUntilUs > world.nowUs && mine.metadata.brokers.includes(partition.preferred)
  return holds ? partition.preferred : partition.leader
}

// rule: consumer.nearest-replica
export function takePreferred(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  partition: ConsumerPartition,
  said: FetchPartitionResponse,
): void {
  partition.highWatermark = said.highWatermark
  partition.preferred = said.preferredReadReplica
  partition.preferredUntilUs = world.nowUs + msToUs(mine.config.metadataMaxAgeMs)
  fact(world, PREFERRED_REPLICA, process.slot, -1, partition.nameId, partition.preferred, partition.leader)
}

/** Back to the leader: after an error, a lost connection, a change of leader. True if it read elsewhere. */
export function leavePreferred(partition: ConsumerPartition): boolean {
  if (partition.preferred < 0) return false
  partition.preferred = -1
  return true
}

/** The connection to it is lost: everything that was read there is read at its leader again. */
export function leaveReplica(mine: Consumer, node: number): void {
  for (const partition of mine.partitions) if (partition.preferred === node) leavePreferred(partition)
}
