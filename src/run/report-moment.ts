// A moment of a branch as a bug report: its inputs, by whom ever, the hashes along the way, and what the checks had found by then.

import type { Finding } from '../check/invariant.ts'
import type { Failure, HashMark, RunReport, Trial } from '../scenario/report.ts'
import { HASHES_MAX } from '../scenario/report.ts'
import type { ScenarioInput } from '../scenario/scenario.ts'
import { hashText } from '../sim/hash.ts'
import type { Tables } from '../sim/tables.ts'
import { stateHash } from '../sim/world.ts'
import type { Branch } from './branch.ts'
import { EVENTS_PER_MILESTONE, headEvent } from './branch.ts'
import { ENGINE_VERSION } from './engine-version.ts'
import type { Run } from './run.ts'
import type { Diverged } from './seek.ts'
import { seek } from './seek.ts'

/** `basis`: what the run follows from, but for what was done to it. */
export function reportAt(run: Run, branch: Branch, event: number, basis: Trial): RunReport | Diverged {
  const seeked = seek(run, branch, Math.min(event, headEvent(branch)))
  if (seeked.kind === 'diverged') return seeked
  const { world, checks } = seeked
  const inputs = branch.inputs.list.map(({ timeUs, after, input, args }): ScenarioInput => {
    return { timeUs, after, input, args }
  })
  const { scenario } = basis
  return {
    ...basis,
    scenario: { ...scenario, inputs, untilUs: Math.max(scenario.untilUs, world.nowUs) },
    engine: ENGINE_VERSION,
    moment: { event: world.event, timeUs: world.nowUs },
    failure: checks === null ? null : failureOf(checks, world.event),
    hashes: [
      ...hashesBefore(branch, world.event),
      { event: world.event, trace: hashText(world.traceHash), state: hashText(stateHash(world)) },
    ],
  }
}

function hashesBefore(branch: Branch, event: number): HashMark[] {
  let step = 1
  const count = Math.floor(event / EVENTS_PER_MILESTONE)
  while (count / step > HASHES_MAX - 2) step *= 2
  const found: HashMark[] = []
  for (let place = step - 1; place < count; place += step) {
    const milestone = branch.milestones[place]
    if (milestone === undefined) break
    const at = (place + 1) * EVENTS_PER_MILESTONE - 1
    if (at < event) found.push({ event: at, trace: hashText(milestone), state: null })
  }
  return found
}

/** The last violation by then. */
function failureOf(checks: Tables, event: number): Failure | null {
  let last: Failure | null = null
  for (const entity of checks.entities) {
    if (entity.kind !== 'finding') continue
    const { invariant, violations } = entity as Finding
    for (const violation of violations) {
      if (violation.event > event || (last !== null && violation.event <= last.event)) continue
      const { about, detail } = violation
      last = { kind: 'invariant', id: invariant, event: violation.event, about, detail: [detail] }
    }
  }
  return last
}
