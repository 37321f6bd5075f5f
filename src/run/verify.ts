// Every replay proves itself: at each milestone the trace, and now and then the whole state, must hash to what it did first.

import type { Hash } from '../sim/hash.ts'
import { EVENTS_PER_CHUNK } from '../sim/limits.ts'
import { stateHash } from '../sim/world.ts'
import type { Branch } from './branch.ts'
import { EVENTS_PER_MILESTONE } from './branch.ts'
import type { Here } from './here.ts'
import type { Run } from './run.ts'

/** Asked where the world stands at a milestone. */
export function isAsBefore(run: Run, branch: Branch, { world }: Here): boolean {
  const events = world.event + 1
  run.verified.events += EVENTS_PER_MILESTONE
  const milestone = branch.milestones[events / EVENTS_PER_MILESTONE - 1]
  if (milestone !== undefined) {
    run.verified.hashes += 1
    if (!isEqual(milestone, world.traceHash)) return false
  }
  if (events % EVENTS_PER_CHUNK !== 0) return true
  const state = branch.stateHashes[events / EVENTS_PER_CHUNK - 1]
  if (state === undefined) return true
  run.verified.hashes += 1
  return isEqual(state, stateHash(world))
}

/** The first one is the one to look at. */
export function noteDivergence(run: Run, branch: Branch, event: number): void {
  run.verified.diverged ??= { branch: branch.id, event }
}

function isEqual(a: Readonly<Hash>, b: Readonly<Hash>): boolean {
  return a.lo === b.lo && a.hi === b.hi
}
