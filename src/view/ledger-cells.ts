// The cells of the ledger lens: one a record, or one for several when there are many; a cell shows the most telling of what became of any of them.

import type { Book } from '../check/book.ts'
import { batchEntry, batchOf } from '../check/book.ts'
import type { Fate } from '../check/fates.ts'
import { FATES, fateCodes } from '../check/fates.ts'
import type { Process } from '../sim/process.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import type { LedgerAsk, LedgerCells, LedgerProducerRow } from './ledger-rows.ts'
import { BY_TELLING, NO_FATE } from './ledger-rows.ts'

/** `world` and `checks` as they stood after the event. */
export function ledgerCells(world: World, checks: Tables, ask: LedgerAsk): LedgerCells {
  const books = checks.entities.filter((entity) => entity.kind === 'book') as Book[]
  let records = 0
  const producers: LedgerProducerRow[] = books.map((book) => {
    const first = records
    records += book.end - book.first
    const { name } = at(world, book.producer) as Process
    return { id: name, first, number: book.first, records: book.end - book.first }
  })
  const from = Math.max(0, Math.min(ask.from, records))
  const to = Math.max(from, Math.min(ask.to, records))
  const perCell = Math.max(1, Math.ceil((to - from) / ask.cellsMax))
  const cells = new Uint8Array(Math.ceil((to - from) / perCell)).fill(NO_FATE)
  // By place in FATES: how many, whether it is asked for, and how telling it is.
  const totals = FATES.map(() => 0)
  const asked = FATES.map((fate) => (ask.fates === null || ask.fates.includes(fate) ? 1 : 0))
  const telling = FATES.map((fate) => BY_TELLING.indexOf(fate))
  const partition = ask.partition === null ? null : (world.nameIds.get(ask.partition) ?? -2)
  books.forEach((book, index) => {
    const first = (producers[index]?.first ?? 0) - book.first
    const codeOf = fateCodes(world, checks, book)
    for (let record = book.first; record < book.end; record++) {
      const fate = codeOf(record)
      if (fate < 0 || (partition !== null && partitionOf(book, record) !== partition)) continue
      totals[fate] = (totals[fate] as number) + 1
      const place = first + record
      if (place < from || place >= to || asked[fate] === 0) continue
      const cell = Math.floor((place - from) / perCell)
      const code = telling[fate] as number
      const held = cells[cell] as number
      if (held === NO_FATE || code > held) cells[cell] = code
    }
  })
  const counts = Object.fromEntries(FATES.map((fate, place) => [fate, totals[place]])) as {
    [fate in Fate]: number
  }
  return { records, from, to, perCell, cells, counts, producers, partitions: partitionsOf(world, books) }
}

function partitionOf(book: Readonly<Book>, record: number): number {
  return batchEntry(book, batchOf(book, record))?.partition ?? -1
}

function partitionsOf(world: World, books: readonly Book[]): string[] {
  const found = new Set<number>()
  for (const { batches } of books)
    for (const { partition } of batches) for (const id of partition) if (id >= 0) found.add(id)
  return [...found].map((id) => world.names[id] ?? '').sort()
}
