import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { waitingFor } from '../check/waiting.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { ChaosPlan } from './chaos.ts'
import { planChaos } from './chaos.ts'
import type { ChaosProfile } from './chaos-profiles.ts'
import { CHAOS_PROFILES, chaosProfile } from './chaos-profiles.ts'
import { runTrial, worldOf } from './trial.ts'

let scenario: Scenario
let profile: ChaosProfile

beforeAll(() => {
  scenario = failover()
  profile = chaosProfile('default') as ChaosProfile
})

function plans(of: ChaosProfile, count: number): ChaosPlan[] {
  return Array.from({ length: count }, (_, place) => planChaos(scenario, of, String(place + 1)))
}

describe('a chaos profile writes a list of faults from the seed', () => {
  test('the same list for the same seed, another for another', () => {
    expect(planChaos(scenario, profile, '7')).toEqual(planChaos(scenario, profile, '7'))
    expect(planChaos(scenario, profile, '7').scenario.inputs).not.toEqual(
      planChaos(scenario, profile, '8').scenario.inputs,
    )
  })

  test('the default lets the producer write 100 records a second for 40 seconds', () => {
    const [producer] = planChaos(scenario, profile, '1').scenario.clients
    expect(producer).toMatchObject({
      kind: 'producer',
      ratePerSecond: 100,
      fromUs: 2_000_000,
      toUs: 42_000_000,
    })
  })

  test('a swarm: each class of faults is left out of about half of the runs, never all of them', () => {
    const omitted = plans(profile, 400).map((plan) => plan.omitted)
    for (const { id } of profile.classes) {
      const without = omitted.filter((ids) => ids.includes(id)).length
      expect([id, without > 140 && without < 260]).toEqual([id, true])
    }
    for (const ids of omitted) expect(ids.length).toBeLessThan(profile.classes.length)
  })

  test('faults keep within the budget: fewer machines lose power than min ISR', () => {
    let some = 0
    for (const { scenario: planned } of plans(profile, 200)) {
      const lost = new Set(
        planned.inputs.filter(({ input }) => input === 'power-loss').map(({ args }) => args.node),
      )
      expect(lost.size).toBeLessThanOrEqual(1)
      some += lost.size
    }
    expect(some).toBeGreaterThan(20)
    const blackout = chaosProfile('blackout') as ChaosProfile
    const most = plans(blackout, 50).map(
      ({ scenario: { inputs } }) =>
        new Set(inputs.filter(({ input }) => input === 'power-loss').map(({ args }) => args.node)).size,
    )
    expect(Math.max(...most)).toBeGreaterThan(1)
  })

  test('from the healing on there are no faults, only mends, of everything that was broken', () => {
    for (const of of CHAOS_PROFILES) {
      for (const { scenario: planned, heal } of plans(of, 60)) {
        const late = planned.inputs.filter(({ timeUs }) => timeUs >= heal.fromUs)
        for (const { input } of late) expect(['start', 'resume', 'reconnect']).toContain(input)
        const mended = new Set(late.map(({ input, args }) => `${input} ${String(args.node)}`))
        for (const { input, args } of planned.inputs) {
          const node = String(args.node)
          if (['kill', 'power-loss', 'stop'].includes(input)) expect(mended).toContain(`start ${node}`)
          if (input === 'pause') expect(mended).toContain(`resume ${node}`)
          if (input === 'cut-link')
            expect(mended.has(`reconnect ${args.from}`) || mended.has(`reconnect ${args.to}`)).toBe(
              !['p1', 'c1'].includes(String(args.from)) || !['p1', 'c1'].includes(String(args.to)),
            )
        }
      }
    }
  })
})

test('the honest engine keeps its promises under chaos, or they are void; a run says what it waits for', {
  timeout: 240_000,
}, () => {
  const counts = { kept: 0, void: 0, violated: 0 }
  for (const plan of plans(profile, 8)) {
    const outcome = runTrial(plan)
    for (const { verdict } of outcome.verdicts) counts[verdict] += 1
    expect([plan.seed, outcome.failure]).toEqual([plan.seed, null])
  }
  expect(counts.violated).toBe(0)
  expect(counts.kept).toBeGreaterThan(counts.void)
  expect(waitingFor(worldOf(planChaos(scenario, profile, '1'))).map(({ key }) => key)).toContain(
    'waiting.controller',
  )
})

function failover(): Scenario {
  const text = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
  const reading = readScenarioText('leader-failover.yaml', text)
  if (!reading.ok) throw new Error('the failover scenario is refused')
  return reading.scenario
}
