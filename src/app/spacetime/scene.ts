// The space-time drawing as plain marks: canvas, SVG export, hit test and tests all read them.

import type { ArrowRow, SpacetimeRows } from '../../view/spacetime-rows.ts'
import type { Plan, Point } from './plan.ts'
import { along, pointOf } from './plan.ts'
import { notes } from './scene-notes.ts'
import { axisStepUs, axisText, axisTimes } from './window.ts'

/** A token of the page's colours. */
export type Ink =
  | 'ink'
  | 'ink-2'
  | 'line'
  | 'line-strong'
  | 'plate'
  | 'bad'
  | 'gone'
  | 'warn'
  | 'good'
  | 'api-client'
  | 'api-replica'
  | 'api-control'
  | 'api-group'

export type SceneMark =
  | {
      readonly kind: 'line'
      readonly from: Point
      readonly to: Point
      readonly ink: Ink
      readonly width: number
      readonly dashed: boolean
      /** At its end: an arrow, filled or outlined; a cross where it was lost. */
      readonly head: 'filled' | 'outlined' | 'cross' | null
      readonly opacity: number
    }
  | {
      readonly kind: 'rect'
      readonly from: Point
      readonly to: Point
      readonly ink: Ink
      readonly hatched: boolean
      readonly opacity: number
    }
  | {
      readonly kind: 'ring'
      readonly at: Point
      readonly ink: Ink
      readonly radius: number
      readonly filled: boolean
    }
  | { readonly kind: 'cross'; readonly at: Point; readonly ink: Ink }
  | {
      readonly kind: 'text'
      readonly at: Point
      readonly text: string
      readonly ink: Ink
      readonly anchor: 'start' | 'middle' | 'end'
      readonly look: 'plain' | 'bold' | 'mono'
    }

/** What a click or a pointer can find. */
export interface Hit {
  readonly event: number
  readonly from: Point
  readonly to: Point
  readonly arrow: ArrowRow | null
}

export interface Scene {
  readonly marks: readonly SceneMark[]
  readonly hits: readonly Hit[]
}

export interface SceneParts {
  readonly rows: SpacetimeRows
  readonly plan: Plan
  readonly cursorUs: number
  readonly limitUs: number
  readonly words: (note: { readonly sentence: SpacetimeRows['notes'][number]['sentence'] }) => string
  readonly waitWords: (wait: SpacetimeRows['waits'][number]) => string
}

const MARKS_EVERY = 110
const DOWN_HALF = 8
const BAR_MAX = 16

export function sceneOf(parts: SceneParts): Scene {
  const marks: SceneMark[] = []
  const hits: Hit[] = []
  axis(parts, marks)
  lanes(parts, marks)
  bars(parts, marks)
  downs(parts, marks)
  arrows(parts, marks, hits)
  ticks(parts, marks, hits)
  fog(parts, marks)
  cursor(parts, marks)
  notes(parts, marks, hits)
  return { marks, hits }
}

function line(from: Point, to: Point, ink: Ink, width = 1, opacity = 1): SceneMark {
  return { kind: 'line', from, to, ink, width, dashed: false, head: null, opacity }
}

function axis({ plan }: SceneParts, marks: SceneMark[]): void {
  const { across, stretch, width, height } = plan
  const room = plan.end - plan.begin
  const step = axisStepUs(stretch.toUs - stretch.fromUs, Math.max(2, room / (across ? MARKS_EVERY : 54)))
  for (const timeUs of axisTimes(stretch, step)) {
    const at = along(plan, timeUs)
    const text = axisText(timeUs, step)
    if (across) {
      marks.push(line({ x: at, y: 8 }, { x: at, y: height - 30 }, 'line', 1, 0.8))
      const anchor = at > width - 40 ? 'end' : 'middle'
      marks.push({ kind: 'text', at: { x: at, y: height - 12 }, text, ink: 'ink-2', anchor, look: 'mono' })
    } else {
      marks.push(line({ x: 70, y: at }, { x: width - 8, y: at }, 'line', 1, 0.8))
      marks.push({ kind: 'text', at: { x: 8, y: at + 4 }, text, ink: 'ink-2', anchor: 'start', look: 'mono' })
    }
  }
}

function lanes({ rows, plan }: SceneParts, marks: SceneMark[]): void {
  const { fromUs, toUs } = plan.stretch
  rows.lanes.forEach((_, lane) => {
    marks.push(line(pointOf(plan, fromUs, lane), pointOf(plan, toUs, lane), 'line-strong', 1.4))
  })
}

/** Counts stand on the lane where single messages are too many. */
function bars({ rows, plan, limitUs }: SceneParts, marks: SceneMark[]): void {
  if (rows.folded.length === 0 && !rows.far) return
  const most = Math.max(1, ...rows.bars.map(({ counts }) => Math.max(...counts)))
  const height = Math.min(BAR_MAX, plan.gap * 0.4)
  for (const { lane, counts } of rows.bars) {
    const slice = (rows.toUs - rows.fromUs) / counts.length
    counts.forEach((count, index) => {
      const fromUs = rows.fromUs + index * slice
      if (
        count === 0 ||
        fromUs >= limitUs ||
        fromUs + slice < plan.stretch.fromUs ||
        fromUs > plan.stretch.toUs
      )
        return
      const tall = Math.max(1.5, (count / most) * height)
      const { stretch } = plan
      const from = pointOf(plan, Math.max(fromUs, stretch.fromUs), lane, -tall)
      const to = pointOf(plan, Math.min(fromUs + slice * 0.82, stretch.toUs), lane)
      marks.push({ kind: 'rect', from, to, ink: 'line-strong', hatched: false, opacity: 0.75 })
    })
  }
}

