import { beforeAll, describe, expect, test } from 'vitest'
import type { ClientSetup, Setup } from '../kafka/setup.ts'
import type { GroupStory } from '../view/group-rows.ts'
import type { ProtocolStory } from './group-protocols.ts'
import { protocolStories, underVariant } from './group-protocols.ts'

const consumer = (id: string, fromUs: number): ClientSetup => ({
  kind: 'consumer',
  id,
  assign: [],
  subscribe: { topics: ['orders'], pattern: null },
  fromUs,
  config: { 'group.id': 'g', 'auto.offset.reset': 'earliest', 'session.timeout.ms': 30_000 },
})

const SETUP: Setup = {
  rules: '4.3',
  seed: '5',
  cluster: {
    controllers: [101],
    brokers: [{ id: 1, rack: null }],
    config: { 'offsets.topic.replication.factor': 1, 'offsets.topic.num.partitions': 3 },
  },
  network: { latencyUs: 1_000, jitterUs: 0 },
  topics: [{ name: 'orders', partitions: 4, replicationFactor: 1, placement: null, config: {} }],
  clients: [consumer('c1', 1_000_000), consumer('c2', 10_000_000)],
}

const UNTIL_US = 20_000_000

describe('one scenario under three protocols', () => {
  let found: readonly ProtocolStory[]
  beforeAll(async () => {
    found = await protocolStories(SETUP, [], UNTIL_US, {
      nowMs: () => 0,
      soon: (work) => void setImmediate(work),
    })
  })
  const storyOf = (variant: string): GroupStory => {
    const story = found.find((each) => each.variant === variant)?.stories[0]
    if (story === undefined) throw new Error(`no story of ${variant}`)
    return story
  }

  test('ends with both members owning half, whatever the protocol', () => {
    expect(found.map(({ variant }) => variant)).toEqual(['eager', 'cooperative', 'consumer'])
    for (const { stories } of found)
      for (const { client, spans } of stories[0]?.lanes ?? [])
        expect([client, spans.filter(({ toUs }) => toUs === null).length]).toEqual([client, 2])
  })

  test('eager stops every partition when a member joins, the others only what moves', () => {
    const stopped = (variant: string) =>
      new Set(
        storyOf(variant)
          .lanes.flatMap(({ spans }) => spans)
          .filter(({ end }) => end === 'revoked')
          .map(({ partition }) => partition),
      ).size
    expect([stopped('eager'), stopped('cooperative'), stopped('consumer')]).toEqual([4, 2, 2])
  })

  test('is the same each time', async () => {
    const again = await protocolStories(SETUP, [], UNTIL_US, {
      nowMs: () => 0,
      soon: (work) => void setImmediate(work),
    })
    expect(again).toEqual(found)
  })

  test('KIP-848 leaves to the broker what the classic protocol lets the client set', () => {
    const [c1] = underVariant(SETUP, 'consumer').clients
    expect(c1?.config).toEqual({
      'group.id': 'g',
      'auto.offset.reset': 'earliest',
      'group.protocol': 'consumer',
    })
    expect(underVariant(SETUP, 'eager').clients[0]?.config['session.timeout.ms']).toBe(30_000)
  })
})
