// An error of a log directory's disk, on its way from whoever met it to the thread that deals with it (LogDirFailureChannel).

import { later } from '../../sim/process.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { DIR_FAILURE_TASK } from '../timers.ts'

/** Why it failed, as facts say it. */
export const IO_ERROR = 0
export const DISK_FULL = 1

export interface DirFailure extends Sealed {
  readonly dir: number
  readonly why: typeof IO_ERROR | typeof DISK_FULL
}

/** Whoever met the error leaves it to the failure handler's thread. */
export function reportDirFailure(
  world: World,
  node: Readonly<Node>,
  dir: number,
  why: DirFailure['why'],
): void {
  const payload: DirFailure = { sealed: true, dir, why }
  later(world, processOf(world, node), DIR_FAILURE_TASK, 0, payload)
}
