// The follower's side of a raft fetch: append what came, flush it, move the high watermark, fetch again; or cut the log where it parts from the leader's.

import { endProcess } from '../../sim/life.ts'
import { armTimer } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { endOfBatch } from '../metadata/metadata-batch.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { NONE } from '../protocol/errors.ts'
import type { RaftFetchResponse } from '../protocol/raft-requests.ts'
import { RAFT_BACKOFF_TIMER } from '../timers.ts'
import { flushMetadataLog } from './append.ts'
import { METADATA_REPLICATED, METADATA_TRUNCATED } from './facts.ts'
import { raiseHighWatermark } from './high-watermark.ts'
import type { OffsetAndEpoch } from './metadata-log.ts'
import { appendToMetadataLog, truncateMetadataLog, truncationOffset } from './metadata-log.ts'
import type { RaftContext } from './speak.ts'
import { armRaftFetchTimer, pursueLeader, speakTo } from './speak.ts'
import { metadataLogOf, raftOf } from './state.ts'

/** Observers look for the leader again after this (server.md 5.3). */
const OBSERVER_RETRY_MS = 100

/** An answer of the leader that this node follows, in the epoch in which it asked. */
export function fetchAnswered(
  world: World,
  node: Readonly<Node>,
  peer: number,
  context: RaftContext,
  body: RaftFetchResponse,
): void {
  const raft = raftOf(world, node)
  const follows = (raft.role === 'follower' || raft.role === 'observer') && raft.leader === peer
  if (body.error !== NONE || !follows || context.epoch !== raft.epoch) {
    retryFetch(world, node, peer)
    return
  }
  const mine = own(world, raft)
  mine.hasFetched = true
  mine.fetchingFrom = peer
  armRaftFetchTimer(world, node, peer)
  if (mine.flushing || context.offset !== metadataLogOf(world, mine).endOffset) return
  if (body.snapshotId !== null) mine.download = { ...body.snapshotId, position: 0 }
  else if (body.diverging === null) {
    appendFetched(world, node, body)
    raiseHighWatermark(world, node, body.highWatermark)
  } else if (!truncate(world, node, body.diverging)) return
  // What is left after a cut may still part from the leader's log: its high watermark says nothing about it.
  speakTo(world, node, peer)
}

function appendFetched(world: World, node: Readonly<Node>, body: RaftFetchResponse): void {
  if (body.batches.length === 0) return
  const mine = own(world, raftOf(world, node))
  const log = own(world, metadataLogOf(world, mine))
  const baseOffset = log.endOffset
  for (const batch of body.batches) if (endOfBatch(batch) > log.endOffset) appendToMetadataLog(log, batch)
  const leaderSlot = nodeById(world, mine.leader).processSlot
  fact(world, METADATA_REPLICATED, node.processSlot, leaderSlot, baseOffset, log.endOffset, mine.epoch)
  // The leader counts on what its voters have fetched: it must be on their disks. Observers count for nothing and do not flush.
  if (node.isController) {
    mine.flushing = true
    flushMetadataLog(world, node)
  }
}

/** False if that would cut committed records, as when a leader lost power before its own fsync: a fatal fault in Kafka, which ends the process. */
function truncate(world: World, node: Readonly<Node>, diverging: OffsetAndEpoch): boolean {
  const raft = raftOf(world, node)
  const log = own(world, metadataLogOf(world, raft))
  const oldEnd = log.endOffset
  const offset = truncationOffset(log, diverging)
  fact(world, METADATA_TRUNCATED, node.processSlot, -1, offset, oldEnd, diverging.epoch)
  if (diverging.endOffset < raft.highWatermark) {
    endProcess(world, processOf(world, node), 'killed')
    return false
  }
  truncateMetadataLog(log, offset)
  return true
}

/** The fetch got nothing: an observer looks for a leader again a little later, a voter only tries its leader again. */
export function retryFetch(world: World, node: Readonly<Node>, peer: number): void {
  const raft = raftOf(world, node)
  if (raft.fetchingFrom !== peer) return
  if (raft.role === 'observer') own(world, raft).fetchingFrom = -1
  else if (raft.role !== 'follower') return
  const delayMs = raft.role === 'observer' ? OBSERVER_RETRY_MS : node.config.controllerQuorumRetryBackoffMs
  armTimer(world, processOf(world, node), RAFT_BACKOFF_TIMER, 0, msToUs(delayMs))
}

/** The back-off is over. */
export function fetchAgain(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  if (raft.role === 'observer') pursueLeader(world, node)
  else if (raft.role === 'follower') speakTo(world, node, raft.leader)
}

/** An observer has heard nothing for a fetch timeout: whoever it asked is silent. */
export function abandonFetch(world: World, node: Readonly<Node>): void {
  const mine = own(world, raftOf(world, node))
  mine.fetchingFrom = -1
  mine.leader = -1
  mine.download = null
  pursueLeader(world, node)
}

// rule: quorum.flushed-before-counted
/** What was fetched is on disk, or what was appended before by a leader that follows now. Of several flushes the last one counts. */
export function fetchedFlushed(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  const log = metadataLogOf(world, raft)
  if (!raft.flushing || log.flushedEnd < log.endOffset) return
  own(world, raft).flushing = false
  if (raft.role === 'follower') speakTo(world, node, raft.leader)
}
