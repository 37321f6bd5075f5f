import { describe, expect, it } from 'vitest'
import type { MarkRow } from '../../view/rows.ts'
import { advance, neighbourPace } from './pace.ts'

const END = 40_000_000
const mark = (timeUs: number): MarkRow => ({
  event: 1,
  timeUs,
  kind: 'fault',
  sentence: { key: '', args: {} },
})

describe('clock pace', () => {
  it('moves virtual time in proportion to real time', () => {
    expect(advance({ kind: 'clock', usPerSecond: 50_000 }, 1000, 20, [], END).timeUs).toBe(2000)
  })
})

describe('story pace', () => {
  const pace = { kind: 'story', secondsPerMark: 4 } as const

  it('folds the quiet time before the next mark', () => {
    const next = advance(pace, 1_000_000, 16, [mark(5_000_000)], END)
    expect(next.fold).toEqual({ fromUs: 1_000_000, toUs: next.timeUs })
    expect(next.timeUs).toBeLessThan(5_000_000)
    expect(next.timeUs).toBeGreaterThan(4_900_000)
  })

  it('spends about as long on each mark as asked', () => {
    let at = advance(pace, 0, 16, [mark(5_000_000)], END)
    let spentMs = 0
    while (at.fold === null || spentMs === 0) {
      at = advance(pace, at.timeUs, 16, [mark(5_000_000), mark(9_000_000)], END)
      spentMs += 16
    }
    expect(spentMs).toBeGreaterThan(3800)
    expect(spentMs).toBeLessThan(4200)
  })

  it('ends at the end when no mark is left', () => {
    const next = advance(pace, 6_000_000, 16, [mark(5_000_000)], END)
    expect(next).toEqual({ timeUs: END, fold: { fromUs: 6_000_000, toUs: END }, ended: true })
  })
})

describe('neighbouring paces', () => {
  it('stay inside the list', () => {
    const slowest = { kind: 'clock', usPerSecond: 1_000 } as const
    expect(neighbourPace(slowest, -1)).toEqual(slowest)
    expect(neighbourPace(slowest, 1)).toEqual({ kind: 'clock', usPerSecond: 5_000 })
  })
})
