// The consumer's fetches (clients.md 3.3, 3.4; AbstractFetch, FetchCollector): one on its way to each node, answers buffered, records handed out by polls.

import type { Process } from '../../sim/process.ts'
import { later } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { endOf } from '../log/batch.ts'
import type { Channel } from '../network/channel.ts'
import { connect, isReady, send } from '../network/channel.ts'
import { isPlanted } from '../plants.ts'
import { FETCH } from '../protocol/api.ts'
import { errorOf, NONE, OFFSET_OUT_OF_RANGE } from '../protocol/errors.ts'
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
  FetchResponse,
} from '../protocol/fetch.ts'
import { POLL_TASK } from '../timers.ts'
import { positionAfter } from './batch-position.ts'
import type { CompletedFetch, Consumer, ConsumerPartition } from './consumer.ts'
import { isFetchable, partitionNamed } from './consumer.ts'
import { isUnreadable, recordsBetween, unreadableFrom } from './deserializer.ts'
import {
  FETCH_ANSWERED,
  FETCH_REFUSED,
  FETCH_SENT,
  FETCH_SESSION_LOST,
  POSITION_OUT_OF_RANGE,
  RECORDS_DELIVERED,
} from './facts.ts'
import type { FetchSession } from './fetch-session.ts'
import { askedFrom, newSession, nextRequest, sessionAnswered } from './fetch-session.ts'
import { requestUpdate, takeHint } from './metadata.ts'
import { channelTo } from './network-client.ts'
import { worksRecords } from './poll-loop-state.ts'
import { awaitReset, followLeaders, losePosition } from './positions.ts'
import { leavePreferred, readsFrom, takePreferred } from './read-replica.ts'
import { fetchRequestBytes } from './sizes.ts'

/** Sends a fetch to every leader that has none on its way, unless records of it still wait for a poll (4.0). */
export function sendFetches(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { partitions, fetchOrder } = mine
  for (let i = 0; i < fetchOrder.length; i++) {
    const partition = partitions[fetchOrder[i] as number] as ConsumerPartition
    if (!isFetchable(partition) || partition.leader < 0) continue
    const node = readsFrom(world, mine, partition)
    const session = sessionWith(mine, node)
    if (session.inFlight || hasBuffered(world, mine, node)) continue
    const channel = channelTo(world, process, mine, node)
    if (isReady(channel)) sendFetch(world, process, mine, session, channel)
    else connect(world, channel)
  }
}

function sendFetch(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  session: FetchSession,
  channel: Channel,
): void {
  const wanted: FetchPartition[] = []
  for (const place of mine.fetchOrder) {
    const partition = mine.partitions[place] as ConsumerPartition
    if (isFetchable(partition) && readsFrom(world, mine, partition) === session.node) {
      wanted.push(fetchPartition(mine, partition))
    }
  }
  const { sessionId, sessionEpoch } = session
  const { partitions, forgotten } = nextRequest(session, wanted)
  const body: FetchRequest = {
    sealed: true,
    type: 'fetch',
    replicaId: -1,
    replicaEpoch: -1,
    maxWaitMs: mine.config.fetchMaxWaitMs,
    minBytes: mine.config.fetchMinBytes,
    maxBytes: mine.config.fetchMaxBytes,
    sessionId,
    sessionEpoch,
    partitions,
    forgotten,
    rack: mine.config.clientRack,
  }
  const sizeBytes = fetchRequestBytes(partitions.length, forgotten.length)
  send(world, channel, FETCH, body, sizeBytes, mine.config.requestTimeoutMs)
  session.inFlight = true
  const { connectionSlot } = channel
  fact(
    world,
    FETCH_SENT,
    process.slot,
    connectionSlot,
    sessionId,
    sessionEpoch,
    partitions.length,
    forgotten.length,
  )
}

