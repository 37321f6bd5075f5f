// A broker's data directory at a moment, every file of its partitions as Kafka 4.3.1 would have it. Derived from the logs as they are: the checkpoints of
// recovery points and log starts are what would be written now, while real ones are up to a minute old. The copy of __cluster_metadata is not among them.

import { isAlive } from '../../../sim/process.ts'
import type { World } from '../../../sim/world.ts'
import { find } from '../../../sim/world.ts'
import { brokerOf } from '../../broker/broker.ts'
import type { Files } from '../../broker/files.ts'
import { topicConfig } from '../../config/resolve.ts'
import type { Image } from '../../metadata/image.ts'
import type { Node } from '../../node.ts'
import { processOf } from '../../node.ts'
import { replicaLog, truthImage } from '../../truth.ts'
import type { WorkloadOf } from '../bytes/log-bytes.ts'
import type { Log } from '../log.ts'
import { activeSegment } from '../log.ts'
import { flushedPoint } from '../written.ts'
import type { DataFile, ReplicaOnDisk } from './partition-files.ts'
import { partitionFiles, textFile } from './partition-files.ts'
import type { PartitionOffset } from './text-files.ts'
import { cleanShutdownText, metaPropertiesText, offsetCheckpointText } from './text-files.ts'
import { uuidText } from './uuid.ts'

interface Placed extends ReplicaOnDisk {
  readonly topic: string
  readonly index: number
}

// rule: files.derived
/** The directory's own files, then each partition's. */
export function dataDirectory(world: World, node: Readonly<Node>, workloadOf: WorkloadOf): DataFile[] {
  const brokerEpoch = (find(world, `files:${node.id}`) as Files | null)?.cleanShutdownEpoch ?? -1
  const replicas = replicasOf(world, node, brokerEpoch >= 0, workloadOf)
  const files = ownFiles(world, node, brokerEpoch, replicas)
  for (const replica of replicas) {
    for (const file of partitionFiles(replica))
      files.push({ ...file, path: `${replica.topic}-${replica.index}/${file.path}` })
  }
  return files
}

function replicasOf(world: World, node: Readonly<Node>, closed: boolean, workloadOf: WorkloadOf): Placed[] {
  const image = truthImage(world)
  const replicas: Placed[] = []
  for (const partition of [...brokerOf(world, node).logs].sort()) {
    const log = replicaLog(world, partition, node.id)
    const state = image.partitions.get(partition)
    if (log === null || state === undefined) continue
    const { topic, index } = state
    const topicId = topicIdText(world, image, topic)
    const config = topicConfig(image.configs.get(`topic/${topic}`) ?? {}, node.config)
    replicas.push({ topic, index, log, config, topicId, closed, workloadOf })
  }
  return replicas
}

function topicIdText(world: World, image: Readonly<Image>, topic: string): string {
  return uuidText(world.seed, `topic/${topic}/${image.topics.get(topic)?.topicId}`)
}

function ownFiles(
  world: World,
  node: Readonly<Node>,
  brokerEpoch: number,
  replicas: readonly Placed[],
): DataFile[] {
  const ids = [uuidText(world.seed, 'cluster'), uuidText(world.seed, `directory/${node.id}`)] as const
  const closed = brokerEpoch >= 0
  const files = [
    cleanerCheckpoint(replicas),
    checkpoint('log-start-offset-checkpoint', replicas, ({ log }) =>
      log.logStart > firstBase(log) ? log.logStart : -1,
    ),
    textFile('meta.properties', metaPropertiesText(node.id, ...ids)),
    checkpoint('recovery-point-offset-checkpoint', replicas, (replica) =>
      recoveryPoint(replica, world.nowUs),
    ),
    checkpoint('replication-offset-checkpoint', replicas, ({ log }) => log.checkpointedHighWatermark),
  ]
  // An orderly stop takes the lock away and leaves the marker; a crash leaves the lock.
  if (closed) files.unshift(textFile('.kafka_cleanshutdown', cleanShutdownText(brokerEpoch)))
  if (!closed || isAlive(processOf(world, node))) files.unshift(textFile('.lock', ''))
  return files
}

function firstBase({ segments }: Readonly<Log>): number {
  return (segments[0] as Log['segments'][number]).baseOffset
}

/** Empty until the first log has been cleaned. */
function cleanerCheckpoint(replicas: readonly Placed[]): DataFile {
  const path = 'cleaner-offset-checkpoint'
  if (replicas.every(({ log }) => log.cleanerCheckpoint < 0)) return textFile(path, '')
  return checkpoint(path, replicas, ({ log }) => log.cleanerCheckpoint)
}

/** A roll flushes what lies before the new segment, which takes its time, and an orderly stop everything. */
function recoveryPoint({ log, closed }: ReplicaOnDisk, nowUs: number): number {
  if (closed) return log.logEnd
  return Math.min(activeSegment(log).baseOffset, flushedPoint(log, nowUs))
}

/** `offsetOf` −1: not in the file. */
function checkpoint(
  path: string,
  replicas: readonly Placed[],
  offsetOf: (replica: Placed) => number,
): DataFile {
  const rows: PartitionOffset[] = []
  for (const replica of replicas) {
    const offset = offsetOf(replica)
    if (offset >= 0) rows.push({ topic: replica.topic, index: replica.index, offset })
  }
  return textFile(path, offsetCheckpointText(rows))
}
