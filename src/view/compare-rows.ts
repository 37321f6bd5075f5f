// Two runs, or two branches of one, side by side, as rows to show. Plain, cloneable data.

import type { EventRow } from './rows.ts'

export interface CompareRows {
  /** Both are compared up to here. */
  readonly untilUs: number
  /** What was given to the two differently: seed, rules, configs, inputs; null: that side was given no such thing. */
  readonly given: readonly GivenRow[]
  /** null: both are the same, to the bit. */
  readonly parting: PartingRow | null
  /** Events since they part: the same at the same time, the same at another time, the same by another way, only in one. */
  readonly counts: {
    readonly same: number
    readonly moved: number
    readonly otherWay: number
    readonly onlyA: number
    readonly onlyB: number
  }
  /** What is telling among the events that differ, in order of time, and how many more there are. */
  readonly events: readonly CompareEvent[]
  readonly moreEvents: number
  /** Fields of things that are not the same at the end; null: that side has no such thing. */
  readonly state: readonly GivenRow[]
  readonly moreState: number
  /** Records whose fate differs, counted by pair of fates; `examples` are addresses. */
  readonly records: readonly {
    readonly a: string
    readonly b: string
    readonly records: number
    readonly examples: readonly string[]
  }[]
  readonly metrics: readonly { readonly name: string; readonly a: number; readonly b: number }[]
}

export interface GivenRow {
  /** Of a thing and its field: `broker:1 status`; of what was given: `seed`, `topics.orders.config.min.insync.replicas`. */
  readonly name: string
  readonly a: string | null
  readonly b: string | null
}

export interface PartingRow {
  /** The first event that is not the same to the bit, if only by its time; null where a side ends before. */
  readonly exact: { readonly a: EventRow | null; readonly b: EventRow | null }
  /** The first event on each side that the other does not have by the same cause; both null: only times differ. */
  readonly a: CausedRow | null
  readonly b: CausedRow | null
}

/** An event with what brought it about, which both sides have. */
export interface CausedRow {
  readonly row: EventRow
  /** null: nothing did, it is an input or stands at the beginning. */
  readonly cause: EventRow | null
  /** The same cause on the other side. */
  readonly causeThere: EventRow | null
}

export type CompareEvent =
  | { readonly kind: 'onlyA'; readonly a: EventRow }
  | { readonly kind: 'onlyB'; readonly b: EventRow }
  /** The same event, later in b by so much (negative: earlier). */
  | {
      readonly kind: 'moved'
      readonly a: EventRow
      readonly b: EventRow
      readonly laterUs: number
      /** What led to it is the same too. */
      readonly sameCause: boolean
    }
