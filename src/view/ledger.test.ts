import { describe, expect, it } from 'vitest'
import { checkEvent, createChecks } from '../check/checker.ts'
import { fateOf, fatesOf } from '../check/fates.ts'
import { ledgerOf } from '../check/ledger.ts'
import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { Setup } from '../kafka/setup.ts'
import { chunkAt, eventAt, rows } from '../run/rows.ts'
import type { Run } from '../run/run.ts'
import { advance, branchOf, createRun } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { EVENTS_PER_CHUNK } from '../sim/limits.ts'
import { find } from '../sim/world.ts'
import { ledgerCells } from './ledger-cells.ts'
import { recordLife } from './ledger-life.ts'
import type { LedgerAsk } from './ledger-rows.ts'
import { BY_TELLING, NO_FATE } from './ledger-rows.ts'
import { byHand, FAILOVER, KILL_AT_US } from './testing/failover-run.ts'

function ran(setup: Setup, untilUs: number, inputs: ReturnType<typeof byHand>[]): Run {
  const run = createRun({
    makeWorld: () => buildWorld(setup),
    registry: INPUT_REGISTRY,
    inputs,
    checker: { create: createChecks, afterEvent: checkEvent },
  })
  while (branchOf(run, 0).computedUs < untilUs) advance(run, branchOf(run, 0), 100_000, untilUs)
  return run
}

/** The leader of orders-0 loses power while its followers are cut off from it: with acks=1 what it acknowledged goes with it. */
const ACKS_ONE: Setup = {
  ...FAILOVER,
  clients: FAILOVER.clients.map((client) =>
    client.kind === 'producer' ? { ...client, config: { acks: '1', 'enable.idempotence': false } } : client,
  ) as Setup['clients'],
}

const kept = ran(FAILOVER, 16_000_000, [byHand(KILL_AT_US, 'kill', '1')])
const lossy = ran(ACKS_ONE, 25_000_000, [
  { timeUs: 6_000_000, after: 0, input: 'cut-link', args: { from: '2', to: '1' }, origin: 'hand' },
  { timeUs: 6_000_000, after: 0, input: 'cut-link', args: { from: '3', to: '1' }, origin: 'hand' },
  byHand(7_000_000, 'power-loss', '1'),
])

function looked(run: Run, timeUs: number, ask: Partial<LedgerAsk> = {}) {
  const branch = branchOf(run, 0)
  const here = seek(run, branch, eventAt(run, branch, timeUs))
  if (here.kind === 'diverged' || here.checks === null) throw new Error('the replay diverges')
  const { world, checks } = here
  const whole = { event: world.event, from: 0, to: 1e9, cellsMax: 1e6, fates: null, partition: null }
  const source = {
    world,
    checks,
    chunkAt: (event: number) => chunkAt(run, branch, event),
    rowsOf: (event: number) => rows(run, branch, event),
    firstEvent: 0,
    isKept: () => true,
    replaysMax: 0,
  }
  return {
    cells: ledgerCells(world, checks, { ...whole, ...ask }),
    life: (record: number) => recordLife(source, 'p1', record),
    /** As where no chunk is kept, so that each answer goes only so far. */
    lifeInParts: (record: number) => {
      const poor = { ...source, isKept: () => false, replaysMax: 1 }
      const parts = [recordLife(poor, 'p1', record)]
      for (let rest = parts[0]?.rest ?? null; rest !== null; rest = parts.at(-1)?.rest ?? null)
        parts.push(recordLife(poor, 'p1', record, rest))
      return parts
    },
    fates: () => fatesOf(world, checks, find(world, 'process:p1')?.slot ?? -1, 0, 100_000),
    fate: (record: number) => fateOf(world, checks, 'p1', record),
    ledger: { ...ledgerOf(checks) },
  }
}

