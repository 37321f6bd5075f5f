// Reading for a fetch: every partition with news is looked at under the rules of leadership, and what has something to say goes into the answer.

import type { Message } from '../../sim/connection.ts'
import { connectionAt, sendResponse } from '../../sim/connection.ts'
import { listWith } from '../../sim/lists.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { Batch } from '../log/batch.ts'
import { endOffsetFor } from '../log/leader-epochs.ts'
import type { Log } from '../log/log.ts'
import { readSegment, segmentBytes } from '../log/read.ts'
import type { LogSegment } from '../log/segment.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { isPlanted } from '../plants.ts'
import {
  FENCED_LEADER_EPOCH,
  INCONSISTENT_TOPIC_ID,
  NONE,
  NOT_LEADER_OR_FOLLOWER,
  OFFSET_OUT_OF_RANGE,
  UNKNOWN_LEADER_EPOCH,
  UNKNOWN_TOPIC_ID,
} from '../protocol/errors.ts'
import type { FetchPartitionResponse, FetchRequest, FetchResponse } from '../protocol/fetch.ts'
import { answerFromDisk, noteRead } from '../storage/page-cache.ts'
import { DIVERGED, FETCH_SERVED } from './facts.ts'
import type { FetchSession, SessionPartition } from './fetch-session.ts'
import { keepAsNews, watch } from './fetch-session.ts'
import { whyNotServed } from './not-served.ts'
import { preferredReplica } from './read-replica.ts'
import type { Replica } from './replica.ts'
import { findReplica, logOf } from './replica.ts'

/** Reads again what a parked fetch waited for, and answers. The follower's position was taken when it came. */
export function finishFetch(
  world: World,
  node: Readonly<Node>,
  session: FetchSession,
  message: Message,
): void {
  const maxBytes = answerMaxBytes(node, message.body as FetchRequest)
  answerFetch(world, node, session, message, readNews(world, node, session, maxBytes))
}

/** What a consumer may get at once has a limit of the broker's own; followers get what they ask for. */
export function answerMaxBytes(node: Readonly<Node>, { replicaId, maxBytes }: FetchRequest): number {
  return replicaId < 0 ? Math.min(maxBytes, node.config.fetchMaxBytes) : maxBytes
}

export interface Read {
  answers: FetchPartitionResponse[]
  /** Partitions whose position the leader takes to heart: neither refused nor diverging. */
  accepted: string[]
  bytes: number
  /** An error, logs that part, or a consumer beyond the high watermark: answered at once. */
  urgent: boolean
}

// rule: fetch.limits
/** Looks at every partition with news. What has nothing new to say is left out of the answer. */
export function readNews(world: World, node: Readonly<Node>, session: FetchSession, maxBytes: number): Read {
  const read: Read = { answers: [], accepted: [], bytes: 0, urgent: false }
  const news = session.news.splice(0)
  for (let i = 0; i < news.length; i++) {
    const partition = news[i] as string
    const known = session.partitions.get(partition)
    if (known === undefined) continue
    known.hasNews = false
    const replica = findReplica(world, node.id, partition)
    if (replica !== null && !known.isWatched) watch(world, session, known, replica)
    const room = maxBytes - read.bytes
    const answer = readPartition(world, node, session, partition, replica, known, room, read.bytes === 0)
    if (
      answer.error !== NONE ||
      answer.diverging !== null ||
      answer.preferredReadReplica >= 0 ||
      replica === null
    ) {
      read.urgent = true
      read.answers = listWith(read.answers, answer)
      keepAsNews(session, partition)
      continue
    }
    const bytes = bytesOf(answer.batches)
    read.bytes += bytes
    read.accepted = listWith(read.accepted, partition)
    if (bytes > 0 || hasMoved(known, answer)) read.answers = listWith(read.answers, answer)
    const bound = boundFor(world, session, replica)
    if (session.replicaId < 0 && known.fetchOffset > bound) read.urgent = true
    if (bytes > 0 && isOnOlderSegment(logOf(world, replica), known.fetchOffset, bound)) read.urgent = true
    // A consumer may throw away what it was given and ask from the same offset, without naming the partition: it gets it again.
    const mayAskAgain = bytes > 0 ? session.replicaId < 0 : known.fetchOffset !== bound
    if (mayAskAgain) keepAsNews(session, partition)
    else if (session.replicaId >= 0 && !replica.isr.includes(session.replicaId)) {
      // A follower outside of the ISR is looked at with every fetch: it may join as soon as it is eligible.
      keepAsNews(session, partition)
    }
  }
  return read
}

