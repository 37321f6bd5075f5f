// Watches one expectation along a run. Between two events nothing changes, so whoever steps the run calls `observe` after each event
// (or each instant) with what the comparison then says, and `close` where the run ends.

import { assertNever } from '../sim/assert.ts'
import type { Expectation, Scenario } from './scenario.ts'

export interface Watch {
  /** What the comparison said last; null before it could be asked. */
  readonly last: boolean | null
  /** Since when it has been true without a break; −1 when it is not. */
  readonly sinceUs: number
  readonly verdict: 'open' | 'holds' | 'fails'
  /** When the verdict fell; −1 while it is open. */
  readonly decidedUs: number
}

export const UNWATCHED: Watch = { last: null, sinceUs: -1, verdict: 'open', decidedUs: -1 }

/** The expectations that a run of the scenario with this seed has to meet. */
export function expectationsFor(scenario: Scenario, seed: string): Expectation[] {
  return scenario.expectations.filter((expectation) => !expectation.ownSeed || seed === scenario.seed)
}

/** The comparison says `judged` from `nowUs` on. */
export function observe(
  expectation: Expectation,
  watch: Watch,
  judged: boolean | null,
  nowUs: number,
): Watch {
  const before = settle(expectation, watch, nowUs, false)
  if (before.verdict !== 'open') return before
  const sinceUs = judged !== true ? -1 : before.sinceUs >= 0 ? before.sinceUs : nowUs
  const next: Watch = { ...before, last: judged, sinceUs }
  if (expectation.when.kind === 'always' && judged === false) return decide(next, false, nowUs)
  return settle(expectation, next, nowUs, false)
}

/** The run ends at `nowUs`: every verdict falls, except of what lies beyond the end. */
export function close(expectation: Expectation, watch: Watch, nowUs: number): Watch {
  return settle(expectation, watch, nowUs, true)
}

/** What follows from nothing having changed until `nowUs`; at `nowUs` itself more events may come, unless the run ends there. */
function settle(expectation: Expectation, watch: Watch, nowUs: number, ended: boolean): Watch {
  if (watch.verdict !== 'open') return watch
  const { when } = expectation
  const { forUs } = expectation.that
  switch (when.kind) {
    case 'at': {
      const passed = nowUs > when.timeUs || (ended && nowUs === when.timeUs)
      return passed ? decide(watch, isHeld(watch.sinceUs, forUs, when.timeUs), when.timeUs) : watch
    }
    case 'by': {
      const heldUs = watch.sinceUs + forUs
      if (watch.sinceUs >= 0 && heldUs <= when.timeUs && heldUs <= nowUs) return decide(watch, true, heldUs)
      const passed = nowUs > when.timeUs || (ended && nowUs === when.timeUs)
      return passed ? decide(watch, false, when.timeUs) : watch
    }
    case 'always':
      return ended ? decide(watch, watch.last === true, nowUs) : watch
    default:
      return assertNever(when, 'expectation')
  }
}

/** Whether what has been true since `sinceUs` has been so for long enough. */
export function isHeld(sinceUs: number, forUs: number, nowUs: number): boolean {
  return sinceUs >= 0 && nowUs - sinceUs >= forUs
}

function decide(watch: Watch, held: boolean, nowUs: number): Watch {
  return { ...watch, verdict: held ? 'holds' : 'fails', decidedUs: nowUs }
}
