// The cluster that the figures are taken on: that of the failover scenario, a thousand records a second, nothing going wrong.

import { SHIPPED } from 'virtual:scenarios'
import { checkEvent, createChecks } from '../src/check/checker.ts'
import { ledgerOf } from '../src/check/ledger.ts'
import { buildWorld } from '../src/kafka/build.ts'
import { INPUT_REGISTRY } from '../src/kafka/inputs/registry.ts'
import type { Setup } from '../src/kafka/setup.ts'
import type { Branch } from '../src/run/branch.ts'
import type { Run } from '../src/run/run.ts'
import { advance, branchOf, createRun } from '../src/run/run.ts'
import type { Scenario } from '../src/scenario/scenario.ts'

const RECORDS_PER_SECOND = 1_000
const NEVER_US = Number.MAX_SAFE_INTEGER - 1

export async function failover(): Promise<Scenario> {
  const shipped = SHIPPED.find((scenario) => scenario.id === 'leader-failover')
  if (shipped === undefined) throw new Error('scenarios/leader-failover.yaml is not there')
  return shipped.load()
}

export async function steadySetup(): Promise<Setup> {
  const scenario = await failover()
  const clients = scenario.clients.map((client) =>
    client.kind === 'producer' ? { ...client, ratePerSecond: RECORDS_PER_SECOND, toUs: null } : client,
  )
  return { ...scenario, clients }
}

/** With trace, hashes, ledger and step invariants, as the page runs it. */
export function runOf(setup: Setup, inputs: Scenario['inputs'] = []): Run {
  return createRun({
    makeWorld: () => buildWorld(setup),
    registry: INPUT_REGISTRY,
    inputs: inputs.map((input) => ({ ...input, origin: 'scenario' })),
    checker: { create: createChecks, afterEvent: checkEvent },
  })
}

export interface Stretch {
  readonly events: number
  readonly seconds: number
  readonly virtualSeconds: number
  readonly records: number
}

/** Goes on by so many events, and measures. */
export function measure(run: Run, events: number, untilUs = NEVER_US): Stretch {
  const branch = branchOf(run, 0)
  const { world } = branch.head
  const fromUs = world.nowUs
  const records = sentRecords(branch)
  const began = performance.now()
  let done = 0
  while (done < events) {
    const slice = advance(run, branch, Math.min(16_384, events - done), untilUs)
    done += slice
    if (slice === 0) break
  }
  return {
    events: done,
    seconds: (performance.now() - began) / 1_000,
    virtualSeconds: (world.nowUs - fromUs) / 1_000_000,
    records: sentRecords(branch) - records,
  }
}

function sentRecords(branch: Branch): number {
  return branch.head.checks === null ? 0 : ledgerOf(branch.head.checks).sent
}
