// What is, beside what each process believes: committed metadata is the truth about partitions and brokers, and what lies on disks about logs.
// Nothing in the cluster reads this: it is for whoever looks on.

import type { Process } from '../sim/process.ts'
import { findTimer, isAlive } from '../sim/process.ts'
import { NEVER_US } from '../sim/time.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { Replica } from './broker/replica.ts'
import type { Log } from './log/log.ts'
import type { Image } from './metadata/image.ts'
import { applyRecord, emptyImage } from './metadata/image.ts'
import type { MetadataBatch } from './metadata/metadata-batch.ts'
import type { PartitionState } from './metadata/records.ts'
import { applySnapshot } from './metadata/snapshot.ts'
import type { Node } from './node.ts'
import type { MetadataLog } from './raft/metadata-log.ts'
import { latestSnapshot, readMetadataLog } from './raft/metadata-log.ts'
import type { Raft } from './raft/state.ts'
import type { LogDirs } from './storage/log-dirs.ts'
import { SESSION_TIMER } from './timers.ts'

/** Nodes in order of their making. */
export function nodesOf(world: World): Node[] {
  const nodes: Node[] = []
  for (const entity of world.tables.entities) if (entity.kind === 'node') nodes.push(entity as Node)
  return nodes
}

/** The node that leads the highest raft epoch, −1 while there is none: its writes become the cluster's metadata. */
export function activeController(world: World, nodes: readonly Node[] = nodesOf(world)): number {
  let best: Raft | null = null
  for (const node of nodes) {
    const raft = find(world, `raft:${node.id}`) as Raft | null
    if (raft === null || raft.role !== 'leader') continue
    if (best === null || raft.epoch > best.epoch) best = raft
  }
  return best === null ? -1 : best.nodeId
}

/** Images hold committed records only, so the one that reaches farthest is the truth. When nobody runs it is what the longest metadata log says. */
export function truthImage(world: World, nodes: readonly Node[] = nodesOf(world)): Readonly<Image> {
  let best: Image | null = null
  for (const node of nodes) {
    const image = find(world, `image:${node.id}`) as Image | null
    if (image !== null && (best === null || image.endOffset > best.endOffset)) best = image
  }
  return best !== null && best.endOffset > 0 ? best : imageOnDisk(world, nodes)
}

function imageOnDisk(world: World, nodes: readonly Node[]): Image {
  let longest: MetadataLog | null = null
  for (const node of nodes) {
    const log = find(world, `metadata-log:${node.id}`) as MetadataLog | null
    if (log !== null && (longest === null || log.endOffset > longest.endOffset)) longest = log
  }
  const image = emptyImage()
  if (longest === null) return image
  const snapshot = latestSnapshot(longest)
  if (snapshot !== null) applySnapshot(image, snapshot)
  const batches = readMetadataLog(longest, image.endOffset, longest.endOffset, Number.MAX_SAFE_INTEGER)
  for (const batch of batches) applyBatch(image, batch)
  return image
}

function applyBatch(image: Image, batch: MetadataBatch): void {
  let offset = batch.baseOffset
  for (const record of batch.records) {
    applyRecord(image, offset, record)
    offset += 1
  }
}

/** min.insync.replicas of a topic: its own, or what is set for all brokers, or the nodes' default. */
export function minIsrOf(image: Readonly<Image>, topic: string, nodes: readonly Node[]): number {
  const key = 'min.insync.replicas'
  const own = image.configs.get(`topic/${topic}`)?.[key] ?? image.configs.get('broker/')?.[key]
  return own === undefined ? (nodes[0]?.config.minInsyncReplicas ?? 1) : Number(own)
}

export type ReplicaStanding = 'leader' | 'follower' | 'offline'

/** `offline`: its broker is down, or the directory that it lies in. */
export function replicaStanding(world: World, state: PartitionState, nodeId: number): ReplicaStanding {
  const process = find(world, `process:${nodeId}`) as Process | null
  if (process === null || !isAlive(process)) return 'offline'
  if (liesInOfflineDir(world, state, nodeId)) return 'offline'
  return state.leader === nodeId ? 'leader' : 'follower'
}

/** Its broker may run all the same, and go on with its other directories. */
export function liesInOfflineDir(world: World, state: PartitionState, nodeId: number): boolean {
  const dirs = (find(world, `log-dirs:${nodeId}`) as LogDirs | null)?.dirs ?? []
  if (!dirs.some(({ isOffline }) => isOffline)) return false
  const log = replicaLog(world, `${state.topic}-${state.index}`, nodeId)
  return log !== null && dirs[log.dir]?.isOffline === true
}

/** null: it has none there, or none any more. */
export function replicaLog(world: World, partition: string, nodeId: number): Log | null {
  const replica = find(world, `replica:${partition}@${nodeId}`) as Replica | null
  if (replica !== null && replica.topicId < 0) return null
  return find(world, `log:${partition}@${nodeId}`) as Log | null
}

/** As the broker knows it, or, while it has no memory of it, as its checkpoint file says. */
export function replicaHighWatermark(world: World, partition: string, nodeId: number): number {
  const replica = find(world, `replica:${partition}@${nodeId}`) as Replica | null
  if (replica !== null && replica.role !== 'none') return replica.highWatermark
  const log = replicaLog(world, partition, nodeId)
  return log === null ? 0 : Math.min(log.checkpointedHighWatermark, log.logEnd)
}

/** When the active controller will fence a broker unless it hears from it; null if it is not waiting for that. */
export function sessionEndsUs(world: World, active: number, brokerId: number): number | null {
  const process = find(world, `process:${active}`) as Process | null
  if (process === null) return null
  const row = findTimer(process, SESSION_TIMER, brokerId)
  return row === null || row.deadlineUs === NEVER_US ? null : row.deadlineUs
}
