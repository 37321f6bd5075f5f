import { SHIPPED } from 'virtual:scenarios'
import { describe, expect, test } from 'vitest'
import type { RunHost, RunInfo } from './protocol.ts'
import { makeHost } from './testing/shipped-host.ts'

async function opened(source: Parameters<RunHost['open']>[0], compute = true): Promise<[RunHost, RunInfo]> {
  const host = makeHost(SHIPPED)
  const info = await host.open(source)
  if ('kind' in info) throw new Error(JSON.stringify(info))
  while (compute) {
    const timeline = await host.timeline(0)
    if (timeline.computedUs >= timeline.endUs) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  return [host, info]
}

/** The zombie leader of the scenario takes records with acks=1 that nobody else will have. */
const LOSS = { kind: 'shipped', id: 'acks1-lost-on-failover' } as const
const FAILOVER = { kind: 'shipped', id: 'leader-failover' } as const

describe('run until', () => {
  test('computes ahead as far as it must, and lands on the event', async () => {
    const [host] = await opened(FAILOVER, false)
    const found = await host.runUntil(0, -1, 1, {
      until: 'condition',
      args: { condition: 'broker:1 fenced == true for 1s' },
    })
    expect(found).toMatchObject({ kind: 'found' })
    if (found.kind !== 'found') return
    expect(found.timeUs).toBeGreaterThan(5_000_000)
    const back = await host.runUntil(0, found.event, -1, { until: 'leadership', args: {} })
    expect(back.kind === 'found' && back.event < found.event).toBe(true)
  })

  test('gives way to the next one, and can be cancelled', async () => {
    const [host] = await opened(FAILOVER, false)
    const first = host.runUntil(0, -1, 1, { until: 'violation', args: {} })
    const second = host.runUntil(0, -1, 1, { until: 'violation', args: {} })
    expect(await first).toEqual({ kind: 'superseded' })
    await host.cancelUntil()
    expect(await second).toEqual({ kind: 'superseded' })
  })

  test('what does not come is said, and what names nothing is refused', async () => {
    const [host] = await opened(FAILOVER)
    expect(await host.runUntil(0, 0, 1, { until: 'violation', args: {} })).toMatchObject({ kind: 'none' })
    expect(await host.runUntil(0, 0, 1, { until: 'error', args: { error: 'OOPS' } })).toMatchObject({
      kind: 'refused',
      wrong: { key: 'until.refused' },
    })
  })
})

describe('branches and memory', () => {
  test('a branch is named and deleted by hand; memory is told and set', async () => {
    const [host] = await opened(FAILOVER)
    await host.frame({
      branch: 0,
      at: { by: 'time', timeUs: 20_000_000 },
      lens: 'cluster',
      inspect: null,
      viewpoint: null,
      since: 0,
    })
    const made = await host.input(0, 2_000, 0, 'kill', { node: '2' })
    expect(made.branches).toHaveLength(2)
    const named = await host.renameBranch(made.branch, 'without 2')
    expect(named.branches.map(({ name }) => name)).toEqual(['', 'without 2'])
    expect((await host.deleteBranch(made.branch)).branches).toHaveLength(1)
    const before = await host.memory()
    expect(before.usedBytes).toBeGreaterThan(100_000)
    expect(before.diverged).toBeNull()
    const after = await host.setMemoryBudget(before.usedBytes / 4)
    expect(after.budgetBytes).toBe(Math.floor(before.usedBytes / 4))
    expect(after.usedBytes).toBeLessThanOrEqual(before.usedBytes)
  })
})

describe('a report', () => {
  test('made of a moment opens again, as a file and as a link, and all its hashes hold', async () => {
    const [host] = await opened(FAILOVER)
    const made = await host.makeReport(0, 4_000)
    expect(made.name).toMatch(/^leader-failover-.*-4000[.]json$/)
    expect(made.link.ok).toBe(true)
    const link = made.link.ok ? made.link.fragment : ''
    for (const source of [
      { kind: 'report', name: made.name, text: made.text } as const,
      { kind: 'link', fragment: link } as const,
    ]) {
      const [again] = await opened(source)
      const state = await again.reportState()
      expect(state).toMatchObject({
        moment: { event: 4_000 },
        sameEngine: true,
        divergedAt: null,
        again: null,
      })
      expect(state?.verified).toBe(state?.hashes)
      expect(await again.stateHash(0, 4_000)).toBe(await host.stateHash(0, 4_000))
    }
    expect(await host.reportState()).toBeNull()
  })

  test('with a wrong hash opens, and says where it parts', async () => {
    const [host] = await opened(FAILOVER)
    const { text } = await host.makeReport(0, 4_000)
    const wrong = text.replace(
      /"event":2047,"trace":"[0-9a-f]{16}"/,
      '"event":2047,"trace":"0123456789abcdef"',
    )
    expect(wrong).not.toBe(text)
    const [again] = await opened({ kind: 'report', name: 'x.json', text: wrong })
    expect(await again.reportState()).toMatchObject({ divergedAt: 2_047, verified: 1 })
  })

  test('that is damaged is refused with its place, and a damaged link too', async () => {
    const host = makeHost(SHIPPED)
    const { text } = await (await opened(FAILOVER))[0].makeReport(0, 1_000)
    const damaged = text.replace('"moment"', '"momment"')
    expect(await host.open({ kind: 'report', name: 'x.json', text: damaged })).toMatchObject({
      kind: 'error',
      file: 'x.json',
      line: expect.any(Number),
    })
    for (const fragment of ['#report=', '#report=!!!', '#report=AAAA', 'nothing'])
      expect(await host.open({ kind: 'link', fragment })).toMatchObject({ kind: 'error', file: 'link' })
  })
})

describe('what the checks have found', () => {
  test('a loss that acks=1 allowed is told as such, with its records, its setting and its causes', async () => {
    const [host] = await opened(LOSS)
    const end = (await host.timeline(0)).events - 1
    const found = await host.violations(0, end)
    const loss = found.find(({ invariant }) => invariant === 'acknowledged-survives')
    expect(loss?.allowedBy).toMatchObject({ assumption: 'acks-all', config: 'acks', value: '1' })
    expect(loss?.records[0]).toMatch(/^record:/)
    expect(loss?.lastHealthyEvent).toBeLessThan(loss?.event ?? 0)
    expect(loss?.chain.length).toBeGreaterThan(1)
    const rows = await host.promises(0, end)
    const acks1 = rows.find(({ id }) => id === 'acks-1')
    expect(acks1?.here).toBe(true)
    expect(acks1?.cells.some(({ verdict, lost }) => verdict === 'allowed' && lost > 0)).toBe(true)
    expect(rows.flatMap(({ cells }) => cells).some(({ verdict }) => verdict === 'violated')).toBe(false)
  })

  test('the failover keeps what it promises', async () => {
    const [host] = await opened(FAILOVER)
    const end = (await host.timeline(0)).events - 1
    expect(await host.violations(0, end)).toEqual([])
    const verdicts = await host.verdicts(0, end)
    expect(verdicts.every(({ verdict }) => verdict === 'kept')).toBe(true)
    const rows = await host.promises(0, end)
    const here = rows.filter((row) => row.here)
    expect(here.map(({ id }) => id)).toEqual(['all-min-isr-elr'])
    const killed = here[0]?.cells.find(({ fault }) => fault === 'leader-lost')
    expect(killed).toMatchObject({ promised: true, happened: true, lost: 0, verdict: 'kept' })
  })
})
