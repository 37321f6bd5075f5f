// What a trace tells about groups, row by row: the ground of their stories.

import type { Consumer } from '../kafka/client/consumer.ts'
import {
  MEMBER_FENCED,
  MEMBER_JOINED,
  MEMBER_LEFT,
  PARTITION_ASSIGNED,
  PARTITION_LOST,
  PARTITION_REVOKED,
  RECORDS_PROCESSED,
} from '../kafka/client/group/facts.ts'
import { GROUP_STATE } from '../kafka/group/facts.ts'
import { GROUP_STATES } from '../kafka/group/group.ts'
import { apiOf } from '../kafka/protocol/api.ts'
import type { Connection } from '../sim/connection.ts'
import {
  FACT_CODES,
  PROCESS_KILLED,
  PROCESS_POWER_LOST,
  PROCESS_STOPPED,
  REQUEST_SENT,
  RESPONSE_SENT,
} from '../sim/facts.ts'
import type { Process } from '../sim/process.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { at, find } from '../sim/world.ts'
import type { LagTrack } from './group-lag.ts'
import { LAG_FACTS, lagSeries, newLagTrack, noteLag } from './group-lag.ts'
import type { GroupStory } from './group-rows.ts'
import type { GroupTold } from './group-story.ts'
import { groupStories } from './group-story.ts'

export interface GroupLog {
  readonly told: GroupTold[]
  readonly lag: LagTrack
  /** By group and partition: the end of what has been processed. */
  readonly processed: Map<string, number>
  /** The next event to be fed. */
  nextEvent: number
}

export function newGroupLog(): GroupLog {
  return { told: [], lag: newLagTrack(), processed: new Map(), nextEvent: 0 }
}

const TOLD = new Uint8Array(FACT_CODES)
for (const kind of [
  MEMBER_FENCED,
  MEMBER_JOINED,
  MEMBER_LEFT,
  PARTITION_ASSIGNED,
  PARTITION_LOST,
  PARTITION_REVOKED,
  RECORDS_PROCESSED,
  GROUP_STATE,
  PROCESS_KILLED,
  PROCESS_POWER_LOST,
  PROCESS_STOPPED,
  REQUEST_SENT,
  RESPONSE_SENT,
  ...LAG_FACTS,
])
  TOLD[kind.code] = 1

/** Takes in what the chunk holds from the next event on. The world lends its names: any later moment will do. */
export function feedGroupLog(log: GroupLog, world: World, chunk: TraceChunk): void {
  const end = chunk.firstEvent + chunk.events
  for (; log.nextEvent < end; log.nextEvent++) {
    const place = log.nextEvent - chunk.firstEvent
    const last = chunk.firstRow[place + 1] as number
    for (let row = chunk.firstRow[place] as number; row < last; row++) {
      const code = chunk.kind[row] as number
      if (TOLD[code] === 0) continue
      if (LAG_FACTS.some((kind) => kind.code === code)) {
        noteLag(log.lag, world, chunk, row, chunk.timeUs[place] as number)
        continue
      }
      const timeUs = chunk.timeUs[place] as number
      const told =
        code === RECORDS_PROCESSED.code
          ? processedAgain(log, world, chunk, row, timeUs)
          : toldBy(world, chunk, row, log.nextEvent, timeUs)
      if (told !== null) log.told.push(told)
    }
  }
}

/** The stories as far as they have been told; lag up to a moment. */
export function storiesOf(log: Readonly<GroupLog>, untilUs: number): GroupStory[] {
  return groupStories(log.told, (group) => lagSeries(log.lag, group, untilUs))
}

function toldBy(
  world: World,
  chunk: TraceChunk,
  row: number,
  event: number,
  timeUs: number,
): GroupTold | null {
  const subject = chunk.subject[row] as number
  const a = chunk.a[row] as number
  const b = chunk.b[row] as number
  const c = chunk.c[row] as number
  const client = () => (at(world, subject) as Process).name
  const owning = (what: 'assigned' | 'revoked' | 'lost'): GroupTold => ({
    event,
    timeUs,
    what,
    group: named(world, b),
    client: client(),
    partition: named(world, a),
    epoch: c,
  })
  const member = (what: 'joined' | 'left' | 'fenced'): GroupTold => ({
    event,
    timeUs,
    what,
    group: named(world, a),
    client: client(),
  })
  switch (chunk.kind[row]) {
    case PARTITION_ASSIGNED.code:
      return owning('assigned')
    case PARTITION_REVOKED.code:
      return owning('revoked')
    case PARTITION_LOST.code:
      return owning('lost')
    case MEMBER_JOINED.code:
      return member('joined')
    case MEMBER_LEFT.code:
      return member('left')
    case MEMBER_FENCED.code:
      return member('fenced')
    case GROUP_STATE.code: {
      const state = GROUP_STATES[b]
      return state === undefined
        ? null
        : { event, timeUs, what: 'state', group: named(world, a), state, epoch: c }
    }
    case PROCESS_KILLED.code:
    case PROCESS_POWER_LOST.code:
    case PROCESS_STOPPED.code:
      return { event, timeUs, what: 'ended', client: client() }
    default:
      return messageTold(world, chunk, row, event, timeUs)
  }
}

/** A request or response of a group's member: sent over one of its connections. */
function messageTold(
  world: World,
  chunk: TraceChunk,
  row: number,
  event: number,
  timeUs: number,
): GroupTold | null {
  const api = chunk.a[row] as number
  if (apiOf(api).family !== 'group') return null
  const connection = at(world, chunk.object[row] as number) as Connection
  const group = groupOf(world, connection.client)
  if (group === null) return null
  const isResponse = chunk.kind[row] === RESPONSE_SENT.code
  const [from, to] = isResponse
    ? [connection.server, connection.client]
    : [connection.client, connection.server]
  return { event, timeUs, what: 'message', group, api, id: chunk.b[row] as number, from, to, isResponse }
}

function named(world: World, id: number): string {
  return world.names[id] ?? ''
}

function groupOf(world: World, client: string): string | null {
  return (find(world, `consumer:${client}`) as Consumer | null)?.config.groupId ?? null
}

/** Only what the group had processed before is worth telling. */
function processedAgain(
  log: GroupLog,
  world: World,
  chunk: TraceChunk,
  row: number,
  timeUs: number,
): GroupTold | null {
  const { name: client } = at(world, chunk.subject[row] as number) as Process
  const group = groupOf(world, client)
  if (group === null) return null
  const partition = named(world, chunk.a[row] as number)
  const from = chunk.b[row] as number
  const to = chunk.c[row] as number
  const key = `${group}/${partition}`
  const end = log.processed.get(key) ?? -1
  log.processed.set(key, Math.max(end, to))
  if (from >= end) return null
  const records = Math.min(to, end) - from
  return { event: log.nextEvent, timeUs, what: 'again', group, client, partition, records }
}
