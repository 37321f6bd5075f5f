// What committed metadata does to a broker (server.md 4.12): replicas become leaders and followers, in one pass over what changed.
// Deltas are taken from the moment on when the logs have been recovered; then the whole image counts as changed.

import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import { updateCoordinators } from '../group/load.ts'
import { topicsDeleted } from '../group/timers.ts'
import { truncateEpochsFromEnd } from '../log/leader-epochs.ts'
import { bytesToRecover } from '../log/written.ts'
import type { MetadataDelta } from '../metadata/delta.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { removeLeftFiles } from '../storage/deleted-files.ts'
import { armFlusher, countFlushAge } from '../storage/flusher.ts'
import { recoverTorn } from '../storage/power-loss.ts'
import { armRetention } from '../storage/retention.ts'
import { CONFIGS_TAKEN } from './admin-facts.ts'
import { brokerOf } from './broker.ts'
import { pursueDeletions } from './delete-records.ts'
import { LOGS_RECOVERED } from './facts.ts'
import { shutDownIdleFetchers } from './fetcher.ts'
import { removePartition, STRAY, TOPIC_DELETED } from './remove-partition.ts'
import { findReplica, logOf } from './replica.ts'
import { applyPartitions, takeTopicConfig } from './roles.ts'

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
      tookUs +=
        RECOVERY_US_PER_LOG + Math.floor(bytesToRecover(logOf(world, replica)) / RECOVERY_BYTES_PER_US)
  }
  return tookUs
}

/** The logs are there: high watermarks start from their checkpoints, and the image as it stands is applied. */
export function logsRecovered(world: World, node: Readonly<Node>): void {
  const broker = own(world, brokerOf(world, node))
  removeLeftFiles(world, node)
  let bytes = 0
  for (const partition of broker.logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null) continue
    recoverTorn(world, node, replica)
    countFlushAge(world, node, logOf(world, replica))
    const log = own(world, logOf(world, replica))
    // Epochs that were led without a record are not remembered.
    truncateEpochsFromEnd(log.epochs, log.logEnd)
    bytes += log.sizeBytes
    own(world, replica).highWatermark = Math.min(
      Math.max(log.checkpointedHighWatermark, log.logStart),
      log.logEnd,
    )
  }
  armRetention(world, node)
  armFlusher(world, node)
  broker.publishing = true
  fact(world, LOGS_RECOVERED, processOf(world, node).slot, -1, broker.logs.length, bytes)
  const image = imageOf(world, node)
  for (const partition of broker.logs.slice()) {
    if (isStray(world, node, partition)) removePartition(world, node, partition, STRAY)
  }
  const partitions: string[] = []
  for (const topic of image.topicNames) partitions.push(...(image.topics.get(topic)?.partitions ?? []))
  applyPartitions(world, node, partitions)
  updateCoordinators(world, node, partitions)
}

/** A log without a place in the metadata: of another topic id, or not for this broker. */
function isStray(world: World, node: Readonly<Node>, partition: string): boolean {
  const image = imageOf(world, node)
  const state = image.partitions.get(partition)
  if (state === undefined || !state.replicas.includes(node.id)) return true
  return findReplica(world, node.id, partition)?.topicId !== image.topics.get(state.topic)?.topicId
}

/** Committed records changed the image: apply what concerns this broker. Deleted topics first, then leaders and followers, configs last (BrokerMetadataPublisher). */
export function publishMetadata(world: World, node: Readonly<Node>, delta: MetadataDelta): void {
  if (!brokerOf(world, node).publishing) return
  for (const { name, topicId } of delta.deletedTopics) removeTopic(world, node, name, topicId)
  if (delta.changedPartitions.length > 0) {
    applyPartitions(world, node, delta.changedPartitions)
    updateCoordinators(world, node, delta.changedPartitions)
  } else if (delta.deletedTopics.length > 0) shutDownIdleFetchers(world, node)
  topicsDeleted(world, node, delta.deletedTopics)
  for (const resource of delta.changedConfigs) takeConfigs(world, node, resource)
  pursueDeletions(world, node)
}

function removeTopic(world: World, node: Readonly<Node>, topic: string, topicId: number): void {
  for (const partition of brokerOf(world, node).logs.slice()) {
    if (!partition.startsWith(`${topic}-`)) continue
    if (findReplica(world, node.id, partition)?.topicId === topicId)
      removePartition(world, node, partition, TOPIC_DELETED)
  }
}

/** Configs of a topic, of this broker or of all reached it: its replicas go by them from now on. */
function takeConfigs(world: World, node: Readonly<Node>, resource: string): void {
  const isForAll = resource === 'broker/' || resource === `broker/${node.id}`
  if (!isForAll && !resource.startsWith('topic/')) return
  const topic = resource.slice('topic/'.length)
  const { partitions } = imageOf(world, node)
  let taken = 0
  for (const partition of brokerOf(world, node).logs) {
    const state = partitions.get(partition)
    const replica = findReplica(world, node.id, partition)
    if (state === undefined || replica === null || replica.role === 'none') continue
    if (!isForAll && state.topic !== topic) continue
    takeTopicConfig(world, node, own(world, replica), state)
    taken += 1
  }
  const { slot } = processOf(world, node)
  if (taken > 0) fact(world, CONFIGS_TAKEN, slot, -1, intern(world, isForAll ? resource : topic), taken)
}
