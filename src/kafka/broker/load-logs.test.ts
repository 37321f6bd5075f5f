import { describe, expect, it } from 'vitest'
import { sortInputs } from '../../sim/input.ts'
import { step } from '../../sim/step.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'
import { buildWorld } from '../build.ts'
import { INPUT_REGISTRY } from '../inputs/registry.ts'
import type { Lifecycle } from './lifecycle-state.ts'
import type { Replica } from './replica.ts'

const S = 1_000_000

/** Broker 2 leads, 1 and 3 follow; 1 is killed at 5 s and started at 6 s. */
function restarted(): { readonly world: World; readonly runTo: (seconds: number) => number } {
  const world = buildWorld({
    rules: '4.3',
    seed: '1',
    cluster: {
      controllers: [101],
      brokers: [1, 2, 3].map((id) => ({ id, rack: null })),
      config: {},
    },
    network: { latencyUs: 200, jitterUs: 100 },
    topics: [
      {
        name: 'orders',
        partitions: 1,
        replicationFactor: 3,
        placement: [[2, 1, 3]],
        config: { 'min.insync.replicas': 2 },
      },
    ],
    clients: [
      {
        kind: 'producer',
        id: 'p1',
        topic: 'orders',
        ratePerSecond: 50,
        keys: 5,
        valueBytes: 100,
        fromUs: 2 * S,
        toUs: null,
        config: { acks: 'all' },
      },
    ],
  })
  const inputs = {
    list: sortInputs([
      { timeUs: 5 * S, after: 0, input: 'kill', args: { node: '1' } },
      { timeUs: 6 * S, after: 0, input: 'start', args: { node: '1' } },
    ]),
    registry: INPUT_REGISTRY,
  }
  const runTo = (seconds: number): number => {
    while (step(world, inputs, seconds * S));
    return (find(world, 'replica:orders-0@2') as Replica).highWatermark
  }
  return { world, runTo }
}

describe('a broker that starts again while its old session runs', () => {
  it('follows before it is registered, so that acks=all goes on', () => {
    const { world, runTo } = restarted()
    const stuckAt = runTo(5.1)
    expect(runTo(5.9)).toBe(stuckAt)
    expect(runTo(8)).toBeGreaterThan(stuckAt + 50)
    expect((find(world, 'lifecycle:1') as Lifecycle).brokerEpoch).toBe(-1)
  })

  it('is registered when that session is over, and back in the ISR', () => {
    const { world, runTo } = restarted()
    runTo(35)
    expect((find(world, 'lifecycle:1') as Lifecycle).state).toBe('running')
    expect((find(world, 'replica:orders-0@2') as Replica).isr).toEqual([1, 2, 3])
  })
})
