// What a group's members are promised about their records: which were processed, by whomever, and what was committed. At least once where commits follow the
// work, at most once where they come first; and nobody commits what is not there.

import type { Consumer } from '../kafka/client/consumer.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { endOfChunk, historyOf } from './history.ts'
import {
  breakAssumption,
  COMMITS_WITHIN_LOG,
  PROCESSED_AT_LEAST_ONCE,
  PROCESSED_AT_MOST_ONCE,
  violate,
} from './invariant.ts'

/** What one group has processed of one partition. */
interface Consumption extends Entity {
  readonly kind: 'consumption'
  /** The first offset that it could have read, −1 unknown. */
  start: number
  /** Offsets processed: from and to in turn, ascending, apart from each other. */
  readonly spans: number[]
}

function consumptionOf(tables: Tables, group: number, partition: number): Consumption {
  const address = `consumption:${group}/${partition}`
  const known = findEntity(tables, address)
  if (known !== null) return known as Consumption
  return addEntity<Consumption>(tables, (slot, stamp) => ({
    kind: 'consumption',
    address,
    slot,
    stamp,
    start: -1,
    spans: [],
  }))
}

function consumerAt(world: World, process: number): Consumer | null {
  // The state of a client lies in the table behind its process.
  const entity = world.tables.entities[process + 1]
  return entity?.kind === 'consumer' ? (entity as Consumer) : null
}

/** A member gets a partition: how it commits is an assumption of what its group is promised. */
export function noteMember(world: World, tables: Tables, process: number): void {
  const consumer = consumerAt(world, process)
  if (consumer === null) return
  const { commits, processing, config } = consumer
  const isAfter = processing.workers === null && commits?.when !== 'beforeProcessing'
  const isBefore = commits?.when === 'beforeProcessing' && commits.how === 'sync'
  if (!isAfter) breakAssumption(tables, 'commits-after-processing', world.event)
  if (!isBefore) breakAssumption(tables, 'commits-before-processing', world.event)
  if (config.autoOffsetReset !== 'earliest') breakAssumption(tables, 'reset-to-earliest', world.event)
}

/** A position began by the reset policy; one that was known before has been lost. */
export function noteReset(
  world: World,
  tables: Tables,
  process: number,
  partition: number,
  offset: number,
  previous: number,
): void {
  const group = groupOf(world, process)
  if (group < 0) return
  if (previous >= 0) breakAssumption(tables, 'positions-stay-valid', world.event)
  const known = consumptionOf(tables, group, partition)
  if (offset > known.start) ownIn(tables, known).start = offset
}

export function noteProcessed(
  world: World,
  tables: Tables,
  process: number,
  partition: number,
  from: number,
  to: number,
): void {
  const group = groupOf(world, process)
  if (group < 0) return
  const again = addSpan(ownIn(tables, consumptionOf(tables, group, partition)).spans, from, to)
  if (again === 0) return
  const detail = `${world.names[group] ?? ''}: ${again} of offsets ${from} to ${to - 1}`
  violate(tables, PROCESSED_AT_MOST_ONCE, world.event, { about: world.names[partition] ?? '', detail })
}

/** A coordinator has taken an offset. */
export function checkCommitted(
  world: World,
  tables: Tables,
  group: number,
  partition: number,
  offset: number,
): void {
  const { chunks, committedEnd } = historyOf(tables, partition)
  const last = chunks[chunks.length - 1]
  const end = Math.max(committedEnd, last === undefined ? 0 : endOfChunk(last))
  const about = world.names[partition] ?? ''
  if (offset > end) {
    const detail = `${world.names[group] ?? ''}: ${offset} of ${end}`
    violate(tables, COMMITS_WITHIN_LOG, world.event, { about, detail })
    return
  }
  const { start, spans } = consumptionOf(tables, group, partition)
  if (start < 0 || offset <= start) return
  const first = spans[0] ?? offset
  const doneTo = first <= start ? (spans[1] ?? start) : start
  if (doneTo >= offset) return
  const detail = `${world.names[group] ?? ''}: ${offset}, processed up to ${doneTo}`
  violate(tables, PROCESSED_AT_LEAST_ONCE, world.event, { about, detail })
}

function groupOf(world: World, process: number): number {
  const consumer = consumerAt(world, process)
  if (consumer === null || consumer.group === null || consumer.subscribe === null) return -1
  return world.nameIds.get(consumer.group.id) ?? -1
}

/** Adds offsets to ascending spans. How many of them were there already. */
function addSpan(spans: number[], from: number, to: number): number {
  let again = 0
  let low = from
  let high = to
  let place = 0
  while (place < spans.length && (spans[place + 1] as number) < from) place += 2
  let end = place
  while (end < spans.length && (spans[end] as number) <= to) {
    const [start, stop] = [spans[end] as number, spans[end + 1] as number]
    again += Math.max(0, Math.min(stop, to) - Math.max(start, from))
    low = Math.min(low, start)
    high = Math.max(high, stop)
    end += 2
  }
  spans.splice(place, end - place, low, high)
  return again
}
