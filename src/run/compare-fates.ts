// Records whose fate is not the same on two sides, at the moments at which both stand.

import type { Book } from '../check/book.ts'
import type { Fate } from '../check/fates.ts'
import { fatesOf } from '../check/fates.ts'
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
const PAGE = 1_024

export function fateDifferences(a: Stand, b: Stand): FateDifference[] {
  const found = new Map<string, FateDifference>()
  const order: string[] = []
  for (const producer of producersOf(a, b)) {
    const [bookA, bookB] = [bookOf(a, producer), bookOf(b, producer)]
    const end = Math.max(bookA?.end ?? 0, bookB?.end ?? 0)
    const first = Math.min(bookA?.first ?? end, bookB?.first ?? end)
    for (let from = first; from < end; from += PAGE) {
      const count = Math.min(PAGE, end - from)
      const left = pageOf(a, bookA, from, count)
      const right = pageOf(b, bookB, from, count)
      for (let place = 0; place < count; place++) {
        const one = left[place] ?? 'none'
        const other = right[place] ?? 'none'
        if (one !== other) note(found, order, one, other, `record:${producer}/${from + place}`)
      }
    }
  }
  return order.map((key) => found.get(key) as FateDifference).sort((x, y) => y.records - x.records)
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

function pageOf(side: Stand, book: Book | null, from: number, count: number): readonly (Fate | null)[] {
  return book === null ? [] : fatesOf(side.world, side.checks, book.producer, from, count)
}
