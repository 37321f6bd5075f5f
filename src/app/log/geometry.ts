// Where things stand in the log lens's picture: an axis of offsets, a tank for each replica, names at the right, the whole log in small at the edge.

import type { LogWindowRow } from '../../view/log-rows.ts'
import type { Size } from '../stage/use-size.ts'

export interface TankPlace {
  readonly x: number
  readonly width: number
}

export interface LogGeometry {
  readonly size: Size
  /** Brim and floor of the tanks. */
  readonly top: number
  readonly floor: number
  /** Offsets stand right-aligned before this. */
  readonly axisX: number
  readonly tanks: readonly TankPlace[]
  /** Free room to the right of each tank, for the names of its files. */
  readonly gap: number
  /** Names of the levels begin here; null where there is no room for them. */
  readonly namesX: number | null
  readonly overviewX: number
}

export const OVERVIEW_WIDTH = 10
/** A row of words needs so much. */
export const ROW_MIN = 15
const HEAD = 52
const FOOT = 30
const NAMES_WIDTH = 158
const READERS_WIDTH = 58
const GAP_MIN = 16
const GAP_MAX = 88

export function layoutLog(size: Size, replicas: number, digits: number, hasReaders: boolean): LogGeometry {
  const axisX = 12 + Math.max(3, digits) * 7.6 + (hasReaders ? READERS_WIDTH : 14)
  const overviewX = size.width - OVERVIEW_WIDTH - 6
  const wide = size.width >= 660
  const namesX = wide ? overviewX - NAMES_WIDTH : null
  const room = (namesX ?? overviewX - 4) - axisX
  const slot = room / Math.max(1, replicas)
  const gap = Math.max(GAP_MIN, Math.min(GAP_MAX, slot * 0.36))
  const width = Math.max(24, slot - gap)
  const tanks: TankPlace[] = []
  for (let place = 0; place < replicas; place++)
    tanks.push({ x: Math.round(axisX + place * slot), width: Math.floor(width) })
  return {
    size,
    top: HEAD,
    floor: Math.max(HEAD + 40, size.height - FOOT),
    axisX: axisX - 6,
    tanks,
    gap: Math.floor(gap),
    namesX,
    overviewX,
  }
}

type Span = Pick<LogWindowRow, 'from' | 'to'>

/** The lower edge of a record, the upper edge of the one before it. */
export function yOf(geometry: LogGeometry, window: Span, offset: number): number {
  const { top, floor } = geometry
  return floor - ((offset - window.from) / (window.to - window.from)) * (floor - top)
}

export function rowHeight(geometry: LogGeometry, window: Span): number {
  return (geometry.floor - geometry.top) / (window.to - window.from)
}

/** The record at a height, in or out of sight. */
export function offsetAtY(geometry: LogGeometry, window: Span, y: number): number {
  const { top, floor } = geometry
  return Math.floor(window.from + ((floor - y) / (floor - top)) * (window.to - window.from))
}

/** Which tank lies under a place, −1 for none. */
export function tankAt(geometry: LogGeometry, x: number): number {
  return geometry.tanks.findIndex((tank) => x >= tank.x && x < tank.x + tank.width)
}

/** Offsets on the axis: whole multiples of 1, 2 or 5 times a power of ten, so far apart that their numbers can be read. */
export function axisOffsets(window: Span, height: number): number[] {
  const most = Math.max(2, Math.floor(height / 38))
  const raw = (window.to - window.from) / most
  let step = 1
  for (let scale = 1; step < raw; scale *= 10) {
    step = [scale, 2 * scale, 5 * scale, 10 * scale].find((each) => each >= raw) ?? 10 * scale
  }
  const found: number[] = []
  for (let at = Math.ceil(Math.max(0, window.from) / step) * step; at <= window.to; at += step) found.push(at)
  return found
}

/** Heights at which labels can stand without touching, as near to theirs as may be; those of low rank give way. Order: as given. */
export function dodge(wanted: readonly number[], apart: number, low: number, high: number): number[] {
  const order = wanted.map((y, place) => ({ y, place })).sort((a, b) => a.y - b.y || a.place - b.place)
  const placed: number[] = []
  let above = low - apart
  for (const { y } of order) {
    above = Math.max(Math.min(y, high), above + apart)
    placed.push(above)
  }
  // Whatever was pushed out at the bottom pushes the rest up again.
  let below = high + apart
  for (let index = placed.length - 1; index >= 0; index--) {
    below = Math.min(placed[index] ?? 0, below - apart)
    placed[index] = below
  }
  const heights = new Array<number>(wanted.length).fill(0)
  for (const [index, { place }] of order.entries()) heights[place] = placed[index] ?? 0
  return heights
}
