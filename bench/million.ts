// The time machine on a run of a million events: any moment, a step back, and what it all takes.

import { memoryOf } from '../src/run/memory.ts'
import type { Run } from '../src/run/run.ts'
import { advance, branchOf } from '../src/run/run.ts'
import { seek } from '../src/run/seek.ts'
import { hashText } from '../src/sim/hash.ts'
import { NEVER_US } from '../src/sim/time.ts'
import { runOf, steadySetup } from './cluster.ts'
import type { Measured } from './figures.ts'
import { heldMegabytes } from './memory.ts'
import { figure, quantile } from './statistics.ts'

const EVENTS = 1_000_000
const TARGETS = 200
const STEPS = 200
const RUNS = 3

export async function million(): Promise<Measured> {
  const setup = await steadySetup()
  const emptyMb = heldMegabytes()
  const run = runOf(setup)
  const branch = branchOf(run, 0)
  const hashes = new Map<number, string>()
  const targets = uniformTargets()
  for (const target of [...targets].sort((a, b) => a - b)) {
    advance(run, branch, target - branch.head.world.event, NEVER_US - 1)
    hashes.set(target, hashText(branch.head.world.traceHash))
  }
  advance(run, branch, EVENTS - 1 - branch.head.world.event, NEVER_US - 1)
  const medians: number[] = []
  const slowest: number[] = []
  const steps: number[] = []
  for (let i = 0; i < RUNS; i++) {
    const took = targets.map((target) => seekMs(run, target, hashes.get(target) ?? ''))
    medians.push(quantile(took, 0.5))
    slowest.push(quantile(took, 0.95))
    steps.push(quantile(stepsBackMs(run), 0.5))
  }
  const usedNowMb = heldMegabytes() - emptyMb
  const { checkpoints, checkpointBytes, traceBytes, spacing } = memoryOf(run)
  const mb = (bytes: number): string => (bytes / 1_000_000).toFixed(1)
  return {
    figures: [
      figure('million-seek-median-ms', 'ms', medians, 2),
      figure('million-seek-p95-ms', 'ms', slowest, 2),
      figure('step-back-ms', 'ms', steps, 2),
      figure('million-memory-mb', 'MB', [usedNowMb], 1),
    ],
    notes: [
      `${TARGETS} uniform targets of ${EVENTS} events, the hash verified each time; the median of ${STEPS} steps back`,
      `${checkpoints} checkpoints ${spacing} events apart, about ${mb(checkpointBytes)} MB; kept trace ${mb(traceBytes)} MB`,
    ],
  }
}

function seekMs(run: Run, target: number, hash: string): number {
  const began = performance.now()
  const seeked = seek(run, branchOf(run, 0), target)
  const ms = performance.now() - began
  if (seeked.kind === 'diverged' || hashText(seeked.world.traceHash) !== hash)
    throw new Error(`the replay to event ${target} is not what happened first`)
  return ms
}

/** One event at a time, as somebody holds the key down. */
function stepsBackMs(run: Run): number[] {
  const from = Math.floor(EVENTS / 2) + 5_000
  seek(run, branchOf(run, 0), from)
  return Array.from({ length: STEPS }, (_, step) => {
    const began = performance.now()
    seek(run, branchOf(run, 0), from - 1 - step)
    return performance.now() - began
  })
}

/** In an order that leaps, the same for everyone. */
function uniformTargets(): number[] {
  const step = EVENTS / TARGETS
  return Array.from({ length: TARGETS }, (_, i) =>
    Math.floor(((i * 79) % TARGETS) * step + ((i * 389) % step)),
  )
}
