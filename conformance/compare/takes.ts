// A recording, held against the engine over several seeds.

import { compare } from './compare.ts'
import type { Limit, Plan } from './plan.ts'
import { planOf, ZERO_US } from './plan.ts'
import { readRecording, readScenarioText, rulesFor } from './recording.ts'
import { isSetUp, replay } from './replay.ts'
import { parseRecordedScenario } from './scenario-file.ts'
import type { Verdict } from './verdict.ts'

/** A broker that is started when its last session is about to end: whether it is refused hangs on how long its process takes to get going, the engine's no time. */
const LIMITS: { readonly [scenario: string]: Limit } = {
  tools: { at: '22s', what: 'a start as slow as that of a Java process' },
}

export function planFor(scenario: string, seed = '1'): Plan {
  const recorded = parseRecordedScenario(readScenarioText(scenario))
  return planOf(recorded, seed, rulesFor(scenario), LIMITS[scenario] ?? null)
}

/** The engine can follow it for a while, if not to its end. */
export function isHeld(plan: Plan): boolean {
  return plan.heldUntilUs > ZERO_US
}

/** What becomes of every fact of a recording in one run of the engine. */
export function verdictsOf(scenario: string, seed: string, plants: readonly string[] = []): Verdict[] {
  const replayed = replay(planFor(scenario, seed), plants)
  if (!isSetUp(replayed)) throw new Error(`${scenario} is not set up by time zero`)
  return compare(readRecording(scenario), parseRecordedScenario(readScenarioText(scenario)), replayed)
}

/** The facts that differ, as a reader wants to see them. */
export function differences(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap((verdict) =>
    verdict.outcome === 'differs'
      ? [
          `${verdict.id}: recorded ${JSON.stringify(verdict.recorded)}, engine ${JSON.stringify(verdict.engine)}`,
        ]
      : [],
  )
}
