// A run that was tried, as a bug report.

import type { RunReport, Trial } from '../scenario/report.ts'
import { ENGINE_VERSION } from './engine-version.ts'
import type { TrialOutcome } from './trial.ts'

export function reportOf(trial: Trial, outcome: TrialOutcome): RunReport {
  const { failure, events, timeUs } = outcome
  const { scenario, seed, plants, heal } = trial
  // An event that broke off in the middle cannot be shown: the one before it can.
  const event = failure?.kind === 'assertion' ? failure.event - 1 : events - 1
  return {
    scenario,
    seed,
    plants,
    heal,
    engine: ENGINE_VERSION,
    moment: { event: Math.max(event, -1), timeUs },
    failure,
    hashes: outcome.hashes,
  }
}
