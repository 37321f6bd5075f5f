// One function a figure. Each runs in a process of its own.

import { advance, branchOf } from '../src/run/run.ts'
import { seek } from '../src/run/seek.ts'
import { hashText } from '../src/sim/hash.ts'
import { NEVER_US } from '../src/sim/time.ts'
import type { Stretch } from './cluster.ts'
import { failover, measure, runOf, steadySetup } from './cluster.ts'
import { firstLoadKb } from './first-load.ts'
import { million } from './million.ts'
import { pointerToFrame } from './pointer-to-frame.ts'
import type { Figure } from './statistics.ts'
import { figure, quantile } from './statistics.ts'
import { millionRecords } from './storage.ts'
import { sweepSeconds } from './sweep.ts'

const RUNS = 5
const WARM_EVENTS = 1_000_000
const SEEK_EVENTS = 500_000
const SEEK_TARGETS = 200

export interface Measured {
  readonly figures: readonly Figure[]
  /** Lines that belong beside them. */
  readonly notes: readonly string[]
}

export const FIGURES: { readonly [name: string]: () => Promise<Measured> } = {
  'events-per-second': eventsPerSecond,
  seek: seekMs,
  million,
  cold: coldRun,
  'first-load-kb': async () => firstLoadKb(),
  sweep: async () => sweepSeconds(),
  'storage-million': millionRecords,
  'pointer-to-frame': pointerToFrame,
}

async function eventsPerSecond(): Promise<Measured> {
  const run = runOf(await steadySetup())
  measure(run, WARM_EVENTS)
  const stretches: Stretch[] = []
  for (let i = 0; i < RUNS; i++) stretches.push(measure(run, SEEK_EVENTS))
  const rate = (of: (stretch: Stretch) => number): number[] =>
    stretches.map((stretch) => of(stretch) / stretch.seconds)
  return {
    figures: [
      figure(
        'events-per-second',
        '1/s',
        rate((stretch) => stretch.events),
        0,
      ),
      figure(
        'virtual-seconds-per-second',
        's/s',
        rate((stretch) => stretch.virtualSeconds),
        1,
      ),
      figure(
        'records-per-second',
        '1/s',
        rate((stretch) => stretch.records),
        0,
      ),
    ],
    notes: [`${RUNS} stretches of ${SEEK_EVENTS} events after ${WARM_EVENTS} to warm up`],
  }
}

/** The whole failover scenario in a process that has run nothing before. */
async function coldRun(): Promise<Measured> {
  const scenario = await failover()
  const whole = measure(runOf(scenario, scenario.inputs), Number.MAX_SAFE_INTEGER, scenario.untilUs)
  return {
    figures: [
      figure('cold-run-ms', 'ms', [whole.seconds * 1_000], 0),
      figure('cold-events-per-second', '1/s', [whole.events / whole.seconds], 0),
    ],
    notes: [
      `${whole.events} events of ${scenario.untilUs / 1_000_000} virtual seconds, ${whole.records} records`,
    ],
  }
}

async function seekMs(): Promise<Measured> {
  const setup = await steadySetup()
  measure(runOf(setup), WARM_EVENTS - SEEK_EVENTS)
  const run = runOf(setup)
  const branch = branchOf(run, 0)
  const targets = uniformTargets()
  const hashes = new Map<number, string>()
  for (const target of [...targets].sort((a, b) => a - b)) {
    advance(run, branch, target - branch.head.world.event, NEVER_US - 1)
    hashes.set(target, hashText(branch.head.world.traceHash))
  }
  advance(run, branch, SEEK_EVENTS - 1 - branch.head.world.event, NEVER_US - 1)
  const medians: number[] = []
  const slowest: number[] = []
  for (let i = 0; i < RUNS; i++) {
    const took = targets.map((target) => {
      const began = performance.now()
      const seeked = seek(run, branch, target)
      const ms = performance.now() - began
      if (seeked.kind === 'diverged' || hashText(seeked.world.traceHash) !== hashes.get(target))
        throw new Error(`the replay to event ${target} is not what happened first`)
      return ms
    })
    medians.push(quantile(took, 0.5))
    slowest.push(quantile(took, 0.95))
  }
  return {
    figures: [figure('seek-median-ms', 'ms', medians, 2), figure('seek-p95-ms', 'ms', slowest, 2)],
    notes: [`${SEEK_TARGETS} uniform targets of ${SEEK_EVENTS} events, the hash verified each time`],
  }
}

/** One in each two-hundredth of the run, in an order that leaps: the same for everyone. */
function uniformTargets(): number[] {
  const step = SEEK_EVENTS / SEEK_TARGETS
  const targets: number[] = []
  for (let i = 0; i < SEEK_TARGETS; i++) {
    const place = (i * 79) % SEEK_TARGETS
    targets.push(Math.floor(place * step + ((i * 389) % step)))
  }
  return targets
}
