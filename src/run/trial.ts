// One run from beginning to end with nothing kept on the way but hashes: what sweeps and shrinks do thousands of times.

import { ANOMALIES } from '../check/anomalies.ts'
import { checkEvent, createChecks } from '../check/checker.ts'
import type { Finding, Verdict } from '../check/invariant.ts'
import { isAlarmed, verdicts } from '../check/invariant.ts'
import type { LeaderWatch } from '../check/leaderless.ts'
import { lateLeaders } from '../check/leaderless.ts'
import type { Ledger } from '../check/ledger.ts'
import { ledgerOf } from '../check/ledger.ts'
import { marksReached } from '../check/rare.ts'
import type { Waiting } from '../check/waiting.ts'
import { waitingFor } from '../check/waiting.ts'
import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { Failure, HashMark, Trial } from '../scenario/report.ts'
import { FAILURE_CHARACTERS_MAX, FAILURE_DETAILS_MAX, HASHES_MAX } from '../scenario/report.ts'
import { hashText } from '../sim/hash.ts'
import type { Inputs } from '../sim/step.ts'
import type { Tables } from '../sim/tables.ts'
import { createScratchRecorder } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { DEFAULT_OPTIONS, stateHash } from '../sim/world.ts'
import { EVENTS_PER_MILESTONE } from './branch.ts'
import type { Checker } from './checker-type.ts'
import type { Here } from './here.ts'
import { stepHere } from './here.ts'
import type { Watched } from './watched.ts'
import { closeAll, failedExpectation, isOpenNow, momentsOf, observeAll, watchedOf } from './watched.ts'

export interface TrialOutcome {
  readonly events: number
  /** Where it ended: the end that was asked for, or what went wrong first. */
  readonly timeUs: number
  readonly traceHash: string
  readonly stateHash: string
  /** Of the trace, along the way and at the end; at most HASHES_MAX. */
  readonly hashes: readonly HashMark[]
  readonly failure: Failure | null
  readonly verdicts: readonly { readonly id: string; readonly verdict: Verdict }[]
  /** What the cluster waits for although all was mended; empty in any run without that phase. */
  readonly waiting: readonly Waiting[]
  readonly lost: number
  /** How often each befell it, in the order of ANOMALIES. */
  readonly anomalies: readonly number[]
  /** Marks on rare branches that it came by. */
  readonly reached: readonly string[]
}

export const CHECKER: Checker = { create: createChecks, afterEvent: checkEvent, isAlarmed }

/** How often a healed cluster is looked at. */
const LOOK_EVERY_US = 1_000_000

export function worldOf(trial: Trial): World {
  return buildWorld({ ...trial.scenario, seed: trial.seed }, { ...DEFAULT_OPTIONS, plants: trial.plants })
}

/** Ends at the first violation, at rest after the mending, or at the end of the scenario. */
export function runTrial(trial: Trial): TrialOutcome {
  const world = worldOf(trial)
  world.recorder = createScratchRecorder(0)
  const checks = CHECKER.create(world)
  const watched = watchedOf(trial.scenario, trial.seed, world, checks)
  const state: Running = {
    here: { world, checks },
    inputs: { list: trial.scenario.inputs, registry: INPUT_REGISTRY },
    findings: verdicts(checks).map(({ finding }) => finding.slot),
    watched,
    hashes: [],
    spacing: EVENTS_PER_MILESTONE,
    failure: null,
  }
  let endUs = 0
  let waiting: Waiting[] = []
  try {
    ;({ endUs, waiting } = runPhases(trial, state))
  } catch (error) {
    state.failure = assertionOf(error, world.event)
    endUs = world.nowUs
  }
  return outcomeOf(state, endUs, waiting)
}

interface Running {
  readonly here: Here & { readonly checks: Tables }
  readonly inputs: Inputs
  /** Slots of the findings in the tables of the checks. */
  readonly findings: readonly number[]
  readonly watched: readonly Watched[]
  hashes: HashMark[]
  spacing: number
  failure: Failure | null
}

