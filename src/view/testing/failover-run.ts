// The failover of the first scenario as a run, for the tests of this folder.

import { buildWorld } from '../../kafka/build.ts'
import { INPUT_REGISTRY } from '../../kafka/inputs/registry.ts'
import type { Setup } from '../../kafka/setup.ts'
import { eventAt } from '../../run/rows.ts'
import type { Run, RunSetup } from '../../run/run.ts'
import { advance, branchOf, createRun } from '../../run/run.ts'
import { seek } from '../../run/seek.ts'
import { assert } from '../../sim/assert.ts'
import type { World } from '../../sim/world.ts'
import { canMark, isDueMark, isMark, isSpaced } from '../marks.ts'

export const FAILOVER: Setup = {
  rules: '4.3',
  seed: '42',
  cluster: {
    controllers: [101, 102, 103],
    brokers: [
      { id: 1, rack: 'a' },
      { id: 2, rack: 'b' },
      { id: 3, rack: 'c' },
    ],
    config: {},
  },
  network: { latencyUs: 2_000, jitterUs: 1_000 },
  topics: [
    {
      name: 'orders',
      partitions: 3,
      replicationFactor: 3,
      placement: [
        [1, 2, 3],
        [2, 3, 1],
        [3, 1, 2],
      ],
      config: { 'min.insync.replicas': 2 },
    },
  ],
  clients: [
    {
      kind: 'producer',
      id: 'p1',
      topic: 'orders',
      ratePerSecond: 100,
      keys: 50,
      valueBytes: 100,
      fromUs: 2_000_000,
      toUs: null,
      config: { acks: 'all' },
    },
    {
      kind: 'consumer',
      id: 'c1',
      assign: ['orders-0', 'orders-1', 'orders-2'],
      fromUs: 2_000_000,
      config: {},
    },
  ],
}

type Inputs = RunSetup['inputs']

/** Something done to a node. */
export function byHand(timeUs: number, input: string, node: string): Inputs[number] {
  return { timeUs, after: 0, input, args: { node }, origin: 'hand' }
}

export const KILL_AT_US = 5_000_000
export const START_AT_US = 30_000_000

const KILL_AND_START: Inputs = [
  { timeUs: KILL_AT_US, after: 0, input: 'kill', args: { node: '1' }, origin: 'scenario' },
  { timeUs: START_AT_US, after: 0, input: 'start', args: { node: '1' }, origin: 'scenario' },
]

export function failoverRun(untilUs: number, inputs: Inputs = KILL_AND_START, setup: Setup = FAILOVER): Run {
  const run = createRun({
    makeWorld: () => buildWorld(setup),
    registry: INPUT_REGISTRY,
    inputs,
    checker: null,
    marks: { canMark, isMark, isSpaced, isDue: isDueMark },
  })
  while (branchOf(run, 0).computedUs < untilUs) advance(run, branchOf(run, 0), 100_000, untilUs)
  return run
}

/** The world after the last event at or before a time; to be read before the next look. */
export function worldAt(run: Run, timeUs: number): World {
  const branch = branchOf(run, 0)
  const here = seek(run, branch, eventAt(run, branch, timeUs))
  assert(here.kind === 'here', 'the replay diverges')
  return here.world
}
