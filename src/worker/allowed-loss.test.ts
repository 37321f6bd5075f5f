import { SHIPPED } from 'virtual:scenarios'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunHost } from './protocol.ts'
import { makeHost } from './testing/shipped-host.ts'

let host: RunHost
let end: number

beforeAll(async () => {
  host = makeHost(SHIPPED)
  const info = await host.open({ kind: 'shipped', id: 'acks1-lost-on-failover' })
  if ('kind' in info) throw new Error(JSON.stringify(info))
  for (;;) {
    const timeline = await host.timeline(0)
    if (timeline.computedUs >= timeline.endUs) {
      end = timeline.events - 1
      return
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
})

async function mark() {
  const { marks } = await host.timeline(0)
  const found = marks.filter(({ kind }) => kind === 'allowedLoss')
  expect(found).toHaveLength(1)
  return found[0] as (typeof found)[number]
}

describe('a loss that a setting allowed', () => {
  test('is a mark of its own on the timeline, with the setting and how many records', async () => {
    const { sentence, event } = await mark()
    expect(sentence).toEqual({
      key: 'allowed.acks-all',
      args: { partition: 'orders-0', records: 3, acks: '1' },
    })
    const [row] = await host.violations(0, end)
    expect(row).toMatchObject({ event, allowedBy: { config: 'acks', value: '1' } })
    const { marks } = await host.timeline(0)
    expect(marks.some(({ kind }) => kind === 'loss' || kind === 'violation')).toBe(false)
    expect(marks.map((one) => one.event)).toEqual([...marks.map((one) => one.event)].sort((a, b) => a - b))
  })

  test('is where stepping by mark stops, in both directions', async () => {
    const { event } = await mark()
    expect(await host.neighbour(0, event - 1, 'mark', 1)).toMatchObject({ event })
    expect(await host.neighbour(0, event + 1, 'mark', -1)).toMatchObject({ event })
    const beyond = await host.neighbour(0, event, 'mark', 1)
    expect(beyond === null || beyond.event > event).toBe(true)
  })

  test('is told in the table of anomalies with its records', async () => {
    const rows = await host.anomalies(0, end)
    const lost = rows.find(({ kind }) => kind === 'lost')
    expect(lost).toMatchObject({
      count: 3,
      tallies: [{ kind: 'lost', partition: 'orders-0', who: 'p1', count: 3 }],
    })
    expect(lost?.cases[0]).toMatchObject({
      event: (await mark()).event,
      allowedBy: { key: 'assumption.acks-all' },
      recordCount: 3,
    })
    for (const address of lost?.cases[0]?.records ?? [])
      expect(await host.recordLife(0, end, address, null)).toMatchObject({ fate: 'lost' })
    expect(rows.filter(({ count }) => count > 0).map(({ kind }) => kind)).toEqual(['lost'])
    const before = await host.anomalies(0, (await mark()).event - 1)
    expect(before.every(({ count, cases }) => count === 0 && cases.length === 0)).toBe(true)
  })
})
