// The honest engine under chaos: no promise is broken, and every rare branch is tried. 10,000 seeds by `npm run soak`, on all cores.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { SweepSum } from './sweep.ts'
import { addResult, emptySum, runSeed } from './sweep.ts'

const SOAKS = process.env.HIGHWATER_SOAK !== undefined
const SEEDS = 10
const SOAK_SEEDS = 10_000

type Told = Pick<SweepSum, 'runs' | 'failures' | 'marks' | 'invariants'>

function swept(): Told {
  if (!SOAKS) return sweptHere()
  const args = ['sweep', 'leader-failover', '--chaos', 'default', '--seeds', `1..${SOAK_SEEDS}`, '--json']
  const { stdout } = spawnSync(process.execPath, [join('scripts', 'highwater.mjs'), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  })
  return JSON.parse(stdout) as Told
}

function sweptHere(): Told {
  const reading = readScenarioText('x.yaml', readFileSync('scenarios/leader-failover.yaml', 'utf8'))
  if (!reading.ok) throw new Error('the failover scenario is refused')
  const task = { scenario: reading.scenario, chaos: 'default', plants: [], twice: false }
  const sum = emptySum()
  for (let seed = 1_001; seed <= 1_000 + SEEDS; seed++) addResult(sum, runSeed(task, seed))
  return sum
}

test('no promise is broken under chaos, and rare branches are tried', { timeout: 36_000_000 }, () => {
  const sum = swept()
  expect(sum.runs).toBe(SOAKS ? SOAK_SEEDS : SEEDS)
  expect(sum.failures.map(({ failure }) => failure)).toEqual([])
  for (const { id, kept } of sum.invariants) expect([id, kept > 0]).toEqual([id, true])
  const never = sum.marks.filter(({ runs }) => runs === 0).map(({ id }) => id)
  if (SOAKS) expect(never).toEqual([])
  else expect(never.length).toBeLessThan(sum.marks.length / 2)
})