function fetchPartition(mine: Consumer, partition: ConsumerPartition): FetchPartition {
  return {
    partition: partition.name,
    topicId: partition.topicId,
    currentLeaderEpoch: mine.checksEpochs ? partition.leaderEpoch : -1,
    fetchOffset: partition.position,
    // Consumers validate by OffsetForLeaderEpoch, not on fetch.
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    maxBytes: mine.config.maxPartitionFetchBytes,
  }
}

/** Buffers what came. Records are handed out by a poll of its own; without any the next fetch follows at once. */
export function takeFetchAnswer(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  channel: Channel,
  body: FetchResponse,
): void {
  const session = sessionWith(mine, Number(channel.server))
  if (!sessionAnswered(session, body)) {
    fact(world, FETCH_SESSION_LOST, process.slot, channel.connectionSlot, body.sessionId, body.error)
    return
  }
  let records = 0
  let refresh = false
  for (const said of body.partitions) {
    const partition = partitionNamed(mine, said.partition)
    if (partition?.state !== 'fetching') continue
    if (said.error !== NONE) {
      if (errorOf(said.error).refreshesMetadata) refresh = true
      takeRefusal(world, process, mine, channel, session, partition, said)
    } else if (said.preferredReadReplica >= 0) takePreferred(world, process, mine, partition, said)
    else records += buffer(mine, session, partition, said)
  }
  fact(
    world,
    FETCH_ANSWERED,
    process.slot,
    channel.connectionSlot,
    body.sessionId,
    body.partitions.length,
    records,
  )
  if (refresh) requestUpdate(world, process, mine)
  schedulePoll(world, process, mine)
}

function buffer(
  mine: Consumer,
  session: FetchSession,
  partition: ConsumerPartition,
  said: FetchPartitionResponse,
): number {
  partition.highWatermark = said.highWatermark
  // What was asked for from elsewhere is thrown away: the position has been moved since.
  if (askedFrom(session, partition.name) !== partition.position) return 0
  const { batches } = said
  const last = batches[batches.length - 1]
  if (last === undefined || endOf(last) <= partition.position) return 0
  const { place, position } = partition
  mine.completed.push({ place, batches, next: 0, position })
  return endOf(last) - position
}

function takeRefusal(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  channel: Channel,
  session: FetchSession,
  partition: ConsumerPartition,
  said: FetchPartitionResponse,
): void {
  const { nameId, position } = partition
  fact(world, FETCH_REFUSED, process.slot, channel.connectionSlot, nameId, said.error, position)
  moveToEnd(mine, partition.place)
  const followed = leavePreferred(partition)
  if (said.error === OFFSET_OUT_OF_RANGE && followed) return
  // About a position that has been moved since (seek).
  if (said.error === OFFSET_OUT_OF_RANGE && askedFrom(session, partition.name) !== position) return
  if (said.error === OFFSET_OUT_OF_RANGE) {
    fact(world, POSITION_OUT_OF_RANGE, process.slot, -1, nameId, position, said.logStartOffset)
    if (mine.config.autoOffsetReset === 'none') losePosition(world, process, partition)
    else awaitReset(partition)
  } else if (takeHint(world, process, mine, said)) followLeaders(mine)
}

// rule: consumer.polls
export function schedulePoll(world: World, process: Readonly<Process>, mine: Consumer): void {
  if (mine.pollScheduled || mine.loop.doing !== 'polling' || !hasRecords(mine)) return
  mine.pollScheduled = true
  later(world, process, POLL_TASK, 0, null)
}

