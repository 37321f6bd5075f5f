// A connection between a client process and a server process: TCP. Messages arrive in order; inside it nothing is lost. A broken link stalls it.
// The server takes one request at a time (Kafka mutes the channel until it has answered); a new generation is a new socket.

import { assert, EngineError } from './assert.ts'
import { CONNECT_SENT, CONNECTION_CLOSED, MESSAGE_STALLED, REQUEST_SENT, RESPONSE_SENT } from './facts.ts'
import { laneHeldBy } from './held.ts'
import { MESSAGES_PER_LANE_MAX } from './limits.ts'
import { drawLatencyUs, linkAt, linkBetween } from './link.ts'
import type { Process } from './process.ts'
import { removeWake, setWake } from './queue.ts'
import type { Entity } from './tables.ts'
import { NEVER_US } from './time.ts'
import type { Sealed } from './tree.ts'
import type { World } from './world.ts'
import { add, at, fact, find, nextSeq, own } from './world.ts'

export interface Connection extends Entity {
  readonly kind: 'connection'
  /** Process names, and which of the client's channels this is: '' or e.g. 'raft', 'fetcher'. */
  readonly client: string
  readonly server: string
  readonly channel: string
  readonly clientSlot: number
  readonly serverSlot: number
  /** Slot of the client's entity that uses it, −1 until it says so. */
  owner: number
  /** As the client sees it. */
  state: 'idle' | 'connecting' | 'open' | 'closed'
  /** Counts the sockets opened; a message of an older one finds nobody. */
  generation: number
  /** As the server sees it: the generation it has accepted last, −1 when that is closed. */
  accepted: number
  /** The oldest generation whose socket the server may still have open: it never heard of the end of it. −1 for none. */
  oldest: number
  /** Requests sent so far: the id of the last. */
  requests: number
  /** Request that the server is working on, −1 when it is free for the next. */
  serving: number
  readonly toServer: Lane
  readonly toClient: Lane
}

/** One direction: what is on its way, and what has arrived but cannot be read yet. */
export interface Lane {
  readonly linkSlot: number
  readonly flying: Flight[]
  readonly buffered: Message[]
  /** When the next buffered message is read, NEVER_US while it must wait. */
  readUs: number
  readSeq: number
}

export interface Flight {
  readonly message: Message
  /** NEVER_US: stalled by a cut link. */
  arrivesUs: number
  seq: number
}

/** `connect`, `accept` and `refuse` open a socket; `close` ends it in order, `reset` abruptly. */
export type MessageKind = 'connect' | 'accept' | 'refuse' | 'request' | 'response' | 'close' | 'reset'

export interface Message extends Sealed {
  readonly kind: MessageKind
  readonly generation: number
  readonly api: number
  /** The how-many-th request of the connection; a response carries that of its request. */
  readonly id: number
  readonly sizeBytes: number
  readonly sentUs: number
  readonly sentBy: number
  readonly body: Sealed | null
}

/** The connection of a client to a server over one of its channels, made idle at first use. Address `conn:p1>2`, or `conn:2>101/raft`. */
export function connectionBetween(
  world: World,
  client: Readonly<Process>,
  server: Readonly<Process>,
  channel = '',
): Connection {
  const address = `conn:${client.name}>${server.name}${channel === '' ? '' : `/${channel}`}`
  const known = find(world, address)
  if (known !== null) return known as Connection
  const there = linkBetween(world, client.name, server.name)
  const back = linkBetween(world, server.name, client.name)
  return add<Connection>(world, (slot, stamp) => ({
    kind: 'connection',
    address,
    slot,
    stamp,
    client: client.name,
    server: server.name,
    channel,
    clientSlot: client.slot,
    serverSlot: server.slot,
    owner: -1,
    state: 'idle',
    generation: 0,
    accepted: -1,
    oldest: -1,
    requests: 0,
    serving: -1,
    toServer: emptyLane(there.slot),
    toClient: emptyLane(back.slot),
  }))
}

export function connectionAt(world: World, slot: number): Connection {
  const entity = at(world, slot)
  if (entity.kind !== 'connection') throw new EngineError(`${entity.address} is no connection`)
  return entity as Connection
}

function emptyLane(linkSlot: number): Lane {
  return { linkSlot, flying: [], buffered: [], readUs: NEVER_US, readSeq: 0 }
}

