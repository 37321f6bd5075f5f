// One line of events: its inputs, its head as far as it was computed ahead, and what is kept along the way.

import type { Hash } from '../sim/hash.ts'
import type { Input } from '../sim/input.ts'
import { EVENTS_PER_CHUNK } from '../sim/limits.ts'
import type { InputRegistry, Inputs } from '../sim/step.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { Here, Kept } from './here.ts'
import type { Outline } from './outline.ts'

/** Running trace hashes are kept so often, so that no replay goes far before it is verified. */
export const EVENTS_PER_MILESTONE = 1_024

/** An input and who gave it. */
export interface RunInput extends Input {
  readonly origin: 'scenario' | 'hand'
}

export interface RunInputs extends Inputs {
  readonly list: readonly RunInput[]
  readonly registry: InputRegistry
}

export interface Branch {
  readonly id: number
  /** As somebody has called it; '' when nobody has. */
  name: string
  parent: number | null
  /** The last event shared with the parent, and the time of the input that made the difference. */
  forkEvent: number
  forkUs: number
  readonly inputs: RunInputs
  /** The world after the last computed event. */
  readonly head: Here
  /** Nothing more happens up to here. */
  computedUs: number
  /** Ascending; the first stands before the first event. */
  checkpoints: Kept[]
  /** Events between those that are not pinned. */
  spacing: number
  /** Trace hash after every EVENTS_PER_MILESTONE events. */
  readonly milestones: Hash[]
  /** State hash after every EVENTS_PER_CHUNK events. */
  readonly stateHashes: Hash[]
  /** Time of the first event of each chunk. */
  readonly chunkTimesUs: number[]
  /** null: not kept, to be had again by replay. */
  readonly chunks: (TraceChunk | null)[]
  /** By chunk, once it was not kept. */
  readonly outlines: (Outline | undefined)[]
  /** Events with a fact that matters, ascending, up to and with `markedUpTo`. */
  readonly marks: number[]
  markedUpTo: number
  /** Those whose facts come again and again, and when. */
  readonly spacedMarks: { readonly event: number; readonly code: number; readonly timeUs: number }[]
  /** The highest event that was shown: what lies beyond is a forecast. */
  seen: number
  /** Where the last seek left off. */
  cursor: Here | null
  /** Short-lived checkpoints behind a cursor that steps back, ascending. */
  shorts: Kept[]
}

export function headEvent(branch: Branch): number {
  return branch.head.world.event
}

export function chunkOfEvent(event: number): number {
  return Math.floor(event / EVENTS_PER_CHUNK)
}

/** The last one at or before an event, of a list in ascending order; null if there is none. */
export function keptBefore(list: readonly Kept[], event: number): Kept | null {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as Kept).event <= event) low = middle + 1
    else high = middle
  }
  return low === 0 ? null : (list[low - 1] as Kept)
}

export function insertKept(list: Kept[], kept: Kept): void {
  let index = list.length
  while (index > 0 && (list[index - 1] as Kept).event > kept.event) index -= 1
  if (index > 0 && (list[index - 1] as Kept).event === kept.event) return
  list.splice(index, 0, kept)
}
