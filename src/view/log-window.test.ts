import { describe, expect, it } from 'vitest'
import { logWindow } from './log-window.ts'

const ROOM = { recordsMax: 30, bucketsMax: 200 }

describe('the window of offsets', () => {
  it('gives a short log tall rows, in steps', () => {
    const spans = [0, 3, 7, 8, 20, 60].map((end) => {
      const { from, to } = logWindow({ ...ROOM, span: 30, top: null }, 0, end)
      return to - from
    })
    expect(spans).toEqual([8, 8, 8, 12, 27, 30])
  })

  it('shows the whole of a long log and a little air', () => {
    const { from, to, bucket } = logWindow({ ...ROOM, span: 0, top: null }, 500, 1_000_500)
    expect(from).toBe(500)
    expect(to).toBeGreaterThan(1_000_500)
    expect(to).toBeLessThan(1_100_000)
    expect((to - from) / bucket).toBeLessThanOrEqual(200)
    expect((to - from) / bucket).toBeGreaterThan(100)
  })

  it('tells records one by one only where there is room for each', () => {
    expect(logWindow({ ...ROOM, span: 30, top: 100 }, 0, 1_000).bucket).toBe(0)
    expect(logWindow({ ...ROOM, span: 31, top: 100 }, 0, 1_000).bucket).toBe(1)
    expect(logWindow({ ...ROOM, span: 401, top: 500 }, 0, 1_000).bucket).toBe(4)
  })

  it('never leaves the log out of sight', () => {
    const below = logWindow({ ...ROOM, span: 20, top: -500 }, 100, 1_000)
    expect(below.to).toBeGreaterThan(100)
    const above = logWindow({ ...ROOM, span: 20, top: 9_000 }, 100, 1_000)
    expect(above.from).toBeLessThan(1_000)
  })
})
