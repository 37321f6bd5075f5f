// Two branches, of one run or of two, held side by side in slices between what else the page asks: both are computed as far as both go, then compared.

import type { Branch } from '../run/branch.ts'
import type { ComparedSide } from '../view/compare.ts'
import { compareSides } from '../view/compare.ts'
import type { CompareRows } from '../view/compare-rows.ts'
import type { Computing, Turns } from './compute-ahead.ts'
import { divergence } from './frame.ts'
import type { OpenRun } from './open-run.ts'

/** A branch of a run that is open, with whoever computes it. */
export interface OpenSide {
  readonly open: OpenRun
  readonly computing: Computing
  readonly branch: Branch
  /** As far as it was to go when it was asked for. */
  readonly untilUs: number
}

/** Is told how far it is, from 0 to 1, and says whether anybody still waits. */
export interface CompareWatch {
  readonly tell: (done: number) => void
  readonly isWanted: () => boolean
}

const SLICE_MS = 8
/** Of the whole, for computing both runs. */
const COMPUTING_SHARE = 0.7

/** null: nobody waits any more, or a side has gone. */
export async function compareOpen(
  a: OpenSide,
  b: OpenSide,
  turns: Turns,
  watch: CompareWatch,
): Promise<CompareRows | null> {
  const untilUs = Math.min(a.untilUs, b.untilUs)
  for (;;) {
    const computedUs = Math.min(a.branch.computedUs, b.branch.computedUs)
    watch.tell((COMPUTING_SHARE * Math.min(computedUs, untilUs)) / Math.max(untilUs, 1))
    if (computedUs >= untilUs) break
    for (const { computing, branch } of [a, b]) {
      const failure = computing.failure()
      if (failure !== null) throw failure
      if (branch.computedUs < untilUs) computing.wake(branch.id)
    }
    await nextTurn(turns)
    if (!isThere(a, b, watch)) return null
  }
  const work = compareSides(comparedSide(a), comparedSide(b), untilUs)
  let done = COMPUTING_SHARE
  for (;;) {
    const endMs = turns.nowMs() + SLICE_MS
    do {
      const step = work.next()
      if (step.done !== true) continue
      if ('kind' in step.value) throw divergence(step.value)
      return step.value
    } while (turns.nowMs() < endMs)
    // How long the rest will take is not known: each slice brings it a little nearer.
    done += (1 - done) / 64
    watch.tell(done)
    await nextTurn(turns)
    if (!isThere(a, b, watch)) return null
  }
}

function nextTurn(turns: Turns): Promise<void> {
  return new Promise((resolve) => turns.soon(resolve))
}

/** An edit puts another branch in the place of the one it was done to. */
function isThere(a: OpenSide, b: OpenSide, watch: CompareWatch): boolean {
  return watch.isWanted() && [a, b].every(({ open, branch }) => open.run.branches.includes(branch))
}

function comparedSide({ open, branch }: OpenSide): ComparedSide {
  const { scenario, plants } = open
  const inputs = branch.inputs.list.map(({ timeUs, after, input, args }) => ({ timeUs, after, input, args }))
  return { run: open.run, branch, given: { scenario, seed: scenario.seed, inputs, plants } }
}
