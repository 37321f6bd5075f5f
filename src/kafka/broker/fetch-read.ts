// Reading for a fetch: every partition with news is looked at under the rules of leadership, and what has something to say goes into the answer.

import type { Message } from '../../sim/connection.ts'
import { connectionAt, sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { Batch } from '../log/batch.ts'
import { endOffsetFor } from '../log/leader-epochs.ts'
import type { Log } from '../log/log.ts'
import { readBatches } from '../log/log.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { isPlanted } from '../plants.ts'
import {
  FENCED_LEADER_EPOCH,
  NONE,
  NOT_LEADER_OR_FOLLOWER,
  OFFSET_OUT_OF_RANGE,
  UNKNOWN_LEADER_EPOCH,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import type { FetchPartitionResponse, FetchRequest, FetchResponse } from '../protocol/fetch.ts'
import { DIVERGED, FETCH_SERVED } from './facts.ts'
import type { FetchSession, SessionPartition } from './fetch-session.ts'
import type { Replica } from './replica.ts'
import { findReplica, logOf } from './replica.ts'

/** Reads again what a parked fetch waited for, and answers. The follower's position was taken when it came. */
export function finishFetch(
  world: World,
  node: Readonly<Node>,
  session: FetchSession,
  message: Message,
): void {
  answerFetch(
    world,
    node,
    session,
    message,
    readNews(world, node, session, (message.body as FetchRequest).maxBytes),
  )
}

export interface Read {
  readonly answers: FetchPartitionResponse[]
  readonly looked: string[]
  bytes: number
  /** An error, or logs that part: answered at once. */
  urgent: boolean
}

/** Looks at every partition with news. What has nothing new to say is left out of the answer. */
export function readNews(world: World, node: Readonly<Node>, session: FetchSession, maxBytes: number): Read {
  const read: Read = { answers: [], looked: [], bytes: 0, urgent: false }
  const news = session.news.splice(0)
  for (let i = 0; i < news.length; i++) {
    const partition = news[i] as string
    const known = session.partitions.get(partition)
    if (known === undefined) continue
    known.hasNews = false
    read.looked.push(partition)
    const answer = readPartition(
      world,
      node,
      session,
      partition,
      known,
      maxBytes - read.bytes,
      read.bytes === 0,
    )
    const bytes = bytesOf(answer.batches)
    read.bytes += bytes
    if (answer.error !== NONE || answer.diverging !== null) read.urgent = true
    if (bytes > 0 || answer.error !== NONE || answer.diverging !== null || hasMoved(known, answer))
      read.answers.push(answer)
    if (bytes === 0 && read.bytes >= maxBytes) keepAsNews(session, partition)
    if (session.replicaId >= 0 && isOutOfSync(world, node, session.replicaId, partition))
      keepAsNews(session, partition)
  }
  return read
}

/** A follower outside of the ISR is looked at with every fetch: it may join as soon as it is eligible. */
function isOutOfSync(world: World, node: Readonly<Node>, follower: number, partition: string): boolean {
  const replica = findReplica(world, node.id, partition)
  return replica !== null && replica.role === 'leader' && !replica.isr.includes(follower)
}

/** The high watermark or the log start has moved since the client was told. */
function hasMoved(known: SessionPartition, answer: FetchPartitionResponse): boolean {
  return answer.highWatermark !== known.highWatermark || answer.logStartOffset !== known.logStartOffset
}

function bytesOf(batches: readonly Batch[]): number {
  let bytes = 0
  for (let i = 0; i < batches.length; i++) bytes += (batches[i] as Batch).sizeBytes
  return bytes
}

export function answerFetch(
  world: World,
  node: Readonly<Node>,
  session: FetchSession,
  message: Message,
  read: Read,
): void {
  for (const answer of read.answers) {
    const known = session.partitions.get(answer.partition)
    if (known === undefined) continue
    known.highWatermark = answer.highWatermark
    known.logStartOffset = answer.logStartOffset
    // Records that did not fit, and errors, are looked at again next time. A client that got records moves its offset, which names the partition anyway.
    if (answer.error !== NONE) keepAsNews(session, answer.partition)
  }
  const connection = connectionAt(world, session.connectionSlot)
  fact(
    world,
    FETCH_SERVED,
    processOf(world, node).slot,
    connection.slot,
    message.id,
    read.answers.length,
    read.bytes,
  )
  const body: FetchResponse = {
    sealed: true,
    type: 'fetch',
    error: NONE,
    sessionId: session.id,
    partitions: read.answers,
  }
  sendResponse(world, connection, message, body, 20 + 60 * read.answers.length + read.bytes)
}

export function keepAsNews(session: FetchSession, partition: string): void {
  const known = session.partitions.get(partition)
  if (known === undefined || known.hasNews) return
  known.hasNews = true
  session.news.push(partition)
}

function readPartition(
  world: World,
  node: Readonly<Node>,
  session: Readonly<FetchSession>,
  partition: string,
  known: Readonly<SessionPartition>,
  roomBytes: number,
  first: boolean,
): FetchPartitionResponse {
  const replica = findReplica(world, node.id, partition)
  const error = admission(world, node, session, replica, partition, known)
  if (error !== NONE || replica === null) return failed(world, node, partition, error)
  const log = logOf(world, replica)
  const { fetchOffset } = known
  if (fetchOffset < log.logStart || fetchOffset > log.logEnd)
    return failed(world, node, partition, OFFSET_OUT_OF_RANGE)
  if (known.lastFetchedEpoch >= 0 && !isPlanted(world, 'divergence-ignored')) {
    const end = endOffsetFor(log.epochs, log.logEnd, known.lastFetchedEpoch)
    if (end.epoch < 0) return failed(world, node, partition, OFFSET_OUT_OF_RANGE)
    if (end.epoch < known.lastFetchedEpoch || end.endOffset < fetchOffset) {
      const process = processOf(world, node)
      fact(
        world,
        DIVERGED,
        process.slot,
        replica.slot,
        replica.nameId,
        end.epoch,
        end.endOffset,
        session.replicaId,
      )
      return { ...answered(replica, log, []), diverging: end }
    }
  }
  const bound = session.replicaId >= 0 ? log.logEnd : replica.highWatermark
  const room = Math.min(known.maxBytes, roomBytes)
  const batches =
    fetchOffset >= bound || (room <= 0 && !first) ? [] : readBatches(log, fetchOffset, bound, room)
  return answered(replica, log, batches)
}

/** Leader epoch first (KIP-320), then who asks of whom. */
function admission(
  world: World,
  node: Readonly<Node>,
  session: Readonly<FetchSession>,
  replica: Readonly<Replica> | null,
  partition: string,
  known: Readonly<SessionPartition>,
): number {
  if (replica === null || replica.role === 'none') {
    return imageOf(world, node).partitions.has(partition)
      ? NOT_LEADER_OR_FOLLOWER
      : UNKNOWN_TOPIC_OR_PARTITION
  }
  if (known.currentLeaderEpoch >= 0) {
    if (known.currentLeaderEpoch < replica.leaderEpoch) return FENCED_LEADER_EPOCH
    if (known.currentLeaderEpoch > replica.leaderEpoch) return UNKNOWN_LEADER_EPOCH
  }
  if (replica.role !== 'leader') return NOT_LEADER_OR_FOLLOWER
  if (session.replicaId >= 0 && !replica.replicas.includes(session.replicaId)) {
    return known.currentLeaderEpoch >= 0 ? UNKNOWN_LEADER_EPOCH : NOT_LEADER_OR_FOLLOWER
  }
  return NONE
}

function answered(
  replica: Readonly<Replica>,
  log: Readonly<Log>,
  batches: readonly Batch[],
): FetchPartitionResponse {
  return {
    partition: replica.partition,
    error: NONE,
    highWatermark: replica.highWatermark,
    logStartOffset: log.logStart,
    batches,
    diverging: null,
    currentLeader: -1,
    currentLeaderEpoch: -1,
  }
}

/** KIP-951: an error of leadership says who leads now, if this broker knows. */
function failed(
  world: World,
  node: Readonly<Node>,
  partition: string,
  error: number,
): FetchPartitionResponse {
  const hint =
    error === NOT_LEADER_OR_FOLLOWER || error === FENCED_LEADER_EPOCH
      ? imageOf(world, node).partitions.get(partition)
      : undefined
  return {
    partition,
    error,
    highWatermark: -1,
    logStartOffset: -1,
    batches: [],
    diverging: null,
    currentLeader: hint === undefined ? -1 : hint.leader,
    currentLeaderEpoch: hint === undefined ? -1 : hint.leaderEpoch,
  }
}

/** Bytes that the partitions with news could give now, counted only as far as `enough`. */
export function fetchableBytes(
  world: World,
  node: Readonly<Node>,
  session: Readonly<FetchSession>,
  enough: number,
): number {
  let bytes = 0
  for (let i = 0; i < session.news.length && bytes < enough; i++) {
    const partition = session.news[i] as string
    const known = session.partitions.get(partition)
    const replica = findReplica(world, node.id, partition)
    if (known === undefined || replica === null || replica.role !== 'leader') continue
    const log = logOf(world, replica)
    const bound = session.replicaId >= 0 ? log.logEnd : replica.highWatermark
    if (known.fetchOffset >= bound || known.fetchOffset < log.logStart) continue
    bytes += Math.min(known.maxBytes, bytesOf(readBatches(log, known.fetchOffset, bound, enough - bytes)))
  }
  return bytes
}
