// What a producer with idempotence is promised of a partition: each record once, and in the order of sending. Asked when a leader has appended a batch, before
// the history has it.

import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { batchEntry, DUPLICATED, findBook, flagsOf } from './book.ts'
import { bookReordered } from './bookkeeping.ts'
import type { History, HistoryChunk } from './history.ts'
import type { Evidence } from './invariant.ts'
import { IN_ORDER, NO_DUPLICATES, violate } from './invariant.ts'
import { producerAt } from './producer-at.ts'

export function checkOrder(
  world: World,
  tables: Tables,
  history: Readonly<History>,
  producer: number,
  batch: number,
): void {
  const book = findBook(tables, producer)
  const entry = book === null ? null : batchEntry(book, batch)
  if (book === null || entry === null) return
  if ((flagsOf(book, batch) & DUPLICATED) !== 0) {
    violate(tables, NO_DUPLICATES, world.event, evidence(world, history, producer, batch, 'again'))
    return
  }
  const before = lastOf(history, producer)
  const last = before < 0 ? null : batchEntry(book, before)
  if (last === null || last.first <= entry.first) return
  bookReordered(tables, producer, batch)
  violate(tables, IN_ORDER, world.event, evidence(world, history, producer, batch, `behind batch ${before}`))
}

function evidence(
  world: World,
  history: Readonly<History>,
  producer: number,
  batch: number,
  how: string,
): Evidence {
  const name = at(world, producer).address.slice('process:'.length)
  const isPromised = producerAt(world, producer)?.config.enableIdempotence === true
  return {
    about: `partition:${world.names[history.partition] ?? ''}`,
    detail: `batch ${batch} of ${name} is appended ${how}`,
    producer,
    batch,
    ...(isPromised ? {} : { excusedBy: 'idempotence' }),
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
