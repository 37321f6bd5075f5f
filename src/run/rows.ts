// The trace of a branch: what each event did. A chunk that is no longer kept is had again by replaying its stretch.

import { assert, EngineError, present } from '../sim/assert.ts'
import type { FactKind } from '../sim/facts.ts'
import { factKind } from '../sim/facts.ts'
import { EVENTS_PER_CHUNK } from '../sim/limits.ts'
import { NEVER_US } from '../sim/time.ts'
import type { TraceChunk } from '../sim/trace.ts'
import { createChunk, createRecorder, NO_SLOT } from '../sim/trace.ts'
import type { Branch } from './branch.ts'
import { chunkOfEvent, EVENTS_PER_MILESTONE, headEvent, keptBefore } from './branch.ts'
import type { Here } from './here.ts'
import { goFrom, stepHere } from './here.ts'
import { keepChunk } from './memory.ts'
import type { Outline } from './outline.ts'
import type { Run } from './run.ts'
import { isAsBefore, noteDivergence } from './verify.ts'

/** One fact of an event. Slots are −1 for none. */
export interface FactRow {
  readonly kind: FactKind
  readonly subject: number
  readonly object: number
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

/** The chunk that holds an event, complete up to the head. */
export function chunkAt(run: Run, branch: Branch, event: number): TraceChunk {
  assert(
    event >= 0 && event <= headEvent(branch),
    `event ${event} of branch ${branch.id}, which ends with ${headEvent(branch)}`,
  )
  const place = chunkOfEvent(event)
  const kept = branch.chunks[place]
  if (kept !== null && kept !== undefined) return kept
  const chunk = replayChunk(run, branch, place)
  branch.chunks[place] = chunk
  keepChunk(run, chunk)
  return chunk
}

function replayChunk(run: Run, branch: Branch, place: number): TraceChunk {
  const firstEvent = place * EVENTS_PER_CHUNK
  const from = present(
    keptBefore(branch.checkpoints, firstEvent - 1),
    'the checkpoint before the first event',
  )
  const here = goFrom(branch.head.world, from, null)
  const { world } = here
  const lastEvent = Math.min(firstEvent + EVENTS_PER_CHUNK - 1, headEvent(branch))
  run.verified.replays += 1
  replayTo(run, branch, here, firstEvent - 1)
  const recorder = createRecorder(firstEvent, createChunk)
  world.recorder = recorder
  replayTo(run, branch, here, lastEvent)
  return recorder.chunk
}

/** A trace that is not what happened first must not be told as if it were. */
function replayTo(run: Run, branch: Branch, here: Here, event: number): void {
  const { world } = here
  while (world.event < event) {
    const went = stepHere(here, branch.inputs, NEVER_US - 1, null)
    const isMilestone = (world.event + 1) % EVENTS_PER_MILESTONE === 0
    if (went && (!isMilestone || isAsBefore(run, branch, here))) continue
    noteDivergence(run, branch, world.event)
    throw new EngineError(`the replay is not what happened first, after event ${world.event}`)
  }
}

/** What is left of a chunk that is not kept; null where it is. */
function outlineAt(branch: Branch, place: number): Outline | null {
  return branch.chunks[place] === null ? (branch.outlines[place] ?? null) : null
}

export function timeOf(run: Run, branch: Branch, event: number): number {
  if (event < 0) return 0
  const place = chunkOfEvent(event)
  const outline = outlineAt(branch, place)
  if (outline !== null) return outline.firstUs + (outline.sinceUs[event - place * EVENTS_PER_CHUNK] as number)
  const chunk = chunkAt(run, branch, event)
  return chunk.timeUs[event - chunk.firstEvent] as number
}

export function causeOf(run: Run, branch: Branch, event: number): number {
  const place = chunkOfEvent(event)
  const outline = outlineAt(branch, place)
  if (outline !== null) return outline.causes[event - place * EVENTS_PER_CHUNK] as number
  const chunk = chunkAt(run, branch, event)
  return chunk.cause[event - chunk.firstEvent] as number
}

/** The last event at or before a time, −1 if there is none. Beyond the head it is the head. */
export function eventAt(run: Run, branch: Branch, timeUs: number): number {
  const { head, chunkTimesUs } = branch
  if (timeUs >= head.world.nowUs) return head.world.event
  const place = countUpTo(chunkTimesUs, chunkTimesUs.length, timeUs) - 1
  if (place < 0) return -1
  const outline = outlineAt(branch, place)
  if (outline !== null) {
    const { sinceUs, firstUs } = outline
    return place * EVENTS_PER_CHUNK + countUpTo(sinceUs, sinceUs.length, timeUs - firstUs) - 1
  }
  const chunk = chunkAt(run, branch, place * EVENTS_PER_CHUNK)
  return chunk.firstEvent + countUpTo(chunk.timeUs, chunk.events, timeUs) - 1
}

/** How many of the first `length` ascending values are not above a limit. */
function countUpTo(values: ArrayLike<number>, length: number, limit: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The facts of an event, in order. */
export function rows(run: Run, branch: Branch, event: number): FactRow[] {
  const chunk = chunkAt(run, branch, event)
  const at = event - chunk.firstEvent
  const found: FactRow[] = []
  const end = chunk.firstRow[at + 1] as number
  for (let row = chunk.firstRow[at] as number; row < end; row++) found.push(factRow(chunk, row))
  return found
}

/** The fact that gives an event its sentence; null for one without facts. */
export function leadingFact(run: Run, branch: Branch, event: number): FactRow | null {
  const chunk = chunkAt(run, branch, event)
  const at = event - chunk.firstEvent
  const isBare = chunk.firstRow[at] === chunk.firstRow[at + 1]
  return isBare ? null : factRow(chunk, chunk.leadRow[at] as number)
}

/** A row of a chunk as a fact. */
export function factRow(chunk: TraceChunk, row: number): FactRow {
  const subject = chunk.subject[row] as number
  const object = chunk.object[row] as number
  return {
    kind: factKind(chunk.kind[row] as number),
    subject: subject === NO_SLOT ? -1 : subject,
    object: object === NO_SLOT ? -1 : object,
    a: chunk.a[row] as number,
    b: chunk.b[row] as number,
    c: chunk.c[row] as number,
    d: chunk.d[row] as number,
  }
}
