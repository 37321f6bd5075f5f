// A tank from afar: its records are counted, not drawn.

import type { Tank } from './tank.ts'
import { fillBetween } from './tank.ts'

/** What is acknowledged, as a strip at the tank's right edge. */
const STRIP = 5

/** From afar: paler where records are missing, a strip for what is acknowledged. Neighbours that are alike are one mark. */
export function bucketMarks(tank: Tank): void {
  const { picture, replica, place } = tank
  const { bucket } = picture.window
  const row = picture.buckets.find((each) => each.node === replica.node)
  if (row === undefined) return
  const { first, records, acknowledged, lost } = row
  const offsetAt = (index: number) => first + index * bucket
  const fullness = (index: number): number => {
    const low = Math.max(offsetAt(index), replica.logStart)
    const high = Math.min(offsetAt(index + 1), replica.logEnd)
    return high <= low ? -1 : Math.round(((records[index] ?? 0) / (high - low)) * 16)
  }
  runs(records.length, fullness, (from, to, full) => {
    if (full < 0 || full >= 16) return
    fillBetween(
      tank,
      Math.max(offsetAt(from), replica.logStart),
      Math.min(offsetAt(to), replica.logEnd),
      'plate',
      0.85 * (1 - full / 16),
    )
  })
  const answer = (index: number): number => {
    const count = records[index] ?? 0
    if (count === 0) return -1
    if ((lost[index] ?? 0) > 0) return 3
    const yes = acknowledged[index] ?? 0
    return yes === count ? 2 : yes > 0 ? 1 : 0
  }
  runs(records.length, answer, (from, to, kind) => {
    if (kind <= 0) return
    const top = tank.y(offsetAt(to))
    const height = tank.y(offsetAt(from)) - top
    if (height > 0)
      tank.marks.push({
        shape: 'rect',
        x: place.x + place.width - STRIP,
        y: top,
        width: STRIP,
        height: Math.max(1, height),
        fill: kind === 3 ? 'bad' : 'good',
        alpha: kind === 1 ? 0.5 : 0.9,
      })
  })
}

function runs(
  size: number,
  kindOf: (index: number) => number,
  take: (from: number, to: number, kind: number) => void,
): void {
  let from = 0
  let kind = size === 0 ? -1 : kindOf(0)
  for (let index = 1; index <= size; index++) {
    const next = index === size ? Number.NaN : kindOf(index)
    if (next === kind) continue
    take(from, index, kind)
    from = index
    kind = next
  }
}
