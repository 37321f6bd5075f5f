// Entries of the book that need a look at what was there before.

import { producerAt } from '../kafka/client/client-at.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { APPENDED, bookBatch, bookRecord, DUPLICATED, findBook, flagsOf, REORDERED } from './book.ts'

/** A leader appended it. A second copy beside the first is a duplicate. */
export function bookAppended(tables: Tables, producer: number, batch: number, base: number): void {
  const book = findBook(tables, producer)
  if (book === null) return
  const again = (flagsOf(book, batch) & APPENDED) !== 0
  bookBatch(tables, producer, batch, again ? APPENDED | DUPLICATED : APPENDED, 0, again ? -1 : base)
}

/** Appended behind a later one of the same producer. */
export function bookReordered(tables: Tables, producer: number, batch: number): void {
  bookBatch(tables, producer, batch, REORDERED)
}

/** A batch was too large: its records are in as many new ones, the last that the producer has made. */
export function bookPieces(
  world: World,
  tables: Tables,
  process: number,
  whole: number,
  pieces: number,
): void {
  const producer = producerAt(world, process)
  if (producer === null) return
  const first = producer.nextBatch - pieces
  for (const { nameId, deque, inFlight } of producer.partitions)
    for (const batch of [...deque, ...inFlight])
      if (batch.number >= first && batch.number !== whole)
        for (const record of batch.sealedBatch?.records ?? [])
          bookRecord(tables, process, record, nameId, batch.number)
}
