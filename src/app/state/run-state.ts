// The run as the page last heard of it: what is open, the moment shown, and how play goes on from there.

import { create } from 'zustand'
import type { LensRows } from '../../view/lens-rows.ts'
import type { BeliefRow, InspectRow, TimelineRows } from '../../view/rows.ts'
import type { BranchInfo, OpenError, OpenSource, RunInfo } from '../../worker/protocol.ts'
import type { Pace } from '../play/pace.ts'
import { DEFAULT_PACE } from '../play/pace.ts'

/** A stretch of quiet time that story play has just left out. */
export interface Fold {
  readonly fromUs: number
  readonly toUs: number
  readonly shownAtMs: number
}

export interface RunState {
  readonly info: RunInfo | null
  /** Where it came from. */
  readonly source: OpenSource | null
  /** The seed that was asked for, null for the scenario's own. */
  readonly seedAsked: string | null
  readonly openError: OpenError | null
  /** The worker or the engine failed: its message, as it came. */
  readonly failure: string | null
  readonly branch: number
  /** Event whose outcome is shown; −1 before the first. */
  readonly event: number
  readonly cursorUs: number
  readonly traceHash: string
  /** Hash of the whole state at this moment; null until asked and answered. */
  readonly stateHash: string | null
  /** Tables of the open lens; those of others stand as they were when it was last open. */
  readonly cluster: LensRows | null
  readonly inspect: InspectRow | null
  readonly beliefs: readonly BeliefRow[]
  readonly touched: readonly string[]
  /** True when the moment asked for has not been computed yet. */
  readonly computing: boolean
  readonly timeline: TimelineRows | null
  /** The furthest moment this reader has been shown. */
  readonly seenUs: number
  readonly playing: boolean
  readonly pace: Pace
  readonly fold: Fold | null
  /** Counts jumps of the cursor, so that motion can tell a jump from play. */
  readonly jumps: number
}

export const EMPTY_RUN: RunState = {
  info: null,
  source: null,
  seedAsked: null,
  openError: null,
  failure: null,
  branch: 0,
  event: -1,
  cursorUs: 0,
  traceHash: '',
  stateHash: null,
  cluster: null,
  inspect: null,
  beliefs: [],
  touched: [],
  computing: false,
  timeline: null,
  seenUs: 0,
  playing: false,
  pace: DEFAULT_PACE,
  fold: null,
  jumps: 0,
}

export const useRun = create<RunState>(() => EMPTY_RUN)

export function currentBranch(run: RunState): BranchInfo | null {
  return run.info?.branches.find((branch) => branch.id === run.branch) ?? null
}
