import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { headEvent } from './branch.ts'
import { differences, firstDivergence } from './compare.ts'
import { finish } from './finish.ts'
import { timeOf } from './rows.ts'
import { advance, branchOf, createRun } from './run.ts'
import type { Side } from './signatures.ts'
import { CHECKER, worldOf } from './trial.ts'

const UNTIL_US = 6_000_000
let scenario: Scenario

beforeAll(() => {
  scenario = failover()
})

function side(inputs: Scenario['inputs'], untilUs = UNTIL_US): Side {
  const run = createRun({
    makeWorld: () => worldOf({ scenario, seed: '5', plants: [], heal: null }),
    registry: INPUT_REGISTRY,
    inputs: inputs.map((input) => ({ ...input, origin: 'scenario' })),
    checker: CHECKER,
  })
  const branch = branchOf(run, 0)
  while (advance(run, branch, 16_384, untilUs) > 0);
  return { run, branch }
}

test('the same run twice does not part, and nothing differs', () => {
  const [a, b] = [side(scenario.inputs), side(scenario.inputs)]
  expect(finish(firstDivergence(a, b, UNTIL_US))).toBeNull()
  expect(finish(differences(a.branch.head, b.branch.head))).toEqual([])
})

test('two runs part at the first input that only one of them has, and what follows from it differs', () => {
  const [a, b] = [side(scenario.inputs), side([])]
  const event = finish(firstDivergence(a, b, UNTIL_US))
  expect(timeOf(a.run, a.branch, event as number)).toBe(5_000_000)
  const found = finish(differences(a.branch.head, b.branch.head)).map(
    ({ address, field }) => `${address} ${field}`,
  )
  expect(found).toContain('broker:1 status')
  expect(found).toContain('ledger acknowledged')
  expect(found).not.toContain('broker:2 status')
})

test('a run that ends before the other parts from it there', () => {
  const [a, b] = [side([]), side([], UNTIL_US - 1_000_000)]
  expect(finish(firstDivergence(a, b, UNTIL_US))).toBe(headEvent(b.branch) + 1)
  expect(finish(firstDivergence(a, b, UNTIL_US - 1_000_000))).toBeNull()
})

function failover(): Scenario {
  const text = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
  const reading = readScenarioText('leader-failover.yaml', text)
  if (!reading.ok) throw new Error('the failover scenario is refused')
  return reading.scenario
}
