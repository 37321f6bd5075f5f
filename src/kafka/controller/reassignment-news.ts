// What a partition's change tells of its reassignment.

import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { PartitionChangeRecord, PartitionState } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { REASSIGNMENT_BEGUN, REASSIGNMENT_DONE } from './admin-facts.ts'

export function tellReassignment(
  world: World,
  node: Readonly<Node>,
  nameId: number,
  before: PartitionState,
  change: PartitionChangeRecord,
): void {
  const adding = change.adding ?? before.adding
  const removing = change.removing ?? before.removing
  const isOn = adding.length > 0 || removing.length > 0
  const wasOn = before.adding.length > 0 || before.removing.length > 0
  if (isOn && (change.adding !== null || change.removing !== null)) {
    fact(world, REASSIGNMENT_BEGUN, node.processSlot, -1, nameId, adding.length, removing.length)
    return
  }
  // Cancelled: who was being added is gone again, and is told of where it was asked for.
  const isCancelled = wasOn && before.adding.some((replica) => change.replicas?.includes(replica) === false)
  const isDone = !isOn && (wasOn || change.replicas !== null) && !isCancelled
  if (!isDone) return
  const replicas = change.replicas ?? before.replicas
  const leader = change.leader ?? before.leader
  const leaderEpoch = before.leaderEpoch + (change.leader === null ? 0 : 1)
  fact(world, REASSIGNMENT_DONE, node.processSlot, -1, nameId, replicas.length, leader, leaderEpoch)
}