/** Opens a new socket: the programme hears `connected`, or `disconnected` when it is refused; silence is for its own timeout to notice. */
export function openConnection(world: World, connection: Readonly<Connection>): void {
  const mine = own(world, connection)
  assert(mine.state === 'idle' || mine.state === 'closed', `${mine.address} is opened twice`)
  mine.state = 'connecting'
  mine.generation += 1
  fact(world, CONNECT_SENT, mine.clientSlot, mine.slot)
  transmit(world, mine, mine.toServer, make(world, mine, 'connect', -1, 0, 0, null))
}

/** Sends a request; returns its id on this connection. */
export function sendRequest(
  world: World,
  connection: Readonly<Connection>,
  api: number,
  body: Sealed,
  sizeBytes: number,
): number {
  const mine = own(world, connection)
  if (mine.state !== 'open') throw new EngineError(`a request on ${mine.address}, which is ${mine.state}`)
  mine.requests += 1
  fact(world, REQUEST_SENT, mine.clientSlot, mine.slot, api, mine.requests, sizeBytes)
  transmit(world, mine, mine.toServer, make(world, mine, 'request', api, mine.requests, sizeBytes, body))
  return mine.requests
}

/** Answers a request and takes up the next of the connection. An answer to a socket that is gone is dropped by the kernel. */
export function sendResponse(
  world: World,
  connection: Readonly<Connection>,
  request: Message,
  body: Sealed,
  sizeBytes: number,
): void {
  const mine = own(world, connection)
  if (request.generation === mine.accepted) {
    fact(world, RESPONSE_SENT, mine.serverSlot, mine.slot, request.api, request.id, sizeBytes)
    transmit(
      world,
      mine,
      mine.toClient,
      make(world, mine, 'response', request.api, request.id, sizeBytes, body, request.generation),
    )
  }
  unmute(world, mine, request)
}

/** Ends a request without an answer (acks=0). */
export function dismissRequest(world: World, connection: Readonly<Connection>, request: Message): void {
  unmute(world, own(world, connection), request)
}

// rule: network.one-request
function unmute(world: World, mine: Connection, request: Message): void {
  if (mine.serving !== request.id) return
  mine.serving = -1
  if (mine.toServer.buffered.length > 0) readSoon(world, mine, mine.toServer)
}

/** The client gives up its socket: what it still hears of it is nothing. */
export function closeAtClient(world: World, connection: Readonly<Connection>): void {
  if (connection.state === 'closed' || connection.state === 'idle') return
  const mine = own(world, connection)
  mine.state = 'closed'
  forgetBuffered(mine.toClient)
  fact(world, CONNECTION_CLOSED, mine.clientSlot, mine.slot)
  transmit(world, mine, mine.toServer, make(world, mine, 'close', -1, 0, 0, null))
}

/** The server gives up the socket: the client hears `closed`. */
export function closeAtServer(world: World, connection: Readonly<Connection>): void {
  if (connection.accepted < 0) return
  const mine = own(world, connection)
  fact(world, CONNECTION_CLOSED, mine.serverSlot, mine.slot)
  transmit(world, mine, mine.toClient, make(world, mine, 'close', -1, 0, 0, null, mine.accepted))
  mine.oldest = mine.accepted + 1
  mine.accepted = -1
  mine.serving = -1
  forgetBuffered(mine.toServer)
  wakeConnection(world, mine)
}

/** What a closed socket had taken in goes with it, and so does the read that was due. */
export function forgetBuffered(lane: Lane): void {
  lane.buffered.length = 0
  lane.readUs = NEVER_US
}

// rule: network.in-order
/** Puts a message on its way. Over a cut link it stalls, in its place. */
export function transmit(world: World, mine: Connection, lane: Lane, message: Message): void {
  if (lane.flying.length >= MESSAGES_PER_LANE_MAX) {
    throw new EngineError(`more than ${MESSAGES_PER_LANE_MAX} messages in flight on ${mine.address}`)
  }
  const link = linkAt(world, lane.linkSlot)
  // Order holds inside a socket; a new one does not wait for what an older one has stalled.
  const before = lastOf(lane, message.generation)
  let arrivesUs = NEVER_US
  if (link.cutBy >= 0 || before === NEVER_US) {
    const sender = lane === mine.toServer ? mine.clientSlot : mine.serverSlot
    const blocker = link.cutBy >= 0 ? link.cutBy : laneHeldBy(world, mine.slot, lane === mine.toServer)
    fact(world, MESSAGE_STALLED, sender, mine.slot, message.api, message.id, blocker)
  } else {
    arrivesUs = Math.max(world.nowUs + drawLatencyUs(world, link), before)
  }
  insertFlight(lane, { message, arrivesUs, seq: nextSeq(world) })
  wakeConnection(world, mine)
}

