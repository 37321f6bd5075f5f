// Branches are called, and go, by hand only.

import { assert } from '../sim/assert.ts'
import type { Branch } from './branch.ts'
import type { Run } from './run.ts'

const BRANCH_NAME_CHARACTERS_MAX = 80

/** An empty name takes the given one away. */
export function renameBranch(branch: Branch, name: string): void {
  branch.name = name.trim().slice(0, BRANCH_NAME_CHARACTERS_MAX)
}

/** The first branch stays: it is the run as it was given. What branched off from the one that goes hangs on its parent then. */
export function deleteBranch(run: Run, branch: Branch): void {
  const { parent } = branch
  assert(parent !== null, 'the first branch of a run cannot go')
  for (const child of run.branches) {
    if (child.parent !== branch.id) continue
    child.parent = parent
    // What it shares with the grandparent ends at the earlier of the two forks.
    if (branch.forkEvent >= child.forkEvent) continue
    child.forkEvent = branch.forkEvent
    child.forkUs = branch.forkUs
  }
  run.branches.splice(run.branches.indexOf(branch), 1)
  // Trace that nobody else holds goes with it.
  for (let i = run.keptChunks.length - 1; i >= 0; i--) {
    const chunk = run.keptChunks[i]
    if (chunk === undefined || run.branches.some((other) => other.chunks.includes(chunk))) continue
    run.keptChunks.splice(i, 1)
  }
}
