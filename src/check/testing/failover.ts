// The failover cluster as tests of the checks run it: three brokers, one topic, one producer, and whatever is done to them.

import { buildWorld } from '../../kafka/build.ts'
import type { ConfigValues } from '../../kafka/config/check-value.ts'
import { INPUT_REGISTRY } from '../../kafka/inputs/registry.ts'
import type { ClientSetup, Setup } from '../../kafka/setup.ts'
import type { Input } from '../../sim/input.ts'
import { sortInputs } from '../../sim/input.ts'
import { step } from '../../sim/step.ts'
import type { Tables } from '../../sim/tables.ts'
import { createScratchRecorder } from '../../sim/trace.ts'
import type { World } from '../../sim/world.ts'
import { DEFAULT_OPTIONS } from '../../sim/world.ts'
import { checkEvent, createChecks } from '../checker.ts'

export interface Failover {
  readonly seed: string
  readonly plants?: readonly string[]
  readonly producer?: ConfigValues
  readonly topic?: ConfigValues
  readonly cluster?: ConfigValues
  readonly rate?: number
  readonly rulesOverride?: Setup['rulesOverride']
  /** Beside the producer and the consumer. */
  readonly clients?: readonly ClientSetup[]
  readonly inputs: readonly Input[]
  readonly untilUs: number
}

export function input(seconds: number, id: string, args: Input['args']): Input {
  return { timeUs: Math.round(seconds * 1_000_000), after: 0, input: id, args }
}

function failoverSetup(run: Failover): Setup {
  return {
    rules: '4.3',
    ...(run.rulesOverride === undefined ? {} : { rulesOverride: run.rulesOverride }),
    seed: run.seed,
    cluster: {
      controllers: [101, 102, 103],
      brokers: [1, 2, 3].map((id) => ({ id, rack: null })),
      config: run.cluster ?? {},
    },
    network: { latencyUs: 4_000, jitterUs: 2_000 },
    topics: [
      {
        name: 'orders',
        partitions: 1,
        replicationFactor: 3,
        placement: [[1, 2, 3]],
        config: run.topic ?? { 'min.insync.replicas': 2 },
      },
    ],
    clients: [
      {
        kind: 'producer',
        id: 'p1',
        topic: 'orders',
        ratePerSecond: run.rate ?? 200,
        keys: 50,
        valueBytes: 100,
        fromUs: 2_000_000,
        toUs: run.untilUs - 2_000_000,
        config: run.producer ?? { acks: 'all' },
      },
      {
        kind: 'consumer',
        id: 'c1',
        assign: ['orders-0'],
        fromUs: 2_000_000,
        config: { 'auto.offset.reset': 'earliest' },
      },
      ...(run.clients ?? []),
    ],
  }
}

/** Runs it to the end with the checks on. */
export function runFailover(run: Failover): { readonly world: World; readonly checks: Tables } {
  const world = buildWorld(failoverSetup(run), { ...DEFAULT_OPTIONS, plants: run.plants ?? [] })
  const recorder = createScratchRecorder(0)
  world.recorder = recorder
  const checks = createChecks(world)
  const inputs = { list: sortInputs(run.inputs), registry: INPUT_REGISTRY }
  while (step(world, inputs, run.untilUs)) {
    const { chunk } = recorder
    checkEvent(world, checks, chunk, chunk.firstRow[world.event - chunk.firstEvent] as number, chunk.rows)
  }
  return { world, checks }
}