/** When the last message of a socket arrives; 0 when none is on its way. */
function lastOf(lane: Lane, generation: number): number {
  for (let i = lane.flying.length - 1; i >= 0; i--) {
    const flight = lane.flying[i] as Flight
    if (flight.message.generation === generation) return flight.arrivesUs
  }
  return 0
}

/** Keeps the lane in order of arrival, what stalls last. */
function insertFlight(lane: Lane, flight: Flight): void {
  let index = lane.flying.length
  while (index > 0 && (lane.flying[index - 1] as Flight).arrivesUs > flight.arrivesUs) index -= 1
  if (index === lane.flying.length) lane.flying.push(flight)
  else lane.flying.splice(index, 0, flight)
}

export function make(
  world: World,
  mine: Connection,
  kind: MessageKind,
  api: number,
  id: number,
  sizeBytes: number,
  body: Sealed | null,
  generation = mine.generation,
): Message {
  return {
    sealed: true,
    kind,
    generation,
    api,
    id,
    sizeBytes,
    sentUs: world.nowUs,
    sentBy: world.event,
    body,
  }
}

/** Lets the lane's first buffered message be read at once, as an event of its own. */
export function readSoon(world: World, mine: Connection, lane: Lane): void {
  lane.readUs = world.nowUs
  lane.readSeq = nextSeq(world)
  wakeConnection(world, mine)
}

/** What is due next on a connection: an arrival or a read, of either lane. Plain codes, for this is asked several times an event. */
const DUE_NOTHING = 0
export const DUE_ARRIVAL_AT_SERVER = 1
export const DUE_READ_AT_SERVER = 2
export const DUE_ARRIVAL_AT_CLIENT = 3
export const DUE_READ_AT_CLIENT = 4

export function nextDue(connection: Readonly<Connection>): number {
  const { toServer, toClient } = connection
  let due = DUE_NOTHING
  let timeUs = NEVER_US
  let seq = 0
  const there = toServer.flying[0]
  if (there !== undefined && there.arrivesUs !== NEVER_US) {
    due = DUE_ARRIVAL_AT_SERVER
    timeUs = there.arrivesUs
    seq = there.seq
  }
  if (toServer.readUs !== NEVER_US && isBefore(toServer.readUs, toServer.readSeq, timeUs, seq)) {
    due = DUE_READ_AT_SERVER
    timeUs = toServer.readUs
    seq = toServer.readSeq
  }
  const back = toClient.flying[0]
  if (back !== undefined && back.arrivesUs !== NEVER_US && isBefore(back.arrivesUs, back.seq, timeUs, seq)) {
    due = DUE_ARRIVAL_AT_CLIENT
    timeUs = back.arrivesUs
    seq = back.seq
  }
  if (toClient.readUs !== NEVER_US && isBefore(toClient.readUs, toClient.readSeq, timeUs, seq)) {
    due = DUE_READ_AT_CLIENT
  }
  return due
}

function isBefore(aUs: number, aSeq: number, bUs: number, bSeq: number): boolean {
  return aUs < bUs || (aUs === bUs && aSeq < bSeq)
}

export function wakeConnection(world: World, mine: Readonly<Connection>): void {
  switch (nextDue(mine)) {
    case DUE_NOTHING:
      removeWake(world.queue, mine.slot)
      return
    case DUE_ARRIVAL_AT_SERVER:
      wakeForArrival(world, mine, mine.toServer)
      return
    case DUE_READ_AT_SERVER:
      setWake(world.queue, mine.slot, mine.toServer.readUs, mine.toServer.readSeq, false)
      return
    case DUE_ARRIVAL_AT_CLIENT:
      wakeForArrival(world, mine, mine.toClient)
      return
    default:
      setWake(world.queue, mine.slot, mine.toClient.readUs, mine.toClient.readSeq, false)
  }
}

function wakeForArrival(world: World, mine: Readonly<Connection>, lane: Readonly<Lane>): void {
  const head = lane.flying[0] as Flight
  setWake(world.queue, mine.slot, head.arrivesUs, head.seq, false)
}
