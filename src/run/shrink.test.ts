// The shipped failover under chaos, with each planted bug in turn: the sweep must find it, and shrink it to something that anybody can replay.

import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ConfigValues } from '../kafka/config/check-value.ts'
import { PLANTS } from '../kafka/plants.ts'
import type { ClientSetup, CommitsSetup, ProcessingSetup } from '../kafka/setup.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Trial } from '../scenario/report.ts'
import { isSameFailure } from '../scenario/report.ts'
import { readReportText } from '../scenario/report-read.ts'
import { reportText } from '../scenario/report-write.ts'
import type { Scenario, ScenarioInput } from '../scenario/scenario.ts'
import { reportOf } from './report-of.ts'
import { shrink } from './shrink.ts'
import type { SeedResult, SweepTask } from './sweep.ts'
import { addResult, emptySum, runSeed, trialOf } from './sweep.ts'
import { runTrial } from './trial.ts'

const SOAKS = process.env.HIGHWATER_SOAK !== undefined
const SEEDS_MAX = 40
/** Enough to see that it shrinks; to the end of every pass by `npm run soak`. */
const RUNS_MAX = SOAKS ? 1_000 : 24

let scenario: Scenario

beforeAll(() => {
  scenario = failover()
})

interface GroupChance {
  readonly config: ConfigValues
  /** Work that takes time, and when it is committed: what the application is promised. */
  readonly works?: CommitsSetup | 'committed by itself'
}

const SHORT: ConfigValues = {
  'group.protocol': 'classic',
  'session.timeout.ms': 6_000,
  'heartbeat.interval.ms': 2_000,
}

/** Chaos knows no groups: these are given members, faults that touch them, and one that does not. */
const GROUP_CHANCES: { readonly [plant: string]: GroupChance } = {
  'assignment-doubled': { config: { 'group.protocol': 'classic' } },
  'grants-what-is-held': { config: { 'group.protocol': 'consumer', 'group.remote.assignor': 'range' } },
  'commits-unchecked': { config: SHORT },
  'commits-beyond-log': { config: { 'group.protocol': 'classic' } },
  'commits-unprocessed': { config: { 'group.protocol': 'classic' }, works: 'committed by itself' },
  'processes-uncommitted': { config: SHORT, works: { how: 'sync', when: 'beforeProcessing' } },
}

const PROCESSING: ProcessingSetup = { perRecordUs: 2_000, spread: 'constant', stuckAt: null, workers: null }

function withMembers(base: Scenario, { config, works }: GroupChance): Scenario {
  const members = ['c2', 'c3'].map(
    (id, index): ClientSetup => ({
      kind: 'consumer',
      id,
      assign: [],
      subscribe: { topics: base.topics.map(({ name }) => name), pattern: null },
      fromUs: 2_500_000 + index * 8_000_000,
      config: { 'group.id': 'g', 'auto.offset.reset': 'earliest', ...config },
      ...(works === undefined ? {} : { processing: PROCESSING }),
      ...(typeof works === 'object' ? { commits: works } : {}),
    }),
  )
  const step = (seconds: number, input: string, node: string): ScenarioInput => {
    return { timeUs: seconds * 1_000_000, after: 0, input, args: { node } }
  }
  return {
    ...base,
    clients: [...base.clients.filter(({ kind }) => kind === 'producer'), ...members],
    inputs: [
      step(6, 'pause', 'p1'),
      step(7, 'resume', 'p1'),
      step(14, 'pause', 'c2'),
      step(26, 'resume', 'c2'),
    ],
    expectations: [],
    lesson: [],
    untilUs: 32_000_000,
  }
}

/** Chaos moves no positions: this reader asks twice for the end of a log, before and after its leader has changed. */
function withLatestReader(base: Scenario): Scenario {
  const step = (seconds: number, input: string, args: ScenarioInput['args']): ScenarioInput => {
    return { timeUs: seconds * 1_000_000, after: 0, input, args }
  }
  const ask = { client: 'c2', partition: 'orders-0', offset: 1_000_000_000 }
  const reader: ClientSetup = {
    kind: 'consumer',
    id: 'c2',
    assign: ['orders-0'],
    fromUs: 2_500_000,
    config: { 'auto.offset.reset': 'latest' },
  }
  return {
    ...base,
    clients: [...base.clients, reader],
    inputs: [
      step(4, 'seek', ask),
      step(5, 'kill', { node: '1' }),
      step(6, 'pause', { node: 'p1' }),
      step(7, 'resume', { node: 'p1' }),
      step(19, 'seek', ask),
    ],
    expectations: [],
    lesson: [],
    untilUs: 24_000_000,
  }
}

