import { describe, expect, test } from 'vitest'
import type { InputArgs } from '../../../sim/input.ts'
import { sortInputs } from '../../../sim/input.ts'
import { step } from '../../../sim/step.ts'
import type { World } from '../../../sim/world.ts'
import { find } from '../../../sim/world.ts'
import { buildWorld } from '../../build.ts'
import { INPUT_REGISTRY } from '../../inputs/registry.ts'
import type { ConsumerSetup, Setup } from '../../setup.ts'
import type { Consumer } from '../consumer.ts'

const S = 1_000_000

function member(id: string, subscribe: ConsumerSetup['subscribe'], protocol: string): ConsumerSetup {
  return {
    kind: 'consumer',
    id,
    assign: [],
    ...(subscribe === undefined ? {} : { subscribe }),
    fromUs: 3 * S,
    config: {
      'group.id': 'g',
      'group.protocol': protocol,
      'metadata.max.age.ms': 5_000,
      'max.poll.interval.ms': 10_000,
    },
  }
}

function run(
  clients: readonly ConsumerSetup[],
  steps: readonly (readonly [atS: number, input: string, args: InputArgs])[],
  untilS: number,
): World {
  const topic = (name: string) => ({ name, partitions: 2, replicationFactor: 1, placement: null, config: {} })
  const setup: Setup = {
    rules: '4.3',
    seed: '7',
    cluster: {
      controllers: [101],
      brokers: [{ id: 1, rack: null }],
      config: {
        'offsets.topic.replication.factor': 1,
        'offsets.topic.num.partitions': 1,
        'group.initial.rebalance.delay.ms': 0,
      },
    },
    network: { latencyUs: 1_000, jitterUs: 0 },
    topics: [topic('orders'), topic('bills')],
    clients,
  }
  const world = buildWorld(setup)
  const list = sortInputs(steps.map(([atS, input, args]) => ({ timeUs: atS * S, after: 0, input, args })))
  while (step(world, { list, registry: INPUT_REGISTRY }, untilS * S));
  return world
}

function owned(world: World, id: string): string[] {
  return (find(world, `consumer:${id}`) as Consumer).partitions.map(({ name }) => name).sort()
}

describe.each(['classic', 'consumer'])('topics of a %s group', (protocol) => {
  test('are those that match its pattern, also when another comes', () => {
    const pattern = { topics: [], pattern: '(orders|returns)' }
    const steps = [[20, 'create-topic', { topic: 'returns', partitions: 1, replicationFactor: 1 }]] as const
    const before = run([member('c1', pattern, protocol)], [], 15)
    expect(owned(before, 'c1')).toEqual(['orders-0', 'orders-1'])
    // The consumer protocol looks at patterns every group.consumer.regex.refresh.interval.ms, ten minutes.
    if (protocol === 'classic') {
      const after = run([member('c1', pattern, protocol)], steps, 60)
      expect(owned(after, 'c1')).toEqual(['orders-0', 'orders-1', 'returns-0'])
    }
  })

  test('can get more partitions under a running group', () => {
    const both = { topics: ['bills', 'orders'], pattern: null }
    const steps = [[20, 'add-partitions', { topic: 'orders', partitions: 3 }]] as const
    const world = run([member('c1', both, protocol)], steps, 60)
    expect(owned(world, 'c1')).toEqual(['bills-0', 'bills-1', 'orders-0', 'orders-1', 'orders-2'])
  })

  // The commit before the rebalance is tried until max.poll.interval.ms is over: the topic is unknown.
  test('can be deleted under a running group', () => {
    const both = { topics: ['bills', 'orders'], pattern: null }
    const steps = [[20, 'delete-topic', { topic: 'bills' }]] as const
    const client = member('c1', both, protocol)
    const world = run(
      [{ ...client, config: { ...client.config, 'allow.auto.create.topics': false } }],
      steps,
      60,
    )
    expect(owned(world, 'c1')).toEqual(['orders-0', 'orders-1'])
  })
})
