import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Alignment, Side } from './align.ts'
import { align } from './align.ts'
import { firstDivergence } from './compare.ts'
import { fateDifferences } from './compare-fates.ts'
import { leadingFact, rows, timeOf } from './rows.ts'
import { advance, branchOf, createRun } from './run.ts'
import { CHECKER, worldOf } from './trial.ts'

const UNTIL_US = 16_000_000
let scenario: Scenario

beforeAll(() => {
  const text = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
  const reading = readScenarioText('leader-failover.yaml', text)
  if (!reading.ok) throw new Error('the failover scenario is refused')
  scenario = reading.scenario
})

function side(inputs: Scenario['inputs']): Side {
  const run = createRun({
    makeWorld: () => worldOf({ scenario, seed: '5', plants: [], heal: null }),
    registry: INPUT_REGISTRY,
    inputs: inputs.map((input) => ({ ...input, origin: 'scenario' })),
    checker: CHECKER,
  })
  const branch = branchOf(run, 0)
  while (advance(run, branch, 16_384, UNTIL_US) > 0);
  return { run, branch }
}

function aligned(a: Side, b: Side): Alignment {
  const from = firstDivergence(a, b)
  const work = align(a, b, typeof from === 'number' ? from : 0, UNTIL_US)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const KILL = { timeUs: 5_000_000, after: 0, input: 'kill', args: { node: '1' } }

describe('two runs aligned by cause', () => {
  test('that are the same pair every event with itself', () => {
    const [a, b] = [side([KILL]), side([KILL])]
    const { pairs, onlyA, onlyB } = aligned(a, b)
    expect([onlyA, onlyB]).toEqual([[], []])
    expect(pairs.every((pair) => pair.a === pair.b)).toBe(true)
  })

  test('that part at one input stay together in what it did not touch, and tell what came of it', () => {
    const [a, b] = [side([KILL]), side([])]
    const { pairs, onlyA, onlyB, first } = aligned(a, b)
    expect(leadingFact(a.run, a.branch, first)?.kind.id).toBe('process.killed')
    // The controllers go on as they would have.
    const quorum = pairs.filter((pair) => {
      const fact = leadingFact(a.run, a.branch, pair.a)
      return fact?.kind.id === 'raft.fetchParked'
    })
    expect(quorum.length).toBeGreaterThan(20)
    for (const pair of pairs.slice(0, 2_000)) {
      const [left, right] = [leadingFact(a.run, a.branch, pair.a), leadingFact(b.run, b.branch, pair.b)]
      expect(left?.kind.id).toBe(right?.kind.id)
    }
    const told = (on: Side, events: readonly number[]): string[] =>
      events.flatMap((event) => rows(on.run, on.branch, event).map((row) => row.kind.id))
    expect(told(a, onlyA)).toContain('broker.fenced')
    expect(told(b, onlyB)).not.toContain('broker.fenced')
  })

  test('that do the same a little later pair it, and what came of it, at its other time', () => {
    const later = { ...KILL, timeUs: 5_250_000 }
    const [a, b] = [side([KILL]), side([later])]
    const { pairs } = aligned(a, b)
    const kill = pairs.find((pair) => leadingFact(a.run, a.branch, pair.a)?.kind.id === 'process.killed')
    if (kill === undefined) throw new Error('the kills are no pair')
    expect(timeOf(b.run, b.branch, kill.b) - timeOf(a.run, a.branch, kill.a)).toBe(250_000)
  })

  test('records whose fate differs are counted by pair of fates', () => {
    const [a, b] = [side([KILL]), side([{ ...KILL, args: { node: 'p1' } }])]
    const found = fateDifferences(
      { world: a.branch.head.world, checks: a.branch.head.checks as never },
      { world: b.branch.head.world, checks: b.branch.head.checks as never },
    )
    const missing = found.find((row) => row.b === 'none')
    expect(missing?.records).toBeGreaterThan(100)
    expect(missing?.examples[0]).toMatch(/^record:p1[/]\d+$/)
    expect(
      fateDifferences(
        { world: a.branch.head.world, checks: a.branch.head.checks as never },
        { world: a.branch.head.world, checks: a.branch.head.checks as never },
      ),
    ).toEqual([])
  })
})