describe('the cells of the ledger', () => {
  it.each([4_000_000, 5_500_000, 9_000_000, 14_000_000, 16_000_000])(
    'say at %d what the ledger counts',
    (timeUs) => {
      const { cells, ledger } = looked(kept, timeUs)
      const { counts } = cells
      const settled = counts.safe + counts.delivered + counts.acknowledged
      expect(cells.records - counts.waiting).toBe(ledger.sent)
      expect(settled).toBe(ledger.acknowledged)
      expect(counts.lost).toBe(0)
      expect(BY_TELLING.reduce((sum, fate) => sum + counts[fate], 0)).toBe(cells.records)
    },
  )

  it.each([
    [kept, 5_500_000],
    [kept, 14_000_000],
    [lossy, 9_000_000],
    [lossy, 25_000_000],
  ])('are the same whether a record is asked for alone or with all others', (run, timeUs) => {
    const { fates, fate } = looked(run, timeUs)
    const all = fates()
    expect(all.filter((one) => one !== null).length).toBeGreaterThan(100)
    for (let record = 0; record < 1_000; record += 7) expect(fate(record)).toBe(all[record] ?? null)
  })

  it('show a loss that acks=1 allowed', () => {
    const { cells, ledger } = looked(lossy, 25_000_000)
    expect(ledger.lost).toBeGreaterThan(0)
    expect(cells.counts.lost).toBe(ledger.lost)
  })

  it('stand for several records when there are many, and show the most telling of them', () => {
    const { cells } = looked(lossy, 25_000_000, { cellsMax: 40 })
    expect(cells.cells.length).toBeLessThanOrEqual(40)
    expect(cells.perCell).toBeGreaterThan(1)
    expect(cells.cells).toContain(BY_TELLING.indexOf('lost'))
  })

  it('are filtered by fate and by partition', () => {
    const lost = looked(lossy, 25_000_000, { fates: ['lost'] }).cells
    const shown = [...lost.cells].filter((code) => code !== NO_FATE)
    expect(shown).toHaveLength(lost.counts.lost)
    expect(new Set(shown)).toEqual(new Set([BY_TELLING.indexOf('lost')]))
    const one = looked(lossy, 25_000_000, { partition: 'orders-1' }).cells
    expect(one.counts.lost).toBe(0)
    expect(one.partitions).toEqual(['orders-0', 'orders-1', 'orders-2'])
  })
})

describe('the life of a record', () => {
  it('comes in parts where its trace must be had again, and they are the whole', () => {
    const long = ran(FAILOVER, 60_000_000, [byHand(KILL_AT_US, 'kill', '1')])
    expect(branchOf(long, 0).head.world.event).toBeGreaterThan(EVENTS_PER_CHUNK)
    const { life, lifeInParts } = looked(long, 60_000_000)
    const parts = lifeInParts(100)
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.flatMap((part) => part?.steps ?? [])).toEqual(life(100)?.steps)
  })

  it('goes from its making over the commit to its delivery', () => {
    const { life } = looked(kept, 5_000_000)
    const found = life(100)
    expect(found?.fate).toBe('delivered')
    const stages = found?.steps.map(({ stage }) => stage) ?? []
    for (const stage of ['made', 'sent', 'appended', 'committed', 'acknowledged', 'delivered'] as const)
      expect(stages).toContain(stage)
    expect(stages[0]).toBe('made')
    const times = found?.steps.map(({ timeUs }) => timeUs) ?? []
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('ends where one looks', () => {
    const { life, cells } = looked(kept, 3_000_000)
    expect(life(cells.records)).toBeNull()
    const last = life(cells.records - 1)
    expect(last?.steps.every(({ timeUs }) => timeUs <= 3_000_000)).toBe(true)
  })

  it('of a lost record ends with the leader that does not have it', () => {
    const { cells, life } = looked(lossy, 25_000_000)
    const lost = cells.cells.indexOf(BY_TELLING.indexOf('lost'))
    const stages = life(lost)?.steps.map(({ stage }) => stage) ?? []
    expect(stages).toContain('acknowledged')
    expect(stages.at(-1)).toBe('takeover')
  })
})
