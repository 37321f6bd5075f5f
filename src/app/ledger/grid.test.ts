import { describe, expect, it } from 'vitest'
import { cellAt, cellsMax, gridOf, lastOf, placeOf, zoomedRange } from './grid.ts'

describe('the cells of the ledger', () => {
  it('are as large as all of them fit', () => {
    expect(gridOf(400, 200, 100).step).toBe(20)
    expect(gridOf(400, 200, 1_000).step).toBe(7)
    const most = gridOf(400, 200, cellsMax(400, 200))
    expect(most.step).toBe(4)
    const last = placeOf(most, cellsMax(400, 200) - 1)
    expect(last.x + most.size).toBeLessThanOrEqual(400)
    expect(last.y + most.size).toBeLessThanOrEqual(200)
  })

  it('are found where they are drawn', () => {
    const grid = gridOf(300, 200, 900)
    for (const cell of [0, 7, 299, 899]) {
      const { x, y } = placeOf(grid, cell)
      expect(cellAt(grid, x + 2, y + 2, 900)).toBe(cell)
    }
    expect(cellAt(grid, 5, 10_000, 900)).toBeNull()
    expect(cellAt(grid, -3, 5, 900)).toBeNull()
  })

  it('of all of 271 records are those of 0 to 270', () => {
    expect(lastOf({ from: 0, to: 271 })).toBe(270)
  })

  it('keep the record under the pointer when one looks closer', () => {
    const near = zoomedRange({ from: 0, to: 1_000 }, 0.5, 0.2, 1_000)
    expect(near).toEqual({ from: 100, to: 600 })
    expect(zoomedRange(near, 100, 0.2, 1_000)).toEqual({ from: 0, to: 1_000 })
    expect(zoomedRange({ from: 0, to: 30 }, 0.01, 0.5, 1_000)).toEqual({ from: 3, to: 27 })
    expect(zoomedRange({ from: 0, to: 5 }, 0.5, 0.5, 5)).toEqual({ from: 0, to: 5 })
  })
})
