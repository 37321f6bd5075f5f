// The shipped failover, killed at any moment: what it promises must not hang on the moment that its file chose.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { openHeadless, runUntil } from './headless.ts'

const FILE = 'scenarios/leader-failover.yaml'
const SEEDS = process.env.HIGHWATER_SOAK === undefined ? 200 : 10_000
const FIRST_KILL_US = 3_000_000
const LAST_KILL_US = 20_000_000

function shipped(): Scenario {
  const reading = readScenarioText(FILE, readFileSync(FILE, 'utf8'))
  if (!('scenario' in reading)) throw new Error(`${FILE} cannot be read`)
  return reading.scenario
}

/** The scenario with its kill at another moment. */
function killedAt(scenario: Scenario, timeUs: number): Scenario {
  return {
    ...scenario,
    inputs: scenario.inputs.map((input) => (input.input === 'kill' ? { ...input, timeUs } : input)),
  }
}

function unmet(scenario: Scenario, seed: string): string[] {
  const headless = openHeadless(scenario, seed)
  runUntil(headless, scenario.untilUs)
  return headless.watched
    .filter(({ watch }) => watch.verdict !== 'holds')
    .map(({ expectation, watch }) => `${expectation.id} ${watch.verdict}`)
}

describe('leader-failover', () => {
  it('holds every expectation at its own seed, the truncated tail among them', () => {
    const scenario = shipped()
    expect(scenario.expectations.some((expectation) => expectation.ownSeed)).toBe(true)
    expect(unmet(scenario, scenario.seed)).toEqual([])
  })

  it(`holds its expectations over ${SEEDS} seeds with the kill anywhere between 3 s and 20 s`, {
    timeout: 3_600_000,
  }, () => {
    const scenario = shipped()
    const failures: string[] = []
    for (let n = 0; n < SEEDS; n++) {
      const timeUs = FIRST_KILL_US + Math.floor(((LAST_KILL_US - FIRST_KILL_US) * n) / (SEEDS - 1))
      const seed = `kill-${n}`
      const broken = unmet(killedAt(scenario, timeUs), seed)
      if (broken.length > 0) failures.push(`seed ${seed}, kill at ${timeUs} us: ${broken.join(', ')}`)
    }
    expect(failures).toEqual([])
  })
})
