// Many seeds of one scenario: what one seed gives, and the sum of them all. Who runs the seeds, and on how many cores, is up to the caller.

import type { AnomalyKind } from '../check/anomalies.ts'
import { ANOMALIES } from '../check/anomalies.ts'
import type { Verdict } from '../check/invariant.ts'
import { RARE_MARKS } from '../check/rare.ts'
import type { Failure, Trial } from '../scenario/report.ts'
import { isSameFailure } from '../scenario/report.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { planChaos } from './chaos.ts'
import { chaosProfile } from './chaos-profiles.ts'
import { provokeChaos } from './provoked.ts'
import { runTrial } from './trial.ts'

/** Plain data: it is handed to other threads. */
export interface SweepTask {
  readonly scenario: Scenario
  /** Id of a profile; null: the scenario's own inputs. */
  readonly chaos: string | null
  readonly plants: readonly string[]
  /** Runs each seed a second time and compares. */
  readonly twice: boolean
}

export interface SeedResult {
  readonly seed: number
  readonly events: number
  readonly traceHash: string
  readonly failure: Failure | null
  readonly verdicts: readonly { readonly id: string; readonly verdict: Verdict }[]
  /** Marks on rare branches that the run came by. */
  readonly reached: readonly string[]
  /** How often each anomaly befell it, in the order of ANOMALIES. */
  readonly anomalies: readonly number[]
  /** The second run was not the first. */
  readonly varied: boolean
}

export function trialOf(task: SweepTask, seed: number): Trial {
  const { scenario, plants } = task
  const profile = task.chaos === null ? null : chaosProfile(task.chaos)
  if (profile === null) return { scenario, seed: String(seed), plants, heal: null }
  const plan = profile.provokedMax > 0 ? provokeChaos : planChaos
  return plan(scenario, profile, String(seed), plants)
}

export function runSeed(task: SweepTask, seed: number): SeedResult {
  const { stateHash, ...first } = runTrial(trialOf(task, seed))
  const { events, traceHash, failure, verdicts, reached, anomalies } = first
  const again = task.twice ? runTrial(trialOf(task, seed)) : null
  const varied = again !== null && (again.traceHash !== traceHash || again.stateHash !== stateHash)
  return { seed, events, traceHash, failure, verdicts, reached, anomalies, varied }
}

export interface SweepSum {
  runs: number
  events: number
  readonly invariants: { readonly id: string; kept: number; void: number; violated: number }[]
  /** Each distinct failure, with the lowest seed at which it was met. */
  readonly failures: { failure: Failure; seed: number; traceHash: string; count: number }[]
  /** Every mark, with how many runs came by it. */
  readonly marks: { readonly id: string; runs: number }[]
  /** Every anomaly: in how many runs it came, and how many records or polls in all. */
  readonly anomalies: { readonly id: AnomalyKind; runs: number; count: number }[]
  /** Seeds whose second run differed. */
  readonly varied: number[]
}

export function emptySum(): SweepSum {
  const marks = RARE_MARKS.map(({ id }) => ({ id, runs: 0 }))
  const anomalies = ANOMALIES.map((id) => ({ id, runs: 0, count: 0 }))
  return { runs: 0, events: 0, invariants: [], failures: [], marks, anomalies, varied: [] }
}

/** The order in which results come in does not matter. */
export function addResult(sum: SweepSum, result: SeedResult): void {
  sum.runs += 1
  sum.events += result.events
  if (result.varied) sum.varied.push(result.seed)
  for (const mark of sum.marks) if (result.reached.includes(mark.id)) mark.runs += 1
  sum.anomalies.forEach((row, place) => {
    const count = result.anomalies[place] ?? 0
    row.count += count
    if (count > 0) row.runs += 1
  })
  for (const { id, verdict } of result.verdicts) {
    let row = sum.invariants.find((one) => one.id === id)
    if (row === undefined) {
      row = { id, kept: 0, void: 0, violated: 0 }
      sum.invariants.push(row)
    }
    row[verdict] += 1
  }
  const { failure, seed, traceHash } = result
  if (failure === null) return
  const known = sum.failures.find((one) => isSameFailure(one.failure, failure))
  if (known === undefined) {
    sum.failures.push({ failure, seed, traceHash, count: 1 })
    return
  }
  known.count += 1
  if (seed < known.seed) Object.assign(known, { failure, seed, traceHash })
}
