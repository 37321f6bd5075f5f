// What can only be counted from facts: ISR changes, unclean elections, requests.

import { ISR_CHANGED, ISR_EXPAND_WANTED, ISR_SHRINK_WANTED, REQUEST_QUEUED } from '../kafka/broker/facts.ts'
import { LEADER_ELECTED } from '../kafka/controller/facts.ts'
import { apiOf } from '../kafka/protocol/api.ts'
import type { Connection } from '../sim/connection.ts'
import { RESPONSE_SENT } from '../sim/facts.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { COUNTED_REQUESTS } from './metric-list.ts'

export interface Counters {
  /** The next event to be fed. */
  nextEvent: number
  /** Events at which a leader had its ISR change confirmed. Fencing shrinks an ISR too, but no leader asked for that, and no meter counts it. */
  readonly shrinks: number[]
  readonly expands: number[]
  readonly unclean: number[]
  readonly wanted: { readonly event: number; readonly replica: number; readonly grows: boolean }[]
  /** So far, in the order of COUNTED_REQUESTS: how many were taken in, then how many of them were answered, then the microseconds from one to the other in all. */
  requests: number[]
  /** How long each took that was answered, in order of the answers; by place in COUNTED_REQUESTS. */
  readonly tookUs: readonly number[][]
  /** Taken in and not answered yet, by connection and number. */
  readonly open: Map<number, { readonly place: number; readonly timeUs: number; readonly event: number }>
}

const KINDS = COUNTED_REQUESTS.length
export const ANSWERED_FROM = KINDS
export const TOTAL_FROM = 2 * KINDS

export function newCounters(): Counters {
  return {
    nextEvent: 0,
    shrinks: [],
    expands: [],
    unclean: [],
    wanted: [],
    requests: Array.from({ length: 3 * KINDS }, () => 0),
    tookUs: Array.from({ length: KINDS }, () => []),
    open: new Map(),
  }
}

/** From: as the fact has it, 2 is an unclean election. */
const UNCLEAN = 2

/** Takes in the events of a chunk up to `lastEvent`. The world lends its names: any later moment will do. */
export function feedCounters(counters: Counters, world: World, chunk: TraceChunk, lastEvent: number): void {
  const end = Math.min(lastEvent + 1, chunk.firstEvent + chunk.events)
  for (; counters.nextEvent < end; counters.nextEvent++) {
    const place = counters.nextEvent - chunk.firstEvent
    const endRow = chunk.firstRow[place + 1] as number
    for (let row = chunk.firstRow[place] as number; row < endRow; row++)
      countFact(counters, world, chunk, row)
  }
}

function countFact(counters: Counters, world: World, chunk: TraceChunk, row: number): void {
  const event = counters.nextEvent
  const replica = chunk.object[row] as number
  switch (chunk.kind[row]) {
    case REQUEST_QUEUED.code: {
      const place = COUNTED_REQUESTS.indexOf(requestName(world, replica, chunk.a[row] as number))
      if (place < 0) return
      counters.requests[place] = (counters.requests[place] ?? 0) + 1
      const timeUs = chunk.timeUs[event - chunk.firstEvent] as number
      counters.open.set(requestKey(chunk, row), { place, timeUs, event })
      return
    }
    case RESPONSE_SENT.code:
      noteAnswered(counters, chunk, row)
      return
    case ISR_SHRINK_WANTED.code:
      counters.wanted.push({ event, replica, grows: false })
      return
    case ISR_EXPAND_WANTED.code:
      counters.wanted.push({ event, replica, grows: true })
      return
    case ISR_CHANGED.code: {
      const grows = lastWanted(counters, replica)
      if (grows !== null) (grows ? counters.expands : counters.shrinks).push(event)
      return
    }
    case LEADER_ELECTED.code:
      if (chunk.d[row] === UNCLEAN) counters.unclean.push(event)
      return
    default:
  }
}

/** TotalTimeMs: from the queue to the socket, whatever it waited for in between. */
function noteAnswered(counters: Counters, chunk: TraceChunk, row: number): void {
  const key = requestKey(chunk, row)
  const taken = counters.open.get(key)
  if (taken === undefined) return
  counters.open.delete(key)
  const { requests } = counters
  const nowUs = chunk.timeUs[counters.nextEvent - chunk.firstEvent] as number
  const answered = ANSWERED_FROM + taken.place
  const total = TOTAL_FROM + taken.place
  requests[answered] = (requests[answered] ?? 0) + 1
  requests[total] = (requests[total] ?? 0) + nowUs - taken.timeUs
  counters.tookUs[taken.place]?.push(nowUs - taken.timeUs)
}

/** Connection and number of the request. */
function requestKey(chunk: TraceChunk, row: number): number {
  return (chunk.object[row] as number) * 4_294_967_296 + (chunk.b[row] as number)
}

/** Whether the change last asked for of a replica's partition makes the ISR grow; null: none was. */
function lastWanted({ wanted }: Readonly<Counters>, replica: number): boolean | null {
  for (let i = wanted.length - 1; i >= 0; i--)
    if (wanted[i]?.replica === replica) return wanted[i]?.grows ?? null
  return null
}

type Counted = (typeof COUNTED_REQUESTS)[number]

/** Fetch serves followers and consumers; their connections tell them apart. */
function requestName(world: World, connectionSlot: number, api: number): Counted {
  const { name } = apiOf(api)
  if (name !== 'Fetch') return name as Counted
  const connection = at(world, connectionSlot) as Connection
  return connection.channel.startsWith('fetcher') ? 'FetchFollower' : 'FetchConsumer'
}

/** How many of ascending events are not after an event. */
export function countUpTo(events: readonly number[], event: number): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((events[middle] as number) <= event) low = middle + 1
    else high = middle
  }
  return low
}

/** As they stood after an event up to which `requests` had been counted. */
export function cutCounters(
  counters: Readonly<Counters>,
  event: number,
  requests: readonly number[],
): Counters {
  return {
    nextEvent: event + 1,
    shrinks: counters.shrinks.slice(0, countUpTo(counters.shrinks, event)),
    expands: counters.expands.slice(0, countUpTo(counters.expands, event)),
    unclean: counters.unclean.slice(0, countUpTo(counters.unclean, event)),
    wanted: counters.wanted.filter((each) => each.event <= event),
    requests: requests.slice(),
    tookUs: counters.tookUs.map((took, place) => took.slice(0, requests[ANSWERED_FROM + place] ?? 0)),
    open: new Map([...counters.open].filter(([, taken]) => taken.event <= event)),
  }
}
