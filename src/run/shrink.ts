// A smaller run in which the same thing goes wrong: inputs none of which can go, the smallest set-up, the shortest time.
// Passes go round until none of them gets anywhere; the order of everything is fixed, so the same report shrinks to the same report.

import type { Failure, Trial } from '../scenario/report.ts'
import { isSameFailure } from '../scenario/report.ts'
import type { ScenarioInput } from '../scenario/scenario.ts'
import { sortInputs } from '../sim/input.ts'
import { ddmin } from './ddmin.ts'
import type { Edit } from './shrink-edits.ts'
import { edits } from './shrink-edits.ts'
import type { TrialOutcome } from './trial.ts'
import { runTrial } from './trial.ts'

export interface Shrunk {
  readonly trial: Trial
  readonly outcome: TrialOutcome
  readonly runs: number
  /** Whether every pass came to its end within the runs that were allowed: then no input can go. */
  readonly finished: boolean
}

/** What a pass got rid of: a message key and its numbers. */
export interface ShrinkNote {
  readonly key: `shrink.${'inputs' | 'time' | Edit['what']}`
  readonly args: { readonly [name: string]: number }
}

interface Search {
  readonly failure: Failure
  readonly runsMax: number
  readonly narrate: (note: ShrinkNote) => void
  trial: Trial
  outcome: TrialOutcome
  runs: number
  /** What was tried in vain: the last round, in which nothing goes any more, is then for nothing. */
  readonly failed: Set<string>
}

/** A smaller run may fail a little later than the one it came from. */
const SLACK_US = 3_000_000

/** null when the failure does not come again in the first place. */
export function shrink(
  trial: Trial,
  failure: Failure,
  runsMax: number,
  narrate: (note: ShrinkNote) => void,
): Shrunk | null {
  const first = runTrial(trial)
  if (first.failure === null || !isSameFailure(first.failure, failure)) return null
  const search: Search = { failure, runsMax, narrate, trial, outcome: first, runs: 1, failed: new Set() }
  cutAfterFailure(search)
  for (;;) {
    const before = search.trial
    shrinkInputs(search)
    if (failure.kind !== 'expectation') shrinkSetup(search)
    shrinkTime(search)
    if (search.trial === before || search.runs >= runsMax) break
  }
  const finished = search.runs < runsMax
  return { trial: ended(search), outcome: search.outcome, runs: search.runs, finished }
}

/** Runs a candidate; keeps it when the same thing goes wrong. */
function attempt(search: Search, candidate: Trial): boolean {
  if (search.runs >= search.runsMax) return false
  const key = keyOf(candidate)
  if (search.failed.has(key)) return false
  search.runs += 1
  const outcome = runTrial(candidate)
  if (outcome.failure === null || !isSameFailure(outcome.failure, search.failure)) {
    search.failed.add(key)
    return false
  }
  search.trial = candidate
  search.outcome = outcome
  return true
}

/** All that candidates differ in. */
function keyOf({ scenario }: Trial): string {
  const { cluster, topics, clients, network, inputs } = scenario
  return JSON.stringify([cluster, topics, clients, network, inputs])
}

/** Neither what comes after the failure matters, nor, unless it is what failed, the healing and what the author expected. */
function cutAfterFailure(search: Search): void {
  const { trial, outcome, failure } = search
  const { scenario } = trial
  if (failure.kind === 'liveness' || failure.kind === 'expectation') return
  const candidate: Trial = {
    ...trial,
    heal: null,
    scenario: {
      ...scenario,
      expectations: [],
      lesson: [],
      untilUs: outcome.timeUs + SLACK_US,
      inputs: scenario.inputs.filter(({ timeUs }) => timeUs <= outcome.timeUs),
    },
  }
  if (attempt(search, candidate))
    noteInputs(search, scenario.inputs.length - candidate.scenario.inputs.length, scenario.inputs.length)
}

function noteInputs(search: Search, removed: number, of: number): void {
  if (removed > 0) search.narrate({ key: 'shrink.inputs', args: { removed, of } })
}

