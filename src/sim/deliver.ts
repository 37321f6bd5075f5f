// What happens when a message reaches a host: the kernel's part (accept, refuse, buffer, reset), then the process's.

import type { Connection, Flight, Lane, Message } from './connection.ts'
import { make, readSoon, transmit } from './connection.ts'
import {
  BUFFER_READ,
  CONNECT_ACCEPTED,
  CONNECT_REFUSED,
  CONNECTED,
  CONNECTION_CLOSED,
  CONNECTION_RESET,
  MESSAGE_BUFFERED,
  MESSAGE_LOST,
  REQUEST_ARRIVED,
  RESPONSE_ARRIVED,
} from './facts.ts'
import type { Process } from './process.ts'
import { isAlive, isRunning } from './process.ts'
import { NEVER_US } from './time.ts'
import type { World } from './world.ts'
import { at, beginEvent, fact, own } from './world.ts'

/** The first message of a lane arrives. */
export function arrive(world: World, connection: Readonly<Connection>, toServer: boolean): void {
  const { message } = (toServer ? connection.toServer : connection.toClient).flying[0] as Flight
  beginEvent(world, message.sentBy)
  const mine = own(world, connection)
  ;(toServer ? mine.toServer : mine.toClient).flying.shift()
  if (toServer) arriveAtServer(world, mine, message)
  else arriveAtClient(world, mine, message)
}

function arriveAtServer(world: World, mine: Connection, message: Message): void {
  const server = at(world, mine.serverSlot) as Process
  if (!server.powered) {
    fact(world, MESSAGE_LOST, server.slot, mine.slot, message.api, message.id, server.downBy)
    return
  }
  if (message.kind === 'connect') {
    arriveConnect(world, mine, server, message)
    return
  }
  if (!isAlive(server) || mine.oldest < 0 || message.generation < mine.oldest) {
    // The kernel answers for a socket that no longer exists with a reset.
    fact(world, MESSAGE_LOST, server.slot, mine.slot, message.api, message.id, server.downBy)
    if (message.kind === 'request')
      transmit(world, mine, mine.toClient, make(world, mine, 'reset', -1, 0, 0, null, message.generation))
    return
  }
  if (!isRunning(server) || mine.serving >= 0 || mine.toServer.buffered.length > 0) {
    mine.toServer.buffered.push(message)
    fact(world, MESSAGE_BUFFERED, server.slot, mine.slot, message.api, message.id)
    return
  }
  readAtServer(world, mine, server, message)
}

function arriveConnect(world: World, mine: Connection, server: Process, message: Message): void {
  if (!isAlive(server) || !server.listening) {
    fact(world, CONNECT_REFUSED, server.slot, mine.slot)
    transmit(world, mine, mine.toClient, make(world, mine, 'refuse', -1, 0, 0, null, message.generation))
    return
  }
  if (message.generation < mine.accepted) {
    // A connect from before a cut, sent again by TCP: nobody is behind it any more, and the socket that is open meanwhile is another.
    fact(world, MESSAGE_LOST, server.slot, mine.slot, message.api, message.id)
    return
  }
  // A new socket is served apart from an older one, whose request may still be in the works. What a muted older one had not read is dropped with it;
  // a paused process will still read what its kernel had taken in.
  if (isRunning(server)) dropBuffered(world, mine, server)
  if (mine.oldest < 0) mine.oldest = message.generation
  mine.accepted = message.generation
  mine.serving = -1
  fact(world, CONNECT_ACCEPTED, server.slot, mine.slot)
  transmit(world, mine, mine.toClient, make(world, mine, 'accept', -1, 0, 0, null, message.generation))
}

function dropBuffered(world: World, mine: Connection, server: Process): void {
  for (const message of mine.toServer.buffered)
    fact(world, MESSAGE_LOST, server.slot, mine.slot, message.api, message.id)
  mine.toServer.buffered.length = 0
  mine.toServer.readUs = NEVER_US
}

function readAtServer(world: World, mine: Connection, server: Process, message: Message): void {
  if (message.kind === 'request') {
    mine.serving = message.generation === mine.accepted ? message.id : -1
    fact(world, REQUEST_ARRIVED, server.slot, mine.slot, message.api, message.id, message.sizeBytes)
    world.programme.request(world, mine, message)
    return
  }
  // close or reset from the client
  if (message.generation === mine.accepted) {
    mine.accepted = -1
    mine.serving = -1
  }
  fact(world, CONNECTION_CLOSED, server.slot, mine.slot)
}

function arriveAtClient(world: World, mine: Connection, message: Message): void {
  const client = at(world, mine.clientSlot) as Process
  if (
    !isAlive(client) ||
    message.generation !== mine.generation ||
    mine.state === 'closed' ||
    mine.state === 'idle'
  ) {
    fact(world, MESSAGE_LOST, client.slot, mine.slot, message.api, message.id, client.downBy)
    return
  }
  if (!isRunning(client) || mine.toClient.buffered.length > 0) {
    mine.toClient.buffered.push(message)
    fact(world, MESSAGE_BUFFERED, client.slot, mine.slot, message.api, message.id)
    return
  }
  readAtClient(world, mine, client, message)
}

function readAtClient(world: World, mine: Connection, client: Process, message: Message): void {
  switch (message.kind) {
    case 'accept':
      mine.state = 'open'
      fact(world, CONNECTED, client.slot, mine.slot)
      world.programme.connected(world, mine)
      return
    case 'response':
      fact(world, RESPONSE_ARRIVED, client.slot, mine.slot, message.api, message.id, message.sizeBytes)
      world.programme.response(world, mine, message)
      return
    case 'refuse':
      mine.state = 'closed'
      fact(world, CONNECT_REFUSED, client.slot, mine.slot)
      world.programme.disconnected(world, mine, 'refused')
      return
    case 'close':
      mine.state = 'closed'
      fact(world, CONNECTION_CLOSED, client.slot, mine.slot)
      world.programme.disconnected(world, mine, 'closed')
      return
    default:
      mine.state = 'closed'
      fact(world, CONNECTION_RESET, client.slot, mine.slot, (at(world, mine.serverSlot) as Process).downBy)
      world.programme.disconnected(world, mine, 'reset')
  }
}

/** The process reads the first message that waited in its socket's buffer. */
export function readBuffered(world: World, connection: Readonly<Connection>, toServer: boolean): void {
  const message = (toServer ? connection.toServer : connection.toClient).buffered[0] as Message
  beginEvent(world, message.sentBy)
  const mine = own(world, connection)
  const lane: Lane = toServer ? mine.toServer : mine.toClient
  lane.readUs = NEVER_US
  lane.buffered.shift()
  const process = at(world, toServer ? mine.serverSlot : mine.clientSlot) as Process
  fact(world, BUFFER_READ, process.slot, mine.slot, message.api, message.id)
  if (toServer) readAtServer(world, mine, process, message)
  else if (message.generation === mine.generation && mine.state !== 'closed')
    readAtClient(world, mine, process, message)
  const again = own(world, mine)
  const same = toServer ? again.toServer : again.toClient
  const free = !toServer || again.serving < 0
  if (free && same.buffered.length > 0 && same.readUs === NEVER_US) readSoon(world, again, same)
}
