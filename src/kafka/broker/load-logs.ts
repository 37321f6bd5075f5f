// The first metadata of a start reaches a broker: its logs are loaded, and then it leads and follows as the metadata says (server.md 4.12).
// BrokerServer installs its metadata publishers before it waits for its registration, so a broker that is refused as long as its old session runs
// follows and leads all the same (recording quick-restart: killed at 5 s and started at 6 s, registered at 15 s, yet acks=all goes on at 8 to 9 s).

import { later } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { tryDirs } from '../storage/dir-failure.ts'
import { RECOVERED_TASK } from '../timers.ts'
import { takeCleanShutdown } from './files.ts'
import { recoverLogs } from './publish.ts'

export function loadLogs(world: World, node: Readonly<Node>): void {
  const tookUs = recoverLogs(world, node, takeCleanShutdown(world, node))
  tryDirs(world, node)
  later(world, processOf(world, node), RECOVERED_TASK, tookUs, { sealed: true })
}
