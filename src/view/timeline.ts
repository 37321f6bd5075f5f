// The run as the timeline draws it, built from the trace as it grows: marks, health, density. It looks at no world, so that it can follow a head that runs ahead.

import type { Setup } from '../kafka/setup.ts'
import type { FactRow } from '../run/rows.ts'
import { factRow } from '../run/rows.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { tell } from '../tell/tell.ts'
import type { Density } from './density.ts'
import { countEvent, cutDensity, densitySlices, newDensity } from './density.ts'
import type { HealthState } from './health.ts'
import { concernsHealth, healthLevel, newHealth, noteHealth } from './health.ts'
import { isDueMark, isMark, markKindOf } from './marks.ts'
import type { Health, MarkRow, TimelineRows } from './rows.ts'

const SLICES = 240

export interface Timeline {
  readonly setup: Pick<Setup, 'topics' | 'cluster'>
  /** The next event to be fed. */
  nextEvent: number
  lastUs: number
  readonly marks: MarkRow[]
  /** The last mark of each fact, by its code. */
  readonly lastMarkUs: Map<number, number>
  readonly health: { readonly fromUs: number; readonly level: Health }[]
  readonly state: HealthState
  density: Density
  /** The same by the process at which it happened. */
  readonly byProcess: Map<number, Density>
  /** The facts of which all this was made: a fork begins with those up to it. */
  readonly told: { readonly event: number; readonly timeUs: number; readonly row: FactRow }[]
}

export function newTimeline(setup: Pick<Setup, 'topics' | 'cluster'>): Timeline {
  return {
    setup,
    nextEvent: 0,
    lastUs: 0,
    marks: [],
    lastMarkUs: new Map(),
    health: [{ fromUs: 0, level: 'good' }],
    state: newHealth(setup),
    density: newDensity(),
    byProcess: new Map(),
    told: [],
  }
}

/** Takes in what the chunk holds from the next event on. Chunks come in order; one that grows may come again. The world lends its names: any later moment will do. */
export function feedTimeline(timeline: Timeline, world: World, chunk: TraceChunk): void {
  const end = chunk.firstEvent + chunk.events
  while (timeline.nextEvent < end) {
    const at = timeline.nextEvent - chunk.firstEvent
    if (at < 0) throw new RangeError(`the timeline lacks events before ${chunk.firstEvent}`)
    takeEvent(timeline, world, chunk, at)
    timeline.nextEvent += 1
  }
}

function takeEvent(timeline: Timeline, world: World, chunk: TraceChunk, at: number): void {
  const timeUs = chunk.timeUs[at] as number
  timeline.lastUs = timeUs
  countEvent(timeline.density, timeUs)
  countAtProcess(timeline, chunk.subject[chunk.leadRow[at] as number] as number, timeUs)
  const end = chunk.firstRow[at + 1] as number
  let isTold = false
  for (let row = chunk.firstRow[at] as number; row < end; row++) {
    const code = chunk.kind[row] as number
    if (markKindOf(code) === null && !concernsHealth(code)) continue
    tellFact(timeline, world, timeline.nextEvent, timeUs, factRow(chunk, row))
    isTold = true
  }
  if (isTold) closeEvent(timeline, timeUs)
}

function countAtProcess(timeline: Timeline, slot: number, timeUs: number): void {
  let density = timeline.byProcess.get(slot)
  if (density === undefined) {
    density = newDensity()
    timeline.byProcess.set(slot, density)
  }
  countEvent(density, timeUs)
}

function tellFact(timeline: Timeline, world: World, event: number, timeUs: number, row: FactRow): void {
  const { code } = row.kind
  const kind = markKindOf(code)
  const isMarked = kind !== null && isMark(code, row.a, row.b, row.c)
  const isDue = isMarked && isDueMark(code, timeline.lastMarkUs.get(code) ?? -1, timeUs)
  if (!isDue && !concernsHealth(code)) return
  timeline.told.push({ event, timeUs, row })
  noteHealth(timeline.state, row, world)
  if (kind === null || !isDue) return
  timeline.lastMarkUs.set(code, timeUs)
  // One mark of a kind an event: cutting a host off cuts many links.
  for (let i = timeline.marks.length - 1; i >= 0 && timeline.marks[i]?.event === event; i--)
    if (timeline.marks[i]?.kind === kind) return
  timeline.marks.push({ event, timeUs, kind, sentence: tell(world, row) })
}

function closeEvent(timeline: Timeline, timeUs: number): void {
  const { health } = timeline
  const level = healthLevel(timeline.state)
  const last = health[health.length - 1] as { fromUs: number; level: Health }
  if (last.level === level) return
  // Within one instant only the last word counts.
  if (last.fromUs === timeUs) health.pop()
  if (health[health.length - 1]?.level !== level) health.push({ fromUs: timeUs, level })
}

/** As it stood after an event: what a branch that leaves there begins with. */
export function forkTimeline(
  world: World,
  timeline: Readonly<Timeline>,
  event: number,
  timeUs: number,
): Timeline {
  const fork = newTimeline(timeline.setup)
  for (let i = 0; i < timeline.told.length; i++) {
    const told = timeline.told[i] as Timeline['told'][number]
    if (told.event > event) break
    tellFact(fork, world, told.event, told.timeUs, told.row)
    if (timeline.told[i + 1]?.event !== told.event) closeEvent(fork, told.timeUs)
  }
  fork.density = cutDensity(timeline.density, timeUs)
  for (const [slot, density] of timeline.byProcess) fork.byProcess.set(slot, cutDensity(density, timeUs))
  fork.nextEvent = event + 1
  fork.lastUs = timeUs
  return fork
}

/** `computedUs`: nothing more happens up to there. `found`: marks of what the checks have found, in order of their events. */
export function timelineRows(
  timeline: Readonly<Timeline>,
  endUs: number,
  computedUs: number = timeline.lastUs,
  found: readonly MarkRow[] = [],
): TimelineRows {
  return {
    computedUs,
    endUs,
    events: timeline.nextEvent,
    marks: mergeMarks(timeline.marks, found),
    health: timeline.health.slice(),
    density: densitySlices(timeline.density, endUs, SLICES),
  }
}

function mergeMarks(told: readonly MarkRow[], found: readonly MarkRow[]): MarkRow[] {
  if (found.length === 0) return told.slice()
  return [...told, ...found].sort((a, b) => a.event - b.event)
}
