// Cutting and healing links. What is on its way over a cut link stalls; TCP sends it again once the link is whole.

import type { Connection, Flight, Lane } from './connection.ts'
import { wakeConnection } from './connection.ts'
import { LINK_CUT, LINK_HEALED, MESSAGE_STALLED } from './facts.ts'
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

/** The first stalled message decides when TCP tries again; the rest follow in order. */
function resend(world: World, connection: Readonly<Connection>, lane: Readonly<Lane>, link: Link): void {
  const first = lane.flying[0]
  if (first === undefined) return
  const mine = own(world, connection)
  const same = mine.toServer.linkSlot === link.slot ? mine.toServer : mine.toClient
  const lostAtUs = first.message.sentUs > link.cutAtUs ? first.message.sentUs : link.cutAtUs
  let arrivesUs = retransmitUs(lostAtUs, world.nowUs) + drawLatencyUs(world, link)
  for (const flight of same.flying as Flight[]) {
    if (flight.arrivesUs !== NEVER_US && flight.arrivesUs > arrivesUs) arrivesUs = flight.arrivesUs
    flight.arrivesUs = arrivesUs
    flight.seq = nextSeq(world)
  }
  wakeConnection(world, mine)
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