// rule: consumer.up-to-watermark
/** One poll: hands out up to max.poll.records, oldest answers first. At a record that cannot be read it ends; it throws if it has nothing else. */
export function deliver(world: World, process: Readonly<Process>, mine: Consumer): void {
  mine.pollScheduled = false
  if (mine.loop.doing !== 'polling') return
  let left = mine.config.maxPollRecords
  let index = 0
  while (left > 0) {
    const fetched = mine.completed[index]
    if (fetched === undefined) return
    const partition = mine.partitions[fetched.place] as ConsumerPartition
    if (isHeldBack(partition)) {
      index += 1
      continue
    }
    const isVoid = partition.state !== 'fetching' || partition.position !== fetched.position
    if (!isVoid) left -= deliverFrom(world, process, mine, partition, fetched, left)
    if (!isVoid && isAtUnreadable(mine, partition, fetched)) {
      mine.loop.throws = left === mine.config.maxPollRecords
      return
    }
    if (isVoid || fetched.next === fetched.batches.length) {
      mine.completed.splice(index, 1)
      moveToEnd(mine, fetched.place)
    }
  }
}

/** Whole batches came, so records before the position are skipped. */
function deliverFrom(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  partition: ConsumerPartition,
  fetched: CompletedFetch,
  max: number,
): number {
  const epoch = fetched.batches[fetched.next]?.leaderEpoch ?? -1
  if (partition.positionEpoch >= 0 && epoch > partition.positionEpoch && isPlanted(world, 'position-skips'))
    partition.position += 1
  const from = partition.position
  const end = unreadableFrom(mine, partition)
  let delivered = 0
  while (delivered < max && fetched.next < fetched.batches.length) {
    const batch = fetched.batches[fetched.next] as CompletedFetch['batches'][number]
    if (isUnreadable(batch, partition.position, end)) break
    const count = recordsBetween(batch, partition.position, end, max - delivered)
    delivered += count
    if (count > 0 || batch.offsetDeltas !== null) {
      partition.position = positionAfter(batch, partition.position, count)
      partition.positionEpoch = batch.leaderEpoch
    }
    if (partition.position >= endOf(batch)) fetched.next += 1
  }
  fetched.position = partition.position
  if (delivered === 0 && end < Number.MAX_SAFE_INTEGER) return 0
  mine.deliveredRecords += delivered
  const { nameId, position, positionEpoch } = partition
  fact(world, RECORDS_DELIVERED, process.slot, -1, nameId, from, position, positionEpoch)
  if (worksRecords(mine)) mine.loop.hand.push({ nameId, from, to: position })
  return delivered
}

function isAtUnreadable(mine: Consumer, partition: ConsumerPartition, fetched: CompletedFetch): boolean {
  const batch = fetched.batches[fetched.next]
  return batch !== undefined && isUnreadable(batch, partition.position, unreadableFrom(mine, partition))
}

/** Paused, or about to be given away: its records stay in the buffer. */
function isHeldBack(partition: ConsumerPartition): boolean {
  return partition.state === 'fetching' && (partition.paused || partition.pendingRevocation)
}

function hasRecords(mine: Consumer): boolean {
  const { completed, partitions } = mine
  for (let i = 0; i < completed.length; i++) {
    const { place } = completed[i] as CompletedFetch
    if (!isHeldBack(partitions[place] as ConsumerPartition)) return true
  }
  return false
}

/** What waits here of partitions that may not be handed out now holds no fetch up. */
function hasBuffered(world: World, mine: Consumer, node: number): boolean {
  const { completed, partitions } = mine
  for (let i = 0; i < completed.length; i++) {
    const { place } = completed[i] as CompletedFetch
    const partition = partitions[place] as ConsumerPartition
    if (readsFrom(world, mine, partition) === node && !isHeldBack(partition)) return true
  }
  return false
}

export function sessionWith(mine: Consumer, node: number): FetchSession {
  const { sessions } = mine
  for (let i = 0; i < sessions.length; i++) {
    const session = sessions[i] as FetchSession
    if (session.node === node) return session
  }
  const made = newSession(node)
  sessions.push(made)
  return made
}

function moveToEnd(mine: Consumer, place: number): void {
  mine.fetchOrder.splice(mine.fetchOrder.indexOf(place), 1)
  mine.fetchOrder.push(place)
}
