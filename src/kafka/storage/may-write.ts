// Before a write to a disk that fails or is full: the error is met, and reported (KafkaStorageException).

import type { World } from '../../sim/world.ts'
import type { Replica } from '../broker/replica.ts'
import { logOf } from '../broker/replica.ts'
import type { Node } from '../node.ts'
import { hasRoom, logDirsOf } from './log-dirs.ts'
import { DISK_FULL, IO_ERROR, reportDirFailure } from './report-dir-failure.ts'

/** Logs on sound disks with room are never asked. */
export function mayWrite(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  bytes: number,
): boolean {
  const log = logOf(world, replica)
  if (!log.isWatched || hasRoom(world, node, log, bytes)) return true
  const isFailed = logDirsOf(world, node).dirs[log.dir]?.isFailed === true
  reportDirFailure(world, node, log.dir, isFailed ? IO_ERROR : DISK_FULL)
  return false
}
