// "Why?", with the values of the configs that decided each step.

import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { causeOf, leadingFact, rows, timeOf } from '../run/rows.ts'
import { seek } from '../run/seek.ts'
import { decidedBy } from '../tell/decided.ts'
import { decidedValues } from '../view/decided-values.ts'
import type { WhyRow } from '../view/rows.ts'
import { whyChain } from '../view/why.ts'
import type { OpenRun } from './open-run.ts'

/** Each takes a look at its own moment: the first steps are those that are read. */
const VALUES_MAX = 6

export function answerWhy({ run }: OpenRun, branch: Branch, event: number): WhyRow[] {
  if (event > headEvent(branch)) return []
  const source = {
    rowsOf: (index: number) => rows(run, branch, index),
    causeOf: (index: number) => causeOf(run, branch, index),
    timeOf: (index: number) => timeOf(run, branch, index),
  }
  const chain = whyChain(branch.head.world, source, event)
  let left = VALUES_MAX
  return chain.map((row) => {
    if (left === 0 || decidedBy(row.fact).configs.length === 0) return row
    left -= 1
    const fact = leadingFact(run, branch, row.index)
    const seeked = seek(run, branch, row.index)
    if (fact === null || seeked.kind === 'diverged') return row
    return { ...row, decided: decidedValues(seeked.world, fact, row.node) }
  })
}
