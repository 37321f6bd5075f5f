// A channel: one process's client to one server over one socket, as Kafka's NetworkClient keeps it. It connects, asks for ApiVersions, counts the requests
// in flight, closes the socket when one is not answered in time, and tries again after a back-off.

import { EngineError } from '../../sim/assert.ts'
import type { Connection, Message } from '../../sim/connection.ts'
import {
  closeAtClient,
  connectionAt,
  connectionBetween,
  openConnection,
  sendRequest,
} from '../../sim/connection.ts'
import type { Process } from '../../sim/process.ts'
import { armTimer, cancelTimer, isArmed } from '../../sim/process.ts'
import type { Entity } from '../../sim/tables.ts'
import { msToUs } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { add, at, find, own } from '../../sim/world.ts'
import { API_VERSIONS } from '../protocol/api.ts'
import type { ApiVersionsRequest } from '../protocol/client-requests.ts'
import { CONNECT_TIMER, RECONNECT_TIMER, REQUEST_TIMER } from '../timers.ts'
import { backoffMs } from './backoff.ts'

export interface Channel extends Entity {
  readonly kind: 'channel'
  readonly connectionSlot: number
  readonly processSlot: number
  readonly server: string
  /** Which of the process's clients this is: '' for a producer or consumer, else 'raft', 'heartbeat', 'alter-partition', 'fetcher'. */
  readonly name: string
  readonly reconnectMs: number
  readonly reconnectMaxMs: number
  /** socket.connection.setup.timeout.ms and its maximum: doubling with each failure, give or take 20 %. */
  readonly setupMs: number
  readonly setupMaxMs: number
  state: 'disconnected' | 'connecting' | 'versions' | 'ready'
  /** Requests sent and not answered, oldest first. */
  readonly inFlight: InFlight[]
  /** Failed attempts to connect in a row. */
  failures: number
  /** Before this no new attempt is made. */
  retryAtUs: number
}

export interface InFlight {
  readonly id: number
  readonly api: number
  readonly sentUs: number
  readonly deadlineUs: number
  /** What the sender needs when the answer comes, or does not. */
  readonly context: Sealed | null
}

/** Why a request failed without an answer. */
export type ChannelFailure = 'timedOut' | 'disconnected'

/** Their defaults. */
const SETUP_TIMEOUT_MS = 10_000
const SETUP_TIMEOUT_MAX_MS = 30_000
const REQUEST_TIMEOUT_MS = 30_000

export function channelBetween(
  world: World,
  process: Readonly<Process>,
  server: Readonly<Process>,
  name: string,
  reconnectMs = 50,
  reconnectMaxMs = 1_000,
  setupMs = SETUP_TIMEOUT_MS,
  setupMaxMs = SETUP_TIMEOUT_MAX_MS,
): Channel {
  const connection = connectionBetween(world, process, server, name)
  const address = `channel:${connection.address.slice('conn:'.length)}`
  const known = find(world, address)
  if (known !== null) return known as Channel
  const channel = add<Channel>(world, (slot, stamp) => ({
    kind: 'channel',
    address,
    slot,
    stamp,
    connectionSlot: connection.slot,
    processSlot: process.slot,
    server: server.name,
    name,
    reconnectMs,
    reconnectMaxMs,
    setupMs,
    setupMaxMs,
    state: 'disconnected',
    inFlight: [],
    failures: 0,
    retryAtUs: 0,
  }))
  own(world, connection).owner = channel.slot
  return channel
}

export function channelAt(world: World, slot: number): Channel {
  return at(world, slot) as Channel
}

/** The channel that a connection serves. */
export function channelOf(world: World, connection: Readonly<Connection>): Channel {
  return channelAt(world, connection.owner)
}

export function channelConnection(world: World, channel: Readonly<Channel>): Connection {
  return connectionAt(world, channel.connectionSlot)
}

export function isReady(channel: Readonly<Channel>): boolean {
  return channel.state === 'ready'
}

/** Starts to connect unless that is under way, or the back-off says to wait; then a timer tries again. */
export function connect(world: World, channel: Readonly<Channel>): void {
  if (channel.state !== 'disconnected') return
  const process = at(world, channel.processSlot) as Process
  if (world.nowUs < channel.retryAtUs) {
    if (!isArmed(process, RECONNECT_TIMER, channel.slot)) {
      armTimer(
        world,
        process,
        RECONNECT_TIMER,
        channel.slot,
        channel.retryAtUs - world.nowUs,
        channelConnection(world, channel).address,
      )
    }
    return
  }
  const mine = own(world, channel)
  mine.state = 'connecting'
  const connection = channelConnection(world, mine)
  openConnection(world, connection)
  const timeoutMs = backoffMs(world, process.name, mine.setupMs, mine.setupMaxMs, mine.failures)
  armTimer(world, process, CONNECT_TIMER, mine.slot, msToUs(timeoutMs), connection.address)
}

