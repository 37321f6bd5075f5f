import { beforeAll, describe, expect, test } from 'vitest'
import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { ClientSetup, Setup } from '../kafka/setup.ts'
import { step } from '../sim/step.ts'
import type { World } from '../sim/world.ts'
import type { GroupRow } from './group-rows.ts'
import { groupRows } from './group-table.ts'
import { sceneOf } from './scene.ts'

const consumer = (id: string): ClientSetup => ({
  kind: 'consumer',
  id,
  assign: [],
  subscribe: { topics: ['orders'], pattern: null },
  fromUs: 1_000_000,
  config: { 'group.id': 'g', 'auto.offset.reset': 'earliest' },
})

const SETUP: Setup = {
  rules: '4.3',
  seed: '9',
  cluster: {
    controllers: [101],
    brokers: [{ id: 1, rack: null }],
    config: { 'offsets.topic.replication.factor': 1, 'offsets.topic.num.partitions': 2 },
  },
  network: { latencyUs: 1_000, jitterUs: 0 },
  topics: [{ name: 'orders', partitions: 2, replicationFactor: 1, placement: null, config: {} }],
  clients: [
    {
      kind: 'producer',
      id: 'p1',
      topic: 'orders',
      ratePerSecond: 50,
      keys: 20,
      valueBytes: 100,
      fromUs: 1_000_000,
      toUs: 15_000_000,
      config: {},
    },
    consumer('c1'),
    consumer('c2'),
  ],
}

function runTo(world: World, untilUs: number): GroupRow[] {
  while (step(world, { list: [], registry: INPUT_REGISTRY }, untilUs));
  return groupRows(sceneOf(world))
}

describe('a row of a group', () => {
  let row: GroupRow | undefined
  beforeAll(() => {
    const world = buildWorld(SETUP)
    expect(runTo(world, 500_000)).toEqual([])
    row = runTo(world, 20_000_000)[0]
  })

  test('says what its coordinator holds', () => {
    expect(row).toMatchObject({
      address: 'group:g',
      protocol: 'classic',
      state: 'Stable',
      assignor: 'range',
      coordinator: 1,
    })
    expect(row?.members.map(({ memberId }) => memberId)).toContain(row?.leader)
  })

  test('has each member with what it was given and what it believes to own', () => {
    const owned = row?.members.map(({ client, assigned, owned }) => [client, assigned, owned]).sort()
    expect(owned?.map(([client]) => client)).toEqual(['c1', 'c2'])
    for (const [, assigned, has] of owned ?? []) {
      expect(assigned).toHaveLength(1)
      expect(has).toEqual(assigned)
    }
  })

  test('counts the lag from the high watermark to the committed offset', () => {
    expect(row?.offsets.map(({ partition }) => partition)).toEqual(['orders-0', 'orders-1'])
    for (const offset of row?.offsets ?? []) {
      expect(offset.committed).toBeGreaterThan(0)
      // Everything was read and committed long before.
      expect([offset.position, offset.lag]).toEqual([offset.highWatermark, 0])
      expect(offset.owner).toMatch(/^c[12]$/)
    }
  })
})
