// Run until something happens: a search that goes on between what else the page asks, and gives way to the next one.

import { causeOf, leadingFact, timeOf } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import { watcherOf } from '../run/until.ts'
import type { UntilAsk } from '../run/until-conditions.ts'
import { untilCondition } from '../run/until-conditions.ts'
import { searchUntil } from '../run/until-search.ts'
import { sentence } from '../tell/sentence.ts'
import { eventRow } from '../view/events.ts'
import { fieldValue } from '../view/field-value.ts'
import type { Turns } from './compute-ahead.ts'
import type { OpenRun } from './open-run.ts'
import type { UntilAnswer } from './run-answers.ts'
import { advanceToSample } from './sample.ts'

const SLICE_MS = 8
const EVENTS_AHEAD = 512

export interface UntilTools {
  /** Looks for the next (or last) event at which something happens, computing ahead where it must. One question at a time: a new one supersedes. */
  runUntil(branch: number, event: number, direction: 1 | -1, ask: UntilAsk): Promise<UntilAnswer>
  cancelUntil(): Promise<void>
}

export function untilTools(opened: () => OpenRun, turns: Turns): UntilTools {
  // Counts the searches: only the last one goes on.
  let asked = 0
  return {
    async cancelUntil() {
      asked += 1
    },

    async runUntil(branchId, event, direction, ask) {
      asked += 1
      const mine = asked
      const open = opened()
      const branch = branchOf(open.run, branchId)
      const wrong = untilCondition(ask.until) === null ? 'until.unknown' : 'until.refused'
      const watcher = watcherOf(ask.until, ask.args, branch.head.world, fieldValue)
      if (watcher === null) {
        const args = Object.entries(ask.args).map(([field, value]) => `${field}=${value}`)
        return { kind: 'refused', wrong: sentence(wrong, { until: ask.until, args: args.join(', ') }) }
      }
      const search = searchUntil(open.run, branch, event, direction, watcher)
      for (;;) {
        const endMs = turns.nowMs() + SLICE_MS
        do {
          const step = search.next()
          if (step.done === true) {
            if (step.value < 0) return { kind: 'none', searchedUs: 0 }
            return found(open, branchId, step.value)
          }
          if (step.value === 'more') continue
          if (branch.computedUs >= open.untilUs) return { kind: 'none', searchedUs: branch.computedUs }
          advanceToSample(open, branch, EVENTS_AHEAD)
        } while (turns.nowMs() < endMs)
        await new Promise<void>((resolve) => turns.soon(resolve))
        // An edit puts another branch in its place; another run is another run.
        const isStale = opened() !== open || !open.run.branches.includes(branch)
        if (mine !== asked || isStale) return { kind: 'superseded' }
      }
    },
  }
}

function found(open: OpenRun, id: number, index: number): UntilAnswer {
  const { run } = open
  const branch = branchOf(run, id)
  const timeUs = timeOf(run, branch, index)
  const head = { index, timeUs, cause: causeOf(run, branch, index) }
  const row = eventRow(branch.head.world, head, leadingFact(run, branch, index))
  return { kind: 'found', event: index, timeUs, row }
}
