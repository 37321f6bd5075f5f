// What is open: the run on the stage, and one beside it when two are compared.

import type { CompareRows } from '../view/compare-rows.ts'
import type { OpenSide } from './compare.ts'
import type { Computing, Turns } from './compute-ahead.ts'
import { computeAhead } from './compute-ahead.ts'
import type { Sent } from './frame.ts'
import type { OpenRun } from './open-run.ts'

/** A run with whoever computes it ahead. */
export interface Session {
  readonly open: OpenRun
  readonly computing: Computing
  readonly sent: Sent
}

export interface Bench {
  stage: Session | null
  beside: Session | null
  /** The last comparison, as long as both its runs are there. */
  compared: { readonly a: OpenSide; readonly b: OpenSide; readonly rows: CompareRows } | null
}

export function newSession(open: OpenRun, turns: Turns): Session {
  return { open, computing: computeAhead(open, turns), sent: { version: 0, tables: null } }
}
