import { expect, test } from 'vitest'
import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { ClientSetup, Setup } from '../kafka/setup.ts'
import { step } from '../sim/step.ts'
import { messageRows } from './messages.ts'
import type { MessageRow } from './rows.ts'
import { sceneOf } from './scene.ts'

const consumer = (id: string, config: { readonly [key: string]: string }): ClientSetup => ({
  kind: 'consumer',
  id,
  assign: [],
  subscribe: { topics: ['orders'], pattern: null },
  fromUs: 1_000_000,
  config: { 'auto.offset.reset': 'earliest', ...config },
})

const SETUP: Setup = {
  rules: '4.3',
  seed: '9',
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
  topics: [{ name: 'orders', partitions: 1, replicationFactor: 1, placement: null, config: {} }],
  clients: [
    {
      kind: 'producer',
      id: 'p1',
      topic: 'orders',
      ratePerSecond: 5,
      keys: 1,
      valueBytes: 100,
      fromUs: 1_000_000,
      toUs: 8_000_000,
      config: {},
    },
    consumer('classic', { 'group.id': 'a' }),
    consumer('modern', { 'group.id': 'b', 'group.protocol': 'consumer' }),
  ],
}

/** Every message that was on its way after some event, as it was seen last. */
function seenUntil(untilUs: number): Map<string, MessageRow> {
  const world = buildWorld(SETUP)
  const seen = new Map<string, MessageRow>()
  while (step(world, { list: [], registry: INPUT_REGISTRY }, untilUs))
    for (const row of messageRows(sceneOf(world))) seen.set(row.address, row)
  return seen
}

const seen = [...seenUntil(10_000_000).values()]
const of = (api: string, kind: MessageRow['kind']): MessageRow[] =>
  seen.filter((row) => row.api === api && row.kind === kind)

test('what groups ask and answer is on its way like all else, in the colour of groups', () => {
  for (const api of [
    'FindCoordinator',
    'JoinGroup',
    'SyncGroup',
    'Heartbeat',
    'ConsumerGroupHeartbeat',
    'OffsetFetch',
    'OffsetCommit',
  ]) {
    const rows = [...of(api, 'request'), ...of(api, 'response')]
    expect([api, new Set(rows.map(({ kind }) => kind)).size]).toEqual([api, 2])
    expect(new Set(rows.map(({ family }) => family))).toEqual(new Set(['group']))
  }
})

test('a commit says which offset it carries, an assignment how many partitions', () => {
  const commits = of('OffsetCommit', 'request')
  expect(commits.map(({ carries }) => carries?.key)).toEqual(commits.map(() => 'message.carries.offset'))
  expect(of('SyncGroup', 'response').map(({ carries }) => carries?.args)).toEqual([{ count: 1 }])
})

test('an answer names the error that it brings', () => {
  expect(of('JoinGroup', 'response').map(({ error }) => error)).toEqual(['MEMBER_ID_REQUIRED', null])
  expect(of('FindCoordinator', 'response')[0]?.error).toBe('COORDINATOR_NOT_AVAILABLE')
})