function downs({ rows, plan, limitUs }: SceneParts, marks: SceneMark[]): void {
  for (const { lane, fromUs, toUs, how } of rows.downs) {
    if (fromUs >= limitUs) continue
    const from = pointOf(plan, Math.max(fromUs, plan.stretch.fromUs), lane, -DOWN_HALF)
    const to = pointOf(plan, Math.min(toUs, limitUs, plan.stretch.toUs), lane, DOWN_HALF)
    marks.push({ kind: 'rect', from, to, ink: 'gone', hatched: how !== 'paused', opacity: 0.9 })
  }
}

function arrows({ rows, plan, limitUs }: SceneParts, marks: SceneMark[], hits: Hit[]): void {
  const anyLit = rows.arrows.some(({ lit }) => lit !== null)
  const crowded = rows.arrows.length > 300
  // What is lit is drawn over the rest.
  const order = [...rows.arrows].sort((a, b) => Number(a.lit !== null) - Number(b.lit !== null))
  for (const arrow of order) {
    if (arrow.sentUs >= limitUs) continue
    const way = Math.sign(arrow.to - arrow.from)
    const from = pointOf(plan, arrow.sentUs, arrow.from, way * 4)
    const to =
      arrow.arrivesUs === null
        ? stub(from, plan.across, way)
        : pointOf(plan, arrow.arrivesUs, arrow.to, way * -4)
    const cut = clipped(plan, from, to)
    if (cut === null) continue
    const lit = arrow.lit !== null
    marks.push({
      kind: 'line',
      from: cut.from,
      to: cut.to,
      ink: arrow.lost || arrow.arrivesUs === null ? 'bad' : `api-${arrow.family}`,
      width: lit ? 2.6 : 1,
      dashed: arrow.kind === 'response',
      head:
        arrow.arrivesUs === null || arrow.lost ? 'cross' : arrow.kind === 'request' ? 'filled' : 'outlined',
      opacity: lit
        ? arrow.lit === 'effect'
          ? 0.75
          : 1
        : anyLit
          ? crowded
            ? 0.22
            : 0.34
          : crowded
            ? 0.45
            : 0.8,
    })
    hits.push({ event: arrow.event >= 0 ? arrow.event : arrow.sentEvent, from: cut.from, to: cut.to, arrow })
  }
}

/** The part of a line that is in sight; `open` when its end is not. */
function clipped(
  { across, begin, end }: Plan,
  from: Point,
  to: Point,
): { readonly from: Point; readonly to: Point; readonly open: boolean } | null {
  const [first, last] = across ? [from.x, to.x] : [from.y, to.y]
  if (last < begin || first > end) return null
  const at = (place: number): Point => {
    const part = (place - first) / Math.max(1e-9, last - first)
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
  }
  return { from: first < begin ? at(begin) : from, to: last > end ? at(end) : to, open: last > end }
}

const STUB = 22

/** One that has not arrived points where it was going, and ends in a cross. */
function stub(from: Point, across: boolean, way: number): Point {
  return across ? { x: from.x + 5, y: from.y + way * STUB } : { x: from.x + way * STUB, y: from.y + 5 }
}

function ticks({ rows, plan, limitUs }: SceneParts, marks: SceneMark[], hits: Hit[]): void {
  const many = rows.ticks.length > 500
  for (const tick of rows.ticks) {
    if (tick.timeUs > limitUs || tick.timeUs < plan.stretch.fromUs || tick.timeUs > plan.stretch.toUs)
      continue
    const half = tick.lit === null ? 3.5 : 7
    const from = pointOf(plan, tick.timeUs, tick.lane, -half)
    const to = pointOf(plan, tick.timeUs, tick.lane, half)
    marks.push(
      line(from, to, tick.lit === null ? 'ink-2' : 'ink', tick.lit === null ? 1 : 2, many ? 0.45 : 0.8),
    )
    hits.push({ event: tick.event, from, to, arrow: null })
  }
}

/** Nothing is shown of what was not seen yet. */
function fog({ plan, limitUs }: SceneParts, marks: SceneMark[]): void {
  if (limitUs >= plan.stretch.toUs) return
  const at = Math.max(plan.begin, along(plan, limitUs))
  const from = plan.across ? { x: at, y: 0 } : { x: 0, y: at }
  const to = plan.across ? { x: plan.end, y: plan.height - 30 } : { x: plan.width, y: plan.end }
  marks.push({ kind: 'rect', from, to, ink: 'line', hatched: true, opacity: 0.8 })
}

/** What lies ahead of the cursor is paler. */
function cursor({ plan, cursorUs }: SceneParts, marks: SceneMark[]): void {
  const at = Math.max(plan.begin, Math.min(plan.end, along(plan, cursorUs)))
  const ends = (place: number): readonly [Point, Point] =>
    plan.across
      ? [
          { x: place, y: 6 },
          { x: place, y: plan.height - 28 },
        ]
      : [
          { x: 66, y: place },
          { x: plan.width - 6, y: place },
        ]
  const [from] = ends(at)
  const [, far] = ends(plan.end)
  if (at < plan.end) marks.push({ kind: 'rect', from, to: far, ink: 'plate', hatched: false, opacity: 0.45 })
  if (cursorUs < plan.stretch.fromUs || cursorUs > plan.stretch.toUs) return
  const [, to] = ends(at)
  marks.push(line(from, to, 'ink', 1.4))
}
