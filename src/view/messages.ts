// A row for each request and response on its way, waiting to be read, parked in a purgatory, or lost while its sender still waits.

import type { Channel } from '../kafka/network/channel.ts'
import { apiOf, familyOf } from '../kafka/protocol/api.ts'
import type { Connection, Flight, Lane, Message } from '../sim/connection.ts'
import { connectionAt } from '../sim/connection.ts'
import { heldBy } from '../sim/held.ts'
import type { Process } from '../sim/process.ts'
import { isAlive } from '../sim/process.ts'
import { NEVER_US } from '../sim/time.ts'
import { at } from '../sim/world.ts'
import { carriesOf, errorNameOf } from './carries.ts'
import type { MessageRow, MessageState } from './rows.ts'
import type { Scene } from './scene.ts'

export function messageRows(scene: Scene): MessageRow[] {
  const rows: MessageRow[] = []
  for (const connection of scene.things.connection) {
    laneRows(scene, connection, connection.toServer, rows)
    laneRows(scene, connection, connection.toClient, rows)
  }
  for (const { connectionSlot, message } of parkedRequests(scene))
    rows.push(messageRow(connectionAt(scene.world, connectionSlot), message, 'parked', null))
  for (const channel of scene.things.channel) lostRows(scene, channel, rows)
  return rows
}

/** `message:<connection>/<api>/<how-many-th>`, with `/response` behind for the answer. */
export function messageAddress(
  connection: Readonly<Connection>,
  api: number,
  id: number,
  response: boolean,
): string {
  const conn = connection.address.slice('conn:'.length)
  return `message:${conn}/${apiOf(api).name}/${id}${response ? '/response' : ''}`
}

export interface Parked {
  readonly connectionSlot: number
  readonly message: Message
  /** When it is answered at the latest, null when only a commit can end the wait. */
  readonly deadlineUs: number | null
}

/** Requests held back until something comes: by brokers, by leaders of the quorum, by the active controller. */
export function parkedRequests(scene: Scene): Parked[] {
  const { fetchSession, broker, raft, controller } = scene.things
  const found: Parked[] = []
  for (const { connectionSlot, parked } of fetchSession)
    if (parked !== null)
      found.push({ connectionSlot, message: parked.message, deadlineUs: parked.deadlineUs })
  for (const { operations } of broker)
    for (const { connectionSlot, message, deadlineUs } of operations)
      found.push({ connectionSlot, message, deadlineUs })
  for (const { parked } of raft)
    for (const { connectionSlot, message, deadlineUs } of parked)
      found.push({ connectionSlot, message, deadlineUs })
  for (const { pending } of controller)
    for (const { connectionSlot, message } of pending)
      found.push({ connectionSlot, message, deadlineUs: null })
  // One whose socket is gone is answered to nobody.
  return found.filter(({ connectionSlot, message }) => {
    const connection = connectionAt(scene.world, connectionSlot)
    return connection.accepted === message.generation
  })
}

function laneRows(scene: Scene, connection: Connection, lane: Lane, rows: MessageRow[]): void {
  for (const flight of lane.flying) {
    const { message } = flight
    if (!isShown(message)) continue
    const arrivesUs = flight.arrivesUs === NEVER_US ? null : flight.arrivesUs
    rows.push(messageRow(connection, message, stateOf(scene, connection, lane, flight), arrivesUs))
  }
  for (const message of lane.buffered)
    if (isShown(message)) rows.push(messageRow(connection, message, 'buffered', null))
}

/** What opens and ends sockets is TCP's own. */
function isShown(message: Message): boolean {
  return message.kind === 'request' || message.kind === 'response'
}

function stateOf(scene: Scene, connection: Connection, lane: Lane, flight: Flight): MessageState {
  if (flight.arrivesUs === NEVER_US) {
    const by = heldBy(scene.world, connection.slot, lane === connection.toServer, flight.message)
    return by >= 0 ? 'held' : 'stalled'
  }
  return findsNobody(scene, connection, lane, flight.message) ? 'failed' : 'flying'
}

/** Its socket, or the process behind it, is gone. */
function findsNobody(scene: Scene, connection: Connection, lane: Lane, message: Message): boolean {
  const isRequest = lane === connection.toServer
  const receiver = at(scene.world, isRequest ? connection.serverSlot : connection.clientSlot) as Process
  if (!isAlive(receiver)) return true
  if (isRequest) return message.generation !== connection.accepted
  return message.generation !== connection.generation || connection.state !== 'open'
}

/** A sender waits for an answer that cannot come: the request reached a machine that was off, or its receiver has ended since. */
function lostRows(scene: Scene, channel: Channel, rows: MessageRow[]): void {
  if (channel.inFlight.length === 0) return
  const connection = connectionAt(scene.world, channel.connectionSlot)
  if (connection.accepted === connection.generation) return
  for (const { id, api, sentUs } of channel.inFlight) {
    if (isInLane(connection.toServer, id) || isInLane(connection.toClient, id)) continue
    rows.push({
      address: messageAddress(connection, api, id, false),
      from: connection.client,
      to: connection.server,
      api: apiOf(api).name,
      kind: 'request',
      family: familyOf(api, connection.channel),
      sentUs,
      arrivesUs: null,
      state: 'failed',
      error: null,
      carries: null,
    })
  }
}

function isInLane(lane: Lane, id: number): boolean {
  for (const { message } of lane.flying) if (isShown(message) && message.id === id) return true
  for (const message of lane.buffered) if (isShown(message) && message.id === id) return true
  return false
}

function messageRow(
  connection: Connection,
  message: Message,
  state: MessageState,
  arrivesUs: number | null,
): MessageRow {
  const isRequest = message.kind === 'request'
  return {
    address: messageAddress(connection, message.api, message.id, !isRequest),
    from: isRequest ? connection.client : connection.server,
    to: isRequest ? connection.server : connection.client,
    api: apiOf(message.api).name,
    kind: isRequest ? 'request' : 'response',
    family: familyOf(message.api, connection.channel),
    sentUs: message.sentUs,
    arrivesUs,
    state,
    error: errorNameOf(message),
    carries: carriesOf(message),
  }
}
