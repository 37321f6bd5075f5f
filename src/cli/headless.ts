// A run without a page: computed ahead as far as asked, with its expectations watched event by event.

import type { Ledger } from '../check/ledger.ts'
import { ledgerOf } from '../check/ledger.ts'
import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { Branch } from '../run/branch.ts'
import type { Run } from '../run/run.ts'
import { advance, branchOf, createRun } from '../run/run.ts'
import { CHECKER } from '../run/trial.ts'
import { fieldLookup } from '../scenario/fields.ts'
import type { Lookup } from '../scenario/holds.ts'
import { judge } from '../scenario/holds.ts'
import type { Expectation, Scenario } from '../scenario/scenario.ts'
import type { Watch } from '../scenario/watch.ts'
import { close, expectationsFor, observe, UNWATCHED } from '../scenario/watch.ts'
import { present } from '../sim/assert.ts'
import type { Tables } from '../sim/tables.ts'

export interface Headless {
  readonly scenario: Scenario
  readonly seed: string
  readonly run: Run
  readonly branch: Branch
  readonly lookup: Lookup
  readonly watched: Watched[]
}

export interface Watched {
  readonly expectation: Expectation
  watch: Watch
}

export function openHeadless(scenario: Scenario, seed: string): Headless {
  const seeded = { ...scenario, seed }
  const run = createRun({
    makeWorld: () => buildWorld(seeded),
    registry: INPUT_REGISTRY,
    inputs: scenario.inputs.map((input) => ({ ...input, origin: 'scenario' })),
    checker: CHECKER,
  })
  const branch = branchOf(run, 0)
  const lookup = fieldLookup(branch.head.world, () => ledger(branch))
  const watched = expectationsFor(scenario, seed).map((expectation) => ({ expectation, watch: UNWATCHED }))
  return { scenario, seed, run, branch, lookup, watched }
}

export function checksOf(branch: Branch): Tables {
  return present(branch.head.checks, 'the checks of a headless run')
}

export function ledger(branch: Branch): Readonly<Ledger> {
  return ledgerOf(checksOf(branch))
}

/** Computes up to the end of `untilUs`. */
export function runUntil(headless: Headless, untilUs: number): void {
  const stops = momentsOf(headless).filter((timeUs) => timeUs < untilUs)
  for (const timeUs of [...stops, untilUs]) runStretch(headless, timeUs)
  for (const row of headless.watched) row.watch = close(row.expectation, row.watch, untilUs)
}

/** Moments at which an expectation looks: it must see the state after the last event up to there. */
function momentsOf(headless: Headless): number[] {
  const moments = headless.watched.flatMap(({ expectation: { when, that } }) =>
    when.kind === 'at' ? [when.timeUs, when.timeUs - that.forUs] : [],
  )
  return [...new Set(moments)].sort((a, b) => a - b)
}

/** Without anything to watch between the moments the run goes at full speed. */
function runStretch(headless: Headless, untilUs: number): void {
  const { run, branch } = headless
  const { world } = branch.head
  const watched = headless.watched.filter((row) => isWatchedNow(row, world.nowUs))
  if (watched.length > 0) {
    const checks = checksOf(branch)
    const onlyLedger = watched.every((row) => isAboutLedger(row.expectation))
    observeAll(headless, watched, world.nowUs)
    while (advance(run, branch, 1, untilUs) > 0) {
      // The ledger changes only with an event that touched it.
      if (!onlyLedger || checks.touched.length > 0) observeAll(headless, watched, world.nowUs)
    }
  } else while (advance(run, branch, 16_384, untilUs) > 0);
  observeAll(headless, headless.watched, untilUs)
}

function isWatchedNow({ expectation, watch }: Watched, nowUs: number): boolean {
  if (watch.verdict !== 'open') return false
  const { when, that } = expectation
  return when.kind !== 'at' || (that.forUs > 0 && nowUs >= when.timeUs - that.forUs)
}

function isAboutLedger({ that: { left, right } }: Expectation): boolean {
  return left.address === 'ledger' && (right.kind === 'literal' || right.ref.address === 'ledger')
}

function observeAll(headless: Headless, watched: readonly Watched[], nowUs: number): void {
  for (const row of watched) {
    if (row.watch.verdict !== 'open') continue
    row.watch = observe(row.expectation, row.watch, judge(row.expectation.that, headless.lookup), nowUs)
  }
}
