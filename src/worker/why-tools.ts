// "Why?", with the values of the configs that decided each step.

import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { causeOf, leadingFact, rows, timeOf } from '../run/rows.ts'
import type { Run } from '../run/run.ts'
import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { decidedBy } from '../tell/decided.ts'
import { decidedValues } from '../view/decided-values.ts'
import { eventRow } from '../view/events.ts'
import type { DecidedRow, WhyRow } from '../view/rows.ts'
import { whyChain } from '../view/why.ts'
import type { OpenRun } from './open-run.ts'

export interface WhyTools {
  /** From an event back to the input or the start; the first steps bring the values that decided them. */
  why(branch: number, event: number): Promise<readonly WhyRow[]>
  /** The values that decided these events: each costs a look at its own moment, so a long chain is asked for page by page. */
  decided(branch: number, events: readonly number[]): Promise<readonly DecidedRow[]>
}

/** The first steps are those that are read; the rest follow when they have been shown. */
const VALUES_AT_ONCE = 3

export function whyTools(opened: () => OpenRun): WhyTools {
  return {
    async why(branch, event) {
      const { run } = opened()
      return answerWhy(run, branchOf(run, branch), event)
    },
    async decided(branch, events) {
      const { run } = opened()
      const on = branchOf(run, branch)
      return events.map((event) => ({ index: event, decided: valuesAt(run, on, event) }))
    },
  }
}

function answerWhy(run: Run, branch: Branch, event: number): WhyRow[] {
  if (event > headEvent(branch)) return []
  const source = {
    rowsOf: (index: number) => rows(run, branch, index),
    causeOf: (index: number) => causeOf(run, branch, index),
    timeOf: (index: number) => timeOf(run, branch, index),
  }
  let left = VALUES_AT_ONCE
  return whyChain(branch.head.world, source, event).map((row) => {
    if (left === 0 || decidedBy(row.fact).configs.length === 0) return row
    left -= 1
    return { ...row, decided: valuesAt(run, branch, row.index) }
  })
}

/** Nothing where the replay is not what happened first: the page tells of that elsewhere. */
function valuesAt(run: Run, branch: Branch, event: number): DecidedRow['decided'] {
  const fact = leadingFact(run, branch, event)
  if (fact === null) return []
  const seeked = seek(run, branch, event)
  if (seeked.kind === 'diverged') return []
  const head = { index: event, timeUs: timeOf(run, branch, event), cause: causeOf(run, branch, event) }
  return decidedValues(seeked.world, fact, eventRow(branch.head.world, head, fact).node)
}
