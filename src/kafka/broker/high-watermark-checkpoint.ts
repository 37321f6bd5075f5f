// The file replication-offset-checkpoint: all that a broker knows of its high watermarks after a crash, up to 5 s old (server.md 8, 10).

import { armTimer, isArmed } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { HIGH_WATERMARK_CHECKPOINT_TIMER } from '../timers.ts'
import { brokerOf } from './broker.ts'
import { HIGH_WATERMARK_CHECKPOINTED } from './facts.ts'
import { findReplica, logOf } from './replica.ts'

/** From the first role that the broker takes on. */
export function armHighWatermarkCheckpoint(world: World, node: Readonly<Node>): void {
  if (!isArmed(processOf(world, node), HIGH_WATERMARK_CHECKPOINT_TIMER, 0)) armNext(world, node)
}

// rule: watermark.checkpoint
/** Every 5 s, and once more at a clean stop. */
export function checkpointHighWatermarks(world: World, node: Readonly<Node>): void {
  const { logs } = brokerOf(world, node)
  for (const partition of logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null || replica.role === 'none') continue
    const log = logOf(world, replica)
    if (log.checkpointedHighWatermark !== replica.highWatermark)
      own(world, log).checkpointedHighWatermark = replica.highWatermark
  }
  fact(world, HIGH_WATERMARK_CHECKPOINTED, node.processSlot, -1, logs.length)
  armNext(world, node)
}

function armNext(world: World, node: Readonly<Node>): void {
  const periodUs = node.config.replicaHighWatermarkCheckpointIntervalMs * 1_000
  armTimer(world, processOf(world, node), HIGH_WATERMARK_CHECKPOINT_TIMER, 0, periodUs)
}
