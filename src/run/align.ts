// Two runs, or two branches of one, aligned by cause: an event of one is the same as one of the other when what led to it is the same, whenever it came. Two that
// part at one input so stay aligned in whatever that input did not touch. What then is left over on both sides is paired, kind by kind, with the nearest of
// its kind in time: it came about in both, but by another way. An input is the same or it is not: it has no cause that could have been another.

import { present } from '../sim/assert.ts'
import { headEvent } from './branch.ts'
import { enter, hashTable, placeOf } from './hash-table.ts'
import { NO_LEAD, newLeads } from './leads.ts'
import { eventAt } from './rows.ts'
import { sameInputs } from './same-inputs.ts'
import type { Side, Signatures, Stretch } from './signatures.ts'
import { signaturesOf } from './signatures.ts'
import { isDiverged, standAt } from './stand.ts'

/** How an event stands to its like. */
export const ALONE = 0
export const SAME_CAUSE = 1
export const OTHER_WAY = 2

/** One entry an event, from the first that was aligned on. */
export interface AlignedSide {
  readonly events: number
  /** Place of its like on the other side; −1 for none. */
  readonly like: Int32Array
  readonly how: Uint8Array
  readonly timeUs: Float64Array
  /** Place of its cause; −1 when that lies before the first, or there is none. */
  readonly cause: Int32Array
  /** Of the leading fact. */
  readonly rank: Uint8Array
}

export interface Alignment {
  /** The first event that was aligned: all before are the same. */
  readonly first: number
  readonly a: AlignedSide
  readonly b: AlignedSide
}

const EVENTS_BETWEEN_STEPS = 4_096

/** Goes in steps, so that whoever drives it can do other things between them. `first`: both are the same before it. */
export function* align(a: Side, b: Side, first: number, untilUs: number): Generator<'more', Alignment, void> {
  const leads = newLeads()
  const inputs = sameInputs(a.branch.inputs.list, b.branch.inputs.list)
  const here = yield* signaturesOf(yield* stretchOf(a, first, untilUs, inputs.a), leads)
  const there = yield* signaturesOf(yield* stretchOf(b, first, untilUs, inputs.b), leads)
  const found = { first, a: alignedSide(here), b: alignedSide(there) }
  yield* pairByCause(found, here, there)
  yield* pairTheRest(found, here, there)
  return found
}

function* stretchOf(
  side: Side,
  first: number,
  untilUs: number,
  inputNumbers: readonly number[],
): Generator<'more', Stretch, void> {
  const { run, branch } = side
  const before = yield* standAt(run, branch, first - 1)
  const inputsBefore = isDiverged(before) ? 0 : before.world.inputsTaken
  const last = Math.min(headEvent(branch), eventAt(run, branch, untilUs))
  return { side, first, last, inputsBefore, inputNumbers }
}

function alignedSide({ events, timeUs, cause, rank }: Signatures): AlignedSide {
  return { events, like: new Int32Array(events).fill(-1), how: new Uint8Array(events), timeUs, cause, rank }
}

function* pairByCause(found: Alignment, here: Signatures, there: Signatures): Generator<'more', void, void> {
  const table = hashTable(there.lo, there.hi)
  for (let place = 0; place < there.events; place++) {
    enter(table, place)
    if (place % EVENTS_BETWEEN_STEPS === 0) yield 'more'
  }
  for (let place = 0; place < here.events; place++) {
    const other = placeOf(table, here.lo[place] as number, here.hi[place] as number)
    if (other >= 0 && found.b.how[other] === ALONE) pair(found, place, other, SAME_CAUSE)
    if (place % EVENTS_BETWEEN_STEPS === 0) yield 'more'
  }
}

function pair({ a, b }: Alignment, place: number, other: number, how: number): void {
  a.like[place] = other
  b.like[other] = place
  a.how[place] = how
  b.how[other] = how
}

function* pairTheRest(found: Alignment, here: Signatures, there: Signatures): Generator<'more', void, void> {
  const leftThere = leftOver(there, found.b)
  yield 'more'
  let done = 0
  for (const [lead, places] of leftOver(here, found.a)) {
    const others = leftThere.get(lead)
    if (others === undefined) continue
    pairNearest(found, places, others)
    done += places.length
    if (done > EVENTS_BETWEEN_STEPS) {
      done = 0
      yield 'more'
    }
  }
}

/** Places by what they lead with, each list in order. */
function leftOver(signatures: Signatures, { how }: AlignedSide): Map<number, number[]> {
  const { events, lead, isInput } = signatures
  const found = new Map<number, number[]>()
  for (let place = 0; place < events; place++) {
    const leading = lead[place] as number
    if (how[place] !== ALONE || leading === NO_LEAD || isInput[place] === 1) continue
    const list = found.get(leading)
    if (list === undefined) found.set(leading, [place])
    else list.push(place)
  }
  return found
}

/** In order on both sides; where one has more, those go alone whose neighbour is nearer. */
function pairNearest(found: Alignment, places: readonly number[], others: readonly number[]): void {
  const [timesA, timesB] = [found.a.timeUs, found.b.timeUs]
  let spareA = Math.max(0, places.length - others.length)
  let spareB = Math.max(0, others.length - places.length)
  for (let i = 0, j = 0; i < places.length && j < others.length; ) {
    const place = present(places[i], 'a place of the list')
    const other = present(others[j], 'a place of the list')
    const apartUs = Math.abs((timesA[place] as number) - (timesB[other] as number))
    const [nextA, nextB] = [places[i + 1], others[j + 1]]
    if (spareA > 0 && nextA !== undefined && distanceUs(timesA[nextA], timesB[other]) < apartUs) {
      spareA -= 1
      i += 1
    } else if (spareB > 0 && nextB !== undefined && distanceUs(timesA[place], timesB[nextB]) < apartUs) {
      spareB -= 1
      j += 1
    } else {
      pair(found, place, other, OTHER_WAY)
      i += 1
      j += 1
    }
  }
}

function distanceUs(one: number | undefined, other: number | undefined): number {
  return Math.abs((one ?? 0) - (other ?? 0))
}

/** Places of the first event on each side that the other does not have by the same cause; −1 for none. */
export function partingPlaces({ a, b }: Alignment): { readonly a: number; readonly b: number } {
  return { a: firstOther(a), b: firstOther(b) }
}

function firstOther({ events, how }: AlignedSide): number {
  for (let place = 0; place < events; place++) if (how[place] !== SAME_CAUSE) return place
  return -1
}