/** Followers read to the log end, consumers to the high watermark. One whose position lies beyond that is answered at once, again and again. */
function boundFor(world: World, session: Readonly<FetchSession>, replica: Readonly<Replica>): number {
  const isToEnd = session.replicaId >= 0 || isPlanted(world, 'serves-uncommitted')
  return isToEnd ? logOf(world, replica).logEnd : replica.highWatermark
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
  let diskBytes = 0
  for (const answer of read.answers) {
    if (answer.batches.length > 0) diskBytes += readFrom(world, node, answer)
    const known = session.partitions.get(answer.partition)
    if (known === undefined) continue
    // An error leaves -1 behind, so that the partition is told of again when it is over. A divergence does not, though the follower ignores the high watermark
    // that came with it: as in Kafka's CachedPartition it hears of it with the next change only.
    known.highWatermark = answer.highWatermark
    known.logStartOffset = answer.logStartOffset
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
  const sizeBytes = 20 + 60 * read.answers.length + read.bytes
  if (diskBytes > 0) answerFromDisk(world, node, connection, message, body, sizeBytes, diskBytes)
  else sendResponse(world, connection, message, body, sizeBytes)
}

/** Bytes of an answer that the page cache does not hold. */
function readFrom(world: World, node: Readonly<Node>, answer: FetchPartitionResponse): number {
  const replica = findReplica(world, node.id, answer.partition)
  if (replica === null) return 0
  return noteRead(world, node, logOf(world, replica), answer.batches, bytesOf(answer.batches))
}

/** Epoch, then divergence, then the offset, then the records (Partition.fetchRecords). */
function readPartition(
  world: World,
  node: Readonly<Node>,
  session: Readonly<FetchSession>,
  partition: string,
  replica: Readonly<Replica> | null,
  known: Readonly<SessionPartition>,
  roomBytes: number,
  first: boolean,
): FetchPartitionResponse {
  const error = admission(world, node, session, replica, partition, known)
  if (error !== NONE || replica === null) return failed(world, node, partition, error)
  const log = logOf(world, replica)
  const { fetchOffset } = known
  if (session.rack !== '' && replica.role === 'leader') {
    const preferred = preferredReplica(world, node, replica, session.rack, fetchOffset)
    if (preferred >= 0) return { ...answered(replica, log, []), preferredReadReplica: preferred }
  }
  if (fetchOffset < log.logStart) return failed(world, node, partition, OFFSET_OUT_OF_RANGE)
  if (known.lastFetchedEpoch >= 0 && !isPlanted(world, 'divergence-ignored')) {
    const end = endOffsetFor(log.epochs, log.logEnd, known.lastFetchedEpoch)
    if (end.epoch < 0) return failed(world, node, partition, OFFSET_OUT_OF_RANGE)
    if (end.epoch < known.lastFetchedEpoch || end.endOffset < fetchOffset) {
      const { slot, nameId } = replica
      const { replicaId } = session
      fact(world, DIVERGED, node.processSlot, slot, nameId, end.epoch, end.endOffset, replicaId)
      return { ...answered(replica, log, []), diverging: end }
    }
  }
  if (fetchOffset > log.logEnd) return failed(world, node, partition, OFFSET_OUT_OF_RANGE)
  const bound = boundFor(world, session, replica)
  const room = Math.min(known.maxBytes, roomBytes)
  if (fetchOffset >= bound || (room <= 0 && !first)) return answered(replica, log, [])
  const batches = readSegment(log, fetchOffset, bound, room)
  // Only the first records of an answer may exceed its limits, by one batch.
  const tooLarge = !first && batches.length > 0 && (batches[0] as Batch).sizeBytes > room
  return answered(replica, log, tooLarge ? [] : batches)
}

// rule: fetch.epochs
/** Leader epoch first (KIP-320), then who asks of whom. */
function admission(
  world: World,
  node: Readonly<Node>,
  session: Readonly<FetchSession>,
  replica: Readonly<Replica> | null,
  partition: string,
  known: Readonly<SessionPartition>,
): number {
  if (known.topicId >= 0 && known.topicId !== (replica?.topicId ?? -1))
    return wrongTopic(world, node, partition, known)
  if (replica === null || replica.role === 'none') return whyNotServed(world, node, partition)
  if (known.currentLeaderEpoch >= 0) {
    if (known.currentLeaderEpoch < replica.leaderEpoch) return FENCED_LEADER_EPOCH
    if (known.currentLeaderEpoch > replica.leaderEpoch) return UNKNOWN_LEADER_EPOCH
  }
  if (session.replicaId < 0 && (replica.role === 'leader' || node.rules.fetchFrom === 'closest')) return NONE
  if (replica.role !== 'leader') return NOT_LEADER_OR_FOLLOWER
  if (!replica.replicas.includes(session.replicaId)) {
    return known.currentLeaderEpoch >= 0 ? UNKNOWN_LEADER_EPOCH : NOT_LEADER_OR_FOLLOWER
  }
  // KIP-903: a fetch from before the follower's restart counts no more.
  const alive = imageOf(world, node).brokers.get(session.replicaId)
  const isStale =
    node.rules.isrEligible === 'broker-epoch' &&
    session.replicaEpoch >= 0 &&
    alive !== undefined &&
    !alive.fenced &&
    session.replicaEpoch < alive.brokerEpoch
  return isStale ? NOT_LEADER_OR_FOLLOWER : NONE
}

// rule: topics.fetched-by-id
/** Another topic than the one whose records lie here: one that this broker has not heard of, or heard of without its log being there yet. */
function wrongTopic(
  world: World,
  node: Readonly<Node>,
  partition: string,
  known: Readonly<SessionPartition>,
): number {
  const image = imageOf(world, node)
  const state = image.partitions.get(partition)
  if (state === undefined || image.topics.get(state.topic)?.topicId !== known.topicId) return UNKNOWN_TOPIC_ID
  return state.replicas.includes(node.id) ? INCONSISTENT_TOPIC_ID : NOT_LEADER_OR_FOLLOWER
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
    preferredReadReplica: -1,
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
    preferredReadReplica: -1,
    diverging: null,
    currentLeader: hint === undefined ? -1 : hint.leader,
    currentLeaderEpoch: hint === undefined ? -1 : hint.leaderEpoch,
  }
}

/** Behind a roll more will never come: as one fetch reads one segment only, it is answered with what there is (DelayedFetch, case F). */
function isOnOlderSegment({ segments }: Readonly<Log>, fetchOffset: number, bound: number): boolean {
  let place = segments.length - 1
  while (place > 0 && (segments[place] as LogSegment).baseOffset > bound) place -= 1
  return fetchOffset < (segments[place] as LogSegment).baseOffset
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
    if (known === undefined || replica === null || replica.role === 'none') continue
    if (replica.role !== 'leader' && session.replicaId >= 0) continue
    const log = logOf(world, replica)
    const bound = session.replicaId >= 0 ? log.logEnd : replica.highWatermark
    if (known.fetchOffset >= bound || known.fetchOffset < log.logStart) continue
    if (isOnOlderSegment(log, known.fetchOffset, bound)) return enough
    bytes += Math.min(known.maxBytes, segmentBytes(log, known.fetchOffset, bound, enough - bytes))
  }
  return bytes
}