/** What belongs to the healing stays when the cluster is to come to rest after it. */
function isFixed(trial: Trial, input: ScenarioInput): boolean {
  return trial.heal !== null && input.timeUs >= trial.heal.fromUs
}

function shrinkInputs(search: Search): void {
  const { inputs } = search.trial.scenario
  const holds = (part: readonly ScenarioInput[]): boolean => {
    const { trial } = search
    const kept = inputs.filter((input) => isFixed(trial, input) || part.includes(input))
    return attempt(search, withInputs(trial, kept))
  }
  let rest: readonly ScenarioInput[] = inputs.filter((input) => !isFixed(search.trial, input))
  if (rest.length === 0) return
  const of = inputs.length
  if (holds([])) rest = []
  for (const kind of [...new Set(rest.map(({ input }) => input))]) {
    const others = rest.filter(({ input }) => input !== kind)
    if (others.length < rest.length && others.length > 0 && holds(others)) rest = others
  }
  ddmin(rest, holds)
  noteInputs(search, of - search.trial.scenario.inputs.length, of)
}

function withInputs(trial: Trial, inputs: readonly ScenarioInput[]): Trial {
  return { ...trial, scenario: { ...trial.scenario, inputs } }
}

function shrinkSetup(search: Search): void {
  const done: Edit['what'][] = []
  for (let place = 0; ; ) {
    // Anew each time: the other edits were of a larger set-up.
    const edit = edits(search.trial)[place]
    if (edit === undefined) break
    if (attempt(search, edit.trial)) done.push(edit.what)
    else place += 1
  }
  for (const what of new Set(done))
    search.narrate({ key: `shrink.${what}`, args: { times: done.filter((one) => one === what).length } })
}

/** Each gap between inputs is halved as often as that works, then times are rounded. */
function shrinkTime(search: Search): void {
  const beforeUs = search.outcome.timeUs
  const { inputs } = search.trial.scenario
  for (let place = 0; place < inputs.length; place++) {
    for (let tries = 0; tries < TRIES_PER_GAP && closeGap(search, place); tries++);
    for (const stepUs of ROUND_US) if (roundTime(search, place, stepUs)) break
  }
  const savedUs = beforeUs - search.outcome.timeUs
  if (savedUs >= 1_000_000)
    search.narrate({
      key: 'shrink.time',
      args: { from: Math.round(beforeUs / 1_000_000), to: Math.round(search.outcome.timeUs / 1_000_000) },
    })
}

const TRIES_PER_GAP = 4
/** A gap below this is not worth a run. */
const GAP_US = 1_000_000
const ROUND_US: readonly number[] = [1_000_000, 100_000, 10_000]

function closeGap(search: Search, place: number): boolean {
  const { inputs } = search.trial.scenario
  const input = inputs[place]
  if (input === undefined || isFixed(search.trial, input)) return false
  const gapUs = input.timeUs - (inputs[place - 1]?.timeUs ?? 0)
  if (gapUs < GAP_US) return false
  const byUs = Math.floor(gapUs / 2_000) * 1_000
  const earlier = inputs.map((one, index) =>
    index < place || isFixed(search.trial, one) ? one : { ...one, timeUs: one.timeUs - byUs },
  )
  return attempt(search, withInputs(search.trial, earlier))
}

function roundTime(search: Search, place: number, stepUs: number): boolean {
  const { inputs } = search.trial.scenario
  const input = inputs[place]
  if (input === undefined || isFixed(search.trial, input) || input.timeUs % stepUs === 0) return false
  const timeUs = Math.floor(input.timeUs / stepUs) * stepUs
  if (timeUs < (inputs[place - 1]?.timeUs ?? 0)) return false
  const rounded = inputs.map((one, index) => (index === place ? { ...one, timeUs } : one))
  return attempt(search, withInputs(search.trial, sortInputs(rounded)))
}

/** The run ends where it fails. */
function ended(search: Search): Trial {
  const { trial, outcome } = search
  if (trial.heal !== null || search.failure.kind === 'expectation') return trial
  return { ...trial, scenario: { ...trial.scenario, untilUs: Math.max(outcome.timeUs, 1) } }
}
