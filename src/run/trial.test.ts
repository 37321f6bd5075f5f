import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Trial } from '../scenario/report.ts'
import { HASHES_MAX } from '../scenario/report.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { hashText } from '../sim/hash.ts'
import { EN } from '../tell/en.ts'
import { KO } from '../tell/ko.ts'
import { EVENTS_PER_MILESTONE } from './branch.ts'
import { advance, branchOf, createRun } from './run.ts'
import { CHECKER, runTrial, worldOf } from './trial.ts'

let trial: Trial

beforeAll(() => {
  trial = {
    scenario: { ...failover(), untilUs: 9_000_000, expectations: [] },
    seed: '5',
    plants: [],
    heal: null,
  }
})

function at(seconds: number, input: string, node: string): Scenario['inputs'][number] {
  return { timeUs: seconds * 1_000_000, after: 0, input, args: { node } }
}

describe('a trial', () => {
  test('is the run that the page walks: same events, same hashes', () => {
    const outcome = runTrial(trial)
    const run = createRun({
      makeWorld: () => worldOf(trial),
      registry: INPUT_REGISTRY,
      inputs: trial.scenario.inputs.map((input) => ({ ...input, origin: 'scenario' })),
      checker: CHECKER,
    })
    const branch = branchOf(run, 0)
    while (advance(run, branch, 16_384, trial.scenario.untilUs) > 0);
    expect(outcome.traceHash).toBe(hashText(branch.head.world.traceHash))
    expect(outcome.hashes.length).toBeLessThanOrEqual(HASHES_MAX)
    for (const { event, trace } of outcome.hashes.slice(0, -1)) {
      const milestone = branch.milestones[(event + 1) / EVENTS_PER_MILESTONE - 1]
      expect(milestone === undefined ? '' : hashText(milestone)).toBe(trace)
    }
  })

  test('fails by the first expectation that does not hold', () => {
    const [first] = failover().expectations
    if (first === undefined) throw new Error('no expectations')
    const that = { ...first.that, text: 'ledger sent == 0', left: { address: 'ledger', field: 'sent' } }
    const never = {
      ...first,
      id: 'never',
      when: { kind: 'always' as const },
      that: { ...that, comparison: '==' as const, right: { kind: 'literal' as const, value: 0 } },
    }
    const { failure } = runTrial({ ...trial, scenario: { ...trial.scenario, expectations: [never] } })
    expect(failure).toMatchObject({ kind: 'expectation', id: 'never', detail: 'ledger sent == 0' })
  })

  test('that does not come to rest after the healing says, in words, what it waits for', () => {
    // Nobody starts broker 1 again: its replicas stay out of every ISR.
    const outcome = runTrial({
      ...trial,
      scenario: {
        ...trial.scenario,
        clients: trial.scenario.clients.map((client) =>
          client.kind === 'producer' ? { ...client, toUs: 7_000_000 } : client,
        ),
        inputs: [at(5, 'kill', '1')],
      },
      heal: { fromUs: 8_000_000, byUs: 30_000_000 },
    })
    expect(outcome.failure).toMatchObject({ kind: 'liveness', id: 'converge' })
    expect(outcome.timeUs).toBe(30_000_000)
    const keys = outcome.waiting.map(({ key }) => key)
    expect(keys).toContain('waiting.broker')
    expect(keys).toContain('waiting.isr')
    for (const key of keys) expect([key, key in EN, key in KO]).toEqual([key, true, true])
  })

  test('whose partition has no leader in time although one can lead says so before its end', () => {
    const controllers = ['101', '102', '103']
    const apart = controllers.flatMap((from) =>
      controllers
        .filter((to) => to !== from)
        .map((to) => ({ timeUs: 20_000_000, after: 0, input: 'cut-link', args: { from, to } })),
    )
    // Everybody is back, but no controller can lead.
    const outcome = runTrial({
      ...trial,
      scenario: {
        ...trial.scenario,
        inputs: [
          ...['1', '2', '3'].map((node, place) => at(5 + place, 'kill', node)),
          ...apart,
          ...['1', '2', '3'].map((node) => at(26, 'start', node)),
        ],
      },
      heal: { fromUs: 27_000_000, byUs: 120_000_000 },
    })
    expect(outcome.failure).toMatchObject({ kind: 'liveness', id: 'leader-in-time' })
    expect(outcome.failure?.about).toMatch(/^partition:/)
    expect(outcome.timeUs).toBeLessThan(70_000_000)
  })

  test('in which the engine breaks one of its own rules fails by that, with the event', () => {
    const twice = { ...trial.scenario, inputs: [at(5, 'no-such-input', '1')] }
    const { failure, events } = runTrial({ ...trial, scenario: twice })
    expect(failure).toMatchObject({ kind: 'assertion', event: events - 1 })
    expect(failure?.detail).toContain('no-such-input')
    expect(failure?.id).not.toMatch(/[1-9]/)
  })
})

function failover(): Scenario {
  const text = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
  const reading = readScenarioText('leader-failover.yaml', text)
  if (!reading.ok) throw new Error('the failover scenario is refused')
  return reading.scenario
}
