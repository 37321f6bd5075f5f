// What a run answers about itself beyond its frames: what was looked for, its memory, reports and checks.
// Every answer is plain, cloneable data.

import type { Failure } from '../scenario/report.ts'
import type { Sentence } from '../tell/sentence.ts'
import type { EventRow, WhyRow } from '../view/rows.ts'

/** Asked from an event on, in a direction. `none`: nothing of the kind up to that moment. `superseded`: cancelled, or asked anew. */
export type UntilAnswer =
  | { readonly kind: 'found'; readonly event: number; readonly timeUs: number; readonly row: EventRow }
  | { readonly kind: 'none'; readonly searchedUs: number }
  | { readonly kind: 'superseded' }
  /** An argument names nothing, or is none; worded by src/tell. */
  | { readonly kind: 'refused'; readonly wrong: Sentence }

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

/** No more are told than so many: with as many there may be others. */
export const VIOLATIONS_TOLD_MAX = 40

export interface ViolationRow {
  readonly invariant: string
  readonly event: number
  readonly timeUs: number
  /** The promise that is broken, worded: `promise.<invariant>`. */
  readonly promise: Sentence
  readonly about: string
  /** What was found, worded: `evidence.*`. */
  readonly detail: Sentence
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
  /** `none`, `leader-lost`, `all-killed`, `power-below-min-isr`, `power-min-isr`, `unclean-election`; worded by `promiseFault.<fault>`. */
  readonly fault: string
  readonly promised: boolean
  /** The fault came in this run, while a producer wrote under these settings. */
  readonly happened: boolean
  /** Acknowledged records lost under it so far. */
  readonly lost: number
  /** `open`: the fault has not come. */
  readonly verdict: 'kept' | 'violated' | 'allowed' | 'open'
}
