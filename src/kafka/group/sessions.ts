// A member's session: how long the coordinator bears its silence.

import { armTimer, dropTimer } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { intern } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { GROUP_REVOCATION_TIMER, GROUP_SESSION_TIMER } from '../timers.ts'

/** Member ids differ from group to group: a broker's timers go by them. */
export function startSession(
  world: World,
  node: Readonly<Node>,
  memberId: string,
  clientId: string,
  timeoutMs: number,
): void {
  const key = intern(world, memberId)
  armTimer(world, processOf(world, node), GROUP_SESSION_TIMER, key, timeoutMs * 1_000, `process:${clientId}`)
}

export function endSession(world: World, node: Readonly<Node>, memberId: string): void {
  const process = processOf(world, node)
  const key = intern(world, memberId)
  dropTimer(world, process, GROUP_SESSION_TIMER, key)
  dropTimer(world, process, GROUP_REVOCATION_TIMER, key)
}
