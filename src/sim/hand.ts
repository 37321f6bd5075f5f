// One message by hand: held and released, delayed, dropped, repeated. TCP stays TCP: what is held or late holds up whatever follows it in its socket, what is
// dropped ends the connection, and a repeat is the client's own retry after its connection broke.

import { parseAddress } from './address.ts'
import type { Connection, Flight, Lane } from './connection.ts'
import { make, transmit, wakeConnection } from './connection.ts'
import {
  MESSAGE_DELAYED,
  MESSAGE_DROPPED,
  MESSAGE_HELD,
  MESSAGE_RELEASED,
  MESSAGE_REPEATED,
} from './hand-facts.ts'
import type { Hand } from './held.ts'
import { handOf, heldBy } from './held.ts'
import { drawLatencyUs, linkAt } from './link.ts'
import { NEVER_US } from './time.ts'
import type { World } from './world.ts'
import { fact, find, nextSeq, own } from './world.ts'

/** A request or a response on its way. */
export interface Found {
  readonly connection: Connection
  readonly toServer: boolean
  readonly flight: Flight
}

/** null: there is no such message, or it is not on its way now. */
export function findFlight(world: World, address: string): Found | null {
  const known = parseAddress(address)
  if (known === null || known.kind !== 'message') return null
  const connection = find(world, `conn:${known.conn}`) as Connection | null
  if (connection === null) return null
  const toServer = !known.response
  for (const flight of laneOf(connection, toServer).flying) {
    const { kind, api, id } = flight.message
    if (kind !== 'request' && kind !== 'response') continue
    if (id === known.id && world.programme.names.api(api) === known.api)
      return { connection, toServer, flight }
  }
  return null
}

export function isHeld(world: World, { connection, toServer, flight }: Found): boolean {
  return heldBy(world, connection.slot, toServer, flight.message) >= 0
}

// rule: network.by-hand
export function holdMessage(world: World, found: Found): void {
  const { toServer, flight } = found
  const mine = own(world, found.connection)
  const lane = laneOf(mine, toServer)
  const hand = own(world, handOf(world))
  hand.held.push({ sealed: true, connection: mine.slot, toServer, message: flight.message, by: world.event })
  const behind = followers(lane, flight)
  for (const one of [flightIn(lane, flight), ...behind]) one.arrivesUs = NEVER_US
  fact(world, MESSAGE_HELD, senderOf(mine, toServer), mine.slot, ...numbers(flight), behind.length)
  order(lane)
  wakeConnection(world, mine)
}

/** It arrives after the time of a message that is sent now; what waited behind it follows, up to the next that is held. */
export function releaseMessage(world: World, found: Found): void {
  const { toServer, flight } = found
  const mine = own(world, found.connection)
  const lane = laneOf(mine, toServer)
  letGo(own(world, handOf(world)), mine.slot, toServer, flight)
  const link = linkAt(world, lane.linkSlot)
  const row = flightIn(lane, flight)
  const behind = followers(lane, flight)
  fact(world, MESSAGE_RELEASED, senderOf(mine, toServer), mine.slot, ...numbers(flight), behind.length)
  const isBlocked = link.cutBy >= 0 || ahead(lane, flight).some(({ arrivesUs }) => arrivesUs === NEVER_US)
  if (!isBlocked) {
    const arrivesUs = world.nowUs + drawLatencyUs(world, link)
    for (const one of [row, ...behind]) {
      if (heldBy(world, mine.slot, toServer, one.message) >= 0) break
      one.arrivesUs = arrivesUs
      one.seq = nextSeq(world)
    }
  }
  order(lane)
  wakeConnection(world, mine)
}

