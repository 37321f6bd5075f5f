// A report computed again, as far as its moment, with the hashes along the way held against it.

import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import type { Run } from '../run/run.ts'
import { advance, branchOf, createRun } from '../run/run.ts'
import { CHECKER, worldOf } from '../run/trial.ts'
import type { HashMark, RunReport, Trial } from '../scenario/report.ts'
import { hashText } from '../sim/hash.ts'
import { stateHash } from '../sim/world.ts'

export interface Replayed {
  readonly run: Run
  readonly branch: Branch
  /** The first hash that was not as written; null when all were. */
  readonly diverged: HashMark | null
}

export function openRun(trial: Trial): { readonly run: Run; readonly branch: Branch } {
  const run = createRun({
    makeWorld: () => worldOf(trial),
    registry: INPUT_REGISTRY,
    inputs: trial.scenario.inputs.map((input) => ({ ...input, origin: 'scenario' })),
    checker: CHECKER,
  })
  return { run, branch: branchOf(run, 0) }
}

export function replayTo(report: RunReport): Replayed {
  const { run, branch } = openRun(report)
  let diverged: HashMark | null = null
  for (const mark of report.hashes) {
    if (!goTo(run, branch, mark.event, report.moment.timeUs) || !isAsWritten(branch, mark)) {
      diverged = mark
      break
    }
  }
  goTo(run, branch, report.moment.event, report.moment.timeUs)
  return { run, branch, diverged }
}

/** False when the run, or the time of the moment, ends before: whatever a file says of events, no run goes on without an end. */
function goTo(run: Run, branch: Branch, event: number, untilUs: number): boolean {
  while (headEvent(branch) < event)
    if (advance(run, branch, Math.min(16_384, event - headEvent(branch)), untilUs) === 0) return false
  return true
}

function isAsWritten(branch: Branch, mark: HashMark): boolean {
  const { world } = branch.head
  if (hashText(world.traceHash) !== mark.trace) return false
  return mark.state === null || hashText(stateHash(world)) === mark.state
}
