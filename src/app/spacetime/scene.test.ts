import { describe, expect, it } from 'vitest'
import type { ArrowRow, SpacetimeRows } from '../../view/spacetime-rows.ts'
import { hitAt } from './hit.ts'
import { planOf, pointOf, timeAt } from './plan.ts'
import { sceneOf } from './scene.ts'
import { sceneSvg } from './svg.ts'

const lanes = [
  { address: 'controller:101', name: '101', kind: 'controller' as const },
  { address: 'broker:1', name: '1', kind: 'broker' as const },
  { address: 'broker:2', name: '2', kind: 'broker' as const },
]

const arrow: ArrowRow = {
  address: 'message:1>101/BrokerHeartbeat/2',
  from: 1,
  to: 0,
  sentUs: 100,
  arrivesUs: 300,
  sentEvent: 4,
  event: 5,
  api: 'BrokerHeartbeat',
  family: 'control',
  kind: 'request',
  lost: false,
  lit: null,
}

const rows: SpacetimeRows = {
  fromUs: 0,
  toUs: 1_000,
  events: 2,
  lanes,
  all: lanes,
  arrows: [arrow, { ...arrow, sentUs: 900, arrivesUs: 1_400, event: 9, kind: 'response' }],
  ticks: [{ lane: 2, timeUs: 500, event: 7, family: 'timer', lit: null }],
  downs: [],
  waits: [],
  notes: [
    { lane: 0, timeUs: 300, event: 5, kind: null, lit: 'asked', sentence: { key: 'a', args: {} } },
    { lane: 0, timeUs: 310, event: 6, kind: 'election', lit: null, sentence: { key: 'b', args: {} } },
  ],
  bars: [],
  folded: [],
  chain: null,
  far: false,
}

function drawn(across: boolean, limitUs = Number.POSITIVE_INFINITY) {
  const plan = planOf({ width: 900, height: 500, across, stretch: { fromUs: 0, toUs: 1_000 }, lanes })
  const scene = sceneOf({
    rows,
    plan,
    cursorUs: 300,
    limitUs,
    words: (note) => `<b>${note.sentence.key}</b>`,
    waitWords: () => '',
  })
  return { plan, scene }
}

describe('the scene', () => {
  it.each([true, false])('finds the arrow under the pointer, whichever way time runs (%s)', (across) => {
    const { plan, scene } = drawn(across)
    const from = pointOf(plan, 100, 1)
    const to = pointOf(plan, 300, 0)
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
    expect(hitAt(scene.hits, middle)?.event).toBe(5)
    expect(timeAt(plan, from)).toBeCloseTo(100)
  })

  it('cuts off at the edge what goes on beyond it', () => {
    const { plan, scene } = drawn(true)
    for (const mark of scene.marks)
      if (mark.kind === 'line') expect(mark.to.x).toBeLessThanOrEqual(plan.end + 0.01)
  })

  it('draws nothing of what must not be seen yet', () => {
    const { scene } = drawn(true, 200)
    expect(scene.hits.map(({ event }) => event)).toEqual([5])
    expect(scene.marks.some((mark) => mark.kind === 'text' && mark.text.includes('<b>'))).toBe(false)
  })

  it('lets words never collide', () => {
    const { scene } = drawn(true)
    const words = scene.marks.filter((mark) => mark.kind === 'text' && mark.look !== 'mono')
    expect(words).toHaveLength(2)
    expect(new Set(words.map((mark) => (mark.kind === 'text' ? mark.at.y : 0))).size).toBe(2)
  })

  it('becomes an SVG file in which no text is markup', () => {
    const { scene } = drawn(true)
    const inks = new Proxy({}, { get: () => '#123456' }) as Parameters<typeof sceneSvg>[0]['inks']
    const svg = sceneSvg({ marks: scene.marks, width: 900, height: 500, inks, title: 'a < b', names: [] })
    expect(svg).toContain('&lt;b&gt;a&lt;/b&gt;')
    expect(svg).toContain('<title>a &lt; b</title>')
    expect(svg).not.toContain('<b>')
  })
})
