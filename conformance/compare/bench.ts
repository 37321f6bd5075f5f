// What every verdict on a recording is made from.

import type { Replay } from './driver.ts'
import type { MetadataFacts } from './metadata-facts.ts'
import type { Recording } from './recording.ts'
import type { RecordedScenario } from './scenario-file.ts'

export interface Bench {
  readonly recording: Recording
  readonly scenario: RecordedScenario
  readonly replayed: Replay
  readonly metadata: MetadataFacts
  /** Until when the engine could follow the scenario, in milliseconds after zero. */
  readonly heldMs: number
  readonly isWhole: boolean
}

export const CUT = 'the engine cannot follow the scenario to there yet'
