// A million records through one partition of three replicas, whose retention keeps 20 MB: what they leave in memory, and what it takes to go back among them.

import { ledgerOf } from '../src/check/ledger.ts'
import { advance, branchOf } from '../src/run/run.ts'
import { seek } from '../src/run/seek.ts'
import { NEVER_US } from '../src/sim/time.ts'
import { runOf, steadySetup } from './cluster.ts'
import type { Measured } from './figures.ts'
import { heldMegabytes } from './memory.ts'
import { figure, quantile } from './statistics.ts'

const RECORDS = 1_000_000
const RECORDS_PER_SECOND = 5_000
const SEEKS = 100
const KEPT_BYTES = 20_000_000

export async function millionRecords(): Promise<Measured> {
  const run = runOf(await millionSetup())
  const branch = branchOf(run, 0)
  const began = performance.now()
  while (branch.head.checks !== null && ledgerOf(branch.head.checks).sent < RECORDS)
    if (advance(run, branch, 16_384, NEVER_US - 1) === 0) break
  const seconds = (performance.now() - began) / 1_000
  const megabytes = heldMegabytes()
  const events = branch.head.world.event + 1
  const took: number[] = []
  for (let i = 0; i < SEEKS; i++) {
    const target = Math.floor((((i * 37) % SEEKS) / SEEKS) * events)
    const from = performance.now()
    if (seek(run, branch, target).kind === 'diverged') throw new Error(`event ${target} came out otherwise`)
    took.push(performance.now() - from)
  }
  return {
    figures: [
      figure('storage-million-mb', 'MB', [megabytes], 0),
      figure('storage-million-seek-p95-ms', 'ms', [quantile(took, 0.95)], 1),
      figure('storage-million-seconds', 's', [seconds], 1),
    ],
    notes: [`${events} events, ${SEEKS} targets; retention.bytes ${KEPT_BYTES}`],
  }
}

async function millionSetup(): ReturnType<typeof steadySetup> {
  const setup = await steadySetup()
  const config = {
    'min.insync.replicas': 2,
    'segment.bytes': 1_048_576,
    'retention.bytes': KEPT_BYTES,
    'file.delete.delay.ms': 1_000,
  }
  return {
    ...setup,
    cluster: { ...setup.cluster, config: { 'log.retention.check.interval.ms': 10_000 } },
    topics: [{ name: 'orders', partitions: 1, replicationFactor: 3, placement: [[1, 2, 3]], config }],
    clients: setup.clients.flatMap((client) =>
      client.kind === 'producer' ? [{ ...client, ratePerSecond: RECORDS_PER_SECOND, toUs: null }] : [],
    ),
  }
}
