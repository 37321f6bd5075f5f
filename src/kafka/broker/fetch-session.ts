// Incremental fetch sessions (KIP-227, server.md 7.5), one for each connection that fetches. The session keeps the set of its partitions with news,
// so that a fetch costs what has changed, however many partitions there are.

import type { Connection, Message } from '../../sim/connection.ts'
import { numberedFinder } from '../../sim/finders.ts'
import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { add, at, fact, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { FETCH_SESSION_ID_NOT_FOUND, INVALID_FETCH_SESSION_EPOCH, NONE } from '../protocol/errors.ts'
import type { FetchPartition, FetchRequest } from '../protocol/fetch.ts'
import { brokerOf } from './broker.ts'
import { SESSION_OPENED } from './facts.ts'
import type { Replica } from './replica.ts'
import { findReplica, followerOf } from './replica.ts'

export interface FetchSession extends Entity {
  readonly kind: 'fetchSession'
  readonly nodeId: number
  readonly connectionSlot: number
  /** 0: none. */
  id: number
  /** Epoch of the next request. */
  epoch: number
  /** Broker id of a follower, −1 for a consumer. */
  replicaId: number
  replicaEpoch: number
  /** Of a consumer, '' for none. */
  rack: string
  lastFetchUs: number
  readonly partitions: Map<string, SessionPartition>
  /** Partitions that may have something to say, in the order in which they got it. */
  readonly news: string[]
  /** The request in purgatory, if one is parked. */
  parked: ParkedFetch | null
  /** Something came for it: its answer is on the way to the socket. */
  waking: boolean
}

export interface SessionPartition {
  /** −1: the client does not say. */
  topicId: number
  currentLeaderEpoch: number
  fetchOffset: number
  lastFetchedEpoch: number
  maxBytes: number
  /** Where a follower's own log starts. */
  followerLogStart: number
  /** What the client has been told last. */
  highWatermark: number
  logStartOffset: number
  hasNews: boolean
  /** The replica knows of this session. A partition may be asked for before this broker has heard of it. */
  isWatched: boolean
}

/** After the largest epoch comes 1. */
const EPOCH_MAX = 2_147_483_647

export interface ParkedFetch {
  readonly sealed: true
  readonly message: Message
  readonly deadlineUs: number
}

function addressOn(connection: Readonly<Connection>): string {
  return `session:${connection.address.slice('conn:'.length)}`
}

const findOn = numberedFinder(addressOn)

export function sessionOn(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
): FetchSession {
  const known = findOn(world.tables, connection.slot, connection)
  if (known !== null) return known as FetchSession
  return add<FetchSession>(world, (slot, stamp) => ({
    kind: 'fetchSession',
    address: addressOn(connection),
    slot,
    stamp,
    nodeId: node.id,
    connectionSlot: connection.slot,
    id: 0,
    epoch: 0,
    replicaId: -1,
    replicaEpoch: -1,
    rack: '',
    lastFetchUs: 0,
    partitions: new Map(),
    news: [],
    parked: null,
    waking: false,
  }))
}

export function sessionAt(world: World, slot: number): FetchSession {
  return at(world, slot) as FetchSession
}

// rule: fetch.sessions
/** Brings the session up to the request: opens it anew, or checks id and epoch and takes over what changed. The session must be owned. */
export function enterSession(
  world: World,
  node: Readonly<Node>,
  session: FetchSession,
  request: FetchRequest,
): number {
  if (request.sessionEpoch <= 0) {
    openSession(world, node, session, request)
  } else {
    if (session.id !== request.sessionId || session.id === 0) return FETCH_SESSION_ID_NOT_FOUND
    if (session.epoch !== request.sessionEpoch) return INVALID_FETCH_SESSION_EPOCH
    session.epoch = session.epoch >= EPOCH_MAX ? 1 : session.epoch + 1
  }
  session.lastFetchUs = world.nowUs
  if (session.replicaEpoch !== request.replicaEpoch) {
    // It has registered meanwhile: what the leader knows of it is of its old registration.
    for (const partition of [...session.partitions.keys()].sort()) keepAsNews(session, partition)
    session.replicaEpoch = request.replicaEpoch
  }
  for (const partition of request.forgotten) leaveSession(world, node, session, partition)
  for (const asked of request.partitions) takeOver(session, asked)
  return NONE
}

function openSession(world: World, node: Readonly<Node>, session: FetchSession, request: FetchRequest): void {
  for (const partition of [...session.partitions.keys()].sort()) leaveSession(world, node, session, partition)
  session.news.length = 0
  session.replicaId = request.replicaId
  session.rack = request.rack
  if (request.sessionEpoch === 0) {
    const broker = own(world, brokerOf(world, node))
    session.id = broker.nextSession
    broker.nextSession += 1
  } else {
    session.id = 0
  }
  session.epoch = 1
  fact(
    world,
    SESSION_OPENED,
    processOf(world, node).slot,
    session.connectionSlot,
    session.id,
    request.partitions.length,
  )
}

/** The replica tells this session of news from now on. */
export function watch(
  world: World,
  session: Readonly<FetchSession>,
  known: SessionPartition,
  replica: Readonly<Replica>,
): void {
  known.isWatched = true
  own(world, replica).watchers.push(session.slot)
}

/** A partition named in the request is new, or its offset or epoch moved: it is looked at in this fetch. */
function takeOver(session: FetchSession, asked: FetchPartition): void {
  let known = session.partitions.get(asked.partition)
  if (known === undefined) {
    known = {
      topicId: -1,
      currentLeaderEpoch: -1,
      fetchOffset: 0,
      lastFetchedEpoch: -1,
      maxBytes: 0,
      followerLogStart: -1,
      highWatermark: -1,
      logStartOffset: -1,
      hasNews: false,
      isWatched: false,
    }
    session.partitions.set(asked.partition, known)
  }
  known.topicId = asked.topicId
  known.currentLeaderEpoch = asked.currentLeaderEpoch
  known.fetchOffset = asked.fetchOffset
  known.lastFetchedEpoch = asked.lastFetchedEpoch
  known.maxBytes = asked.maxBytes
  known.followerLogStart = asked.logStartOffset
  addNews(session, asked.partition, known)
}

function leaveSession(world: World, node: Readonly<Node>, session: FetchSession, partition: string): void {
  if (!session.partitions.delete(partition)) return
  const index = session.news.indexOf(partition)
  if (index >= 0) session.news.splice(index, 1)
  const replica = findReplica(world, node.id, partition)
  if (replica === null) return
  const mine = own(world, replica)
  const watcher = mine.watchers.indexOf(session.slot)
  if (watcher >= 0) mine.watchers.splice(watcher, 1)
  const follower = followerOf(mine, session.replicaId)
  if (follower !== null && follower.session === session.slot) follower.session = -1
}

/** Marks a partition as worth a look at the next fetch. */
export function addNews(session: FetchSession, partition: string, known: SessionPartition): void {
  if (known.hasNews) return
  known.hasNews = true
  session.news.push(partition)
}

/** Looked at again with the next fetch. */
export function keepAsNews(session: FetchSession, partition: string): void {
  const known = session.partitions.get(partition)
  if (known === undefined || known.hasNews) return
  known.hasNews = true
  session.news.push(partition)
}

/** The ISR has changed: each follower outside of it is looked at with its next fetch, whether it names the partition or not. */
export function lookAtOutsiders(world: World, replica: Readonly<Replica>): void {
  for (const follower of replica.followers) {
    if (follower.session < 0 || replica.isr.includes(follower.id)) continue
    const session = own(world, sessionAt(world, follower.session))
    const known = session.partitions.get(replica.partition)
    if (known !== undefined) addNews(session, replica.partition, known)
  }
}

/** Memory of the broker is gone. */
export function forgetSession(world: World, session: Readonly<FetchSession>): void {
  const mine = own(world, session)
  mine.id = 0
  mine.epoch = 0
  mine.partitions.clear()
  mine.news.length = 0
  mine.parked = null
  mine.waking = false
}
