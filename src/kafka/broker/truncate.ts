// Cutting a replica's log to where it agrees with its leader's (server.md 4.6, truncation on fetch).

import type { Hash } from '../../sim/hash.ts'
import { usToMs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, find, own } from '../../sim/world.ts'
import { historyAt } from '../log/history.ts'
import type { EpochEnd } from '../log/leader-epochs.ts'
import { endOffsetFor } from '../log/leader-epochs.ts'
import type { Log } from '../log/log.ts'
import { restartLogAt, truncateLog } from '../log/truncate.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { LOG_RESTARTED } from '../storage/facts.ts'
import { TRUNCATED } from './facts.ts'
import type { Replica } from './replica.ts'
import { logOf } from './replica.ts'

// rule: truncation.on-fetch
/** The leader's greatest common epoch and its end against our own: cut to where both agree, then fetch again. */
export function truncateToDivergence(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  leaders: EpochEnd,
): void {
  const log = logOf(world, replica)
  const ours = endOffsetFor(log.epochs, log.logEnd, leaders.epoch)
  const target = divergencePoint(log, ours, leaders)
  truncateReplica(world, node, replica, target)
}

function divergencePoint(log: Readonly<Log>, ours: EpochEnd, leaders: EpochEnd): number {
  if (ours.epoch < 0) return Math.min(leaders.endOffset, log.logEnd)
  if (ours.epoch === leaders.epoch) return Math.min(ours.endOffset, leaders.endOffset, log.logEnd)
  return Math.min(ours.endOffset, log.logEnd)
}

export function truncateReplica(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  to: number,
): void {
  const mine = own(world, replica)
  const log = own(world, logOf(world, mine))
  const from = log.logEnd
  const end = truncateLog(log, to)
  fact(world, TRUNCATED, processOf(world, node).slot, mine.slot, mine.nameId, from, end, mine.leaderEpoch)
  // Below the high watermark only after an unclean election.
  if (mine.highWatermark > end) mine.highWatermark = end
}

/** Nothing of our log is left at the leader: begin anew where it starts. */
export function restartLog(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  start: number,
): void {
  const mine = own(world, replica)
  const log = own(world, logOf(world, mine))
  const from = log.logEnd
  restartLogAt(log, start, usToMs(world.nowUs), leadersHistory(world, mine, start), start, mine.logConfig)
  fact(world, LOG_RESTARTED, processOf(world, node).slot, mine.slot, mine.nameId, from, start, mine.leader)
  mine.highWatermark = start
}

/** For the checks only: what they compare logs by goes on from the leader's. */
function leadersHistory(world: World, replica: Readonly<Replica>, offset: number): Hash | null {
  const log = find(world, `log:${replica.partition}@${replica.leader}`) as Log | null
  return log === null ? null : historyAt(log, offset)
}
