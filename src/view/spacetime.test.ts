import { describe, expect, it } from 'vitest'
import { LEADER_ELECTED } from '../kafka/controller/facts.ts'
import { headEvent } from '../run/branch.ts'
import { causeOf, chunkAt, eventAt, leadingFact, rows, timeOf } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import { eventRow } from './events.ts'
import type { SpacetimeSource } from './spacetime.ts'
import { spacetimeRows } from './spacetime.ts'
import type { SpacetimeAsk, SpacetimeRows } from './spacetime-rows.ts'
import { FAILOVER, failoverRun, KILL_AT_US } from './testing/failover-run.ts'
import { feedTimeline, newTimeline } from './timeline.ts'
import { whyChain } from './why.ts'

const run = failoverRun(32_000_000)
const branch = branchOf(run, 0)
const { world } = branch.head
const timeline = newTimeline(FAILOVER)
while (timeline.nextEvent <= headEvent(branch))
  feedTimeline(timeline, world, chunkAt(run, branch, timeline.nextEvent))

const source: SpacetimeSource = {
  world,
  headEvent: headEvent(branch),
  chunkAt: (event) => chunkAt(run, branch, event),
  timeOf: (event) => timeOf(run, branch, event),
  timeline,
  eventAt: (timeUs) => eventAt(run, branch, timeUs),
  eventRow: (index) =>
    eventRow(
      world,
      { index, timeUs: timeOf(run, branch, index), cause: causeOf(run, branch, index) },
      leadingFact(run, branch, index),
    ),
  why: (event) =>
    whyChain(
      world,
      {
        rowsOf: (index) => rows(run, branch, index),
        causeOf: (index) => causeOf(run, branch, index),
        timeOf: (index) => timeOf(run, branch, index),
      },
      event,
    ),
}

function look(part: Partial<SpacetimeAsk>): SpacetimeRows {
  return spacetimeRows(source, {
    fromUs: 4_000_000,
    toUs: 4_500_000,
    event: -1,
    families: ['client', 'replica', 'control', 'group'],
    hidden: [],
    api: null,
    arrowsMax: 100_000,
    ...part,
  })
}

const elected = (() => {
  for (let event = 0; event <= headEvent(branch); event++) {
    if (timeOf(run, branch, event) < KILL_AT_US) continue
    if (rows(run, branch, event).some((row) => row.kind === LEADER_ELECTED)) return event
  }
  return -1
})()

describe('space-time', () => {
  it('has controllers above brokers above clients', () => {
    const kinds = look({}).lanes.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind !== 'client')).toEqual([
      'controller',
      'controller',
      'controller',
      'broker',
      'broker',
      'broker',
    ])
    expect(kinds.at(-1)).toBe('client')
  })

  it('gives each message the times at which it was really sent and received', () => {
    const { arrows } = look({})
    expect(arrows.length).toBeGreaterThan(100)
    for (const { sentUs, arrivesUs, sentEvent, event } of arrows) {
      expect(sentUs).toBe(timeOf(run, branch, sentEvent))
      if (arrivesUs === null) continue
      expect(arrivesUs).toBe(timeOf(run, branch, event))
      expect(causeOf(run, branch, event)).toBe(sentEvent)
      // One way takes the latency of the link, at least.
      expect(arrivesUs - sentUs).toBeGreaterThanOrEqual(2_000)
    }
  })

  it('finds every message once, however the stretch is cut', () => {
    const whole = look({ fromUs: 3_000_000, toUs: 5_000_000 }).arrows
    const name = (arrow: (typeof whole)[number]) =>
      `${arrow.sentEvent}/${arrow.event}/${arrow.to}/${arrow.api}`
    const parts = [
      ...look({ fromUs: 3_000_000, toUs: 4_000_000 }).arrows,
      ...look({ fromUs: 4_000_001, toUs: 5_000_000 }).arrows,
    ]
    expect(new Set(parts.map(name))).toEqual(new Set(whole.map(name)))
    expect(new Set(whole.map(name)).size).toBe(whole.length)
  })

  it('shows a broker that was killed as down, and what was sent to it as lost', () => {
    const rows = look({ fromUs: KILL_AT_US - 100_000, toUs: KILL_AT_US + 400_000 })
    const lane = rows.lanes.findIndex(({ address }) => address === 'broker:1')
    expect(rows.downs).toEqual([
      expect.objectContaining({ lane, fromUs: KILL_AT_US, toUs: KILL_AT_US + 400_000, how: 'dead' }),
    ])
    expect(rows.arrows.some((arrow) => arrow.lost && arrow.to === lane)).toBe(true)
    expect(rows.notes.some((note) => note.kind === 'fault' && note.lane === lane)).toBe(true)
  })

  it('lights what led to an election: the silence from the last heartbeat to the deadline', () => {
    const rows = look({ fromUs: 0, toUs: 20_000_000, event: elected, arrowsMax: 50 })
    const asked = rows.notes.find(({ lit }) => lit === 'asked')
    expect(asked?.event).toBe(elected)
    expect(rows.waits).toHaveLength(1)
    const [wait] = rows.waits
    expect(rows.chain?.fromUs).toBeLessThanOrEqual(wait?.fromUs ?? 0)
    expect((wait?.toUs ?? 0) - (wait?.fromUs ?? 0)).toBeGreaterThanOrEqual(9_000_000)
    expect(rows.notes.some(({ lit, kind }) => lit === 'cause' && kind === 'fault')).toBe(true)
    expect(rows.arrows.some(({ lit }) => lit === 'effect')).toBe(true)
  })

  it('counts by bars what is too frequent to be drawn, the rarest kinds first', () => {
    const all = look({ fromUs: 0, toUs: 20_000_000 })
    const some = look({ fromUs: 0, toUs: 20_000_000, arrowsMax: 300 })
    const folded = some.folded.reduce((sum, { count }) => sum + count, 0)
    expect(some.arrows.length).toBeLessThanOrEqual(300)
    expect(some.arrows.length + folded).toBe(all.arrows.length)
    expect(some.folded.some(({ api }) => api === 'Fetch')).toBe(true)
    expect(some.arrows.some(({ api }) => api === 'BrokerRegistration')).toBe(true)
    expect(some.bars.length).toBeGreaterThan(0)
  })

  it('leaves out families, APIs and processes', () => {
    expect(new Set(look({ families: ['control'] }).arrows.map(({ family }) => family))).toEqual(
      new Set(['control']),
    )
    expect(new Set(look({ api: 'Produce' }).arrows.map(({ api }) => api))).toEqual(new Set(['Produce']))
    const rows = look({ hidden: ['p1'] })
    expect(rows.lanes.some(({ name }) => name === 'p1')).toBe(false)
    expect(rows.all.some(({ name }) => name === 'p1')).toBe(true)
    expect(rows.arrows.some(({ api }) => api === 'Produce')).toBe(false)
  })
})
