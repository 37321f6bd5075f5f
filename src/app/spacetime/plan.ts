// Where things stand in the space-time drawing: lanes one way, time the other.

import type { LaneRow } from '../../view/spacetime-rows.ts'
import type { Stretch } from './window.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Plan {
  readonly width: number
  readonly height: number
  readonly across: boolean
  readonly stretch: Stretch
  /** Along time: where it begins and ends. */
  readonly begin: number
  readonly end: number
  /** Place of each lane across time. */
  readonly lanes: readonly number[]
  readonly gap: number
}

/** Room for the names of the lanes, and for the axis. */
const NAMES = 104
const NAMES_TOP = 46
const AXIS = 30
const AXIS_LEFT = 76
const EDGE = 16
const GROUP = 0.35

export interface PlanAsk {
  readonly width: number
  readonly height: number
  readonly across: boolean
  readonly stretch: Stretch
  readonly lanes: readonly LaneRow[]
}

export function planOf({ width, height, across, stretch, lanes }: PlanAsk): Plan {
  const begin = across ? NAMES : NAMES_TOP + 8
  const end = across ? width - EDGE : height - EDGE
  const first = across ? EDGE + 14 : AXIS_LEFT + 20
  const last = across ? height - AXIS - 22 : width - EDGE - 30
  // Kinds stand a little apart.
  const places: number[] = []
  let at = 0
  lanes.forEach((lane, index) => {
    if (index > 0) at += lane.kind === lanes[index - 1]?.kind ? 1 : 1 + GROUP
    places.push(at)
  })
  const gap = at === 0 ? 0 : Math.min((last - first) / at, across ? 120 : 240)
  return {
    width,
    height,
    across,
    stretch,
    begin,
    end,
    gap,
    lanes: places.map((place) => first + place * gap),
  }
}

/** Where a moment stands along time. */
export function along(plan: Plan, timeUs: number): number {
  const { fromUs, toUs } = plan.stretch
  return plan.begin + ((timeUs - fromUs) / (toUs - fromUs)) * (plan.end - plan.begin)
}

export function timeAt(plan: Plan, point: Point): number {
  const { fromUs, toUs } = plan.stretch
  const part = ((plan.across ? point.x : point.y) - plan.begin) / (plan.end - plan.begin)
  return fromUs + part * (toUs - fromUs)
}

/** A moment on a lane, moved by so much across time. */
export function pointOf(plan: Plan, timeUs: number, lane: number, aside = 0): Point {
  const time = along(plan, timeUs)
  const place = (plan.lanes[lane] ?? 0) + aside
  return plan.across ? { x: time, y: place } : { x: place, y: time }
}
