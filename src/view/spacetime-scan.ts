// Reads a stretch of the trace for the space-time lens: which messages were on their way, and what else happened where.

import type { ApiFamily } from '../kafka/protocol/api.ts'
import { apiOf, familyOf } from '../kafka/protocol/api.ts'
import type { Connection } from '../sim/connection.ts'
import {
  BUFFER_READ,
  CONNECT_ACCEPTED,
  factKind,
  MESSAGE_BUFFERED,
  MESSAGE_LOST,
  REQUEST_ARRIVED,
  REQUEST_SENT,
  RESPONSE_ARRIVED,
  RESPONSE_SENT,
} from '../sim/facts.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import type { EventRow } from './rows.ts'
import type { Lanes } from './spacetime-lanes.ts'

/** The trace of a branch. */
export interface ScanSource {
  readonly world: World
  readonly chunkAt: (event: number) => TraceChunk
  readonly timeOf: (event: number) => number
  readonly headEvent: number
}

export interface Scanned {
  readonly flights: Flight[]
  /** Events that are no arrival, with their lanes. */
  readonly locals: Local[]
  /** Events by lane and slice. */
  readonly counts: Map<number, number[]>
}

export interface Flight {
  readonly from: number
  readonly to: number
  readonly sentUs: number
  arrivesUs: number | null
  readonly sentEvent: number
  event: number
  /** Of its reading, where it had to wait in the socket's buffer; −1 where it did not. */
  readEvent: number
  readonly connection: Readonly<Connection>
  /** The how-many-th request of its connection. */
  readonly id: number
  readonly api: number
  readonly family: ApiFamily
  readonly isRequest: boolean
  lost: boolean
}

export interface Local {
  readonly lane: number
  readonly timeUs: number
  readonly event: number
  readonly family: EventRow['family']
}

/** So far beyond the stretch arrivals of what was sent in it are looked for. */
const BEYOND_EVENTS_MAX = 4_096
const IDS = 2 ** 26

/** `first` to `last` are events; `slices` the bars over [fromUs, toUs). */
export function scan(
  source: ScanSource,
  lanes: Lanes,
  first: number,
  last: number,
  stretch: { readonly fromUs: number; readonly toUs: number; readonly slices: number },
): Scanned {
  const found: Scanned = { flights: [], locals: [], counts: new Map() }
  const open = new Map<number, Flight>()
  const buffered = new Map<number, Flight>()
  const end = Math.min(source.headEvent, last + BEYOND_EVENTS_MAX)
  for (let event = first; event <= end; ) {
    const chunk = source.chunkAt(event)
    const stop = Math.min(end, chunk.firstEvent + chunk.events - 1)
    for (; event <= stop; event++) {
      if (event > last && open.size === 0) return found
      scanEvent(source, lanes, chunk, event, event <= last, { found, open, buffered, stretch })
    }
  }
  return found
}

interface Into {
  readonly found: Scanned
  readonly open: Map<number, Flight>
  readonly buffered: Map<number, Flight>
  readonly stretch: { readonly fromUs: number; readonly toUs: number; readonly slices: number }
}

function scanEvent(
  source: ScanSource,
  lanes: Lanes,
  chunk: TraceChunk,
  event: number,
  isWithin: boolean,
  into: Into,
): void {
  const at = event - chunk.firstEvent
  const end = chunk.firstRow[at + 1] as number
  const timeUs = chunk.timeUs[at] as number
  let isArrival = false
  let isRead = false
  for (let row = chunk.firstRow[at] as number; row < end; row++) {
    switch (chunk.kind[row]) {
      case REQUEST_SENT.code:
      case RESPONSE_SENT.code:
        if (isWithin) noteSent(source, lanes, chunk, row, event, timeUs, into)
        break
      case BUFFER_READ.code:
        isRead = true
        noteRead(source, chunk, row, event, into)
        break
      case MESSAGE_LOST.code:
        if (isDropped(chunk, row, end)) break
        isArrival = true
        noteArrived(source, lanes, chunk, row, event, timeUs, isWithin, into)
        break
      case REQUEST_ARRIVED.code:
      case RESPONSE_ARRIVED.code:
      case MESSAGE_BUFFERED.code:
        // What is read from the buffer had arrived before.
        if (isRead) break
        isArrival = true
        noteArrived(source, lanes, chunk, row, event, timeUs, isWithin, into)
        break
      default:
    }
  }
  if (!isWithin) return
  const lead = chunk.leadRow[at] as number
  const lane = lanes.ofSlot.get(chunk.subject[lead] as number)
  if (lane === undefined || chunk.firstRow[at] === end) return
  const { found, stretch } = into
  if (!isArrival) found.locals.push({ lane, timeUs, event, family: localFamily(chunk.kind[lead] as number) })
  let counts = found.counts.get(lane)
  if (counts === undefined) {
    counts = new Array<number>(stretch.slices).fill(0)
    found.counts.set(lane, counts)
  }
  const part = (timeUs - stretch.fromUs) / Math.max(1, stretch.toUs - stretch.fromUs)
  const slice = Math.max(0, Math.min(stretch.slices - 1, Math.floor(part * stretch.slices)))
  counts[slice] = (counts[slice] as number) + 1
}

