// Records whose fate is not the same on two sides, at the moments at which both stand. Goes in steps.

import type { Book } from '../check/book.ts'
import type { Fate } from '../check/fates.ts'
import { FATES, fateCodes } from '../check/fates.ts'
import type { Process } from '../sim/process.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'

export interface Stand {
  readonly world: World
  readonly checks: Tables
}

/** A pair of fates: `none` where a side has no such record. */
export interface FateDifference {
  readonly a: Fate | 'none'
  readonly b: Fate | 'none'
  records: number
  /** Addresses of the first. */
  readonly examples: string[]
}

const EXAMPLES_MAX = 12
const RECORDS_BETWEEN_STEPS = 4_096

export function* fateDifferences(a: Stand, b: Stand): Generator<'more', FateDifference[], void> {
  const found = new Map<string, FateDifference>()
  const order: string[] = []
  for (const producer of producersOf(a, b)) {
    const [bookA, bookB] = [bookOf(a, producer), bookOf(b, producer)]
    const [codeA, codeB] = [codesOf(a, bookA), codesOf(b, bookB)]
    const end = Math.max(bookA?.end ?? 0, bookB?.end ?? 0)
    const first = Math.min(bookA?.first ?? end, bookB?.first ?? end)
    for (let record = first; record < end; record++) {
      const [one, other] = [codeA(record), codeB(record)]
      if (one !== other) note(found, order, nameOf(one), nameOf(other), `record:${producer}/${record}`)
      if (record % RECORDS_BETWEEN_STEPS === 0) yield 'more'
    }
  }
  return order.map((key) => found.get(key) as FateDifference).sort((x, y) => y.records - x.records)
}

/** Places in FATES, −1 for a record that the book does not have. */
function codesOf({ world, checks }: Stand, book: Book | null): (record: number) => number {
  if (book === null) return () => -1
  const codes = fateCodes(world, checks, book)
  return (record) => (record < book.first || record >= book.end ? -1 : codes(record))
}

function nameOf(code: number): Fate | 'none' {
  return FATES[code] ?? 'none'
}

function note(
  found: Map<string, FateDifference>,
  order: string[],
  a: Fate | 'none',
  b: Fate | 'none',
  address: string,
): void {
  const key = `${a}/${b}`
  let row = found.get(key)
  if (row === undefined) {
    row = { a, b, records: 0, examples: [] }
    found.set(key, row)
    order.push(key)
  }
  row.records += 1
  if (row.examples.length < EXAMPLES_MAX) row.examples.push(address)
}

/** Client ids of whoever has a book on either side. */
function producersOf(...sides: readonly Stand[]): string[] {
  const names: string[] = []
  for (const { world, checks } of sides) {
    for (const entity of checks.entities) {
      if (entity.kind !== 'book') continue
      const { name } = world.tables.entities[(entity as Book).producer] as Process
      if (!names.includes(name)) names.push(name)
    }
  }
  return names
}

function bookOf({ world, checks }: Stand, producer: string): Book | null {
  const process = find(world, `process:${producer}`)
  if (process === null) return null
  return (checks.entities.find(
    (entity) => entity.kind === 'book' && (entity as Book).producer === process.slot,
  ) ?? null) as Book | null
}
