// The high watermark of a partition of __consumer_offsets has moved: its coordinator is told in a step of its own.

import { later } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { Replica } from '../broker/replica.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { GROUP_COMMITTED_TASK } from '../timers.ts'
import type { Coordinator } from './coordinator.ts'
import { coordinatorAt } from './coordinator.ts'

/** Through the queue of the coordinator's threads. */
const WAKE_US = 10

export interface CommittedStep {
  readonly sealed: true
  readonly slot: number
}

/** Called at every advance: cheap where there is nothing to do. */
export function wakeCoordinator(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  if (replica.coordinator < 0) return
  const coordinator: Readonly<Coordinator> = coordinatorAt(world, replica.coordinator)
  if (coordinator.waking || coordinator.deferred.length === 0) return
  own(world, coordinator).waking = true
  const step: CommittedStep = { sealed: true, slot: coordinator.slot }
  later(world, processOf(world, node), GROUP_COMMITTED_TASK, WAKE_US, step)
}
