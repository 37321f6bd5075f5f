// Cutting and healing links. What is on its way over a cut link stalls; TCP sends it again once the link is whole.

import type { Connection, Flight, Lane } from './connection.ts'
import { wakeConnection } from './connection.ts'
import { LINK_CUT, LINK_HEALED, MESSAGE_STALLED } from './facts.ts'
import { heldBy } from './held.ts'
import type { Link } from './link.ts'
import { drawLatencyUs, linkBetween, retransmitUs } from './link.ts'
import { NEVER_US } from './time.ts'
import type { World } from './world.ts'
import { fact, nextSeq, own } from './world.ts'

/** Cuts the link one way. */
export function cutLink(world: World, from: string, to: string): void {
  const link = linkBetween(world, from, to)
  if (link.cutBy >= 0) return
  const mine = own(world, link)
  mine.cutBy = world.event
  mine.cutAtUs = world.nowUs
  fact(world, LINK_CUT, mine.slot)
  for (const { connection, lane } of lanesOver(world, mine)) stall(world, connection, lane, mine)
}

export function healLink(world: World, from: string, to: string): void {
  const link = linkBetween(world, from, to)
  if (link.cutBy < 0) return
  const mine = own(world, link)
  mine.cutBy = -1
  fact(world, LINK_HEALED, mine.slot)
  for (const { connection, lane } of lanesOver(world, mine)) resend(world, connection, lane, mine)
  mine.cutAtUs = -1
}

function stall(world: World, connection: Readonly<Connection>, lane: Readonly<Lane>, link: Link): void {
  if (lane.flying.length === 0) return
  const mine = own(world, connection)
  const same = mine.toServer.linkSlot === link.slot ? mine.toServer : mine.toClient
  for (const flight of same.flying) {
    flight.arrivesUs = NEVER_US
    fact(
      world,
      MESSAGE_STALLED,
      same === mine.toServer ? mine.clientSlot : mine.serverSlot,
      mine.slot,
      flight.message.api,
      flight.message.id,
      world.event,
    )
  }
  wakeConnection(world, mine)
}

// rule: network.resending
/** Of each socket the first stalled message decides when TCP tries again; the rest of it follows in order. */
function resend(world: World, connection: Readonly<Connection>, lane: Readonly<Lane>, link: Link): void {
  if (lane.flying.length === 0) return
  const mine = own(world, connection)
  const same = mine.toServer.linkSlot === link.slot ? mine.toServer : mine.toClient
  const toServer = same === mine.toServer
  let generation = -1
  let arrivesUs = 0
  for (const flight of same.flying.slice().sort(bySocket)) {
    if (flight.message.generation !== generation) {
      generation = flight.message.generation
      const lostAtUs = Math.max(flight.message.sentUs, link.cutAtUs)
      arrivesUs = retransmitUs(lostAtUs, world.nowUs) + drawLatencyUs(world, link)
    }
    // What a hand holds stays where it is, and with it what comes after.
    if (heldBy(world, mine.slot, toServer, flight.message) >= 0) arrivesUs = NEVER_US
    flight.arrivesUs = arrivesUs
    flight.seq = nextSeq(world)
  }
  same.flying.sort((a, b) => a.arrivesUs - b.arrivesUs || a.seq - b.seq)
  wakeConnection(world, mine)
}

function bySocket(a: Flight, b: Flight): number {
  return a.message.generation - b.message.generation || a.seq - b.seq
}

function lanesOver(world: World, link: Link): { connection: Connection; lane: Lane }[] {
  const found: { connection: Connection; lane: Lane }[] = []
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'connection') continue
    const connection = entity as Connection
    if (connection.toServer.linkSlot === link.slot) found.push({ connection, lane: connection.toServer })
    else if (connection.toClient.linkSlot === link.slot) found.push({ connection, lane: connection.toClient })
  }
  return found
}
