// How virtual time moves while playing: by the clock, or from mark to mark as a story.

import type { MarkRow } from '../../view/rows.ts'

export type Pace =
  | { readonly kind: 'clock'; readonly usPerSecond: number }
  | { readonly kind: 'story'; readonly secondsPerMark: number }

/** Virtual microseconds per real second. */
export const CLOCK_RATES: readonly number[] = [
  1_000, 5_000, 20_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000, 10_000_000,
]

export const STORY_RATES: readonly number[] = [8, 4, 2]

export const DEFAULT_PACE: Pace = { kind: 'clock', usPerSecond: 100_000 }

/** A story shows this much before and after each mark and folds the rest. */
const STORY_LEAD_US = 12_000
const STORY_TAIL_US = 48_000

export interface Advance {
  readonly timeUs: number
  /** Quiet time left out on the way, or null. */
  readonly fold: { readonly fromUs: number; readonly toUs: number } | null
  /** No mark lies ahead of a story: nothing more to tell. */
  readonly ended: boolean
}

/** Where the cursor goes in `elapsedMs` of real time. `computedUs` is how far the run is known. */
export function advance(
  pace: Pace,
  fromUs: number,
  elapsedMs: number,
  marks: readonly MarkRow[],
  endUs: number,
): Advance {
  if (pace.kind === 'clock') {
    return { timeUs: fromUs + (pace.usPerSecond * elapsedMs) / 1000, fold: null, ended: false }
  }
  return tell(
    fromUs,
    ((STORY_LEAD_US + STORY_TAIL_US) / pace.secondsPerMark / 1000) * elapsedMs,
    marks,
    endUs,
  )
}

function tell(fromUs: number, stepUs: number, marks: readonly MarkRow[], endUs: number): Advance {
  const within = marks.some(
    (mark) => mark.timeUs - STORY_LEAD_US <= fromUs && fromUs < mark.timeUs + STORY_TAIL_US,
  )
  if (within) return { timeUs: fromUs + stepUs, fold: null, ended: false }
  const next = marks.find((mark) => mark.timeUs - STORY_LEAD_US > fromUs)
  if (next === undefined) {
    const fold = endUs > fromUs ? { fromUs, toUs: endUs } : null
    return { timeUs: Math.max(fromUs, endUs), fold, ended: true }
  }
  const toUs = next.timeUs - STORY_LEAD_US
  return { timeUs: toUs, fold: { fromUs, toUs }, ended: false }
}

/** The next faster or slower pace of the same kind. */
export function neighbourPace(pace: Pace, direction: 1 | -1): Pace {
  if (pace.kind === 'clock') {
    const at = CLOCK_RATES.indexOf(pace.usPerSecond) + direction
    return { kind: 'clock', usPerSecond: CLOCK_RATES[at] ?? pace.usPerSecond }
  }
  const at = STORY_RATES.indexOf(pace.secondsPerMark) + direction
  return { kind: 'story', secondsPerMark: STORY_RATES[at] ?? pace.secondsPerMark }
}
