import { describe, expect, it } from 'vitest'
import { addSpan, countInSpans, cutSpans, takeFromSpans } from './spans.ts'

/** The same by a set of single offsets. */
function plain(spans: readonly number[]): Set<number> {
  const found = new Set<number>()
  for (let place = 0; place < spans.length; place += 2)
    for (let offset = spans[place] as number; offset < (spans[place + 1] as number); offset++)
      found.add(offset)
  return found
}

function overlap(set: ReadonlySet<number>, from: number, to: number): number {
  let found = 0
  for (let offset = from; offset < to; offset++) if (set.has(offset)) found += 1
  return found
}

describe('spans of offsets', () => {
  it('grow at their end, join, and say how many offsets were there already', () => {
    const spans: number[] = []
    expect(addSpan(spans, 5, 10)).toBe(0)
    expect(addSpan(spans, 10, 12)).toBe(0)
    expect(spans).toEqual([5, 12])
    expect(addSpan(spans, 20, 30)).toBe(0)
    expect(addSpan(spans, 8, 22)).toBe(6)
    expect(spans).toEqual([5, 30])
  })

  it('are cut down to an offset', () => {
    const spans = [0, 10, 20, 30]
    expect(cutSpans(spans, 25)).toBe(5)
    expect(spans).toEqual([0, 10, 20, 25])
    expect(cutSpans(spans, 4)).toBe(11)
    expect(spans).toEqual([0, 4])
    expect(cutSpans(spans, 4)).toBe(0)
  })

  it('agree with sets of single offsets, whatever is added and taken away', () => {
    const spans: number[] = []
    let set = new Set<number>()
    let seed = 7
    const draw = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return (seed >>> 8) % below
    }
    for (let turn = 0; turn < 2_000; turn++) {
      const from = draw(60)
      const to = from + 1 + draw(12)
      const held = overlap(set, from, to)
      switch (draw(4)) {
        case 0:
          expect(takeFromSpans(spans, from, to)).toBe(held)
          set = new Set([...set].filter((offset) => offset < from || offset >= to))
          break
        case 1: {
          const at = 40 + draw(40)
          expect(cutSpans(spans, at)).toBe(overlap(set, at, 100))
          set = new Set([...set].filter((offset) => offset < at))
          break
        }
        default:
          expect(addSpan(spans, from, to)).toBe(held)
          for (let offset = from; offset < to; offset++) set.add(offset)
      }
      expect(plain(spans)).toEqual(set)
      expect(countInSpans(spans, from, to)).toBe(overlap(set, from, to))
      for (let place = 1; place < spans.length; place++)
        expect(spans[place] as number).toBeGreaterThan(spans[place - 1] as number)
    }
  })
})
