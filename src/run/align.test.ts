import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { INPUT_DONE } from '../sim/facts.ts'
import type { AlignedSide, Alignment } from './align.ts'
import { ALONE, align, OTHER_WAY, partingPlaces, SAME_CAUSE } from './align.ts'
import { firstDivergence } from './compare.ts'
import { fateDifferences } from './compare-fates.ts'
import { finish } from './finish.ts'
import { causeOf, leadingFact, rows, timeOf } from './rows.ts'
import { advance, branchOf, createRun } from './run.ts'
import type { Side } from './signatures.ts'
import { CHECKER, worldOf } from './trial.ts'

const UNTIL_US = 16_000_000
let scenario: Scenario

beforeAll(() => {
  const text = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
  const reading = readScenarioText('leader-failover.yaml', text)
  if (!reading.ok) throw new Error('the failover scenario is refused')
  scenario = reading.scenario
})

function side(inputs: Scenario['inputs'], seed = '5'): Side {
  const run = createRun({
    makeWorld: () => worldOf({ scenario, seed, plants: [], heal: null }),
    registry: INPUT_REGISTRY,
    inputs: inputs.map((input) => ({ ...input, origin: 'scenario' })),
    checker: CHECKER,
  })
  const branch = branchOf(run, 0)
  while (advance(run, branch, 16_384, UNTIL_US) > 0);
  return { run, branch }
}

function aligned(a: Side, b: Side): Alignment {
  const from = finish(firstDivergence(a, b, UNTIL_US))
  return finish(align(a, b, typeof from === 'number' ? from : 0, UNTIL_US))
}

function eventsThat({ first }: Alignment, { how, events }: AlignedSide, wanted: number): number[] {
  const found: number[] = []
  for (let place = 0; place < events; place++) if (how[place] === wanted) found.push(first + place)
  return found
}

function likeOf({ first, a }: Alignment, event: number): number {
  return first + (a.like[event - first] as number)
}

const KILL = { timeUs: 5_000_000, after: 0, input: 'kill', args: { node: '1' } }

