// What committed metadata does to a broker (server.md 4.12): replicas become leaders and followers, in one pass over what changed.
// Deltas are taken from the moment on when the logs have been recovered; then the whole image counts as changed.

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { safeEndOf, truncateLog } from '../log/log.ts'
import type { MetadataDelta } from '../metadata/delta.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { brokerOf } from './broker.ts'
import { LOGS_RECOVERED } from './facts.ts'
import { findReplica, logOf } from './replica.ts'
import { applyPartitions } from './roles.ts'

// rule: lifecycle.recovery-time
/** Scanning a log after an unclean stop: 100 MB a second, and a millisecond a log. */
const RECOVERY_BYTES_PER_US = 100
const RECOVERY_US_PER_LOG = 1_000

/** Enters RECOVERY: how long it takes to look through the logs after an unclean stop; after a clean one they are taken as they are. */
export function recoverLogs(world: World, node: Readonly<Node>, clean: boolean): number {
  const broker = brokerOf(world, node)
  if (clean) return RECOVERY_US_PER_LOG
  let tookUs = RECOVERY_US_PER_LOG
  for (const partition of broker.logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica !== null)
      tookUs += RECOVERY_US_PER_LOG + Math.floor(logOf(world, replica).sizeBytes / RECOVERY_BYTES_PER_US)
  }
  return tookUs
}

/** The logs are there: high watermarks start from their checkpoints, and the image as it stands is applied. */
export function logsRecovered(world: World, node: Readonly<Node>): void {
  const broker = own(world, brokerOf(world, node))
  let bytes = 0
  for (const partition of broker.logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null) continue
    const log = logOf(world, replica)
    bytes += log.sizeBytes
    own(world, replica).highWatermark = Math.min(
      Math.max(log.checkpointedHighWatermark, log.logStart),
      log.logEnd,
    )
  }
  broker.publishing = true
  fact(world, LOGS_RECOVERED, processOf(world, node).slot, -1, broker.logs.length, bytes)
  const image = imageOf(world, node)
  const partitions: string[] = []
  for (const topic of image.topicNames) partitions.push(...(image.topics.get(topic)?.partitions ?? []))
  applyPartitions(world, node, partitions)
}

/** Committed records changed the image: apply what concerns this broker. */
export function publishMetadata(world: World, node: Readonly<Node>, delta: MetadataDelta): void {
  if (brokerOf(world, node).publishing && delta.changedPartitions.length > 0)
    applyPartitions(world, node, delta.changedPartitions)
}

// rule: disk.page-cache
/** Power loss: what the kernel had not written back is gone. */
export function losePageCache(
  world: World,
  node: Readonly<Node>,
  lost: (nameId: number, slot: number, from: number, to: number) => void,
): void {
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null) continue
    const log = own(world, logOf(world, replica))
    const safeEnd = safeEndOf(log, world.nowUs)
    const oldEnd = log.logEnd
    if (safeEnd >= oldEnd) continue
    const truncated = log.truncatedRecords
    truncateLog(log, safeEnd)
    log.truncatedRecords = truncated
    log.checkpointedHighWatermark = Math.min(log.checkpointedHighWatermark, log.logEnd)
    lost(replica.nameId, replica.slot, oldEnd, log.logEnd)
  }
}
