import { readFileSync } from 'node:fs'
import { SHIPPED } from 'virtual:scenarios'
import { beforeAll, describe, expect, test } from 'vitest'
import type { FrameAnswer, FrameAsk, RunHost, RunInfo } from './protocol.ts'
import { makeHost } from './testing/shipped-host.ts'

const END_US = 40_000_000
const SHIPPED_ID = { kind: 'shipped', id: 'leader-failover' } as const

async function opened(host: RunHost, seed?: string): Promise<RunInfo> {
  const info = await host.open(seed === undefined ? SHIPPED_ID : { ...SHIPPED_ID, seed })
  if ('kind' in info) throw new Error(JSON.stringify(info))
  return info
}

async function computed(host: RunHost, branch = 0): Promise<void> {
  for (;;) {
    const timeline = await host.timeline(branch)
    if (timeline.computedUs >= timeline.endUs) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function asking(part: Partial<FrameAsk> = {}): FrameAsk {
  return {
    branch: 0,
    at: { by: 'time', timeUs: 0 },
    lens: 'cluster',
    inspect: null,
    viewpoint: null,
    since: 0,
    ...part,
  }
}

function at(host: RunHost, timeUs: number, part: Partial<FrameAsk> = {}): Promise<FrameAnswer> {
  return host.frame(asking({ at: { by: 'time', timeUs }, ...part }))
}

let host: RunHost
let info: RunInfo

beforeAll(async () => {
  host = makeHost(SHIPPED)
  info = await opened(host)
  await computed(host)
})

describe('opening', () => {
  test('a shipped scenario tells what it is', () => {
    expect(info).toMatchObject({ scenarioId: 'leader-failover', untilUs: END_US })
    expect(info.seed).toMatch(/./)
    expect(info.title.ko).not.toBe('')
    expect(info.branches).toHaveLength(1)
    expect(info.branches[0]?.inputs.map((input) => [input.input, input.origin])).toEqual([
      ['kill', 'scenario'],
      ['start', 'scenario'],
    ])
  })

  test('under another seed leaves out what is promised for its own', async () => {
    const other = makeHost(SHIPPED)
    const found = await opened(other, '7')
    expect(found.seed).toBe('7')
    expect(found.expectations.length).toBeLessThanOrEqual(info.expectations.length)
    expect(found.expectations.every((expectation) => !expectation.ownSeed)).toBe(true)
  })

  test('the same file from a disk is the same run', async () => {
    const text = readFileSync('scenarios/leader-failover.yaml', 'utf8')
    const other = makeHost(SHIPPED)
    await other.open({ kind: 'file', name: 'leader-failover.yaml', text })
    await computed(other)
    const [mine, theirs] = [await at(host, END_US), await at(other, END_US)]
    expect([theirs.event, theirs.traceHash]).toEqual([mine.event, mine.traceHash])
    expect(await other.stateHash(0, 20_000)).toBe(await host.stateHash(0, 20_000))
  })

  test('a damaged file is answered with the place and what is wrong', async () => {
    const text = readFileSync('scenarios/leader-failover.yaml', 'utf8').replace('rate: 100', 'rat: 100')
    const answer = await makeHost(SHIPPED).open({ kind: 'file', name: 'mine.yaml', text })
    expect(answer).toMatchObject({ kind: 'error', file: 'mine.yaml', wrong: { key: expect.any(String) } })
    expect((answer as { line: number }).line).toBeGreaterThan(1)
  })

  test('a scenario that does not ship is an error, not an exception', async () => {
    expect(await makeHost(SHIPPED).open({ kind: 'shipped', id: 'nothing' })).toMatchObject({ kind: 'error' })
  })
})

describe('a frame', () => {
  test('shows the last event at or before a time, and the state after an event', async () => {
    const frame = await at(host, 5_000_000)
    expect(frame.timeUs).toBeLessThanOrEqual(5_000_000)
    const same = await host.frame(asking({ at: { by: 'event', event: frame.event } }))
    expect([same.event, same.timeUs, same.traceHash]).toEqual([frame.event, frame.timeUs, frame.traceHash])
    expect(same.cluster).toEqual(frame.cluster)
  })

  test('is the same after going elsewhere and back', async () => {
    const first = await at(host, 13_500_000)
    await at(host, 39_000_000)
    await at(host, 1_000_000)
    const again = await at(host, 13_500_000)
    expect({ ...again, version: 0 }).toEqual({ ...first, version: 0 })
  })

  test('brings only the tables that changed since the version the page holds', async () => {
    const first = await at(host, 20_000_000)
    const same = await at(host, 20_000_000, { since: first.version })
    expect(same.cluster).toEqual({})
    const next = await host.frame(
      asking({ at: { by: 'event', event: first.event + 3 }, since: same.version }),
    )
    expect(Object.keys(next.cluster).length).toBeGreaterThan(0)
    expect(next.cluster.cuts).toBeUndefined()
    const all = await host.frame(asking({ at: { by: 'event', event: first.event + 3 } }))
    expect({ ...first.cluster, ...next.cluster }).toEqual(all.cluster)
    const stale = await at(host, 20_000_000, { since: first.version })
    expect(Object.keys(stale.cluster)).toHaveLength(7)
  })

  test('brings the tables of the open lens, and goes on from those that another left behind', async () => {
    const cluster = await at(host, 20_000_000)
    expect(cluster.cluster.records).toBeUndefined()
    const controller = await at(host, 20_000_000, { lens: 'controller', since: cluster.version })
    expect(controller.cluster.records?.length).toBeGreaterThan(20)
    expect(Object.keys(controller.cluster).sort()).toEqual(['quorum', 'records', 'voters', 'votes'])
    const back = await at(host, 20_000_000, { since: controller.version })
    expect(back.cluster).toEqual({})
  })

  test('of the partitions lens says what its event changed, of the metrics lens was and now', async () => {
    const kill = await host.neighbour(0, (await at(host, 4_990_000)).event, 'mark', 1)
    const moment = { by: 'event', event: kill?.event ?? -1 } as const
    const partitions = await host.frame(asking({ at: moment, lens: 'partitions' }))
    expect(partitions.cluster.changes?.map((row) => row.address)).toContain('replica:orders-0@1')
    const { cluster } = await host.frame(asking({ at: moment, lens: 'metrics' }))
    const held = cluster.metrics?.find((row) => row.address === 'metric:PartitionCount/1')
    expect(held).toMatchObject({ was: 3, now: 0 })
    expect(cluster.replicas).toBeUndefined()
  })

  test("inspects, says what the event touched, and tells a node's beliefs", async () => {
    const frame = await at(host, 8_000_000, { inspect: 'broker:1', viewpoint: '2' })
    expect(frame.inspect).toMatchObject({ address: 'broker:1', presence: 'here' })
    expect(frame.beliefs.length).toBeGreaterThan(0)
    expect(frame.touched.length).toBeGreaterThan(0)
    expect(frame.cluster.nodes?.find((node) => node.id === 1)?.status).toBe('dead')
    expect(frame.cluster.ledger?.sent).toBeGreaterThan(0)
  })

  test('of a moment that is not computed yet shows the head, and says so', async () => {
    const fresh = makeHost(SHIPPED)
    await opened(fresh)
    const frame = await at(fresh, END_US)
    expect(frame.computing).toBe(true)
    expect(frame.timeUs).toBeLessThan(END_US)
    await computed(fresh)
    expect((await at(fresh, END_US)).computing).toBe(false)
    expect((await at(fresh, END_US * 2)).computing).toBe(false)
    await fresh.extend(0, END_US + 1_000_000)
    expect((await at(fresh, END_US + 1_000_000)).computing).toBe(true)
  })

  test('does not depend on how far ahead the head is', async () => {
    const fresh = makeHost(SHIPPED)
    await opened(fresh)
    let frame = await at(fresh, 6_000_000)
    while (frame.computing) {
      await new Promise((resolve) => setImmediate(resolve))
      frame = await at(fresh, 6_000_000)
    }
    const mine = await at(host, 6_000_000)
    expect({ ...frame, version: 0 }).toEqual({ ...mine, version: 0 })
  })
})

describe('walking', () => {
  test('the marks of the timeline are where stepping by mark stops', async () => {
    const timeline = await host.timeline(0)
    expect(timeline.density.reduce((sum, count) => sum + count, 0)).toBe(timeline.events)
    const stops: number[] = []
    let mark = await host.neighbour(0, -1, 'mark', 1)
    while (mark !== null) {
      stops.push(mark.event)
      mark = await host.neighbour(0, mark.event, 'mark', 1)
    }
    const told = timeline.marks.filter((row) => row.kind !== 'violation').map((row) => row.event)
    expect(stops).toEqual([...new Set(told)])
    expect(timeline.marks.some((row) => row.kind === 'election')).toBe(true)
  })

  test('lists events in order, and ends where the run ends', async () => {
    const rows = await host.events(0, 500, 40)
    expect(rows.map((row) => row.index)).toEqual(Array.from({ length: 40 }, (_, i) => 500 + i))
    const { events } = await host.timeline(0)
    expect(await host.events(0, events - 2, 40)).toHaveLength(2)
    expect((await host.events(0, 500, -5)).map((row) => row.index)).toEqual([496, 497, 498, 499, 500])
  })

  test('why the partition has a new leader ends with the kill', async () => {
    const timeline = await host.timeline(0)
    const elected = timeline.marks.find((row) => row.kind === 'election' && row.timeUs > 5_000_000)
    expect(elected).toBeDefined()
    const chain = await host.why(0, elected?.event ?? 0)
    expect(chain[0]?.link).toBe('asked')
    expect(chain.map((row) => `${row.link} ${row.fact}`)).toContain('blocked process.killed')
  })
})

describe('an input by hand', () => {
  test('in the past that was seen makes a branch and keeps the old future', async () => {
    const fresh = makeHost(SHIPPED)
    await opened(fresh)
    await computed(fresh)
    const end = await at(fresh, END_US)
    const moment = await at(fresh, 20_000_000)
    const answer = await fresh.input(0, moment.event, 20_000_000, 'kill', { node: '3' })
    expect([answer.branch, answer.branches.length]).toEqual([1, 2])
    const after = await fresh.frame(asking({ branch: 1, at: { by: 'event', event: moment.event + 1 } }))
    expect([after.event, after.timeUs]).toEqual([moment.event + 1, 20_000_000])
    expect(after.cluster.nodes?.find((node) => node.id === 3)?.status).toBe('dead')
    await computed(fresh, 1)
    expect((await at(fresh, END_US, { branch: 1 })).traceHash).not.toBe(end.traceHash)
    expect((await at(fresh, END_US)).traceHash).toBe(end.traceHash)
    const timeline = await fresh.timeline(1)
    expect(timeline.marks.find((row) => row.event === moment.event + 1)?.kind).toBe('fault')
    expect(answer.branches[1]?.inputs.map((input) => input.input)).toEqual(['kill', 'kill', 'start'])
  })

  test('at the furthest moment seen replaces the forecast', async () => {
    const fresh = makeHost(SHIPPED)
    await opened(fresh)
    await computed(fresh)
    const moment = await at(fresh, 3_000_000)
    const answer = await fresh.input(0, moment.event, 3_000_000, 'pause', { node: '2' })
    expect([answer.branch, answer.branches.length]).toEqual([0, 1])
    await computed(fresh)
    const timeline = await fresh.timeline(0)
    expect(timeline.marks.find((row) => row.event === moment.event + 1)?.kind).toBe('fault')
    const resumed = await fresh.frame(asking({ at: { by: 'event', event: moment.event + 1 } }))
    expect(resumed.cluster.nodes?.find((node) => node.id === 2)?.status).toBe('paused')
  })
})

test('figures are sampled while the run is computed ahead, at even steps to its end', async () => {
  const { timesUs, series } = await host.metrics(0)
  expect([timesUs[0], timesUs.at(-1)]).toEqual([0, END_US])
  expect(timesUs).toHaveLength(201)
  // A broker registers fenced; from then on only the killed one is.
  const fenced = series.find((each) => each.metric === 'FencedBrokerCount')?.values ?? []
  expect(Math.max(...fenced.filter((_, place) => (timesUs[place] ?? 0) > 3_000_000))).toBe(1)
})

test('questions before anything is open are refused in words', async () => {
  await expect(makeHost(SHIPPED).frame(asking())).rejects.toThrow(/no run is open/)
})
