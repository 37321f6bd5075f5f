// Chaos on the failover by the shell, as a person sweeps: on two threads, and on one, to see what the second core brings.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Measured } from './figures.ts'
import { figure } from './statistics.ts'

const SEEDS = 1_000

/** The same seeds both times: on fewer it would count for more that each thread compiles the engine for itself. */
export function sweepSeconds(): Measured {
  const two = sweep(SEEDS, 2)
  const one = sweep(SEEDS, 1)
  return {
    figures: [
      figure('sweep-1000-s', 's', [two.seconds], 1),
      figure('sweep-second-core', 'times', [one.seconds / two.seconds], 2),
    ],
    notes: [`${two.runs} seeds, ${two.events} events, ${two.failures.length} distinct failures`],
  }
}

interface Summary {
  readonly runs: number
  readonly events: number
  readonly seconds: number
  readonly failures: readonly unknown[]
}

function sweep(seeds: number, jobs: number): Summary {
  const { stdout } = spawnSync(
    process.execPath,
    [
      join('scripts', 'highwater.mjs'),
      ...['sweep', 'leader-failover', '--chaos', 'default', '--json'],
      ...['--seeds', `1..${seeds}`, '--jobs', String(jobs), '--out', join('test-results', 'sweep')],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  )
  return JSON.parse(stdout) as Summary
}
