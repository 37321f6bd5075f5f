// What a group's members are promised about their records: which were processed, by whomever, and what was committed. At least once where commits follow the
// work, at most once where they come first; and nobody commits what is not there.

import { consumerAt } from '../kafka/client/client-at.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { noteAnomaly } from './anomalies.ts'
import { detailOf } from './detail.ts'
import { batchesBetween, endOfHistory, historyOf } from './history.ts'
import {
  breakAssumption,
  COMMITS_WITHIN_LOG,
  PROCESSED_AT_LEAST_ONCE,
  PROCESSED_AT_MOST_ONCE,
  violate,
} from './invariant.ts'
import { addSpan, cutSpans } from './spans.ts'

/** What one group, or a consumer without one, has processed of one partition. */
interface Consumption extends Entity {
  readonly kind: 'consumption'
  /** Interned name. */
  readonly partition: number
  /** The first offset that it could have read, −1 unknown. */
  start: number
  /** What its coordinator took last, −1 for nothing yet. */
  committed: number
  /** Offsets processed: from and to in turn, ascending, apart from each other. */
  readonly spans: number[]
}

/** `whose`: interned name of the group; a consumer without one is below −1, by its slot. */
function consumptionOf(tables: Tables, whose: number, partition: number): Consumption {
  const address = `consumption:${whose}/${partition}`
  const known = findEntity(tables, address)
  if (known !== null) return known as Consumption
  return addEntity<Consumption>(tables, (slot, stamp) => ({
    kind: 'consumption',
    address,
    slot,
    stamp,
    partition,
    start: -1,
    committed: -1,
    spans: [],
  }))
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
  const whose = group < 0 ? -2 - process : group
  const again = addSpan(ownIn(tables, consumptionOf(tables, whose, partition)).spans, from, to)
  if (again === 0) return
  const who = group < 0 ? at(world, process).address.slice('process:'.length) : (world.names[group] ?? '')
  const batches = batchesBetween(historyOf(tables, partition), from, to)
  const excusedBy = group < 0 ? 'commits-before-processing' : null
  noteAnomaly(world, tables, 'reprocessed', { partition, who, from, to, count: again, batches, excusedBy })
  if (group < 0) return
  const detail = detailOf('processed-again', { who, again, from, last: to - 1 })
  violate(tables, PROCESSED_AT_MOST_ONCE, world.event, { about: world.names[partition] ?? '', detail })
}

/** From an offset on the records are gone: what comes there later is another record. */
export function cutProcessed(tables: Tables, partition: number, at: number): void {
  for (const entity of tables.entities) {
    if (entity.kind !== 'consumption') continue
    const { spans, partition: of } = entity as Consumption
    if (of === partition && (spans.at(-1) ?? 0) > at) cutSpans(ownIn(tables, entity as Consumption).spans, at)
  }
}

/** The topic is another. */
export function forgetProcessed(tables: Tables, partition: number): void {
  cutProcessed(tables, partition, 0)
}

/** A coordinator has taken an offset. */
export function checkCommitted(
  world: World,
  tables: Tables,
  group: number,
  partition: number,
  offset: number,
): void {
  const history = historyOf(tables, partition)
  const end = Math.max(history.committedEnd, endOfHistory(history))
  const about = world.names[partition] ?? ''
  if (offset > end) {
    const detail = detailOf('committed-beyond', { group: world.names[group] ?? '', offset, end })
    violate(tables, COMMITS_WITHIN_LOG, world.event, { about, detail })
    return
  }
  const known = consumptionOf(tables, group, partition)
  // One that was given up for lost may come in behind those that were sent after it: the group goes back with it.
  if (offset < known.committed) breakAssumption(tables, 'commits-in-order', world.event)
  ownIn(tables, known).committed = offset
  const { start, spans } = known
  if (start < 0 || offset <= start) return
  const first = spans[0] ?? offset
  const doneTo = first <= start ? (spans[1] ?? start) : start
  if (doneTo >= offset) return
  const detail = detailOf('committed-early', { group: world.names[group] ?? '', offset, doneTo })
  violate(tables, PROCESSED_AT_LEAST_ONCE, world.event, { about, detail })
}

function groupOf(world: World, process: number): number {
  const consumer = consumerAt(world, process)
  if (consumer === null || consumer.group === null || consumer.subscribe === null) return -1
  return world.nameIds.get(consumer.group.id) ?? -1
}
