import { describe, expect, test } from 'vitest'
import type { Process } from '../../sim/process.ts'
import { find } from '../../sim/world.ts'
import { nodeById } from '../node.ts'
import { METADATA } from '../protocol/api.ts'
import {
  INVALID_REPLICATION_FACTOR,
  INVALID_TOPIC_EXCEPTION,
  NONE,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import type { MetadataResponse } from '../protocol/metadata.ts'
import type { Probe } from '../testing/small-cluster.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import {
  AUTO_CREATE_ANSWERED,
  AUTO_CREATE_ASKED,
  FORWARD_GIVEN_UP,
  REQUEST_FORWARDED,
} from './admin-facts.ts'
import { autoCreate, brokersTopic, OFFSETS_TOPIC } from './auto-create.ts'

function ask(cluster: SmallCluster, topic: string, allow = true, probe: Probe = 'probe') {
  const body = { sealed: true, type: 'metadata', topics: [topic], allowAutoTopicCreation: allow } as const
  return cluster.ask<MetadataResponse>(1, METADATA, body, probe).topics[0]
}

describe('a topic that nobody created', () => {
  test('topics.auto-create: is unknown at first, and there with the asked broker’s defaults soon after', () => {
    const cluster = new SmallCluster({ cluster: { 'num.partitions': 4, 'default.replication.factor': 2 } })
    cluster.connect(1)
    expect(ask(cluster, 'clicks')?.error).toBe(UNKNOWN_TOPIC_OR_PARTITION)
    cluster.runFor(500)
    const clicks = ask(cluster, 'clicks')
    expect(clicks?.error).toBe(NONE)
    expect(clicks?.partitions).toHaveLength(4)
    expect(cluster.state('clicks-3').replicas).toHaveLength(2)
  })

  test('is asked for once while the answer is out', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    cluster.connect(1, 'other')
    const body = { sealed: true, type: 'metadata', topics: ['clicks'], allowAutoTopicCreation: true } as const
    cluster.send(1, METADATA, body)
    cluster.send(1, METADATA, body, 'other')
    cluster.runFor(500)
    expect(cluster.facts(AUTO_CREATE_ASKED)).toHaveLength(1)
    expect(cluster.facts(REQUEST_FORWARDED)).toHaveLength(1)
    expect(cluster.facts(AUTO_CREATE_ANSWERED).map(({ b }) => b)).toEqual([NONE])
  })

  test('is not created for a client that does not want it, nor where brokers may not', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    ask(cluster, 'clicks', false)
    cluster.runFor(500)
    expect(ask(cluster, 'clicks', false)?.error).toBe(UNKNOWN_TOPIC_OR_PARTITION)
    const other = new SmallCluster({ cluster: { 'auto.create.topics.enable': false } })
    other.connect(1)
    ask(other, 'clicks')
    other.runFor(500)
    expect(ask(other, 'clicks')?.error).toBe(UNKNOWN_TOPIC_OR_PARTITION)
  })

  test('with a name that no topic may have is refused as such', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    expect(ask(cluster, 'no spaces')?.error).toBe(INVALID_TOPIC_EXCEPTION)
    expect(cluster.facts(AUTO_CREATE_ASKED)).toEqual([])
  })

  test('is forgotten when the controller refuses it: asked for again, it is tried again', () => {
    const cluster = new SmallCluster({ cluster: { 'default.replication.factor': 5 } })
    cluster.connect(1)
    ask(cluster, 'clicks')
    cluster.runFor(500)
    ask(cluster, 'clicks')
    cluster.runFor(500)
    const answers = cluster.facts(AUTO_CREATE_ANSWERED).map(({ b }) => b)
    expect(answers).toEqual([INVALID_REPLICATION_FACTOR, INVALID_REPLICATION_FACTOR])
  })
})

test('__consumer_offsets has its own number of partitions and is compacted', () => {
  const cluster = new SmallCluster({ cluster: { 'offsets.topic.num.partitions': 5 } })
  cluster.act((world) => {
    const node = nodeById(world, 2)
    autoCreate(world, node, [brokersTopic(node, OFFSETS_TOPIC)])
  })
  cluster.runFor(500)
  expect(cluster.state('__consumer_offsets-4').replicas).toHaveLength(3)
})

describe('admin.forwarding', () => {
  const asking = { sealed: true, type: 'metadata', topics: ['clicks'], allowAutoTopicCreation: true } as const

  test('a request waits for a new active controller and goes to it', () => {
    const cluster = new SmallCluster({ controllers: [101, 102, 103] })
    cluster.connect(1)
    const active = activeOf(cluster)
    cluster.input('kill', { node: active })
    cluster.send(1, METADATA, asking)
    cluster.runFor(8_000)
    expect(cluster.state('clicks-0').leader).toBeGreaterThan(0)
    expect(cluster.facts(REQUEST_FORWARDED).at(-1)?.b).not.toBe(Number(active))
  })

  test('after a minute without a controller it is given up', () => {
    const cluster = new SmallCluster()
    cluster.connect(1)
    cluster.input('kill', { node: '101' })
    cluster.send(1, METADATA, asking)
    cluster.runFor(90_000)
    expect(cluster.facts(FORWARD_GIVEN_UP)).toHaveLength(1)
    expect(cluster.facts(AUTO_CREATE_ANSWERED)).toHaveLength(1)
  })
})

function activeOf(cluster: SmallCluster): string {
  const isActive = (id: number) => cluster.entity<{ active: boolean }>(`controller:${id}`).active
  const found = [101, 102, 103].find(isActive)
  expect((find(cluster.world, `process:${found}`) as Process).life).toBe('running')
  return String(found)
}