/** What the plant is sought in; null: the failover under chaos. */
function chanceOf(plant: string): Scenario | null {
  if (plant === 'latest-starts-anew') return withLatestReader(scenario)
  const ofGroup = GROUP_CHANCES[plant]
  return ofGroup === undefined ? null : withMembers(scenario, ofGroup)
}

describe('a sweep finds each planted bug, and it shrinks', () => {
  for (const plant of PLANTS) {
    test(`${plant.id}: ${plant.breaks}`, { timeout: 600_000 }, () => {
      const chance = chanceOf(plant.id)
      const task: SweepTask = {
        scenario: chance ?? scenario,
        chaos: chance === null ? 'default' : null,
        plants: [plant.id],
        twice: false,
      }
      const found = firstViolated(plant.trips, (seed) => runSeed(task, seed))
      const trial = trialOf(task, found.seed)
      const failure = found.failure
      if (failure === null) throw new Error('no failure')
      const notes: string[] = []
      const shrunk = shrink(trial, failure, RUNS_MAX, ({ key }) => notes.push(key))
      if (shrunk === null) throw new Error('the failure does not come again')
      const before = runTrial(trial)
      expect(shrunk.trial.scenario.inputs.length).toBeLessThan(trial.scenario.inputs.length)
      // A smaller run may fail a little later than the one it came from.
      expect(shrunk.outcome.timeUs).toBeLessThanOrEqual(before.timeUs + 3_000_000)
      expect(notes).toContain('shrink.inputs')
      // None of the inputs can go.
      for (const gone of shrunk.finished ? shrunk.trial.scenario.inputs : []) {
        const inputs = shrunk.trial.scenario.inputs.filter((input) => input !== gone)
        const without = runTrial(withInputs(shrunk.trial, inputs)).failure
        expect(without !== null && isSameFailure(without, failure)).toBe(false)
      }
      replays(shrunk.trial)
    })
  }
})

function firstViolated(invariant: string, run: (seed: number) => SeedResult): SeedResult {
  for (let seed = 1; seed <= SEEDS_MAX; seed++) {
    const result = run(seed)
    if (result.failure?.kind === 'invariant' && result.failure.id === invariant) return result
  }
  throw new Error(`${invariant} is not violated within ${SEEDS_MAX} seeds`)
}

function withInputs(trial: Trial, inputs: Scenario['inputs']): Trial {
  return { ...trial, scenario: { ...trial.scenario, inputs } }
}

/** Through the file, as somebody else would: same failure, same hashes. */
function replays(trial: Trial): void {
  const outcome = runTrial(trial)
  const reading = readReportText('report.json', reportText(reportOf(trial, outcome)))
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  const again = runTrial(reading.report)
  expect(reading.report.failure).toEqual(outcome.failure)
  expect(again.failure).toEqual(outcome.failure)
  expect(again.hashes).toEqual(reading.report.hashes)
}

test('what does not fail does not shrink', { timeout: 60_000 }, () => {
  const trial = trialOf({ scenario, chaos: null, plants: [], twice: false }, 193)
  const failure = { kind: 'invariant', id: 'logs-agree', event: 1, about: '', detail: '' } as const
  expect(shrink(trial, failure, 10, () => undefined)).toBeNull()
})

test('the sum of a sweep does not depend on the order of the seeds', () => {
  const results: SeedResult[] = [5, 3, 9].map((seed) => ({
    seed,
    events: 10,
    traceHash: String(seed),
    failure: { kind: 'invariant', id: seed === 9 ? 'b' : 'a', event: 1, about: '', detail: String(seed) },
    verdicts: [{ id: 'a', verdict: seed === 9 ? 'kept' : 'violated' }],
    reached: [],
    anomalies: seed === 5 ? [2] : [0, 7],
    varied: false,
  }))
  const sums = [results, results.toReversed()].map((list) => {
    const sum = emptySum()
    for (const result of list) addResult(sum, result)
    return { ...sum, failures: sum.failures.toSorted((a, b) => a.seed - b.seed) }
  })
  expect(sums[0]).toEqual(sums[1])
  expect(sums[0]?.failures.map(({ seed, count }) => [seed, count])).toEqual([
    [3, 2],
    [9, 1],
  ])
  expect(sums[0]?.invariants).toEqual([{ id: 'a', kept: 1, void: 0, violated: 2 }])
  expect(sums[0]?.anomalies.filter(({ count }) => count > 0)).toEqual([
    { id: 'lost', runs: 1, count: 2 },
    { id: 'g1a', runs: 2, count: 14 },
  ])
})

function failover(): Scenario {
  const text = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
  const reading = readScenarioText('leader-failover.yaml', text)
  if (!reading.ok) throw new Error('the failover scenario is refused')
  return reading.scenario
}
