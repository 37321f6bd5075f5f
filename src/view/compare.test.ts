import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import { finish } from '../run/finish.ts'
import { advance, branchOf, createRun } from '../run/run.ts'
import { CHECKER, worldOf } from '../run/trial.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { ComparedSide } from './compare.ts'
import { compareSides } from './compare.ts'
import type { CompareRows } from './compare-rows.ts'

const UNTIL_US = 16_000_000
const SCENARIO = failover()

function failover(): Scenario {
  const text = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
  const reading = readScenarioText('leader-failover.yaml', text)
  if (!reading.ok) throw new Error('the failover scenario is refused')
  return reading.scenario
}

function side(inputs: Scenario['inputs'], seed = '13'): ComparedSide {
  const run = createRun({
    makeWorld: () => worldOf({ scenario: SCENARIO, seed, plants: [], heal: null }),
    registry: INPUT_REGISTRY,
    inputs: inputs.map((input) => ({ ...input, origin: 'scenario' })),
    checker: CHECKER,
  })
  const branch = branchOf(run, 0)
  while (advance(run, branch, 16_384, UNTIL_US) > 0);
  return { run, branch, given: { scenario: SCENARIO, seed, inputs, plants: [] } }
}

function compared(a: ComparedSide, b: ComparedSide, untilUs = UNTIL_US): CompareRows {
  const rows = finish(compareSides(a, b, untilUs))
  if ('kind' in rows) throw new Error('a replay was not what happened first')
  return rows
}

const KILL = { timeUs: 5_000_000, after: 0, input: 'kill', args: { node: '1' } }

describe('two runs side by side', { timeout: 120_000 }, () => {
  test('one that differs by an input parts at it, and tells what came of it', () => {
    const rows = compared(side([KILL]), side([]))
    expect(rows.given).toEqual([{ name: 'kill node=1', a: '5s', b: null }])
    expect(rows.parting?.a).toMatchObject({ row: { timeUs: 5_000_000, fact: 'process.killed' }, cause: null })
    expect(rows.parting?.b?.row.timeUs).toBeGreaterThanOrEqual(5_000_000)
    const told = rows.events.flatMap((event) => (event.kind === 'onlyA' ? [event.a.fact] : []))
    expect(told).toContain('broker.fenced')
    expect(rows.state.map(({ name }) => name)).toContain('broker:1 status')
    const { same, moved, otherWay, onlyA, onlyB } = rows.counts
    expect(same).toBeGreaterThan(100)
    expect(Math.min(moved, otherWay, onlyA, onlyB)).toBeGreaterThan(0)
  })

  test('while the leader is missed, its records have other fates, and figures differ', () => {
    const rows = compared(side([KILL]), side([]), 7_000_000)
    expect(rows.records.map(({ a, b }) => `${a} ${b}`)).toContain('sent delivered')
    for (const { records, examples } of rows.records) {
      expect(examples.length).toBe(Math.min(records, 12))
      expect(examples[0]).toMatch(/^record:p1[/]\d+$/)
    }
    expect(rows.metrics.map(({ name }) => name)).toContain('records.acknowledged')
  })

  test('what an event of its own follows from is named in both', () => {
    const rows = compared(side([KILL]), side([]))
    const found = rows.parting?.b
    expect(found?.cause).not.toBeNull()
    expect(found?.causeThere?.sentence).toEqual(found?.cause?.sentence)
    expect(found?.cause?.timeUs).toBeLessThanOrEqual(found?.row.timeUs ?? 0)
  })

  test('a delay is told where it begins, and not once for all that follows from it', () => {
    const rows = compared(side([KILL]), side([{ ...KILL, timeUs: 5_400_000 }]))
    const moved = rows.events.filter((event) => event.kind === 'moved')
    expect(moved[0]).toMatchObject({ a: { fact: 'process.killed' }, laterUs: 400_000, sameCause: true })
    const kinds = moved.map(({ a }) => a.fact)
    expect(kinds.filter((kind) => kind === 'process.killed')).toHaveLength(1)
    expect(moved.length).toBeLessThan(6)
  })

  test('is the same the other way round', () => {
    const [a, b] = [side([KILL]), side([KILL], '14')]
    const [there, back] = [compared(a, b), compared(b, a)]
    expect(back.parting?.a).toEqual(there.parting?.b)
    expect(back.parting?.b).toEqual(there.parting?.a)
    expect(back.counts).toEqual({
      ...there.counts,
      onlyA: there.counts.onlyB,
      onlyB: there.counts.onlyA,
    })
    expect(back.state.length).toBe(there.state.length)
  })
})