export function delayMessage(world: World, found: Found, byUs: number): void {
  const { toServer, flight } = found
  const mine = own(world, found.connection)
  const lane = laneOf(mine, toServer)
  const row = flightIn(lane, flight)
  row.arrivesUs += byUs
  row.seq = nextSeq(world)
  for (const one of followers(lane, flight)) {
    if (one.arrivesUs === NEVER_US || one.arrivesUs > row.arrivesUs) break
    one.arrivesUs = row.arrivesUs
    one.seq = nextSeq(world)
  }
  fact(world, MESSAGE_DELAYED, senderOf(mine, toServer), mine.slot, ...numbers(flight), byUs)
  order(lane)
  wakeConnection(world, mine)
}

/** With what followed it in its socket; both ends see a reset. */
export function dropMessage(world: World, found: Found): void {
  const { toServer, flight } = found
  const mine = own(world, found.connection)
  const behind = takeOut(world, mine, found)
  fact(world, MESSAGE_DROPPED, senderOf(mine, toServer), mine.slot, ...numbers(flight), behind)
  reset(world, mine, flight, true)
}

/** A request goes on to the server, but the client sees its connection reset and asks again over a new one; a response is lost with the connection. */
export function repeatMessage(world: World, found: Found): void {
  const { toServer, flight } = found
  const mine = own(world, found.connection)
  fact(world, MESSAGE_REPEATED, mine.clientSlot, mine.slot, ...numbers(flight))
  if (!toServer) takeOut(world, mine, found)
  reset(world, mine, flight, false)
}

function reset(world: World, mine: Connection, { message }: Flight, atServerToo: boolean): void {
  const { generation } = message
  if (atServerToo)
    transmit(world, mine, mine.toServer, make(world, mine, 'reset', -1, 0, 0, null, generation))
  transmit(world, mine, mine.toClient, make(world, mine, 'reset', -1, 0, 0, null, generation))
}

function takeOut(world: World, mine: Connection, { toServer, flight }: Found): number {
  const lane = laneOf(mine, toServer)
  const gone = [flightIn(lane, flight), ...followers(lane, flight)]
  for (const one of gone) {
    lane.flying.splice(lane.flying.indexOf(one), 1)
    if (heldBy(world, mine.slot, toServer, one.message) >= 0)
      letGo(own(world, handOf(world)), mine.slot, toServer, one)
  }
  wakeConnection(world, mine)
  return gone.length - 1
}

function letGo(hand: Hand, connection: number, toServer: boolean, { message }: Flight): void {
  const place = hand.held.findIndex(
    (row) => row.connection === connection && row.toServer === toServer && row.message === message,
  )
  if (place >= 0) hand.held.splice(place, 1)
}

function laneOf(connection: Connection, toServer: boolean): Lane {
  return toServer ? connection.toServer : connection.toClient
}

/** The lane's own row: owning may have copied it. */
function flightIn(lane: Lane, { message }: Flight): Flight {
  return lane.flying.find((one) => one.message === message) as Flight
}

/** In the order of sending. */
function socketOf(lane: Lane, { message }: Flight): Flight[] {
  return lane.flying.filter((one) => one.message.generation === message.generation)
}

function followers(lane: Lane, flight: Flight): Flight[] {
  const socket = socketOf(lane, flight)
  return socket.slice(socket.findIndex((one) => one.message === flight.message) + 1)
}

function ahead(lane: Lane, flight: Flight): Flight[] {
  const socket = socketOf(lane, flight)
  return socket.slice(
    0,
    socket.findIndex((one) => one.message === flight.message),
  )
}

/** By arrival, what waits last; within a socket the order of sending is kept, for its times never fall. */
function order(lane: Lane): void {
  const places = new Map(lane.flying.map((flight, place) => [flight, place]))
  lane.flying.sort((a, b) => a.arrivesUs - b.arrivesUs || (places.get(a) ?? 0) - (places.get(b) ?? 0))
}

function numbers({ message }: Flight): [number, number] {
  return [message.api, message.id]
}

function senderOf(connection: Connection, toServer: boolean): number {
  return toServer ? connection.clientSlot : connection.serverSlot
}
