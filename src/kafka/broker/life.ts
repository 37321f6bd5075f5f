// What starts, ends and recurs with a broker process, apart from its registration (lifecycle.ts).

import { armTimer } from '../../sim/process.ts'
import type { Ending } from '../../sim/programme.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { HIGH_WATERMARK_CHECKPOINT_TIMER, ISR_EXPIRATION_TIMER } from '../timers.ts'
import { brokerOf, forgetBroker } from './broker.ts'
import { HIGH_WATERMARK_CHECKPOINTED, LOG_TAIL_LOST } from './facts.ts'
import type { FetchSession } from './fetch-session.ts'
import { forgetSession } from './fetch-session.ts'
import type { Fetcher } from './fetcher-state.ts'
import { forgetFetcher } from './fetcher-state.ts'
import { losePageCache } from './publish.ts'
import { findReplica, forgetReplica, logOf } from './replica.ts'

/** Tasks that run from the start of the replica manager on (server.md 8). */
export function brokerStarted(world: World, node: Readonly<Node>): void {
  const process = processOf(world, node)
  armTimer(world, process, ISR_EXPIRATION_TIMER, 0, 0)
  armTimer(
    world,
    process,
    HIGH_WATERMARK_CHECKPOINT_TIMER,
    0,
    node.config.replicaHighWatermarkCheckpointIntervalMs * 1_000,
  )
}

/** replication-offset-checkpoint: every 5 s, and once more at a clean stop. */
export function checkpointHighWatermarks(world: World, node: Readonly<Node>): void {
  const { logs } = brokerOf(world, node)
  for (const partition of logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null || replica.role === 'none') continue
    const log = logOf(world, replica)
    if (log.checkpointedHighWatermark !== replica.highWatermark)
      own(world, log).checkpointedHighWatermark = replica.highWatermark
  }
  const process = processOf(world, node)
  fact(world, HIGH_WATERMARK_CHECKPOINTED, process.slot, -1, logs.length)
  armTimer(
    world,
    process,
    HIGH_WATERMARK_CHECKPOINT_TIMER,
    0,
    node.config.replicaHighWatermarkCheckpointIntervalMs * 1_000,
  )
}

/** Memory is gone; after a loss of power so is what the kernel had not written back. */
export function brokerEnded(world: World, node: Readonly<Node>, how: Ending): void {
  if (how === 'stopped') writeLastCheckpoint(world, node)
  const process = processOf(world, node)
  if (how === 'powerLost') {
    losePageCache(world, node, (nameId, slot, from, to) =>
      fact(world, LOG_TAIL_LOST, process.slot, slot, nameId, from, to),
    )
  }
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica !== null) forgetReplica(world, replica)
  }
  forgetBroker(world, node)
  for (const entity of world.tables.entities.slice()) {
    if (entity.kind === 'fetchSession' && (entity as FetchSession).nodeId === node.id)
      forgetSession(world, entity as FetchSession)
    if (entity.kind === 'fetcher' && (entity as Fetcher).nodeId === node.id)
      forgetFetcher(world, entity as Fetcher)
  }
}

function writeLastCheckpoint(world: World, node: Readonly<Node>): void {
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null || replica.role === 'none') continue
    own(world, logOf(world, replica)).checkpointedHighWatermark = replica.highWatermark
  }
}
