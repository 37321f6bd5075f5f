// FetchSnapshot: whoever is behind the leader's log gets the leader's newest snapshot in chunks, puts it in the place of its log, and fetches on from there (KIP-630).

import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { MetadataSnapshot, SnapshotId } from '../metadata/snapshot.ts'
import type { Node } from '../node.ts'
import { nodeById } from '../node.ts'
import { NONE, SNAPSHOT_NOT_FOUND } from '../protocol/errors.ts'
import type { FetchSnapshotRequest, FetchSnapshotResponse } from '../protocol/raft-requests.ts'
import { SNAPSHOT_FETCHED } from './facts.ts'
import { retryFetch } from './fetch-client.ts'
import { raiseHighWatermark } from './high-watermark.ts'
import type { MetadataLog } from './metadata-log.ts'
import { replaceLogBy } from './metadata-log.ts'
import type { SnapshotFlush } from './snapshots.ts'
import { armSnapshotCleaner, flushSnapshot } from './snapshots.ts'
import type { RaftContext } from './speak.ts'
import { armRaftFetchTimer, speakTo } from './speak.ts'
import { metadataLogOf, raftOf } from './state.ts'

const RESPONSE_BYTES = 90

/** The leader's side, `error` being what speaks against it in general. */
export function answerFetchSnapshot(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
  error: number,
): void {
  const raft = raftOf(world, node)
  const body = message.body as FetchSnapshotRequest
  const snapshot = error === NONE ? findSnapshot(metadataLogOf(world, raft), body.snapshotId) : null
  const sizeBytes = snapshot?.sizeBytes ?? 0
  const chunkBytes = Math.max(0, Math.min(body.maxBytes, sizeBytes - body.position))
  const isLast = body.position + chunkBytes === sizeBytes
  const response: FetchSnapshotResponse = {
    sealed: true,
    type: 'fetchSnapshot',
    error: error === NONE && snapshot === null ? SNAPSHOT_NOT_FOUND : error,
    epoch: raft.epoch,
    leader: raft.leader,
    position: body.position,
    chunkBytes,
    sizeBytes,
    snapshot: isLast ? snapshot : null,
  }
  sendResponse(world, connection, message, response, RESPONSE_BYTES + chunkBytes)
}

function findSnapshot(log: Readonly<MetadataLog>, id: SnapshotId): MetadataSnapshot | null {
  return log.snapshots.find((known) => known.endOffset === id.endOffset && known.epoch === id.epoch) ?? null
}

/** A chunk has come, from the leader that this node follows, in the epoch in which it asked. */
export function fetchSnapshotAnswered(
  world: World,
  node: Readonly<Node>,
  peer: number,
  context: RaftContext,
  body: FetchSnapshotResponse,
): void {
  const raft = raftOf(world, node)
  const { download } = raft
  const follows = (raft.role === 'follower' || raft.role === 'observer') && raft.leader === peer
  if (!follows || context.epoch !== raft.epoch || download === null || body.error !== NONE) {
    // A snapshot that the leader has deleted since: it is asked again with an ordinary fetch.
    own(world, raft).download = null
    retryFetch(world, node, peer)
    return
  }
  const mine = own(world, raft)
  armRaftFetchTimer(world, node, peer)
  if (mine.flushing || body.position !== download.position) return
  mine.download = { ...download, position: body.position + body.chunkBytes }
  if (body.snapshot === null) {
    speakTo(world, node, peer)
    return
  }
  mine.flushing = true
  flushSnapshot(world, node, body.snapshot, true, -1)
}

/** The fetched snapshot is on disk: the log gives way to it, and everything in it is committed. */
export function fetchedSnapshotFlushed(world: World, node: Readonly<Node>, flush: SnapshotFlush): void {
  const mine = own(world, raftOf(world, node))
  const { snapshot } = flush
  const { download } = mine
  mine.flushing = false
  if (download !== null && download.endOffset === snapshot.endOffset && download.epoch === snapshot.epoch) {
    mine.download = null
    const log = own(world, metadataLogOf(world, mine))
    const oldEnd = log.endOffset
    log.snapshots.push(snapshot)
    replaceLogBy(log, snapshot)
    const leaderSlot = nodeById(world, mine.leader).processSlot
    const { endOffset, epoch, sizeBytes } = snapshot
    fact(world, SNAPSHOT_FETCHED, node.processSlot, leaderSlot, endOffset, epoch, sizeBytes, oldEnd)
    armSnapshotCleaner(world, node)
    raiseHighWatermark(world, node, endOffset)
  }
  // Meanwhile an observer may have given its leader up, and look for another.
  if (mine.fetchingFrom >= 0) speakTo(world, node, mine.fetchingFrom)
}
