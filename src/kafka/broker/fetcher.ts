// A follower's fetcher at work: it asks, takes what is answered, and asks again (server.md 4.2). Its session names only what moved.

import type { Message } from '../../sim/connection.ts'
import { listWith } from '../../sim/lists.ts'
import { armTimer } from '../../sim/process.ts'
import { NEVER_US } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { at, fact, own } from '../../sim/world.ts'
import { lastEpochOf } from '../log/log.ts'
import type { Channel, InFlight } from '../network/channel.ts'
import { closeChannel, connect, isReady, send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { FETCH, LIST_OFFSETS, OFFSET_FOR_LEADER_EPOCH } from '../protocol/api.ts'
import type { ListOffsetsRequest } from '../protocol/client-requests.ts'
import { NONE } from '../protocol/errors.ts'
import type { FetchPartition, FetchRequest, FetchResponse } from '../protocol/fetch.ts'
import { FETCHER_BACKOFF_TIMER } from '../timers.ts'
import { FETCH_FAILED, FETCHER_STARTED } from './facts.ts'
import { FETCHER_PAUSED, FETCHER_RESUMED } from './fetcher-facts.ts'
import { leadersEndAnswered } from './fetcher-out-of-range.ts'
import { takeFetched } from './fetcher-partition.ts'
import type { Fetcher } from './fetcher-state.ts'
import {
  delay,
  fetcherOf,
  fetcherOfChannel,
  findFetcher,
  forgetFetcher,
  forgetFetchSession,
  leaveOut,
  nameInNext,
} from './fetcher-state.ts'
import {
  askEpochEnds,
  beginTruncation,
  epochEndsAnswered,
  toldEpoch,
  wantEpochEnd,
} from './fetcher-truncation.ts'
import { brokerEpochOf } from './lifecycle-state.ts'
import type { Replica } from './replica.ts'
import { findReplica, logOf } from './replica.ts'

/** From the log's end, with the epoch of its last record: the leader sees from the two whether the logs part. */
export function startFetching(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  isNewLeader: boolean,
): void {
  const fetcher = own(world, fetcherOf(world, node, replica.leader))
  fetcher.partitions.set(replica.partition, {
    leaderEpoch: replica.leaderEpoch,
    askedOffset: -1,
    delayedUntilUs: 0,
    truncates: false,
  })
  beginTruncation(world, node, fetcher, replica, isNewLeader)
  const { logEnd } = logOf(world, replica)
  fact(
    world,
    FETCHER_STARTED,
    processOf(world, node).slot,
    replica.slot,
    replica.nameId,
    replica.leader,
    logEnd,
  )
  sendFetch(world, node, fetcher)
}

export function stopFetching(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  const fetcher = own(world, fetcherOf(world, node, replica.leader))
  if (!fetcher.partitions.delete(replica.partition)) return
  leaveOut(fetcher, replica.partition)
  const waits = fetcher.toTruncate.indexOf(replica.partition)
  if (waits >= 0) fetcher.toTruncate.splice(waits, 1)
}

/** A fetcher that has nothing left to fetch ends, and its connection with it (shutdownIdleFetcherThreads). */
export function shutDownIdleFetchers(world: World, node: Readonly<Node>): void {
  for (const leader of node.brokers) {
    const fetcher = findFetcher(world, node, leader)
    if (fetcher === null || fetcher.partitions.size > 0) continue
    const channel = at(world, fetcher.channelSlot) as Channel
    if (channel.state === 'disconnected') continue
    closeChannel(world, channel)
    forgetFetcher(world, fetcher)
  }
}

/** Sends the next request, if none is in flight and there is a partition to fetch. */
function sendFetch(world: World, node: Readonly<Node>, fetcher: Readonly<Fetcher>): void {
  if (fetcher.pausedBy >= 0) return
  const asks = fetcher.toTruncate.length > 0
  if (!asks && (fetcher.inFlight || !hasReadyPartition(fetcher))) return
  const channel = at(world, fetcher.channelSlot) as Channel
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  const mine = own(world, fetcher)
  if (asks) {
    askEpochEnds(world, node, mine)
    if (mine.inFlight || !hasReadyPartition(mine)) return
  }
  if (mine.sessionEpoch === 0) nameAll(mine)
  let partitions: FetchPartition[] = []
  for (const partition of mine.changed.splice(0)) {
    const asked = askFor(world, node, mine, partition)
    if (asked !== null) partitions = listWith(partitions, asked)
  }
  const { config } = node
  const body: FetchRequest = {
    sealed: true,
    type: 'fetch',
    replicaId: node.id,
    replicaEpoch: brokerEpochOf(world, node),
    maxWaitMs: config.replicaFetchWaitMaxMs,
    minBytes: config.replicaFetchMinBytes,
    maxBytes: config.replicaFetchResponseMaxBytes,
    sessionId: mine.sessionId,
    sessionEpoch: mine.sessionEpoch,
    partitions,
    forgotten: mine.forgotten.length === 0 ? NOTHING : mine.forgotten.splice(0),
    rack: '',
  }
  mine.inFlight = true
  send(world, channel, FETCH, body, 60 + 40 * partitions.length, config.replicaSocketTimeoutMs)
}

const NOTHING: readonly string[] = []

function hasReadyPartition(fetcher: Readonly<Fetcher>): boolean {
  for (const partition of fetcher.partitions.values()) if (partition.delayedUntilUs === 0) return true
  return false
}

function nameAll(mine: Fetcher): void {
  mine.forgotten.length = 0
  for (const partition of [...mine.partitions.keys()].sort()) nameInNext(mine, partition)
}

function askFor(world: World, node: Readonly<Node>, mine: Fetcher, partition: string): FetchPartition | null {
  const state = mine.partitions.get(partition)
  const replica = findReplica(world, node.id, partition)
  if (state === undefined || replica === null || state.delayedUntilUs > 0) return null
  const log = logOf(world, replica)
  state.askedOffset = log.logEnd
  return {
    partition,
    topicId: replica.topicId,
    currentLeaderEpoch: toldEpoch(node, state.leaderEpoch),
    fetchOffset: log.logEnd,
    lastFetchedEpoch: node.rules.truncation === 'on-fetch' ? lastEpochOf(log) : -1,
    logStartOffset: log.logStart,
    maxBytes: node.config.replicaFetchMaxBytes,
  }
}

/** The connection to the leader is open. */
export function fetcherReady(world: World, node: Readonly<Node>, channel: Readonly<Channel>): void {
  sendFetch(world, node, fetcherOfChannel(world, node, channel))
}

/** The leader answered. */
export function fetchAnswered(
  world: World,
  node: Readonly<Node>,
  channel: Readonly<Channel>,
  request: InFlight,
  message: Message,
): void {
  const mine = own(world, fetcherOfChannel(world, node, channel))
  if (request.api === LIST_OFFSETS) {
    leadersEndAnswered(world, node, mine, message, request.context as ListOffsetsRequest)
    sendFetch(world, node, mine)
    return
  }
  if (request.api === OFFSET_FOR_LEADER_EPOCH) {
    epochEndsAnswered(world, node, mine, message)
    sendFetch(world, node, mine)
    return
  }
  const response = message.body as FetchResponse
  mine.inFlight = false
  if (response.error !== NONE) {
    fact(world, FETCH_FAILED, processOf(world, node).slot, channel.connectionSlot, -1, response.error)
    forgetFetchSession(mine)
    sendFetch(world, node, mine)
    return
  }
  mine.sessionId = response.sessionId
  mine.sessionEpoch = response.sessionId === 0 ? 0 : mine.sessionEpoch + 1
  for (let i = 0; i < response.partitions.length; i++) {
    const answer = response.partitions[i]
    if (answer !== undefined) takeFetched(world, node, mine, answer)
  }
  sendFetch(world, node, mine)
}

/** The connection is gone: every partition backs off, and the session with it. */
export function fetchFailed(world: World, node: Readonly<Node>, channel: Readonly<Channel>): void {
  const mine = own(world, fetcherOfChannel(world, node, channel))
  mine.inFlight = false
  mine.toTruncate.length = 0
  forgetFetchSession(mine)
  for (const partition of [...mine.partitions.keys()].sort()) delay(world, node, mine, partition)
}

/** Back-offs are over: those partitions are asked for again. */
export function fetcherBackoffOver(world: World, node: Readonly<Node>, slot: number): void {
  const mine = own(world, at(world, slot) as Fetcher)
  let nextUs = 0
  for (const partition of [...mine.partitions.keys()].sort()) {
    const state = mine.partitions.get(partition)
    if (state === undefined || state.delayedUntilUs === 0 || state.delayedUntilUs === NEVER_US) continue
    if (state.delayedUntilUs > world.nowUs) {
      if (nextUs === 0 || state.delayedUntilUs < nextUs) nextUs = state.delayedUntilUs
      continue
    }
    state.delayedUntilUs = 0
    const replica = state.truncates ? findReplica(world, node.id, partition) : null
    if (replica === null) nameInNext(mine, partition)
    else wantEpochEnd(world, node, mine, replica)
  }
  if (nextUs > 0) armTimer(world, processOf(world, node), FETCHER_BACKOFF_TIMER, slot, nextUs - world.nowUs)
  sendFetch(world, node, mine)
}

/** Its thread gets no processor from here on; what is under way is still answered and taken. */
export function pauseFetcher(world: World, fetcher: Readonly<Fetcher>): void {
  const mine = own(world, fetcher)
  mine.pausedBy = world.event
  const { slot } = processOf(world, nodeById(world, mine.nodeId))
  fact(world, FETCHER_PAUSED, slot, -1, mine.leader, mine.partitions.size)
}

export function resumeFetcher(world: World, fetcher: Readonly<Fetcher>): void {
  const mine = own(world, fetcher)
  mine.pausedBy = -1
  const node = nodeById(world, mine.nodeId)
  fact(world, FETCHER_RESUMED, processOf(world, node).slot, -1, mine.leader, mine.partitions.size)
  sendFetch(world, node, mine)
}
