// Computes heads ahead in short slices, so that whoever asks is answered between two of them.

import type { Branch } from '../run/branch.ts'
import type { OpenRun } from './open-run.ts'
import { advanceToSample } from './sample.ts'

/** A real clock and a way to go on after whatever waits: the engine has neither. */
export interface Turns {
  readonly nowMs: () => number
  readonly soon: (work: () => void) => void
}

export interface Computing {
  /** Looks for work anew, the branch that is looked at first. */
  readonly wake: (branch: number) => void
  readonly stop: () => void
  /** What broke while computing ahead, if anything did. */
  readonly failure: () => Error | null
}

const SLICE_MS = 8
const EVENTS_BETWEEN_LOOKS = 512

export function computeAhead(open: OpenRun, turns: Turns): Computing {
  let wanted = 0
  let isRunning = false
  let isStopped = false
  let broke: Error | null = null

  function slice(): void {
    if (isStopped) return
    const branch = nextBranch(open, wanted)
    if (branch === null) {
      isRunning = false
      return
    }
    try {
      const endMs = turns.nowMs() + SLICE_MS
      do advanceToSample(open, branch, EVENTS_BETWEEN_LOOKS)
      while (branch.computedUs < open.untilUs && turns.nowMs() < endMs)
      turns.soon(slice)
    } catch (error) {
      broke = error instanceof Error ? error : new Error(String(error))
      isRunning = false
    }
  }

  return {
    wake: (branch) => {
      wanted = branch
      if (isRunning || isStopped || broke !== null) return
      isRunning = true
      turns.soon(slice)
    },
    stop: () => {
      isStopped = true
    },
    failure: () => broke,
  }
}

/** The branch looked at, then any other that is not at the end. */
function nextBranch(open: OpenRun, wanted: number): Branch | null {
  const { run, untilUs } = open
  const first = run.branches.find((branch) => branch.id === wanted)
  if (first !== undefined && first.computedUs < untilUs) return first
  return run.branches.find((branch) => branch.computedUs < untilUs) ?? null
}
