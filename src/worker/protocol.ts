// What the page may ask of the run behind the worker. Every answer is plain, cloneable data.

import type { Expectation, LessonStep } from '../scenario/scenario.ts'
import type { Sentence } from '../tell/sentence.ts'
import type { LensId, LensRows, MetricsRows } from '../view/lens-rows.ts'
import type { LogAsk } from '../view/log-rows.ts'
import type { BeliefRow, EventRow, InspectRow, TimelineRows } from '../view/rows.ts'
import type { AdminTools } from './admin-tools.ts'
import type { CompareTools } from './compare-tools.ts'
import type { GroupTools } from './group-tools.ts'
import type { HandTools } from './hand-tools.ts'
import type { LedgerTools } from './ledger-tools.ts'
import type { LogTools } from './log-tools.ts'
import type { RunTools } from './run-tools.ts'
import type { SpacetimeTools } from './spacetime-tools.ts'
import type { WhyTools } from './why-tools.ts'

export type OpenSource =
  | { readonly kind: 'shipped'; readonly id: string; readonly seed?: string }
  | { readonly kind: 'file'; readonly name: string; readonly text: string; readonly seed?: string }
  /** A report brings its own seed. */
  | { readonly kind: 'report'; readonly name: string; readonly text: string; readonly seed?: undefined }
  | { readonly kind: 'link'; readonly fragment: string; readonly seed?: undefined }

export interface RunInfo {
  readonly scenarioId: string
  readonly title: { readonly en: string; readonly ko: string }
  readonly summary: { readonly en: string; readonly ko: string }
  readonly rules: string
  readonly seed: string
  readonly untilUs: number
  readonly lesson: readonly LessonStep[]
  readonly expectations: readonly Expectation[]
  readonly branches: readonly BranchInfo[]
}

export interface BranchInfo {
  readonly id: number
  /** As somebody has called it; '' when nobody has. */
  readonly name: string
  readonly parent: number | null
  /** Event index and time at which it left its parent. */
  readonly forkEvent: number
  readonly forkUs: number
  readonly headEvent: number
  readonly headUs: number
  readonly inputs: readonly InputInfo[]
}

export interface InputInfo {
  readonly timeUs: number
  /** After so many events of that instant. */
  readonly after: number
  /** Id of the declared input, e.g. `kill`. */
  readonly input: string
  readonly args: { readonly [field: string]: string | number | boolean }
  readonly origin: 'scenario' | 'hand'
}

/** A moment asked for: by virtual time (the last event at or before it) or by event index (the state just after that event). */
export type MomentAsk =
  | { readonly by: 'time'; readonly timeUs: number }
  | { readonly by: 'event'; readonly event: number }

export interface FrameAsk {
  readonly branch: number
  readonly at: MomentAsk
  /** The lens that is open: only its tables are made and sent. */
  readonly lens: LensId
  /** What the log lens wants to see, when it is the one. */
  readonly log?: LogAsk
  /** Address to inspect, and node id whose beliefs are asked, if any. */
  readonly inspect: string | null
  readonly viewpoint: string | null
  /** Frame version the page already holds: tables that did not change since are left out. 0: send all. */
  readonly since: number
}

export interface FrameAnswer {
  readonly version: number
  readonly branch: number
  /** The event whose outcome is shown; −1 before the first. */
  readonly event: number
  readonly timeUs: number
  /** Running trace hash up to and with this event, and the hash of the whole state, 16 hex digits each. */
  readonly traceHash: string
  readonly cluster: Partial<LensRows>
  readonly inspect: InspectRow | null
  readonly beliefs: readonly BeliefRow[]
  /** Addresses that the event at this moment touched. */
  readonly touched: readonly string[]
  readonly computing: boolean
}

/** The engine behind the page: the same interface in a worker and in tests. Errors are `{ kind: 'error' }` values, never thrown text. */
export interface RunHost
  extends AdminTools,
    CompareTools,
    GroupTools,
    HandTools,
    LedgerTools,
    LogTools,
    RunTools,
    SpacetimeTools,
    WhyTools {
  open(source: OpenSource): Promise<RunInfo | OpenError>
  frame(ask: FrameAsk): Promise<FrameAnswer>
  /** Event indexes around a moment: the next or previous event, request, or mark. null when there is none (or it is not computed yet). */
  neighbour(
    branch: number,
    event: number,
    kind: 'event' | 'request' | 'mark',
    direction: 1 | -1,
  ): Promise<{ event: number; timeUs: number } | null>
  /** `count` rows of the event list ending or beginning at an event. */
  events(branch: number, from: number, count: number): Promise<readonly EventRow[]>
  timeline(branch: number): Promise<TimelineRows>
  /** The figures over virtual time, as far as they have been computed. */
  metrics(branch: number): Promise<MetricsRows>
  /** Does an input at a moment; answers the branch on which it now stands (a new one if the future had been seen). */
  input(
    branch: number,
    event: number,
    timeUs: number,
    input: string,
    args: InputInfo['args'],
  ): Promise<RunInfo & { readonly branch: number }>
  /** Hash of the whole state at a moment, 16 hex digits. */
  stateHash(branch: number, event: number): Promise<string>
  /** Extends the run beyond its last computed time. */
  extend(branch: number, untilUs: number): Promise<void>
}

export interface OpenError {
  readonly kind: 'error'
  readonly file: string
  readonly line: number
  readonly column: number
  /** Worded by the catalogues of src/tell. */
  readonly wrong: Sentence
  readonly meant: Sentence | null
}
