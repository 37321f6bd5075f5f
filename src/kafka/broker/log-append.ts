// Appending to the log of a replica (server.md 2.2, 2.6): the roll that the append calls for, then the batches.

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Batch } from '../log/batch.ts'
import { endOf } from '../log/batch.ts'
import type { RollReason } from '../log/files/roll.ts'
import { ROLL_REASONS } from '../log/files/roll.ts'
import { assignEpoch } from '../log/leader-epochs.ts'
import type { Log } from '../log/log.ts'
import { activeSegment, addBatch, assignedAt, rollIfDue } from '../log/log.ts'
import { restartLogAt } from '../log/truncate.ts'
import type { Node } from '../node.ts'
import { SEGMENT_ROLLED } from '../storage/facts.ts'
import { flushRolled } from '../storage/flusher.ts'
import type { Replica } from './replica.ts'
import { logOf } from './replica.ts'

/** The batch at the log's end, in the leader's epoch. The log must be owned. */
export function appendAsLeader(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  log: Log,
  batch: Batch,
): Batch {
  const appended = assignedAt(log, batch, replica.leaderEpoch)
  const { baseOffset, sizeBytes, maxTimestampMs } = appended
  roll(world, node, replica, log, sizeBytes, maxTimestampMs, baseOffset, endOf(appended) - 1)
  addBatch(log, appended, world.nowUs, replica.logConfig)
  return appended
}

// rule: segments.follower-appends
/** All that a fetch brought is one append: one decision about rolling, by the greatest of its timestamps. */
export function appendAsFollower(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  batches: readonly Batch[],
): Log {
  const log = own(world, logOf(world, replica))
  const first = batches[0] as Batch
  if (first.baseOffset < log.logEnd && log.sizeBytes === 0) {
    // The leader's log starts in the middle of a batch, and ours is to start there too: with the batch as it is.
    const start = log.logEnd
    restartLogAt(log, first.baseOffset, Math.floor(world.nowUs / 1_000), null, start, replica.logConfig)
  }
  let bytes = 0
  let latestMs = -1
  for (let i = 0; i < batches.length; i++) {
    const batch = batches[i] as Batch
    bytes += batch.sizeBytes
    if (batch.maxTimestampMs > latestMs) latestMs = batch.maxTimestampMs
  }
  const last = batches[batches.length - 1] as Batch
  roll(world, node, replica, log, bytes, latestMs, first.baseOffset, endOf(last) - 1)
  const active = activeSegment(log)
  if (active.sizeBytes === 0) active.firstTimestampMs = latestMs
  for (let i = 0; i < batches.length; i++) {
    const batch = batches[i] as Batch
    assignEpoch(log.epochs, batch.leaderEpoch, batch.baseOffset)
    addBatch(log, batch, world.nowUs, replica.logConfig)
  }
  return log
}

function roll(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  log: Log,
  bytes: number,
  latestMs: number,
  firstOffset: number,
  lastOffset: number,
): void {
  const closed = activeSegment(log)
  const { recoveryPoint } = log
  const reason = rollIfDue(log, bytes, latestMs, firstOffset, lastOffset, world.nowUs, replica.logConfig)
  if (reason === null) return
  flushRolled(world, node, log, recoveryPoint)
  noteRoll(world, node, replica, log, reason, closed.sizeBytes)
}

export function noteRoll(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  log: Readonly<Log>,
  reason: RollReason,
  bytes: number,
): void {
  const { baseOffset } = activeSegment(log)
  const code = ROLL_REASONS.indexOf(reason)
  fact(world, SEGMENT_ROLLED, node.processSlot, replica.slot, replica.nameId, baseOffset, code, bytes)
}