function runPhases(trial: Trial, state: Running): { endUs: number; waiting: Waiting[] } {
  const { world } = state.here
  const { scenario, heal } = trial
  if (heal === null) {
    const stops = momentsOf(state.watched).filter((timeUs) => timeUs < scenario.untilUs)
    for (const timeUs of [...stops, scenario.untilUs]) {
      if (runTo(state, timeUs)) return { endUs: world.nowUs, waiting: [] }
      observeAll(state.watched, timeUs)
    }
    closeAll(state.watched, scenario.untilUs)
    state.failure = failedExpectation(state.watched, world.event)
    return { endUs: scenario.untilUs, waiting: [] }
  }
  const watch: LeaderWatch = { sinceUs: -1 }
  for (let timeUs = quietFromUs(trial, heal.fromUs); ; timeUs += LOOK_EVERY_US) {
    const untilUs = timeUs < heal.byUs ? timeUs : heal.byUs
    if (runTo(state, untilUs)) return { endUs: world.nowUs, waiting: [] }
    const waiting = waitingFor(world)
    if (waiting.length === 0) return { endUs: untilUs, waiting }
    const [late] = lateLeaders(world, watch)
    if (late === undefined && untilUs < heal.byUs) continue
    state.failure = {
      kind: 'liveness',
      id: late === undefined ? 'converge' : 'leader-in-time',
      event: world.event,
      about: late === undefined ? '' : `partition:${late}`,
      detail: waiting.slice(0, FAILURE_DETAILS_MAX),
    }
    return { endUs: untilUs, waiting }
  }
}

/** Nothing can be at rest before the first mending and the last record. Whatever is to be mended after that finds nothing to mend. */
function quietFromUs(trial: Trial, healUs: number): number {
  let quietUs = healUs
  for (const client of trial.scenario.clients)
    if (client.kind === 'producer' && client.toUs !== null) quietUs = Math.max(quietUs, client.toUs)
  return quietUs + LOOK_EVERY_US
}

/** True when something went wrong on the way. */
function runTo(state: Running, untilUs: number): boolean {
  const { here, inputs } = state
  const { world, checks } = here
  let open = state.watched.some((row) => isOpenNow(row, world.nowUs))
  if (open) observeAll(state.watched, world.nowUs)
  while (stepHere(here, inputs, untilUs, CHECKER)) {
    if ((world.event + 1) % state.spacing === 0) noteHash(state)
    if (isAlarmed(checks)) {
      const failure = violationOf(checks, state.findings)
      if (failure !== null) {
        state.failure = failure
        return true
      }
    }
    if (open) {
      observeAll(state.watched, world.nowUs)
      open = state.watched.some((row) => isOpenNow(row, world.nowUs))
    }
  }
  return false
}

function violationOf(checks: Tables, findings: readonly number[]): Failure | null {
  for (const slot of findings) {
    const finding = checks.entities[slot] as Finding
    const first = finding.violations[0]
    if (first === undefined) continue
    const { event, about, detail } = first
    return { kind: 'invariant', id: finding.invariant, event, about, detail: [detail] }
  }
  return null
}

function noteHash(state: Running): void {
  const { world } = state.here
  state.hashes.push({ event: world.event, trace: hashText(world.traceHash), state: null })
  if (state.hashes.length < HASHES_MAX - 1) return
  state.spacing *= 2
  state.hashes = state.hashes.filter(({ event }) => (event + 1) % state.spacing === 0)
}

/** Its signature is the message without its numbers. */
function assertionOf(error: unknown, event: number): Failure {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const id = detail.replaceAll(/\d+/g, '0').slice(0, 200)
  return { kind: 'assertion', id, event, about: '', detail: detail.slice(0, FAILURE_CHARACTERS_MAX) }
}

function outcomeOf(state: Running, timeUs: number, waiting: readonly Waiting[]): TrialOutcome {
  const { world, checks } = state.here
  const broken = state.failure?.kind === 'assertion'
  const last: HashMark = {
    event: world.event,
    trace: hashText(world.traceHash),
    // An event that broke off in the middle leaves a state that nobody promised.
    state: broken ? null : hashText(stateHash(world)),
  }
  const ledger: Readonly<Ledger> = ledgerOf(checks)
  return {
    events: world.event + 1,
    timeUs,
    traceHash: last.trace,
    stateHash: last.state ?? '',
    hashes: broken ? state.hashes : [...state.hashes.filter(({ event }) => event < world.event), last],
    failure: state.failure,
    verdicts: verdicts(checks).map(({ id, verdict }) => ({ id, verdict })),
    waiting,
    lost: ledger.lost,
    anomalies: ANOMALIES.map((kind) => ledger[kind]),
    reached: marksReached(checks),
  }
}
