// Two runs, or two branches of one, side by side: what was given differently, where they part, what came of it, and what stands differently in the end. Goes in
// steps, so that a page can answer between them, and says how far it is.

import type { Alignment } from '../run/align.ts'
import { align } from '../run/align.ts'
import { differences, firstDivergence } from '../run/compare.ts'
import { fateDifferences } from '../run/compare-fates.ts'
import type { Here } from '../run/here.ts'
import { eventAt } from '../run/rows.ts'
import type { Diverged } from '../run/seek.ts'
import type { Side } from '../run/signatures.ts'
import { isDiverged, standAt } from '../run/stand.ts'
import type { Given } from '../scenario/given.ts'
import { givenDifferences } from '../scenario/given.ts'
import { present } from '../sim/assert.ts'
import type { Sides } from './compare-events.ts'
import { countsOf, partingRow, tellingEvents } from './compare-events.ts'
import { compareFigures } from './compare-figures.ts'
import type { CompareRows } from './compare-rows.ts'

/** A side, and what it follows from. */
export interface ComparedSide extends Side {
  readonly given: Given
}

const STATE_MAX = 300
const NO_COUNTS = { same: 0, moved: 0, otherWay: 0, onlyA: 0, onlyB: 0 }

export function* compareSides(
  a: ComparedSide,
  b: ComparedSide,
  untilUs: number,
): Generator<'more', CompareRows | Diverged, void> {
  const parted = yield* firstDivergence(a, b, untilUs)
  if (parted !== null && typeof parted === 'object') return parted
  const alignment = parted === null ? null : yield* align(a, b, parted, untilUs)
  const here = yield* standAt(a.run, a.branch, eventAt(a.run, a.branch, untilUs))
  if (isDiverged(here)) return here
  const there = yield* standAt(b.run, b.branch, eventAt(b.run, b.branch, untilUs))
  if (isDiverged(there)) return there
  return {
    untilUs,
    given: givenDifferences(a.given, b.given),
    ...(yield* eventParts({ a, b }, alignment)),
    ...(yield* standParts(here, there)),
  }
}

function* eventParts(
  sides: Sides,
  alignment: Alignment | null,
): Generator<'more', Pick<CompareRows, 'parting' | 'counts' | 'events' | 'moreEvents'>, void> {
  if (alignment === null) return { parting: null, counts: NO_COUNTS, events: [], moreEvents: 0 }
  const { events, more } = yield* tellingEvents(sides, alignment)
  const parting = partingRow(sides, alignment)
  return { parting, counts: countsOf(alignment), events, moreEvents: more }
}

function* standParts(
  a: Here,
  b: Here,
): Generator<'more', Pick<CompareRows, 'state' | 'moreState' | 'records' | 'metrics'>, void> {
  const state = yield* differences(a, b)
  const [checksA, checksB] = [a, b].map(({ checks }) =>
    present(checks, 'the checks of a run that is compared'),
  )
  const stands = [
    { world: a.world, checks: present(checksA, 'checks') },
    { world: b.world, checks: present(checksB, 'checks') },
  ] as const
  return {
    state: state.slice(0, STATE_MAX).map(({ address, field, a: left, b: right }) => ({
      name: `${address} ${field}`,
      a: textOf(left),
      b: textOf(right),
    })),
    moreState: Math.max(0, state.length - STATE_MAX),
    records: yield* fateDifferences(...stands),
    metrics: compareFigures(a, b),
  }
}

function textOf(value: unknown): string | null {
  return value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
}
