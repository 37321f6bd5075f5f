// Snapshots of the metadata that a node takes of its own image, and what of its log they make needless (server.md 5.4). Controllers and brokers alike.

import { requestFlush } from '../../sim/disk.ts'
import { armTimer, isArmed } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { MetadataBatch } from '../metadata/metadata-batch.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { MetadataSnapshot } from '../metadata/snapshot.ts'
import { takeSnapshot } from '../metadata/snapshot.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { FLUSH_SNAPSHOT, SNAPSHOT_CLEAN_TIMER } from '../timers.ts'
import { METADATA_LOG_CUT, SNAPSHOT_WRITTEN } from './facts.ts'
import type { MetadataLog } from './metadata-log.ts'
import { lastEpoch, latestSnapshot, replaceLogBy, startLogAt } from './metadata-log.ts'
import { metadataLogOf, raftOf } from './state.ts'

/** The file gets its name once it is on disk: what a loss of power or a kill cuts short was never a snapshot. */
export interface SnapshotFlush extends Sealed {
  readonly snapshot: MetadataSnapshot
  /** Fetched from the leader, or taken here. */
  readonly fetched: boolean
  readonly reason: number
}

/** KafkaRaftClient looks once a minute. */
const CLEAN_PERIOD_US = 60_000_000

const BY_BYTES = 1
const BY_TIME = 2
const BY_AGE = 2

// rule: snapshots.taken
/** The node has applied batches. What it loads at its start does not count, nor do they when a snapshot came first. */
export function countForSnapshot(
  world: World,
  node: Readonly<Node>,
  batches: readonly MetadataBatch[],
  loads: boolean,
): void {
  const raft = raftOf(world, node)
  if (raft.role === 'none') return
  const mine = own(world, raft)
  if (loads) {
    mine.bytesSinceSnapshot = 0
    mine.lastSnapshotUs = world.nowUs
    return
  }
  for (const batch of batches) mine.bytesSinceSnapshot += batch.sizeBytes
  const { metadataLogMaxRecordBytesBetweenSnapshots, metadataLogMaxSnapshotIntervalMs } = node.config
  const byBytes = mine.bytesSinceSnapshot >= metadataLogMaxRecordBytesBetweenSnapshots
  const byTime =
    metadataLogMaxSnapshotIntervalMs > 0 &&
    world.nowUs - mine.lastSnapshotUs >= msToUs(metadataLogMaxSnapshotIntervalMs)
  const last = batches[batches.length - 1]
  if ((!byBytes && !byTime) || last === undefined) return
  mine.bytesSinceSnapshot = 0
  mine.lastSnapshotUs = world.nowUs
  const snapshot = takeSnapshot(imageOf(world, node), last.epoch, world.nowUs)
  flushSnapshot(world, node, snapshot, false, byBytes ? BY_BYTES : BY_TIME)
}

export function flushSnapshot(
  world: World,
  node: Readonly<Node>,
  snapshot: MetadataSnapshot,
  fetched: boolean,
  reason: number,
): void {
  const payload: SnapshotFlush = { sealed: true, snapshot, fetched, reason }
  requestFlush(world, processOf(world, node), FLUSH_SNAPSHOT, payload)
}

/** A snapshot taken here is on disk. */
export function ownSnapshotFlushed(world: World, node: Readonly<Node>, flush: SnapshotFlush): void {
  const { snapshot, reason } = flush
  const { endOffset, epoch, sizeBytes } = snapshot
  const log = own(world, metadataLogOf(world, raftOf(world, node)))
  if ((latestSnapshot(log)?.endOffset ?? 0) >= endOffset) return
  log.snapshots.push(snapshot)
  fact(world, SNAPSHOT_WRITTEN, node.processSlot, -1, endOffset, epoch, sizeBytes, reason)
  armSnapshotCleaner(world, node)
}

/** The newest snapshot is never deleted, so the cleaner has work only from the second one on. */
export function armSnapshotCleaner(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  const process = processOf(world, node)
  if (metadataLogOf(world, raft).snapshots.length < 2 || isArmed(process, SNAPSHOT_CLEAN_TIMER, 0)) return
  const sinceUs = (world.nowUs - raft.startedUs) % CLEAN_PERIOD_US
  armTimer(world, process, SNAPSHOT_CLEAN_TIMER, 0, CLEAN_PERIOD_US - sinceUs)
}

// rule: snapshots.retention
/** The oldest snapshots go, and the log below the next one with them: first while all is too big, then while they are too old. */
export function cleanSnapshots(world: World, node: Readonly<Node>): void {
  const log = own(world, metadataLogOf(world, raftOf(world, node)))
  const { metadataMaxRetentionBytes, metadataMaxRetentionMs } = node.config
  const oldStart = log.startOffset
  const before = log.snapshots.length
  if (metadataMaxRetentionBytes >= 0) {
    while (log.snapshots.length > 1 && sizeOf(log) > metadataMaxRetentionBytes) startAtSecond(log)
  }
  const bySize = before - log.snapshots.length
  if (metadataMaxRetentionMs >= 0) {
    const oldestUs = world.nowUs - msToUs(metadataMaxRetentionMs)
    while (log.snapshots.length > 1 && (log.snapshots[0] as MetadataSnapshot).containedUs < oldestUs)
      startAtSecond(log)
  }
  const deleted = before - log.snapshots.length
  if (deleted > 0) {
    const reason = bySize > 0 ? BY_BYTES : BY_AGE
    fact(world, METADATA_LOG_CUT, node.processSlot, -1, log.startOffset, oldStart, deleted, reason)
  }
  armSnapshotCleaner(world, node)
}

function sizeOf(log: Readonly<MetadataLog>): number {
  let sizeBytes = log.sizeBytes
  for (const snapshot of log.snapshots) sizeBytes += snapshot.sizeBytes
  return sizeBytes
}

function startAtSecond(log: MetadataLog): void {
  startLogAt(log, log.snapshots[1] as MetadataSnapshot)
}

/** At a start: a snapshot that was fetched, or a log that lost its end with the power, may leave the log behind it. */
export function recoverToSnapshot(world: World, node: Readonly<Node>): void {
  const log = metadataLogOf(world, raftOf(world, node))
  const snapshot = latestSnapshot(log)
  if (snapshot === null) return
  const epoch = lastEpoch(log)
  const isAhead = snapshot.epoch > epoch || (snapshot.epoch === epoch && snapshot.endOffset > log.endOffset)
  if (isAhead) replaceLogBy(own(world, log), snapshot)
  armSnapshotCleaner(world, node)
}
