// What a producer with idempotence is promised of a partition: each record once, and in the order of sending. Asked when a leader has appended a batch, before
// the history has it.

import { producerAt } from '../kafka/client/client-at.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { noteAnomaly } from './anomalies.ts'
import { batchEntry, DUPLICATED, findBook, flagsOf } from './book.ts'
import { bookReordered } from './bookkeeping.ts'
import { detailOf } from './detail.ts'
import type { History, HistoryChunk } from './history.ts'
import type { Evidence } from './invariant.ts'
import { IN_ORDER, NO_DUPLICATES, violate } from './invariant.ts'

export interface AppendedBatch {
  readonly producer: number
  readonly batch: number
  readonly base: number
  readonly count: number
  /** Another copy of it is in the log. */
  readonly isCopy: boolean
}

export function checkOrder(
  world: World,
  tables: Tables,
  history: Readonly<History>,
  appended: AppendedBatch,
): void {
  const { producer, batch } = appended
  if (appended.isCopy) befall(world, tables, history, appended, 'duplicated')
  const book = findBook(tables, producer)
  const entry = book === null ? null : batchEntry(book, batch)
  if (book === null || entry === null) return
  if ((flagsOf(book, batch) & DUPLICATED) !== 0) {
    violate(tables, NO_DUPLICATES, world.event, evidence(world, history, producer, batch, null))
    return
  }
  const before = lastOf(history, producer)
  const last = before < 0 ? null : batchEntry(book, before)
  if (last === null || last.first <= entry.first) return
  bookReordered(tables, producer, batch)
  befall(world, tables, history, appended, 'reordered')
  violate(tables, IN_ORDER, world.event, evidence(world, history, producer, batch, before))
}

function befall(
  world: World,
  tables: Tables,
  { partition }: Readonly<History>,
  { producer, batch, base, count }: AppendedBatch,
  kind: 'duplicated' | 'reordered',
): void {
  noteAnomaly(world, tables, kind, {
    partition,
    who: nameOf(world, producer),
    from: base,
    to: base + count,
    count,
    batches: [{ sealed: true, producer, batch }],
    excusedBy: isPromised(world, producer) ? null : 'idempotence',
  })
}

function isPromised(world: World, producer: number): boolean {
  return producerAt(world, producer)?.config.enableIdempotence === true
}

function nameOf(world: World, producer: number): string {
  return at(world, producer).address.slice('process:'.length)
}

function evidence(
  world: World,
  history: Readonly<History>,
  producer: number,
  batch: number,
  before: number | null,
): Evidence {
  const who = nameOf(world, producer)
  return {
    about: `partition:${world.names[history.partition] ?? ''}`,
    detail:
      before === null
        ? detailOf('appended-again', { batch, who })
        : detailOf('appended-behind', { batch, who, before }),
    producer,
    batch,
    ...(isPromised(world, producer) ? {} : { excusedBy: 'idempotence' }),
  }
}

/** The producer's last batch in the history, −1 if there is none nearby. */
function lastOf(history: Readonly<History>, producer: number): number {
  const { chunks } = history
  for (let c = chunks.length - 1; c >= 0 && c >= chunks.length - 2; c--) {
    const chunk = chunks[c] as HistoryChunk
    for (let row = chunk.producer.length - 1; row >= 0; row--)
      if (chunk.producer[row] === producer) return chunk.batch[row] as number
  }
  return -1
}
