// The events that tell two aligned runs apart, worded: where they part by cause, and what is telling among what differs.

import type { AlignedSide, Alignment } from '../run/align.ts'
import { ALONE, partingPlaces, SAME_CAUSE } from '../run/align.ts'
import { headEvent } from '../run/branch.ts'
import { causeOf, leadingFact, timeOf } from '../run/rows.ts'
import type { Side } from '../run/signatures.ts'
import type { CausedRow, CompareEvent, CompareRows, PartingRow } from './compare-rows.ts'
import { eventRow } from './events.ts'
import type { EventRow } from './rows.ts'

export interface Sides {
  readonly a: Side
  readonly b: Side
}

/** Facts of so high a rank are told; what only came at another time must be more telling, and its time another by more than a message takes. */
const TELLING_RANK = 60
const TELLING_RANK_MOVED = 80
const TELLING_SHIFT_US = 10_000
const EVENTS_MAX = 200

function rowAt({ run, branch }: Side, event: number): EventRow | null {
  if (event > headEvent(branch) || event < 0) return null
  const head = { index: event, timeUs: timeOf(run, branch, event), cause: causeOf(run, branch, event) }
  return eventRow(branch.head.world, head, leadingFact(run, branch, event))
}

export function partingRow({ a, b }: Sides, alignment: Alignment): PartingRow {
  const { first } = alignment
  const places = partingPlaces(alignment)
  return {
    exact: { a: rowAt(a, first), b: rowAt(b, first) },
    a: causedRow(a, b, alignment.a, first, places.a),
    b: causedRow(b, a, alignment.b, first, places.b),
  }
}

/** What lies before the first aligned event has the same index on both sides. */
function causedRow(
  here: Side,
  there: Side,
  aligned: AlignedSide,
  first: number,
  place: number,
): CausedRow | null {
  const row = place < 0 ? null : rowAt(here, first + place)
  if (row === null) return null
  const { cause } = row
  const like = cause < first ? cause : aligned.like[cause - first]
  return {
    row,
    cause: rowAt(here, cause),
    causeThere: like === undefined || like < 0 ? null : rowAt(there, cause < first ? like : first + like),
  }
}

export function countsOf({ a, b }: Alignment): CompareRows['counts'] {
  let same = 0
  let moved = 0
  let otherWay = 0
  let onlyA = 0
  for (let place = 0; place < a.events; place++) {
    const how = a.how[place]
    if (how === ALONE) onlyA += 1
    else if (how !== SAME_CAUSE) otherWay += 1
    else if (a.timeUs[place] === b.timeUs[a.like[place] as number]) same += 1
    else moved += 1
  }
  return { same, moved, otherWay, onlyA, onlyB: b.events - same - moved - otherWay }
}

interface Candidate {
  readonly timeUs: number
  /** Places; −1 for none. */
  readonly a: number
  readonly b: number
}

/** In order of time, whosever it is: the first of them, and how many there are. */
export function* tellingEvents(
  sides: Sides,
  alignment: Alignment,
): Generator<'more', { readonly events: CompareEvent[]; readonly more: number }, void> {
  const { a, b, first } = alignment
  const candidates = [...movedEvents(alignment)]
  addAlone(candidates, a, (place, timeUs) => ({ timeUs, a: place, b: -1 }))
  addAlone(candidates, b, (place, timeUs) => ({ timeUs, a: -1, b: place }))
  candidates.sort((x, y) => x.timeUs - y.timeUs)
  const events: CompareEvent[] = []
  for (const candidate of candidates.slice(0, EVENTS_MAX)) {
    const event = eventOf(sides, alignment, first, candidate)
    if (event !== null) events.push(event)
    yield 'more'
  }
  return { events, more: Math.max(0, candidates.length - EVENTS_MAX) }
}

function addAlone(
  candidates: Candidate[],
  { events, how, rank, timeUs }: AlignedSide,
  candidate: (place: number, timeUs: number) => Candidate,
): void {
  for (let place = 0; place < events; place++)
    if (how[place] === ALONE && (rank[place] as number) >= TELLING_RANK)
      candidates.push(candidate(place, timeUs[place] as number))
}

/** One delay is told where it begins: what follows from it, or goes on with it, came later by as much. */
function movedEvents(alignment: Alignment): Candidate[] {
  const { a } = alignment
  const found: Candidate[] = []
  let toldUs = 0
  for (let place = 0; place < a.events; place++) {
    const other = a.like[place] as number
    if (other < 0 || (a.rank[place] as number) < TELLING_RANK_MOVED) continue
    const laterUs = shiftUs(alignment, place)
    const causeLaterUs = shiftUs(alignment, a.cause[place] as number)
    if (Math.abs(laterUs - causeLaterUs) < TELLING_SHIFT_US || Math.abs(laterUs - toldUs) < TELLING_SHIFT_US)
      continue
    toldUs = laterUs
    found.push({ timeUs: a.timeUs[place] as number, a: place, b: other })
  }
  return found
}

/** By how much an event of a came later in b; 0 for what both have at the same time, and for what b does not have. */
function shiftUs({ a, b }: Alignment, place: number): number {
  const other = place < 0 ? -1 : (a.like[place] as number)
  return other < 0 ? 0 : (b.timeUs[other] as number) - (a.timeUs[place] as number)
}

function eventOf(sides: Sides, alignment: Alignment, first: number, found: Candidate): CompareEvent | null {
  const rowA = found.a < 0 ? null : rowAt(sides.a, first + found.a)
  const rowB = found.b < 0 ? null : rowAt(sides.b, first + found.b)
  if (rowA === null) return rowB === null ? null : { kind: 'onlyB', b: rowB }
  if (rowB === null) return { kind: 'onlyA', a: rowA }
  const laterUs = rowB.timeUs - rowA.timeUs
  return { kind: 'moved', a: rowA, b: rowB, laterUs, sameCause: alignment.a.how[found.a] === SAME_CAUSE }
}
