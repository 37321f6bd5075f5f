import { describe, expect, test } from 'vitest'
import type { GroupStory, OwnedSpan } from '../../view/group-rows.ts'
import { gapFigures, laneLayouts } from './lane-layout.ts'

const span = (partition: string, fromUs: number, toUs: number | null): OwnedSpan => ({
  partition,
  fromUs,
  fromEvent: fromUs,
  toUs,
  toEvent: toUs ?? -1,
  end: toUs === null ? null : 'revoked',
  epoch: 1,
})

const STORY: GroupStory = {
  group: 'g',
  phases: [],
  marks: [],
  messages: [],
  overlaps: [],
  lags: [],
  again: [],
  lanes: [
    { client: 'c1', spans: [span('t-0', 0, 100), span('t-1', 0, 100), span('t-1', 400, null)] },
    { client: 'c2', spans: [span('t-0', 300, null)] },
  ],
  gaps: [
    { partition: 't-0', from: 'c1', to: 'c2', fromUs: 100, toUs: 300 },
    { partition: 't-1', from: 'c1', to: 'c1', fromUs: 100, toUs: 400 },
  ],
}

describe('the lanes of a group', () => {
  test('a partition keeps its row in a lane through its gap', () => {
    const [c1] = laneLayouts(STORY)
    expect(c1?.rows).toBe(2)
    const rows = c1?.bars.filter((bar) => bar.partition === 't-1').map((bar) => [bar.span === null, bar.row])
    expect(rows).toEqual([
      [false, 1],
      [true, 1],
      [false, 1],
    ])
  })

  test('a gap lies in the lane of whoever takes the partition next', () => {
    const [, c2] = laneLayouts(STORY)
    expect(c2?.bars.map((bar) => [bar.partition, bar.span === null])).toEqual([
      ['t-0', true],
      ['t-0', false],
    ])
  })

  test('no two bars of a row overlap', () => {
    for (const { bars } of laneLayouts(STORY))
      for (const a of bars)
        for (const b of bars) {
          if (a === b || a.row !== b.row) continue
          expect((a.toUs ?? Infinity) <= b.fromUs || (b.toUs ?? Infinity) <= a.fromUs).toBe(true)
        }
  })

  test('the figures of a window count what stood still, how long at most, and what passed to another', () => {
    expect(gapFigures(STORY, 0, 1_000)).toEqual({ stopped: 2, longestUs: 300, moved: 1, again: 0 })
    expect(gapFigures(STORY, 200, 1_000)).toEqual({ stopped: 0, longestUs: null, moved: 0, again: 0 })
    expect(gapFigures(STORY, 0, 250)).toEqual({ stopped: 2, longestUs: 150, moved: 1, again: 0 })
  })
})
