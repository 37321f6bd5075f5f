import { describe, expect, it } from 'vitest'
import {
  around,
  axisStepUs,
  axisText,
  axisTimes,
  covering,
  fitted,
  following,
  panned,
  SPAN_MIN_US,
  spanOf,
  zoomed,
} from './window.ts'

const END = 40_000_000

describe('the stretch in sight', () => {
  it('keeps the moment under the pointer where it is', () => {
    const near = zoomed({ fromUs: 10_000_000, toUs: 20_000_000 }, 0.5, 0.25, END)
    expect(near).toEqual({ fromUs: 11_250_000, toUs: 16_250_000 })
  })

  it('goes from a few microseconds to the whole run, and no farther', () => {
    let stretch = { fromUs: 1_000_000, toUs: 2_000_000 }
    for (let i = 0; i < 60; i++) stretch = zoomed(stretch, 0.5, 0.5, END)
    expect(spanOf(stretch)).toBe(SPAN_MIN_US)
    for (let i = 0; i < 60; i++) stretch = zoomed(stretch, 2, 0.3, END)
    expect(stretch).toEqual({ fromUs: 0, toUs: END })
  })

  it('stops at both ends of the run', () => {
    expect(panned({ fromUs: 0, toUs: 1_000 }, -3, END)).toEqual({ fromUs: 0, toUs: 1_000 })
    expect(panned({ fromUs: END - 500, toUs: END }, 1, END)).toEqual({ fromUs: END - 500, toUs: END })
    expect(fitted({ fromUs: -5, toUs: 5 }, 10)).toEqual({ fromUs: 0, toUs: SPAN_MIN_US })
  })

  it('moves only when the cursor would leave it', () => {
    const stretch = { fromUs: 1_000_000, toUs: 2_000_000 }
    expect(following(stretch, 1_500_000, END)).toBe(stretch)
    expect(following(stretch, 3_000_000, END)).toEqual(around(3_000_000, 1_000_000, END))
  })

  it('takes in all moments of a chain', () => {
    const { fromUs, toUs } = covering([5_000_000, 14_000_000, 9_000_000], END)
    expect(fromUs).toBeLessThan(5_000_000)
    expect(toUs).toBeGreaterThan(14_000_000)
  })
})

describe('the axis', () => {
  it('steps by 1, 2 or 5', () => {
    expect([100, 3_000, 1_600_000, END].map((span) => axisStepUs(span, 8))).toEqual([
      20, 500, 200_000, 5_000_000,
    ])
  })

  it('writes no more digits than it needs', () => {
    expect(axisText(14_000_000, 1_000_000)).toBe('14 s')
    expect(axisText(14_200_000, 200_000)).toBe('14.2 s')
    expect(axisText(14_083_412, 1).replace(/\s/gu, ' ')).toBe('14.083 412 s')
    expect(axisTimes({ fromUs: 150, toUs: 420 }, 100)).toEqual([200, 300, 400])
  })
})
