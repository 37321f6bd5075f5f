// A bug report: everything that makes a run the same again elsewhere, the moment it is about, and hashes to see that it is the same.

import type { Problem } from './problem.ts'
import type { Scenario } from './scenario.ts'

/** Of the files that this version writes. */
export const REPORT_FORMAT = 1
export const HASHES_MAX = 64
export const FAILURE_CHARACTERS_MAX = 1_000
/** A report tells the first few. */
export const FAILURE_DETAILS_MAX = 8

/** Everything that a run follows from, besides the engine. Its inputs are those of the scenario. */
export interface Trial {
  /** Its `seed` is the one of the file: expectations may be promised for that one only. */
  readonly scenario: Scenario
  /** The seed that is run. */
  readonly seed: string
  /** Planted bugs that are on. */
  readonly plants: readonly string[]
  /** The second phase of a chaos run; null for any other run. */
  readonly heal: Heal | null
}

/** From a moment on everything is mended, and by another the cluster must have come to rest. */
export interface Heal {
  readonly fromUs: number
  readonly byUs: number
}

export interface RunReport extends Trial {
  /** Version of the engine that wrote it. */
  readonly engine: number
  readonly moment: { readonly event: number; readonly timeUs: number }
  /** What went wrong there; null when somebody just wants to show a moment. */
  readonly failure: Failure | null
  /** Ascending, up to the moment. */
  readonly hashes: readonly HashMark[]
}

export const FAILURE_KINDS = ['invariant', 'liveness', 'assertion', 'expectation'] as const

export interface Failure {
  readonly kind: (typeof FAILURE_KINDS)[number]
  /** Of the invariant or the expectation; for an assertion its message without numbers; `converge` for a cluster that does not come to rest. */
  readonly id: string
  readonly event: number
  /** A partition, an epoch; '' for none. */
  readonly about: string
  /** What was found, or what is waited for, keyed for src/tell to word; text where there is only text, as in a message of the engine or in a report of older days. */
  readonly detail: string | readonly Problem[]
}

/** What the trace and the state hashed to after an event. */
export interface HashMark {
  readonly event: number
  readonly trace: string
  /** Taken seldom, because it takes long. */
  readonly state: string | null
}

/** Two failures with the same signature are the same bug, as far as a machine can tell. */
export function isSameFailure(a: Failure, b: Failure): boolean {
  return a.kind === b.kind && a.id === b.id
}