describe('two runs aligned by cause', () => {
  test('that are the same pair every event with itself', () => {
    const [a, b] = [side([KILL]), side([KILL])]
    const found = finish(align(a, b, 0, UNTIL_US))
    expect(found.a.how.every((how) => how === SAME_CAUSE)).toBe(true)
    expect(found.a.like.every((like, place) => like === place)).toBe(true)
    expect(partingPlaces(found)).toEqual({ a: -1, b: -1 })
  })

  test('that part at one input stay together in what it did not touch, and tell what came of it', () => {
    const [a, b] = [side([KILL]), side([])]
    const found = aligned(a, b)
    expect(leadingFact(a.run, a.branch, found.first)?.kind.id).toBe('process.killed')
    // The controllers go on as they would have.
    const same = eventsThat(found, found.a, SAME_CAUSE)
    const quorum = same.filter((event) => {
      return leadingFact(a.run, a.branch, event)?.kind.id === 'raft.fetchParked'
    })
    expect(quorum.length).toBeGreaterThan(20)
    for (const event of same.slice(0, 2_000)) {
      const [left, right] = [
        leadingFact(a.run, a.branch, event),
        leadingFact(b.run, b.branch, likeOf(found, event)),
      ]
      expect(left?.kind.id).toBe(right?.kind.id)
    }
    const told = (on: Side, events: readonly number[]): string[] =>
      events.flatMap((event) => rows(on.run, on.branch, event).map((row) => row.kind.id))
    expect(told(a, eventsThat(found, found.a, ALONE))).toContain('broker.fenced')
    expect(told(b, eventsThat(found, found.b, ALONE))).not.toContain('broker.fenced')
  })

  test('that do the same a little later pair it, and what came of it, at its other time', () => {
    const later = { ...KILL, timeUs: 5_250_000 }
    const [a, b] = [side([KILL]), side([later])]
    const found = aligned(a, b)
    const kill = eventsThat(found, found.a, SAME_CAUSE).find((event) => {
      return leadingFact(a.run, a.branch, event)?.kind.id === 'process.killed'
    })
    if (kill === undefined) throw new Error('the kills are no pair')
    expect(timeOf(b.run, b.branch, likeOf(found, kill)) - timeOf(a.run, a.branch, kill)).toBe(250_000)
  })

  test('of two seeds find each other again where the same came about by another way', () => {
    const [a, b] = [side([KILL]), side([KILL], '6')]
    const found = aligned(a, b)
    const again = eventsThat(found, found.a, OTHER_WAY)
    expect(again.length).toBeGreaterThan(1_000)
    for (const event of again) {
      const [left, right] = [
        leadingFact(a.run, a.branch, event),
        leadingFact(b.run, b.branch, likeOf(found, event)),
      ]
      expect(left?.kind.id).toBe(right?.kind.id)
    }
    // Nearly all: what is over on one side is what it did more often.
    expect(eventsThat(found, found.a, ALONE).length).toBeLessThan(found.a.events / 10)
    // Chance decides first which controller a broker asks for the quorum.
    const parting = partingPlaces(found)
    expect(timeOf(a.run, a.branch, found.first + parting.a)).toBeLessThan(100_000)
  })

  test('records whose fate differs are counted by pair of fates', () => {
    const [a, b] = [side([KILL]), side([{ ...KILL, args: { node: 'p1' } }])]
    const found = finish(
      fateDifferences(
        { world: a.branch.head.world, checks: a.branch.head.checks as never },
        { world: b.branch.head.world, checks: b.branch.head.checks as never },
      ),
    )
    const missing = found.find((row) => row.b === 'none')
    expect(missing?.records).toBeGreaterThan(100)
    expect(missing?.examples[0]).toMatch(/^record:p1[/]\d+$/)
    expect(
      finish(
        fateDifferences(
          { world: a.branch.head.world, checks: a.branch.head.checks as never },
          { world: a.branch.head.world, checks: a.branch.head.checks as never },
        ),
      ),
    ).toEqual([])
  })
})

describe('with one input more', () => {
  const added = [
    { timeUs: 3_000_000, after: 0, input: 'kill', args: { node: '1' } },
    { timeUs: 7_000_000, after: 0, input: 'pause', args: { node: '2' } },
    { timeUs: 4_500_000, after: 2, input: 'kill', args: { node: '101' } },
    { timeUs: 9_000_000, after: 0, input: 'cut-link', args: { from: '1', to: '2' } },
    // Nothing to start: it is missed, and still the only thing that differs.
    { timeUs: 6_000_000, after: 0, input: 'start', args: { node: '3' } },
  ]

  test.each(added)('the two part at its event: $input $args', (input) => {
    const sorted = [KILL, input].sort((x, y) => x.timeUs - y.timeUs)
    const [a, b] = [side(sorted), side([KILL])]
    const found = aligned(a, b)
    const { a: place } = partingPlaces(found)
    const event = found.first + place
    expect(timeOf(a.run, a.branch, event)).toBe(input.timeUs)
    expect(causeOf(a.run, a.branch, event)).toBe(-1)
    const facts = rows(a.run, a.branch, event).map((row) => row.kind.id)
    expect(facts[0]).toMatch(/^input[.](done|missed)$/)
    // Nothing of the other side parts before it.
    const other = partingPlaces(found).b
    if (other >= 0) expect(timeOf(b.run, b.branch, found.first + other)).toBeGreaterThanOrEqual(input.timeUs)
    // The input that both have is the same in both.
    const kill = eventsThat(found, found.a, SAME_CAUSE).filter((one) => {
      return rows(a.run, a.branch, one)[0]?.kind === INPUT_DONE
    })
    const isBefore = found.first > 0 && timeOf(a.run, a.branch, found.first) > KILL.timeUs
    expect(kill).toHaveLength(isBefore || input.args.node === '1' ? 0 : 1)
  })
})
