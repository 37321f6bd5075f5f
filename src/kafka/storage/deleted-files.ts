// Files that were renamed to `.deleted` go when file.delete.delay.ms is over (server.md 2.7): only then is their place on the disk free again.

import { armTimer, findTimer } from '../../sim/process.ts'
import { NEVER_US } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { at, fact, own } from '../../sim/world.ts'
import { brokerOf } from '../broker/broker.ts'
import { findReplica, logOf } from '../broker/replica.ts'
import type { Log } from '../log/log.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { DELETED_FILES_TIMER } from '../timers.ts'
import { FILES_REMOVED } from './facts.ts'

// rule: retention.file-delay
/** The log has files to remove: sees to it when the first of them is due. One timer a log. */
export function armFileDeletion(world: World, node: Readonly<Node>, log: Readonly<Log>): void {
  const first = log.deleted[0]
  const process = processOf(world, node)
  // A timer that has gone off keeps its row.
  const isArmed = (findTimer(process, DELETED_FILES_TIMER, log.slot)?.deadlineUs ?? NEVER_US) !== NEVER_US
  if (first === undefined || isArmed) return
  armTimer(world, process, DELETED_FILES_TIMER, log.slot, Math.max(first.dueUs - world.nowUs, 0))
}

export function removeDeletedFiles(world: World, node: Readonly<Node>, logSlot: number): void {
  const log = own(world, at(world, logSlot) as Log)
  let bytes = 0
  let count = 0
  while (log.deleted.length > 0 && (log.deleted[0]?.dueUs ?? 0) <= world.nowUs) {
    bytes += log.deleted.shift()?.sizeBytes ?? 0
    count += 1
  }
  const replica = findReplica(world, node.id, log.partition)
  if (count > 0 && replica !== null)
    fact(world, FILES_REMOVED, node.processSlot, replica.slot, replica.nameId, count, bytes)
  armFileDeletion(world, node, log)
}

/** What a broker finds of them when it starts it removes at once. */
export function removeLeftFiles(world: World, node: Readonly<Node>): void {
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null || logOf(world, replica).deleted.length === 0) continue
    own(world, logOf(world, replica)).deleted.length = 0
  }
}
