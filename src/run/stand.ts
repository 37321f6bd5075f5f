// A world of one's own at an event of a branch, reached in steps: whoever else looks at the branch meanwhile moves it no more than it moves them.

import { present } from '../sim/assert.ts'
import { NEVER_US } from '../sim/time.ts'
import { createScratchRecorder } from '../sim/trace.ts'
import type { Branch } from './branch.ts'
import { EVENTS_PER_MILESTONE, keptBefore } from './branch.ts'
import type { Here } from './here.ts'
import { goFrom, stepHere } from './here.ts'
import type { Run } from './run.ts'
import type { Diverged } from './seek.ts'
import { isAsBefore, noteDivergence } from './verify.ts'

const EVENTS_BETWEEN_STEPS = 256

export function* standAt(run: Run, branch: Branch, event: number): Generator<'more', Here | Diverged, void> {
  const base = present(keptBefore(branch.checkpoints, event), 'the checkpoint before the first event')
  const recorder = run.checker === null ? null : createScratchRecorder(base.event + 1)
  const here = goFrom(branch.head.world, base, recorder)
  if (here.world.event < event) run.verified.replays += 1
  while (here.world.event < event) {
    const diverged = stepOn(run, branch, here)
    if (diverged !== null) return diverged
    if (here.world.event % EVENTS_BETWEEN_STEPS === 0) yield 'more'
  }
  return here
}

/** The next event, which must be what it was. */
export function stepOn(run: Run, branch: Branch, here: Here): Diverged | null {
  const went = stepHere(here, branch.inputs, NEVER_US - 1, run.checker)
  const { event } = here.world
  const isMilestone = (event + 1) % EVENTS_PER_MILESTONE === 0
  if (went && (!isMilestone || isAsBefore(run, branch, here))) return null
  noteDivergence(run, branch, event)
  return { kind: 'diverged', event }
}

export function isDiverged(found: Here | Diverged): found is Diverged {
  return 'kind' in found
}