/** Sends on a ready channel; the request fails if it is not answered within `timeoutMs`. Returns its id on the connection. */
export function send(
  world: World,
  channel: Readonly<Channel>,
  api: number,
  body: Sealed,
  sizeBytes: number,
  timeoutMs: number,
  context: Sealed | null = null,
): number {
  if (channel.state !== 'ready' && api !== API_VERSIONS)
    throw new EngineError(`${channel.address} is not ready`)
  const mine = own(world, channel)
  const id = sendRequest(world, channelConnection(world, mine), api, body, sizeBytes)
  mine.inFlight.push({ id, api, sentUs: world.nowUs, deadlineUs: world.nowUs + msToUs(timeoutMs), context })
  if (mine.inFlight.length === 1) armRequestTimer(world, mine)
  return id
}

/** Sends a request that is never answered (acks=0): it is not in flight. */
export function sendUnanswered(
  world: World,
  channel: Readonly<Channel>,
  api: number,
  body: Sealed,
  sizeBytes: number,
): number {
  if (channel.state !== 'ready') throw new EngineError(`${channel.address} is not ready`)
  return sendRequest(world, channelConnection(world, channel), api, body, sizeBytes)
}

/** The socket is open: ask what the server speaks, within the request time-out of whose channel it is. */
export function channelConnected(
  world: World,
  channel: Readonly<Channel>,
  timeoutMs = REQUEST_TIMEOUT_MS,
): void {
  const mine = own(world, channel)
  cancelTimer(world, at(world, mine.processSlot) as Process, CONNECT_TIMER, mine.slot)
  mine.state = 'versions'
  const body: ApiVersionsRequest = { sealed: true, type: 'apiVersions' }
  send(world, mine, API_VERSIONS, body, 26, timeoutMs)
}

/** An answer came. Returns its request, or null when it was ApiVersions, after which the channel is ready. */
export function channelAnswered(world: World, channel: Readonly<Channel>, message: Message): InFlight | null {
  const mine = own(world, channel)
  let index = 0
  while (index < mine.inFlight.length && mine.inFlight[index]?.id !== message.id) index += 1
  const request = mine.inFlight[index]
  if (request === undefined) throw new EngineError(`an answer to no request on ${mine.address}`)
  if (index === 0) mine.inFlight.shift()
  else mine.inFlight.splice(index, 1)
  armRequestTimer(world, mine)
  if (request.api !== API_VERSIONS) return request
  mine.state = 'ready'
  mine.failures = 0
  return null
}

/** The socket is gone. Returns the requests that were in flight. */
export function channelDisconnected(world: World, channel: Readonly<Channel>): readonly InFlight[] {
  const mine = own(world, channel)
  const process = at(world, mine.processSlot) as Process
  const lost = mine.inFlight.slice()
  mine.inFlight.length = 0
  mine.state = 'disconnected'
  cancelTimer(world, process, REQUEST_TIMER, mine.slot)
  cancelTimer(world, process, CONNECT_TIMER, mine.slot)
  mine.retryAtUs =
    world.nowUs + msToUs(backoffMs(world, process.name, mine.reconnectMs, mine.reconnectMaxMs, mine.failures))
  mine.failures += 1
  return lost
}

// rule: network.request-timeout
/** A request was not answered in time, or no connection came about: the client closes the socket itself, and all in flight fails with it. */
export function channelTimedOut(world: World, channel: Readonly<Channel>): readonly InFlight[] {
  closeAtClient(world, channelConnection(world, channel))
  return channelDisconnected(world, channel)
}

/** What its request timer means: a request is overdue, or none is and the channel was given up. */
export function timerFailure(world: World, { inFlight }: Readonly<Channel>): ChannelFailure {
  const isGivenUp = inFlight.length > 0 && inFlight.every(({ deadlineUs }) => deadlineUs > world.nowUs)
  return isGivenUp ? 'disconnected' : 'timedOut'
}

/** Closes the socket of a channel that is no longer wanted. What is in flight on it fails, in an event of its own. */
export function giveUpChannel(world: World, channel: Readonly<Channel>): void {
  const process = at(world, channel.processSlot) as Process
  if (channel.inFlight.length > 0) armTimer(world, process, REQUEST_TIMER, channel.slot, 0)
  else closeChannel(world, channel)
}

/** Closes the socket; its owner has forgotten what was in flight. */
export function closeChannel(world: World, channel: Readonly<Channel>): void {
  if (channel.state === 'disconnected') return
  closeAtClient(world, channelConnection(world, channel))
  channelDisconnected(world, channel)
  own(world, channel).retryAtUs = 0
}

/** Memory of it is gone with its process. */
export function forgetChannel(world: World, channel: Readonly<Channel>): void {
  const mine = own(world, channel)
  mine.state = 'disconnected'
  mine.inFlight.length = 0
  mine.failures = 0
  mine.retryAtUs = 0
}

function armRequestTimer(world: World, mine: Channel): void {
  const process = at(world, mine.processSlot) as Process
  let earliestUs = -1
  for (const request of mine.inFlight) {
    if (earliestUs < 0 || request.deadlineUs < earliestUs) earliestUs = request.deadlineUs
  }
  if (earliestUs < 0) cancelTimer(world, process, REQUEST_TIMER, mine.slot)
  else
    armTimer(
      world,
      process,
      REQUEST_TIMER,
      mine.slot,
      // A process that was paused reads what came before it looks at its clock.
      Math.max(earliestUs - world.nowUs, 0),
      channelConnection(world, mine).address,
    )
}
