// Cubic curves between two boxes, and points on them without asking the DOM.

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Curve {
  readonly from: Point
  readonly c1: Point
  readonly c2: Point
  readonly to: Point
}

export function pathOf(curve: Curve): string {
  const { from, c1, c2, to } = curve
  return `M${r(from.x)} ${r(from.y)}C${r(c1.x)} ${r(c1.y)} ${r(c2.x)} ${r(c2.y)} ${r(to.x)} ${r(to.y)}`
}

export function pointAt(curve: Curve, part: number): Point {
  const q = 1 - part
  const a = q * q * q
  const b = 3 * q * q * part
  const c = 3 * q * part * part
  const d = part * part * part
  return {
    x: a * curve.from.x + b * curve.c1.x + c * curve.c2.x + d * curve.to.x,
    y: a * curve.from.y + b * curve.c1.y + c * curve.c2.y + d * curve.to.y,
  }
}

/** From one row of boxes down to another: leaves and arrives upright. */
export function between(from: Point, to: Point): Curve {
  const bend = (to.y - from.y) * 0.5
  return { from, c1: { x: from.x, y: from.y + bend }, c2: { x: to.x, y: to.y - bend }, to }
}

/** Between neighbours of one row: hangs below both. */
export function hanging(from: Point, to: Point): Curve {
  const depth = 30 + Math.abs(to.x - from.x) * 0.09
  return { from, c1: { x: from.x, y: from.y + depth }, c2: { x: to.x, y: to.y + depth }, to }
}

function r(value: number): number {
  return Math.round(value * 10) / 10
}