/** What happens on a socket itself is its life; what is flushed with somebody waiting are the quorum's own files. */
function localFamily(code: number): EventRow['family'] {
  const { family } = factKind(code)
  return family === 'network' ? 'life' : family === 'disk' ? 'control' : family
}

function keyOf(connection: number, id: number, isRequest: boolean): number {
  return (connection * 2 + (isRequest ? 1 : 0)) * IDS + (id % IDS)
}

function noteSent(
  source: ScanSource,
  lanes: Lanes,
  chunk: TraceChunk,
  row: number,
  event: number,
  timeUs: number,
  into: Into,
): void {
  const isRequest = chunk.kind[row] === REQUEST_SENT.code
  const connection = source.world.tables.entities[chunk.object[row] as number] as Connection
  const flight = flightOf(lanes, connection, chunk, row, isRequest, event, timeUs)
  if (flight === null) return
  into.found.flights.push(flight)
  into.open.set(keyOf(connection.slot, chunk.b[row] as number, isRequest), flight)
}

function flightOf(
  lanes: Lanes,
  connection: Readonly<Connection>,
  chunk: TraceChunk,
  row: number,
  isRequest: boolean,
  sentEvent: number,
  sentUs: number,
): Flight | null {
  const client = lanes.ofSlot.get(connection.clientSlot)
  const server = lanes.ofSlot.get(connection.serverSlot)
  const api = chunk.a[row] as number
  if (client === undefined || server === undefined || api < 0) return null
  return {
    from: isRequest ? client : server,
    to: isRequest ? server : client,
    sentUs,
    arrivesUs: null,
    sentEvent,
    event: -1,
    readEvent: -1,
    connection,
    id: chunk.b[row] as number,
    api,
    family: familyOf(api, connection.channel),
    isRequest,
    lost: false,
  }
}

function noteArrived(
  source: ScanSource,
  lanes: Lanes,
  chunk: TraceChunk,
  row: number,
  event: number,
  timeUs: number,
  isWithin: boolean,
  into: Into,
): void {
  const connection = source.world.tables.entities[chunk.object[row] as number] as Connection
  const isRequest = chunk.subject[row] === connection.serverSlot
  const key = keyOf(connection.slot, chunk.b[row] as number, isRequest)
  let flight = into.open.get(key)
  if (flight === undefined) {
    if (!isWithin) return
    // Sent before the stretch: its cause is the event that sent it.
    const sentEvent = chunk.cause[event - chunk.firstEvent] as number
    if (sentEvent < 0) return
    const sentUs = source.timeOf(sentEvent)
    const made = flightOf(lanes, connection, chunk, row, isRequest, sentEvent, sentUs)
    if (made === null) return
    flight = made
    into.found.flights.push(made)
  }
  into.open.delete(key)
  flight.arrivesUs = timeUs
  flight.event = event
  flight.lost = chunk.kind[row] === MESSAGE_LOST.code
  if (chunk.kind[row] === MESSAGE_BUFFERED.code) into.buffered.set(key, flight)
}

function noteRead(source: ScanSource, chunk: TraceChunk, row: number, event: number, into: Into): void {
  const connection = source.world.tables.entities[chunk.object[row] as number] as Connection
  const isRequest = chunk.subject[row] === connection.serverSlot
  const flight = into.buffered.get(keyOf(connection.slot, chunk.b[row] as number, isRequest))
  if (flight !== undefined) flight.readEvent = event
}

/** A new socket drops what an older one had taken in: that had arrived before. */
function isDropped(chunk: TraceChunk, row: number, end: number): boolean {
  for (let at = row + 1; at < end; at++) if (chunk.kind[at] === CONNECT_ACCEPTED.code) return true
  return false
}

/** Kafka's name of what a flight carries. */
export function apiName(flight: Pick<Flight, 'api'>): string {
  return apiOf(flight.api).name
}
