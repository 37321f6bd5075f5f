// Whether a replica can be had at all: not while its directory is offline.

import type { World } from '../../sim/world.ts'
import type { Replica } from '../broker/replica.ts'
import { logOf } from '../broker/replica.ts'
import type { Node } from '../node.ts'
import { logDirsOf } from './log-dirs.ts'

/** Whether the replica lies in a directory that is offline. */
export function isOffline(world: World, node: Readonly<Node>, replica: Readonly<Replica>): boolean {
  const { dirs } = logDirsOf(world, node)
  return dirs.length > 1 && dirs[logOf(world, replica).dir]?.isOffline === true
}
