// Places of a list of two-word keys, by key: what a Map would need a string for each of.

export interface HashTable {
  readonly lo: Int32Array
  readonly hi: Int32Array
  /** The place that lies there, and one; 0 for none. */
  readonly cells: Int32Array
}

/** The keys may be written later, but each before its place is entered. */
export function hashTable(lo: Int32Array, hi: Int32Array): HashTable {
  let size = 16
  while (size < lo.length * 2) size *= 2
  return { lo, hi, cells: new Int32Array(size) }
}

/** The place with the same key that was entered first: this one, if there was none. */
export function enter(table: HashTable, place: number): number {
  const cell = cellOf(table, table.lo[place] as number, table.hi[place] as number)
  const there = table.cells[cell] as number
  if (there !== 0) return there - 1
  table.cells[cell] = place + 1
  return place
}

/** −1 when nothing was entered under the key. */
export function placeOf(table: HashTable, lo: number, hi: number): number {
  return (table.cells[cellOf(table, lo, hi)] as number) - 1
}

function cellOf({ lo, hi, cells }: HashTable, wantedLo: number, wantedHi: number): number {
  const mask = cells.length - 1
  let cell = (wantedLo ^ (wantedHi >>> 7)) & mask
  for (;;) {
    const there = cells[cell] as number
    if (there === 0 || (lo[there - 1] === wantedLo && hi[there - 1] === wantedHi)) return cell
    cell = (cell + 1) & mask
  }
}
