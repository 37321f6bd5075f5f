import { expect, it } from 'vitest'
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

function member(id: string, rack: string, assignor: string): ConsumerSetup {
  return {
    kind: 'consumer',
    id,
    assign: [],
    subscribe: { topics: ['orders'], pattern: null },
    fromUs: 3 * S,
    config: {
      'group.id': 'g',
      'client.rack': rack,
      'metadata.max.age.ms': 3_000,
      'partition.assignment.strategy': assignor,
    },
  }
}

/** Three brokers on racks a, b and c; orders-0 lies on a, orders-1 on b, orders-2 on c. */
function run(
  clients: readonly ConsumerSetup[],
  untilS: number,
  steps: readonly (readonly [atS: number, input: string, args: InputArgs])[] = [],
  brokerRacks: readonly (string | null)[] = ['a', 'b', 'c'],
): World {
  const setup: Setup = {
    rules: '4.3',
    seed: '7',
    cluster: {
      controllers: [101],
      brokers: brokerRacks.map((rack, place) => ({ id: place + 1, rack })),
      config: { 'offsets.topic.num.partitions': 1, 'group.initial.rebalance.delay.ms': 1_000 },
    },
    network: { latencyUs: 1_000, jitterUs: 0 },
    topics: [{ name: 'orders', partitions: 3, replicationFactor: 1, placement: [[1], [2], [3]], config: {} }],
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

const RACKS = [
  ['c1', 'c'],
  ['c2', 'b'],
  ['c3', 'a'],
] as const

it.each(['range', 'sticky', 'cooperative-sticky'])(
  'with %s every member gets what lies on its rack',
  (assignor) => {
    const world = run(
      RACKS.map(([id, rack]) => member(id, rack, assignor)),
      20,
    )
    expect(RACKS.map(([id]) => owned(world, id))).toEqual([['orders-2'], ['orders-1'], ['orders-0']])
  },
)

it('without racks of members or of brokers the order of members decides', () => {
  const plain = run(
    RACKS.map(([id]) => member(id, '', 'range')),
    20,
  )
  const unnamed = run(
    RACKS.map(([id, rack]) => member(id, rack, 'range')),
    20,
    [],
    [null, null, null],
  )
  for (const world of [plain, unnamed])
    expect(RACKS.map(([id]) => owned(world, id))).toEqual([['orders-0'], ['orders-1'], ['orders-2']])
})

it('a leader that names a rack joins again when replicas have moved to another', () => {
  const steps = [
    [20, 'reassign', { partition: 'orders-0', replicas: '3' }],
    [22, 'reassign', { partition: 'orders-2', replicas: '1' }],
  ] as const
  const world = run(
    RACKS.map(([id, rack]) => member(id, rack, 'range')),
    45,
    steps,
  )
  expect(RACKS.map(([id]) => owned(world, id))).toEqual([['orders-0'], ['orders-1'], ['orders-2']])
})
