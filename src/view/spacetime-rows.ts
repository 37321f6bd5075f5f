// What the space-time lens draws: processes as lanes, messages as arrows between them, and what happened on each.

import type { Sentence } from '../tell/sentence.ts'
import type { EventRow, Family, MarkRow } from './rows.ts'

export interface SpacetimeAsk {
  readonly fromUs: number
  readonly toUs: number
  /** Event whose causes and effects are lit; −1 for none. */
  readonly event: number
  /** Families whose messages are drawn. */
  readonly families: readonly Family[]
  /** Names of processes that are left out. */
  readonly hidden: readonly string[]
  /** Of one API only; null for all. */
  readonly api: string | null
  /** More arrows than these are drawn as counts, the most frequent kinds first. */
  readonly arrowsMax: number
}

export interface LaneRow {
  readonly address: string
  readonly name: string
  readonly kind: 'controller' | 'broker' | 'client'
}

export type Lit = 'asked' | 'cause' | 'effect'

export interface ArrowRow {
  readonly address: string
  /** Lanes. */
  readonly from: number
  readonly to: number
  readonly sentUs: number
  /** null: it had not arrived by the end of what was looked at. */
  readonly arrivesUs: number | null
  readonly sentEvent: number
  /** Of the arrival, −1 for none. */
  readonly event: number
  readonly api: string
  readonly family: Family
  readonly kind: 'request' | 'response'
  /** It arrived where nobody receives it any more. */
  readonly lost: boolean
  readonly lit: Lit | null
}

/** An event that is no arrival: a timer, a task, a disk, an input. */
export interface TickRow {
  readonly lane: number
  readonly timeUs: number
  readonly event: number
  readonly family: EventRow['family']
  readonly lit: Lit | null
}

/** A stretch in which a process did not run. */
export interface DownRow {
  readonly lane: number
  readonly fromUs: number
  readonly toUs: number
  readonly event: number
  readonly how: 'dead' | 'stopped' | 'paused'
}

/** Silence that ended in a deadline: from the last thing heard to the moment at which it passed. */
export interface WaitRow {
  readonly lane: number
  readonly fromUs: number
  readonly toUs: number
  readonly event: number
  readonly sentence: Sentence
}

/** A mark, or a step of the lit chain, with its words. */
export interface NoteRow {
  readonly lane: number
  readonly timeUs: number
  readonly event: number
  readonly kind: MarkRow['kind'] | null
  readonly lit: Lit | null
  readonly sentence: Sentence
}

/** Events of a lane per equal slice of the stretch. */
export interface BarRow {
  readonly lane: number
  readonly counts: readonly number[]
}

/** Messages of a kind that were too many to be drawn one by one. */
export interface FoldedRow {
  readonly api: string
  readonly family: Family
  readonly count: number
}

export interface SpacetimeRows {
  /** The stretch that was looked at. */
  readonly fromUs: number
  readonly toUs: number
  readonly events: number
  readonly lanes: readonly LaneRow[]
  /** Every process there is, those that are left out too. */
  readonly all: readonly LaneRow[]
  readonly arrows: readonly ArrowRow[]
  readonly ticks: readonly TickRow[]
  readonly downs: readonly DownRow[]
  readonly waits: readonly WaitRow[]
  readonly notes: readonly NoteRow[]
  readonly bars: readonly BarRow[]
  readonly folded: readonly FoldedRow[]
  /** From the cause that lies near enough to be shown with it to what was asked; null without a chain. */
  readonly chain: { readonly fromUs: number; readonly toUs: number } | null
  /** Too many events to look at one by one: only bars, marks and the lit chain. */
  readonly far: boolean
}
