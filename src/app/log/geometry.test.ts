import { describe, expect, it } from 'vitest'
import { axisOffsets, dodge, layoutLog, offsetAtY, rowHeight, tankAt, yOf } from './geometry.ts'
import { centred, moved, zoomed } from './zoom.ts'

const SIZE = { width: 700, height: 600 }

describe('the picture of a log', () => {
  it('keeps tanks, names and the overview beside each other at any width', () => {
    for (const width of [320, 420, 700, 1300]) {
      for (const replicas of [1, 3, 5]) {
        const { tanks, namesX, overviewX, axisX, gap } = layoutLog({ width, height: 600 }, replicas, 6, true)
        expect(tanks).toHaveLength(replicas)
        let left = axisX
        for (const tank of tanks) {
          expect(tank.x).toBeGreaterThanOrEqual(left)
          expect(tank.width).toBeGreaterThanOrEqual(24)
          left = tank.x + tank.width
        }
        if (replicas < 5 || width > 320) expect(left).toBeLessThanOrEqual((namesX ?? overviewX) + 1)
        expect(gap).toBeGreaterThan(0)
        expect(overviewX).toBeLessThan(width)
      }
    }
  })

  it('finds the record under a height, and its height again', () => {
    const geometry = layoutLog(SIZE, 3, 4, false)
    const window = { from: 96.5, to: 120.5 }
    const row = rowHeight(geometry, window)
    for (const offset of [97, 100, 119]) {
      const y = yOf(geometry, window, offset) - row / 2
      expect(offsetAtY(geometry, window, y)).toBe(offset)
    }
    const [, second] = geometry.tanks
    expect(tankAt(geometry, (second?.x ?? 0) + 5)).toBe(1)
    expect(tankAt(geometry, (second?.x ?? 0) - 3)).toBe(-1)
  })

  it('counts the axis in ones, twos and fives, never closer than can be read', () => {
    expect(axisOffsets({ from: 96, to: 120 }, 500).slice(0, 4)).toEqual([96, 98, 100, 102])
    for (const span of [1, 7, 30, 999, 1_000_000]) {
      const offsets = axisOffsets({ from: 0, to: span }, 500)
      expect(offsets.length).toBeLessThanOrEqual(15)
      expect(offsets.length).toBeGreaterThan(0)
    }
  })

  it('lets labels give way without crossing or leaving the picture', () => {
    expect(dodge([100, 104, 300], 20, 50, 400)).toEqual([100, 120, 300])
    const crowded = dodge([395, 398, 399], 20, 50, 400)
    expect(Math.max(...crowded)).toBeLessThanOrEqual(400)
    const sorted = [...crowded].sort((a, b) => a - b)
    expect(sorted).toEqual(crowded)
    for (let place = 1; place < sorted.length; place++)
      expect((sorted[place] ?? 0) - (sorted[place - 1] ?? 0)).toBeGreaterThanOrEqual(20)
  })
})

describe('zooming', () => {
  const shown = { from: 80, to: 120, start: 0, end: 1_000 }

  it('keeps the offset under the pointer where it is', () => {
    const { span, top } = zoomed(shown, 0.5, 110)
    expect(span).toBe(20)
    const part = (110 - ((top ?? 0) - span)) / span
    expect(part).toBeCloseTo((110 - 80) / 40)
  })

  it('goes down to one record and up to the whole log', () => {
    expect(zoomed({ ...shown, from: 99.4, to: 100.6 }, 0.1, 100).span).toBe(1)
    expect(zoomed({ from: 0, to: 1_070, start: 0, end: 1_000 }, 2, 500)).toEqual({ span: 0, top: null })
  })

  it('follows the newest again when moved there', () => {
    expect(moved(shown, 5)).toEqual({ span: 40, top: 125 })
    expect(moved(shown, 2_000)).toEqual({ span: 40, top: null })
    expect(centred(shown, 500).top).toBe(520.5)
  })
})
