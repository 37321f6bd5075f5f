// Logs agree: below both their high watermarks any two replicas of a partition hold the same records under the same epochs.

import type { Replica } from '../kafka/broker/replica.ts'
import { findReplica, logOf } from '../kafka/broker/replica.ts'
import { agreeBelow } from '../kafka/log/history.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { detailOf } from './detail.ts'
import { LOGS_AGREE, violate } from './invariant.ts'

/** Compares one replica, whose log or high watermark just moved, with the others. */
export function checkAgreement(world: World, tables: Tables, replicaSlot: number): void {
  const replica = at(world, replicaSlot) as Replica
  for (const id of replica.replicas) {
    if (id === replica.nodeId) continue
    const other = findReplica(world, id, replica.partition)
    if (other === null || other.role === 'none') continue
    const below = Math.min(replica.highWatermark, other.highWatermark)
    if (below <= 0) continue
    if (!agreeBelow(logOf(world, replica), logOf(world, other), below)) {
      const about = `partition:${replica.partition}`
      const detail = detailOf('logs-part', { below, node: replica.nodeId, other: id })
      violate(tables, LOGS_AGREE, world.event, { about, detail })
    }
  }
}
