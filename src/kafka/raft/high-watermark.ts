// The raft high watermark: on the leader from what the voters have fetched, elsewhere from the leader's answers. What lies below it is applied.

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { committed } from '../metadata/commit.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { MetadataSnapshot } from '../metadata/snapshot.ts'
import type { Node } from '../node.ts'
import { METADATA_COMMITTED } from './facts.ts'
import { answerParkedFetches } from './fetch-answer.ts'
import type { MetadataLog } from './metadata-log.ts'
import { latestSnapshot, readMetadataLog } from './metadata-log.ts'
import { countForSnapshot } from './snapshots.ts'
import type { Raft, VoterProgress } from './state.ts'
import { metadataLogOf, raftOf } from './state.ts'

// rule: quorum.own-epoch-first
/** On the leader: the offset that a majority has, once it lies above the start of the leader's own epoch. Its own log counts before its fsync. */
export function updateLeaderHighWatermark(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  const candidate = majorityOffset(raft, metadataLogOf(world, raft).endOffset, node.voters.length)
  if (candidate <= raft.epochStart || candidate <= raft.highWatermark) return
  raiseHighWatermark(world, node, candidate)
  answerParkedFetches(world, node)
}

/** Voters' end offsets descending, element floor(n/2). */
function majorityOffset(raft: Readonly<Raft>, ownEnd: number, voters: number): number {
  const wanted = Math.floor(voters / 2)
  let best = -1
  // The greatest offset that at least `wanted` + 1 voters have reached.
  for (let i = -1; i < raft.voters.length; i++) {
    const offset = i < 0 ? ownEnd : (raft.voters[i] as VoterProgress).endOffset
    let reached = ownEnd >= offset ? 1 : 0
    for (const voter of raft.voters) if (voter.endOffset >= offset) reached += 1
    if (reached > wanted && offset > best) best = offset
  }
  return best
}

/** Moves the node's high watermark and applies what it passes. */
export function raiseHighWatermark(world: World, node: Readonly<Node>, offset: number): void {
  const mine = own(world, raftOf(world, node))
  const log = metadataLogOf(world, mine)
  const highWatermark = Math.min(offset, log.endOffset)
  if (highWatermark <= mine.highWatermark) return
  mine.highWatermark = highWatermark
  if (mine.role === 'leader') {
    fact(world, METADATA_COMMITTED, node.processSlot, -1, highWatermark, mine.epoch)
  }
  const applied = imageOf(world, node).endOffset
  const snapshot = snapshotToLoad(log, applied)
  const from = snapshot === null ? applied : snapshot.endOffset
  const batches = readMetadataLog(log, from, highWatermark, Number.MAX_SAFE_INTEGER)
  if (batches.length === 0 && snapshot === null) return
  committed(world, node, batches, snapshot)
  countForSnapshot(world, node, batches, applied === 0 || snapshot !== null)
}

// rule: snapshots.loaded
/** A node that knows nothing yet, or less than its log begins with, takes its newest snapshot first (KafkaRaftClient.updateListenersProgress). */
function snapshotToLoad(log: Readonly<MetadataLog>, applied: number): MetadataSnapshot | null {
  return applied === 0 || applied < log.startOffset ? latestSnapshot(log) : null
}
