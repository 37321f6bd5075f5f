// The log start offset (server.md 2.3, 2.7): records below it are gone for every reader, whether their segment is still there or not.

import { truncateEpochsFromStart } from './leader-epochs.ts'
import type { Log } from './log.ts'

/** Moves the log's start up: after a deletion of segments, at DeleteRecords, and at a follower when its leader's has moved. It never moves down. The caller sees to it that the offset is not beyond the high watermark. The log must be owned. */
export function advanceLogStart(log: Log, offset: number): boolean {
  if (offset <= log.logStart) return false
  log.logStart = offset
  truncateEpochsFromStart(log.epochs, offset)
  return true
}
