// A running cluster is changed while clients write and read: what admin requests do must break no promise.

import { describe, expect, test } from 'vitest'
import { verdicts } from '../check/invariant.ts'
import type { Consumer } from '../kafka/client/consumer.ts'
import type { Producer } from '../kafka/client/producer.ts'
import { replicaLog, truthImage } from '../kafka/truth.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import { find } from '../sim/world.ts'
import type { Headless } from './headless.ts'
import { checksOf, ledger, openHeadless, runUntil } from './headless.ts'

function scenario(steps: readonly string[], config = ''): string {
  return `
format: 1
title: { en: Admin, ko: 관리 }
summary: { en: Admin, ko: 관리 }
seed: '7'
until: 40s
cluster:
  controllers: [101, 102, 103]
  brokers: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }]
  config: { ${config} }
network: { latency: 2ms, jitter: 1ms }
topics:
  - { name: orders, placement: [[1, 2, 3], [2, 3, 1]], config: { min.insync.replicas: 2 } }
clients:
  - { id: p1, kind: producer, topic: orders, rate: 50, keys: 10, from: 3s, to: 36s }
  - { id: c1, kind: consumer, assign: [orders-0, orders-1], from: 3s, config: { auto.offset.reset: earliest } }
steps:
${steps.map((step) => `  - ${step}`).join('\n')}
`
}

function run(...steps: readonly string[]): Headless {
  return runWith('', steps)
}

function runWith(config: string, steps: readonly string[]): Headless {
  const reading = readScenarioText('admin.yaml', scenario(steps, config))
  if (!('scenario' in reading)) throw new Error(JSON.stringify(reading))
  const headless = openHeadless(reading.scenario, reading.scenario.seed)
  runUntil(headless, reading.scenario.untilUs)
  return headless
}

function violated(headless: Headless): string[] {
  return verdicts(checksOf(headless.branch))
    .filter(({ verdict }) => verdict === 'violated')
    .map(({ id }) => id)
}

describe('while producers write and consumers read', () => {
  test('a reassignment moves every record, and back, and loses nothing', () => {
    const headless = run(
      '{ at: 8s, do: reassign, partition: orders-0, replicas: [4, 2, 3] }',
      '{ at: 18s, do: reassign, partition: orders-0, replicas: [1, 2, 4] }',
      '{ at: 24s, do: elect-leaders, election: preferred }',
    )
    expect(violated(headless)).toEqual([])
    const { world } = headless.branch.head
    expect(truthImage(world).partitions.get('orders-0')).toMatchObject({ replicas: [1, 2, 4], leader: 1 })
    expect(ledger(headless.branch)).toMatchObject({ sent: 1650, acknowledged: 1650, lost: 0, duplicated: 0 })
    expect((find(world, 'consumer:c1') as Consumer).deliveredRecords).toBe(1650)
  })

  test('topics.recreated: clients find the new topic, and nothing of the old one is missed', () => {
    // Else a client that asks for metadata meanwhile would have it created before.
    const headless = runWith('auto.create.topics.enable: false', [
      '{ at: 10s, do: delete-topic, topic: orders }',
      '{ at: 10500ms, do: create-topic, topic: orders, partitions: 2, replicas: 3 }',
    ])
    expect(violated(headless)).toEqual([])
    const { world } = headless.branch.head
    const p1 = find(world, 'producer:p1') as Producer
    expect(p1.acknowledgedRecords).toBeGreaterThan(1_500)
    // The consumer goes on in the new topic.
    const ends = [0, 1].map((index) =>
      Math.max(...[1, 2, 3, 4].map((id) => replicaLog(world, `orders-${index}`, id)?.logEnd ?? 0)),
    )
    const positions = (find(world, 'consumer:c1') as Consumer).partitions.map(({ position }) => position)
    expect(positions).toEqual(ends)
  })

  test('a topic that is deleted while its producers go on is created again by them, with the brokers’ defaults', () => {
    const headless = run('{ at: 10s, do: delete-topic, topic: orders }')
    expect(violated(headless)).toEqual([])
    const image = truthImage(headless.branch.head.world)
    expect(image.topics.get('orders')?.partitions).toEqual(['orders-0'])
    expect(image.partitions.get('orders-0')?.replicas).toHaveLength(1)
  })

  test('records deleted below an offset are gone for readers, and nothing counts as lost', () => {
    const headless = run(
      '{ at: 20s, do: delete-records, partition: orders-0, offset: -1 }',
      '{ at: 25s, do: add-partitions, topic: orders, partitions: 4 }',
      '{ at: 28s, do: alter-config, topic: orders, set: max.message.bytes=2000 }',
    )
    expect(violated(headless)).toEqual([])
    const { world } = headless.branch.head
    const starts = [1, 2, 3].map((id) => replicaLog(world, 'orders-0', id)?.logStart ?? 0)
    expect(Math.min(...starts)).toBeGreaterThan(100)
    expect(new Set(starts).size).toBe(1)
    expect(ledger(headless.branch).lost).toBe(0)
  })
})

describe('a step of a scenario file', () => {
  test('that changes a config names exactly one resource', () => {
    const read = (step: string) => 'scenario' in readScenarioText('admin.yaml', scenario([step]))
    expect(read('{ at: 5s, do: alter-config, topic: orders, set: retention.ms=1 }')).toBe(true)
    expect(read('{ at: 5s, do: alter-config, set: retention.ms=1 }')).toBe(false)
    expect(read('{ at: 5s, do: alter-config, topic: orders, broker: all, set: retention.ms=1 }')).toBe(false)
    expect(read('{ at: 5s, do: elect-leaders, election: sometimes }')).toBe(false)
  })
})
