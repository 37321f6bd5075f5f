// Any moment of a branch: the nearest checkpoint and a replay, which verifies every hash it passes.

import { present } from '../sim/assert.ts'
import { EVENTS_PER_CHUNK } from '../sim/limits.ts'
import { NEVER_US } from '../sim/time.ts'
import { createScratchRecorder } from '../sim/trace.ts'
import type { Branch } from './branch.ts'
import { EVENTS_PER_MILESTONE, headEvent, insertKept, keptBefore } from './branch.ts'
import type { Here, Kept } from './here.ts'
import { goFrom, keep, stepHere } from './here.ts'
import type { Run } from './run.ts'
import { isAsBefore, noteDivergence } from './verify.ts'

/** `here` is to be read, not written, and holds until the next seek or advance. `diverged`: the replay was not what happened first. */
export type Seeked = ({ readonly kind: 'here' } & Here) | Diverged

export interface Diverged {
  readonly kind: 'diverged'
  /** The event after which a hash first differed. */
  readonly event: number
}

/** Going back by less than this is stepping back, and worth short-lived checkpoints. */
const STEP_BACK_MAX = EVENTS_PER_CHUNK
const EVENTS_PER_SHORT = EVENTS_PER_MILESTONE
const SHORTS_MAX = 24
/** What taking up a checkpoint costs, in events: the copies that follow, the name table. */
const TAKE_UP_COST = 2_000

/** The world as event `event` left it; −1 is the state before the first. Beyond the head it is the head. */
export function seek(run: Run, branch: Branch, event: number): Seeked {
  if (event >= headEvent(branch)) return { kind: 'here', ...branch.head }
  const cursor = branch.cursor
  const from = cursor === null ? -1 : cursor.world.event
  const isStepBack = cursor !== null && event < from && from - event < STEP_BACK_MAX
  const base = nearestKept(branch, event)
  const here =
    cursor !== null && from <= event && event - from <= event - base.event + TAKE_UP_COST
      ? cursor
      : goFrom(branch.head.world, base, run.checker === null ? null : createScratchRecorder(base.event + 1))
  branch.cursor = here
  const diverged = replay(run, branch, here, event, isStepBack)
  if (diverged !== null) {
    branch.cursor = null
    return diverged
  }
  return { kind: 'here', ...here }
}

/** Takes a world along the branch to an event, verifying on the way. */
function replay(run: Run, branch: Branch, here: Here, event: number, leaveShorts: boolean): Diverged | null {
  const { world } = here
  if (world.event < event) run.verified.replays += 1
  while (world.event < event) {
    if (!stepHere(here, branch.inputs, NEVER_US - 1, run.checker)) return divergeAt(run, branch, world.event)
    const events = world.event + 1
    if (events % EVENTS_PER_MILESTONE === 0 && !isAsBefore(run, branch, here))
      return divergeAt(run, branch, world.event)
    if (leaveShorts && events % EVENTS_PER_SHORT === 0 && event - world.event < STEP_BACK_MAX)
      leaveShort(branch, here, event)
  }
  return null
}

function divergeAt(run: Run, branch: Branch, event: number): Diverged {
  noteDivergence(run, branch, event)
  return { kind: 'diverged', event }
}

function nearestKept(branch: Branch, event: number): Kept {
  const lasting = present(keptBefore(branch.checkpoints, event), 'the checkpoint before the first event')
  const short = keptBefore(branch.shorts, event)
  return short !== null && short.event > lasting.event ? short : lasting
}

/** The farthest from the cursor goes when there are too many. */
function leaveShort(branch: Branch, here: Here, event: number): void {
  insertKept(branch.shorts, keep(here, false, keptBefore(branch.checkpoints, here.world.event)))
  if (branch.shorts.length <= SHORTS_MAX) return
  const first = branch.shorts[0] as Kept
  const last = branch.shorts[branch.shorts.length - 1] as Kept
  if (event - first.event > last.event - event) branch.shorts.shift()
  else branch.shorts.pop()
}
