// The raft high watermark: on the leader from what the voters have fetched, elsewhere from the leader's answers. What lies below it is applied.

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { committed } from '../metadata/commit.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { METADATA_COMMITTED } from './facts.ts'
import { answerParkedFetches } from './fetch-answer.ts'
import { readMetadataLog } from './metadata-log.ts'
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
  const batches = readMetadataLog(log, imageOf(world, node).endOffset, highWatermark, Number.MAX_SAFE_INTEGER)
  if (batches.length > 0) committed(world, node, batches)
}
