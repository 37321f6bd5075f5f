// The controller's queue: one thread takes one event after another (server.md 5.8).

import type { Message } from '../../sim/connection.ts'
import { later } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { CONTROLLER_TASK } from '../timers.ts'
import { controllerOf } from './state.ts'

/** Payloads of CONTROLLER_TASK. */
export type ControllerEvent = { readonly sealed: true } & (
  | { readonly event: 'request'; readonly connectionSlot: number; readonly message: Message }
  | { readonly event: 'sessionEnded'; readonly brokerId: number }
  | { readonly event: 'claim'; readonly epoch: number }
  | { readonly event: 'noOp' }
  | { readonly event: 'balance' }
  | { readonly event: 'uncleanElections' }
)

// rule: controller.service-time
/** What one event takes. */
const SERVICE_US = 100

export function enqueue(world: World, node: Readonly<Node>, event: ControllerEvent): void {
  const mine = own(world, controllerOf(world, node))
  mine.busyUntilUs = Math.max(mine.busyUntilUs, world.nowUs) + SERVICE_US
  later(world, processOf(world, node), CONTROLLER_TASK, mine.busyUntilUs - world.nowUs, event)
}
