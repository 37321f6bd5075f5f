import { describe, expect, it } from 'vitest'
import { ISR_CHANGED } from '../kafka/controller/facts.ts'
import { CLEANED_LOG, DIR_OFFLINE, SEGMENT_DELETED, SEGMENT_ROLLED } from '../kafka/storage/facts.ts'
import { headEvent } from '../run/branch.ts'
import { chunkAt } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import { isDueMark, markKindOf } from './marks.ts'
import { FAILOVER, failoverRun } from './testing/failover-run.ts'
import { feedTimeline, newTimeline, timelineRows } from './timeline.ts'

const HOUR_US = 3_600_000_000

/** How many marks facts make that come so often for an hour. */
function marksInAnHour(code: number, everyUs: number): number {
  let lastUs = -1
  let marks = 0
  for (let timeUs = 0; timeUs < HOUR_US; timeUs += everyUs) {
    if (!isDueMark(code, lastUs, timeUs)) continue
    lastUs = timeUs
    marks += 1
  }
  return marks
}

it('a directory that fails is marked as the fault that it is', () => {
  expect(markKindOf(DIR_OFFLINE.code)).toBe('fault')
})

describe('marks of logs', () => {
  it('stand for rolls, deletions and cleanings', () => {
    for (const { code } of [SEGMENT_ROLLED, SEGMENT_DELETED, CLEANED_LOG])
      expect(markKindOf(code)).toBe('storage')
  })

  it('never fill a timeline, however often logs roll', () => {
    expect(marksInAnHour(SEGMENT_ROLLED.code, 100_000)).toBeLessThan(40)
    expect(marksInAnHour(SEGMENT_DELETED.code, 100_000)).toBeLessThan(80)
    expect(marksInAnHour(CLEANED_LOG.code, 100_000)).toBeLessThan(80)
  })

  it('are all there where there are few', () => {
    expect(marksInAnHour(SEGMENT_DELETED.code, 360_000_000)).toBe(10)
    expect(isDueMark(SEGMENT_ROLLED.code, 8_000_000, 10_000_000)).toBe(true)
    expect(isDueMark(SEGMENT_ROLLED.code, 8_000_001, 10_000_000)).toBe(false)
  })

  it('keep no other mark away', () => {
    expect(isDueMark(ISR_CHANGED.code, 8_000_000, 8_000_000)).toBe(true)
  })

  it('are the same on the timeline and where stepping stops', () => {
    const setup = {
      ...FAILOVER,
      topics: FAILOVER.topics.map((topic) => ({
        ...topic,
        config: { ...topic.config, 'segment.bytes': '1048576' },
      })),
      clients: FAILOVER.clients.map((client) =>
        client.kind === 'producer' ? { ...client, valueBytes: 15_000 } : client,
      ),
    }
    const run = failoverRun(20_000_000, [], setup)
    const branch = branchOf(run, 0)
    const timeline = newTimeline(setup)
    while (timeline.nextEvent <= headEvent(branch))
      feedTimeline(timeline, branch.head.world, chunkAt(run, branch, timeline.nextEvent))
    const { marks } = timelineRows(timeline, 20_000_000)
    const events = marks.map(({ event }) => event)
    expect(branch.marks).toEqual([...new Set(events)])
    expect(marks.filter(({ kind }) => kind === 'storage').length).toBeGreaterThan(2)
  })
})
