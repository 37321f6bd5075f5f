// The property of aligning by cause: of two runs whose lists of faults differ by one, that one is where they part.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Scenario, ScenarioInput } from '../scenario/scenario.ts'
import { align, partingPlaces, SAME_CAUSE } from './align.ts'
import { planChaos } from './chaos.ts'
import type { ChaosProfile } from './chaos-profiles.ts'
import { chaosProfile } from './chaos-profiles.ts'
import { firstDivergence } from './compare.ts'
import { finish } from './finish.ts'
import { causeOf, rows, timeOf } from './rows.ts'
import { advance, branchOf, createRun } from './run.ts'
import type { Side } from './signatures.ts'
import { CHECKER, worldOf } from './trial.ts'

const SOAKS = process.env.HIGHWATER_SOAK !== undefined
const SEEDS = SOAKS ? 400 : 6
const UNTIL_US = 10_000_000

function side(scenario: Scenario, seed: string, inputs: readonly ScenarioInput[]): Side {
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

test(`two runs part at the one fault that only one of them has, and a run never parts from itself (${SEEDS} seeds)`, {
  timeout: SOAKS ? 36_000_000 : 240_000,
}, () => {
  const text = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
  const reading = readScenarioText('leader-failover.yaml', text)
  if (!reading.ok) throw new Error('the failover scenario is refused')
  let found = 0
  for (let number = 1; number <= SEEDS; number++) {
    const seed = String(number)
    const { scenario } = planChaos(reading.scenario, chaosProfile('default') as ChaosProfile, seed)
    const inputs = scenario.inputs.filter(({ timeUs }) => timeUs < UNTIL_US)
    const one = inputs[number % Math.max(1, inputs.length)]
    if (one === undefined) continue
    found += 1
    const a = side(scenario, seed, inputs)
    const b = side(
      scenario,
      seed,
      inputs.filter((input) => input !== one),
    )
    const said = `seed ${seed}, ${one.input} at ${one.timeUs}`
    expect(finish(firstDivergence(a, a, UNTIL_US)), said).toBeNull()
    const first = finish(firstDivergence(a, b, UNTIL_US))
    if (typeof first !== 'number') throw new Error(`${said}: they do not part`)
    const alignment = finish(align(a, b, first, UNTIL_US))
    const places = partingPlaces(alignment)
    const event = first + places.a
    expect([timeOf(a.run, a.branch, event), causeOf(a.run, a.branch, event)], said).toEqual([one.timeUs, -1])
    expect(rows(a.run, a.branch, event)[0]?.kind.id, said).toMatch(/^input[.](done|missed)$/)
    if (places.b >= 0)
      expect(timeOf(b.run, b.branch, first + places.b), said).toBeGreaterThanOrEqual(one.timeUs)
    // Whoever is alike, is alike both ways, and never before its cause's like.
    alignment.a.like.forEach((like, place) => {
      if (like < 0) return
      expect(alignment.b.like[like]).toBe(place)
      const cause = alignment.a.cause[place] as number
      if (alignment.a.how[place] !== SAME_CAUSE || cause < 0) return
      expect(alignment.a.like[cause]).toBe(alignment.b.cause[like])
    })
  }
  expect(found).toBeGreaterThan(SEEDS / 2)
})
