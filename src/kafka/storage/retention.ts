// The broker's retention task, kafka-log-retention (server.md 2.7): every log.retention.check.interval.ms each log that is not compacted is looked at.
// Logs that are compacted are the cleaner threads' business, whether or not they are also deleted from.

import { armTimer, wallClockUs } from '../../sim/process.ts'
import { msToUs, usToMs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { brokerOf } from '../broker/broker.ts'
import { noteRoll } from '../broker/log-append.ts'
import { moveLogStart } from '../broker/log-start.ts'
import type { Replica } from '../broker/replica.ts'
import { findReplica, logOf } from '../broker/replica.ts'
import { activeSegment } from '../log/log.ts'
import type { DeletionReason } from '../log/retention.ts'
import { DELETION_REASONS, deletable, deleteOldest, startAfterDeleting } from '../log/retention.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { RETENTION_TIMER } from '../timers.ts'
import { cleanerOf } from './cleaner-state.ts'
import { armFileDeletion } from './deleted-files.ts'
import { RETENTION_CHECKED, SEGMENT_DELETED } from './facts.ts'

// rule: retention.interval
/** From the start of the log manager on: first after log.initial.task.delay.ms. */
export function armRetention(world: World, node: Readonly<Node>): void {
  own(world, cleanerOf(world, node.id)).startedUs = world.nowUs
  armTimer(world, processOf(world, node), RETENTION_TIMER, 0, msToUs(node.config.logInitialTaskDelayMs))
}

export function checkRetention(world: World, node: Readonly<Node>): void {
  const { logs } = brokerOf(world, node)
  let deleted = 0
  for (const partition of logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null || replica.role === 'none' || isCompacted(replica)) continue
    deleted += deleteOldSegments(world, node, replica)
  }
  fact(world, RETENTION_CHECKED, node.processSlot, -1, logs.length, deleted)
  const periodUs = msToUs(node.config.logRetentionCheckIntervalMs)
  armTimer(world, processOf(world, node), RETENTION_TIMER, 0, periodUs)
}

export function isCompacted(replica: Readonly<Replica>): boolean {
  return replica.logConfig.cleanupPolicy.includes('compact')
}

// rule: retention.order
/** By the log's start, then by size, then by time, each a pass of its own; a log that is compacted only, by its start alone. Returns how many segments went. */
export function deleteOldSegments(world: World, node: Readonly<Node>, replica: Readonly<Replica>): number {
  const { logConfig } = replica
  const nowMs = usToMs(wallClockUs(world, processOf(world, node)))
  let deleted = 0
  for (const reason of DELETION_REASONS) {
    if (reason !== 'logStart' && !logConfig.cleanupPolicy.includes('delete')) continue
    const count = deletable(logOf(world, replica), reason, replica.highWatermark, logConfig, nowMs)
    if (count > 0) deleted += deleteSegments(world, node, replica, reason, count)
  }
  return deleted
}

function deleteSegments(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  reason: DeletionReason,
  count: number,
): number {
  const { logConfig, slot, nameId } = replica
  const log = own(world, logOf(world, replica))
  const before = activeSegment(log)
  const start = startAfterDeleting(log, count, world.nowUs, logConfig)
  if (activeSegment(log) !== before) noteRoll(world, node, replica, log, 'retention', before.sizeBytes)
  moveLogStart(world, node, replica, start)
  const code = DELETION_REASONS.indexOf(reason)
  for (const { baseOffset, sizeBytes } of deleteOldest(log, count, world.nowUs, logConfig))
    fact(world, SEGMENT_DELETED, node.processSlot, slot, nameId, baseOffset, code, sizeBytes)
  armFileDeletion(world, node, log)
  return count
}
