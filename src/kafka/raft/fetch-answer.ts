// The leader's answers to fetches of the metadata log: at once, or after a wait (server.md 5.3).

import type { Connection, Message } from '../../sim/connection.ts'
import { connectionAt, sendResponse } from '../../sim/connection.ts'
import { armTimer, cancelTimer } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { SnapshotId } from '../metadata/snapshot.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { NONE } from '../protocol/errors.ts'
import type { RaftFetchRequest, RaftFetchResponse } from '../protocol/raft-requests.ts'
import { RAFT_PARKED_FETCH_TIMER } from '../timers.ts'
import { RAFT_FETCH_PARKED, RAFT_FETCH_REFUSED, SNAPSHOT_OFFERED } from './facts.ts'
import type { MetadataLog } from './metadata-log.ts'
import { endOfEpoch, latestSnapshot, needsSnapshot, readMetadataLog } from './metadata-log.ts'
import type { ParkedFetch, Raft } from './state.ts'
import { metadataLogOf, raftOf } from './state.ts'

/** controller.quorum fetch size: 8 MiB. */
const FETCH_MAX_BYTES = 8_388_608
const RESPONSE_BYTES = 80

/** Answers, unless there is nothing to tell: then the fetch waits for an append or a higher high watermark. */
export function answerOrPark(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const mine = own(world, raftOf(world, node))
  const body = message.body as RaftFetchRequest
  const response = readFor(world, mine, body)
  if (hasNews(response, body) || body.maxWaitMs === 0) {
    respond(world, connection, message, response)
    return
  }
  const deadlineUs = world.nowUs + msToUs(body.maxWaitMs)
  mine.parked.push({ sealed: true, connectionSlot: connection.slot, message, deadlineUs })
  fact(world, RAFT_FETCH_PARKED, node.processSlot, connection.slot, body.replicaId, body.fetchOffset)
  armParkedTimer(world, node, mine)
}

/** After an append or a move of the high watermark: those who waited for it. */
export function answerParkedFetches(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  if (raft.parked.length === 0) return
  const mine = own(world, raft)
  let kept = 0
  for (let i = 0; i < mine.parked.length; i++) {
    const parked = mine.parked[i] as ParkedFetch
    const body = parked.message.body as RaftFetchRequest
    const response = readFor(world, mine, body)
    if (hasNews(response, body)) {
      respond(world, connectionAt(world, parked.connectionSlot), parked.message, response)
    } else {
      mine.parked[kept] = parked
      kept += 1
    }
  }
  mine.parked.length = kept
  armParkedTimer(world, node, mine)
}

/** The wait is over for some: they get an empty answer. */
export function answerOverdueFetches(world: World, node: Readonly<Node>): void {
  const mine = own(world, raftOf(world, node))
  while (mine.parked.length > 0 && (mine.parked[0] as ParkedFetch).deadlineUs <= world.nowUs) {
    const parked = mine.parked.shift() as ParkedFetch
    const response = readFor(world, mine, parked.message.body as RaftFetchRequest)
    respond(world, connectionAt(world, parked.connectionSlot), parked.message, response)
  }
  armParkedTimer(world, node, mine)
}

/** An error, with what this node knows of the leader. */
export function refuseFetch(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
  error: number,
): void {
  const raft = raftOf(world, node)
  const replica = (message.body as RaftFetchRequest).replicaId
  fact(world, RAFT_FETCH_REFUSED, node.processSlot, connection.slot, replica, error, raft.epoch, raft.leader)
  respond(world, connection, message, {
    sealed: true,
    type: 'raftFetch',
    error,
    epoch: raft.epoch,
    leader: raft.leader,
    highWatermark: -1,
    diverging: null,
    snapshotId: null,
    batches: [],
  })
}

function armParkedTimer(world: World, node: Readonly<Node>, raft: Readonly<Raft>): void {
  const first = raft.parked[0]
  const process = processOf(world, node)
  if (first === undefined) cancelTimer(world, process, RAFT_PARKED_FETCH_TIMER, 0)
  else armTimer(world, process, RAFT_PARKED_FETCH_TIMER, 0, Math.max(0, first.deadlineUs - world.nowUs))
}

/** Records up to the log end, for voters and observers alike: only what lies below the high watermark is theirs to apply. */
function readFor(world: World, raft: Readonly<Raft>, body: RaftFetchRequest): RaftFetchResponse {
  const log = metadataLogOf(world, raft)
  const snapshotId = needsSnapshot(log, body.fetchOffset, body.lastFetchedEpoch)
    ? offerSnapshot(world, raft, log, body)
    : null
  const valid = snapshotId === null && isPrefix(log, body)
  return {
    sealed: true,
    type: 'raftFetch',
    error: NONE,
    epoch: raft.epoch,
    leader: raft.nodeId,
    highWatermark: raft.highWatermark,
    diverging: valid || snapshotId !== null ? null : endOfEpoch(log, body.lastFetchedEpoch),
    snapshotId,
    batches:
      valid && body.fetchOffset < log.endOffset
        ? readMetadataLog(log, body.fetchOffset, log.endOffset, FETCH_MAX_BYTES)
        : [],
  }
}

function offerSnapshot(
  world: World,
  raft: Readonly<Raft>,
  log: Readonly<MetadataLog>,
  body: RaftFetchRequest,
): SnapshotId | null {
  const latest = latestSnapshot(log)
  if (latest === null) return null
  const { processSlot } = nodeById(world, raft.nodeId)
  const peerSlot = nodeById(world, body.replicaId).processSlot
  const { endOffset, epoch } = latest
  fact(
    world,
    SNAPSHOT_OFFERED,
    processSlot,
    peerSlot,
    body.replicaId,
    body.fetchOffset,
    endOffset,
    log.startOffset,
  )
  return { sealed: true, endOffset, epoch }
}

/** Whether the follower's log, ending as it says, is the beginning of this one. */
export function isPrefix(log: Readonly<MetadataLog>, body: RaftFetchRequest): boolean {
  if (needsSnapshot(log, body.fetchOffset, body.lastFetchedEpoch)) return false
  if (body.fetchOffset === 0) return true
  const end = endOfEpoch(log, body.lastFetchedEpoch)
  return end.epoch === body.lastFetchedEpoch && body.fetchOffset <= end.endOffset
}

function hasNews(response: RaftFetchResponse, body: RaftFetchRequest): boolean {
  return (
    response.batches.length > 0 ||
    response.diverging !== null ||
    response.snapshotId !== null ||
    response.highWatermark > body.highWatermark
  )
}

function respond(
  world: World,
  connection: Readonly<Connection>,
  message: Message,
  response: RaftFetchResponse,
): void {
  let sizeBytes = RESPONSE_BYTES
  for (const batch of response.batches) sizeBytes += batch.sizeBytes
  sendResponse(world, connection, message, response, sizeBytes)
}
