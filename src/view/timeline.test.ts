import { describe, expect, it } from 'vitest'
import { headEvent } from '../run/branch.ts'
import { chunkAt, eventAt } from '../run/rows.ts'
import type { Run } from '../run/run.ts'
import { branchOf } from '../run/run.ts'
import { countEvent, cutDensity, densitySlices, newDensity } from './density.ts'
import type { MarkRow } from './rows.ts'
import { byHand, FAILOVER, failoverRun, KILL_AT_US, START_AT_US } from './testing/failover-run.ts'
import type { Timeline } from './timeline.ts'
import { feedTimeline, forkTimeline, newTimeline, timelineRows } from './timeline.ts'

function feedAll(timeline: Timeline, run: Run): Timeline {
  const branch = branchOf(run, 0)
  while (timeline.nextEvent <= headEvent(branch))
    feedTimeline(timeline, branch.head.world, chunkAt(run, branch, timeline.nextEvent))
  return timeline
}

function timelineOf(run: Run): Timeline {
  return feedAll(newTimeline(FAILOVER), run)
}

function timesOf(marks: readonly MarkRow[], kind: MarkRow['kind']): number[] {
  return marks.filter((mark) => mark.kind === kind).map((mark) => mark.timeUs)
}

describe('the timeline of a failover', () => {
  const run = failoverRun(40_000_000)
  const timeline = timelineOf(run)
  const rows = timelineRows(timeline, 40_000_000)

  it('marks the fault and the repair where they were done, and no first start', () => {
    expect(timesOf(rows.marks, 'fault')).toEqual([KILL_AT_US])
    expect(timesOf(rows.marks, 'repair')).toEqual([START_AT_US])
  })

  it('marks the election of the controller, then of the new leader after the session timeout', () => {
    const [first, second] = timesOf(rows.marks, 'election')
    expect(first).toBeLessThan(2_000_000)
    expect(second).toBeGreaterThan(KILL_AT_US + 2_000_000)
    expect(second).toBeLessThan(KILL_AT_US + 9_100_000)
  })

  it('is bad from the death of a leader to the election, then degraded until the ISR is whole again', () => {
    const elected = timesOf(rows.marks, 'election')[1]
    const whole = rows.health[3]?.fromUs ?? 0
    expect(rows.health).toEqual([
      { fromUs: 0, level: 'good' },
      { fromUs: KILL_AT_US, level: 'bad' },
      { fromUs: elected, level: 'warn' },
      { fromUs: whole, level: 'good' },
    ])
    expect(timesOf(rows.marks, 'isr')).toContain(whole)
  })

  it('counts every event in one slice of the density', () => {
    expect(rows.events).toBe(headEvent(branchOf(run, 0)) + 1)
    expect(rows.density.reduce((sum, count) => sum + count, 0)).toBe(rows.events)
  })

  it('is the same when it is fed while the run is computed', () => {
    const piecewise = newTimeline(FAILOVER)
    for (const untilUs of [3_000_000, 13_000_000, 31_000_000, 40_000_000])
      feedAll(piecewise, failoverRun(untilUs))
    expect(timelineRows(piecewise, 40_000_000)).toEqual(rows)
  })

  it('forks into what it was at the event, and goes on from there alike', () => {
    const branch = branchOf(run, 0)
    const event = eventAt(run, branch, 20_000_000)
    const fork = forkTimeline(branch.head.world, timeline, event, 20_000_000)
    expect(fork.health).toEqual(rows.health.slice(0, 3))
    expect(fork.marks).toEqual(rows.marks.filter((mark) => mark.event <= event))
    const { marks, health, events } = timelineRows(feedAll(fork, run), 40_000_000)
    expect({ marks, health, events }).toEqual({ marks: rows.marks, health: rows.health, events: rows.events })
  })

  it('takes in what the checks have found at its place', () => {
    const found: MarkRow = {
      event: 10_000,
      timeUs: 15_000_000,
      kind: 'loss',
      sentence: { key: 'finding.acknowledged-survives', args: { about: 'orders-0' } },
    }
    const events = timelineRows(timeline, 40_000_000, 40_000_000, [found]).marks.map((mark) => mark.event)
    expect(events).toContain(10_000)
    expect(events).toEqual([...events].sort((a, b) => a - b))
  })
})

describe('other faults', () => {
  it('a broker that is cut off is one fault, and its partitions have no usable leader until it is fenced', () => {
    const rows = timelineRows(
      timelineOf(failoverRun(20_000_000, [byHand(5_000_000, 'cut-off', '2')])),
      20_000_000,
    )
    expect(timesOf(rows.marks, 'fault')).toEqual([5_000_000])
    expect(rows.health.map(({ level }) => level)).toEqual(['good', 'bad', 'warn'])
    expect(rows.health[1]?.fromUs).toBe(5_000_000)
  })

  it('a controller that is down leaves the partitions alone, but the cluster is not whole', () => {
    const inputs = [byHand(5_000_000, 'kill', '101'), byHand(9_000_000, 'start', '101')]
    const rows = timelineRows(timelineOf(failoverRun(12_000_000, inputs)), 12_000_000)
    expect(rows.health).toEqual([
      { fromUs: 0, level: 'good' },
      { fromUs: 5_000_000, level: 'warn' },
      { fromUs: 9_000_000, level: 'good' },
    ])
  })

  it('a pause makes a leader unusable for as long as it lasts', () => {
    const inputs = [byHand(5_000_000, 'pause', '1'), byHand(6_000_000, 'resume', '1')]
    const rows = timelineRows(timelineOf(failoverRun(8_000_000, inputs)), 8_000_000)
    expect(rows.health).toEqual([
      { fromUs: 0, level: 'good' },
      { fromUs: 5_000_000, level: 'bad' },
      { fromUs: 6_000_000, level: 'good' },
    ])
  })
})

describe('density', () => {
  it('coarsens instead of growing, and loses no event', () => {
    const density = newDensity()
    for (let second = 0; second < 86_400; second += 10) countEvent(density, second * 1_000_000)
    expect(density.counts.length).toBeLessThanOrEqual(8_192)
    expect(densitySlices(density, 86_400_000_000, 10).reduce((sum, count) => sum + count, 0)).toBe(8_640)
  })

  it('cut at a moment holds nothing after it', () => {
    const density = newDensity()
    for (let ms = 0; ms < 1_000; ms += 1) countEvent(density, ms * 1_000)
    expect(densitySlices(cutDensity(density, 499_999), 1_000_000, 2)).toEqual([500, 0])
  })
})
