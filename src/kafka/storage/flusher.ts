// Flushing by age (flush.ms), and the file that says how far logs were flushed (server.md 2.8).

import type { Disk } from '../../sim/disk.ts'
import { armTimer } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, find, own } from '../../sim/world.ts'
import { brokerOf } from '../broker/broker.ts'
import { findReplica, logOf } from '../broker/replica.ts'
import { LONG_MAX } from '../config/entry.ts'
import type { Log } from '../log/log.ts'
import { checkpointRecoveryPoint, dirtyBytes, flushTo, noteFlush } from '../log/written.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { LOG_FLUSH_TIMER } from '../timers.ts'
import { cleanerOf } from './cleaner-state.ts'
import { LOGS_FLUSHED } from './facts.ts'

/** Only if log.flush.scheduler.interval.ms says how often to look. */
export function armFlusher(world: World, node: Readonly<Node>): void {
  const { logFlushSchedulerIntervalMs } = node.config
  if (logFlushSchedulerIntervalMs >= LONG_MAX) return
  armTimer(
    world,
    processOf(world, node),
    LOG_FLUSH_TIMER,
    0,
    msToUs(Math.max(logFlushSchedulerIntervalMs, 1)),
  )
}

/** A log is made or loaded: its age counts from here, until it is flushed. Nobody asks for it unless logs are flushed by age. */
export function countFlushAge(world: World, node: Readonly<Node>, log: Readonly<Log>): void {
  if (node.config.logFlushSchedulerIntervalMs < LONG_MAX) own(world, log).flushedUs = world.nowUs
}

/** An fsync, and 200 MB a second; a slow disk takes so many times as long. */
const FLUSH_US = 1_000
const FLUSH_BYTES_PER_US = 200

/** A segment was closed: the thread flush-log has it flushed, for which the disk takes its time. `before`: the recovery point until then. The log must be owned. */
export function flushRolled(world: World, node: Readonly<Node>, log: Log, before: number): void {
  const disk = find(world, `disk:${processOf(world, node).name}`) as Disk | null
  const bytes = dirtyBytes(log, before, world.nowUs)
  const tookUs = (FLUSH_US + Math.floor(bytes / FLUSH_BYTES_PER_US)) * (disk?.slowFactor ?? 1)
  noteFlush(log, before, tookUs, world.nowUs)
}

// rule: disk.flush-interval
export function flushDirtyLogs(world: World, node: Readonly<Node>): void {
  let flushed = 0
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null || replica.role === 'none') continue
    const log = logOf(world, replica)
    if (log.recoveryPoint >= log.logEnd) continue
    if (world.nowUs - log.flushedUs < msToUs(replica.logConfig.flushMs)) continue
    flushTo(own(world, log), log.logEnd, world.nowUs)
    flushed += 1
  }
  fact(world, LOGS_FLUSHED, node.processSlot, -1, flushed)
  armFlusher(world, node)
}

/** What recovery-point-offset-checkpoint was left with when the process ended: written every minute, first after log.initial.task.delay.ms. */
export function checkpointRecoveryPoints(world: World, node: Readonly<Node>): void {
  const { logInitialTaskDelayMs, logFlushOffsetCheckpointIntervalMs } = node.config
  const firstUs = cleanerOf(world, node.id).startedUs + msToUs(logInitialTaskDelayMs)
  if (world.nowUs < firstUs) return
  const periodUs = Math.max(msToUs(logFlushOffsetCheckpointIntervalMs), 1)
  const writtenUs = world.nowUs - ((world.nowUs - firstUs) % periodUs)
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica !== null) checkpointRecoveryPoint(own(world, logOf(world, replica)), writtenUs)
  }
}
