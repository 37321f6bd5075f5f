// What the page may ask of a run beyond walking it: run until something happens, branches by name, two branches side by side, memory, reports, checks.
// Every answer is plain, cloneable data.

import type { UntilAsk } from '../run/until-conditions.ts'
import type { Failure } from '../scenario/report.ts'
import type { Sentence } from '../tell/sentence.ts'
import type { EventRow, WhyRow } from '../view/rows.ts'
import type { RunInfo } from './protocol.ts'

/** Asked from an event on, in a direction. `none`: nothing of the kind up to that moment. `superseded`: cancelled, or asked anew. */
export type UntilAnswer =
  | { readonly kind: 'found'; readonly event: number; readonly timeUs: number; readonly row: EventRow }
  | { readonly kind: 'none'; readonly searchedUs: number }
  | { readonly kind: 'superseded' }
  /** An argument names nothing, or is none; worded by src/tell. */
  | { readonly kind: 'refused'; readonly wrong: Sentence }

/** Two branches aligned by cause: an event of one is the same as one of the other when what led to it is the same, whenever it came. */
export interface CompareAnswer {
  readonly a: number
  readonly b: number
  /** The first event at which they part, in each; null where a side ends before, or when both are the same. */
  readonly divergence: { readonly a: EventRow | null; readonly b: EventRow | null } | null
  /** Both are compared up to here. */
  readonly untilUs: number
  /** Events since they part: the same at the same time, the same at another time, only in one. */
  readonly counts: {
    readonly same: number
    readonly moved: number
    readonly onlyA: number
    readonly onlyB: number
  }
  /** What is telling among the events that differ, in order of time. */
  readonly events: readonly CompareEvent[]
  /** Fields of things that are not the same at the end; null: that side has no such thing. */
  readonly state: readonly {
    readonly address: string
    readonly field: string
    readonly a: string | null
    readonly b: string | null
  }[]
  /** Records whose fate differs, counted by pair of fates; `examples` are addresses. */
  readonly records: readonly {
    readonly a: string
    readonly b: string
    readonly records: number
    readonly examples: readonly string[]
  }[]
  readonly metrics: readonly { readonly name: string; readonly a: number; readonly b: number }[]
}

export type CompareEvent =
  | { readonly kind: 'onlyA'; readonly a: EventRow }
  | { readonly kind: 'onlyB'; readonly b: EventRow }
  /** The same event, later in b by so much (negative: earlier). */
  | { readonly kind: 'moved'; readonly a: EventRow; readonly b: EventRow; readonly laterUs: number }

export interface MemoryInfo {
  readonly budgetBytes: number
  /** Estimate of what checkpoints and kept trace hold. */
  readonly usedBytes: number
  readonly checkpointBytes: number
  readonly traceBytes: number
  readonly checkpoints: number
  readonly pinned: number
  /** Events between two checkpoints of the branch where they stand farthest apart. */
  readonly spacing: number
  /** Replays so far, events replayed, hashes verified on the way. */
  readonly replays: number
  readonly replayedEvents: number
  readonly verifiedHashes: number
  /** The first hash that was not what it was before: a bug of the engine. */
  readonly diverged: { readonly branch: number; readonly event: number } | null
}

/** A moment as a report. `name` is a file name, `link` the fragment for a share link, or why there is none. */
export interface ReportAnswer {
  readonly name: string
  readonly text: string
  readonly link:
    | { readonly ok: true; readonly fragment: string }
    | { readonly ok: false; readonly characters: number; readonly max: number }
}

/** Of an opened report: how its hashes stand against this run. */
export interface ReportState {
  readonly moment: { readonly event: number; readonly timeUs: number }
  readonly failure: Failure | null
  /** Written by this version of the engine: hashes must be the same. */
  readonly sameEngine: boolean
  readonly hashes: number
  readonly verified: number
  /** Event of the first hash that differs. */
  readonly divergedAt: number | null
  /** Whether the failure was met again; null while it is not computed that far, or when there is none. */
  readonly again: boolean | null
}

export interface ViolationRow {
  readonly invariant: string
  readonly event: number
  readonly timeUs: number
  /** The promise that is broken, worded: `promise.<invariant>`. */
  readonly promise: Sentence
  readonly about: string
  readonly detail: string
  /** Addresses of records, a few. */
  readonly records: readonly string[]
  readonly recordCount: number
  /** The last event before anything went wrong on the way to it. */
  readonly lastHealthyEvent: number
  readonly lastHealthyUs: number
  /** From the violation back to there. */
  readonly chain: readonly WhyRow[]
  /** Loss that a setting allowed is no bug: the setting, and the event that used it. null: nothing allows this. */
  readonly allowedBy: AllowedBy | null
}

export interface AllowedBy {
  /** Id of the broken assumption: `assumption.<id>` words it. */
  readonly assumption: string
  /** The setting behind it, '' when a fault is. */
  readonly config: string
  readonly value: string
  readonly event: number
  /** Unclean stops that used up the budget of the promise: it is lost beyond the promise. */
  readonly stops: readonly {
    readonly node: number
    readonly how: 'killed' | 'power-lost' | 'disk-lost'
    readonly event: number
    readonly timeUs: number
  }[]
}

/** An invariant and how it stands. */
export interface VerdictRow {
  readonly invariant: string
  readonly promise: Sentence
  readonly verdict: 'kept' | 'void' | 'violated'
  readonly assumptions: readonly {
    readonly id: string
    readonly says: Sentence
    readonly brokenBy: number | null
  }[]
  readonly violations: number
}

/** The table of promises: settings down, faults across, in each cell whether an acknowledged record survives. */
export interface PromiseRow {
  /** `acks-0`, `acks-1`, `all-min-isr-1`, `all-min-isr`, `all-min-isr-elr`; worded by `promises.<id>`. */
  readonly id: string
  /** A producer of this run writes under these settings. */
  readonly here: boolean
  readonly cells: readonly PromiseCell[]
}

export interface PromiseCell {
  /** `none`, `leader-killed`, `all-killed`, `power-below-min-isr`, `power-min-isr`, `unclean-election`; worded by `promiseFault.<fault>`. */
  readonly fault: string
  readonly promised: boolean
  /** The fault came in this run, while a producer wrote under these settings. */
  readonly happened: boolean
  /** Acknowledged records lost under it so far. */
  readonly lost: number
  /** `open`: the fault has not come. */
  readonly verdict: 'kept' | 'violated' | 'allowed' | 'open'
}

export interface RunTools {
  /** Looks for the next (or last) event at which something happens, computing ahead where it must. One question at a time: a new one supersedes. */
  runUntil(branch: number, event: number, direction: 1 | -1, ask: UntilAsk): Promise<UntilAnswer>
  cancelUntil(): Promise<void>
  renameBranch(branch: number, name: string): Promise<RunInfo>
  /** What branched off from it stays, and hangs on its parent then. The first branch cannot go. */
  deleteBranch(branch: number): Promise<RunInfo>
  compare(a: number, b: number): Promise<CompareAnswer>
  memory(): Promise<MemoryInfo>
  setMemoryBudget(budgetBytes: number): Promise<MemoryInfo>
  /** The run up to a moment as a file and a link. */
  makeReport(branch: number, event: number): Promise<ReportAnswer>
  /** null: what is open is no report. */
  reportState(): Promise<ReportState | null>
  /** What the checks had found at a moment. */
  violations(branch: number, event: number): Promise<readonly ViolationRow[]>
  verdicts(branch: number, event: number): Promise<readonly VerdictRow[]>
  promises(branch: number, event: number): Promise<readonly PromiseRow[]>
}
