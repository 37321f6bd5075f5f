import { describe, expect, test } from 'vitest'
import { camelName } from './camel.ts'
import { checkConfig } from './check.ts'
import { configDoc } from './doc.ts'
import { LONG_MAX } from './entry.ts'
import { nearest } from './nearest.ts'
import { CONFIG_SCOPES, configEntry, configNames } from './registry.ts'
import { brokerConfig, consumerConfig, producerConfig, topicConfig } from './resolve.ts'

describe('the registry', () => {
  test('every default passes its own check', () => {
    for (const scope of CONFIG_SCOPES) {
      for (const name of configNames(scope)) {
        const entry = configEntry(scope, name)
        if (entry === null || entry.default === null) continue
        const given = Array.isArray(entry.default)
          ? entry.default.join(',')
          : (entry.default as string | number | boolean)
        expect(
          checkConfig(scope, { [name]: given }).filter((problem) => problem.kind !== 'autoCommitNeedsGroup'),
        ).toEqual([])
      }
    }
  })

  test('every config has a line of doc in both languages', () => {
    for (const scope of CONFIG_SCOPES) {
      for (const name of configNames(scope)) {
        expect(configDoc(scope, name, 'en')).toMatch(/[.]$/)
        expect(configDoc(scope, name, 'ko')).toMatch(/[가-힣]/)
      }
    }
  })

  test('no two names of a scope share a key', () => {
    for (const scope of CONFIG_SCOPES) {
      const keys = configNames(scope).map((name) => camelName(name))
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})

describe('a value', () => {
  test('of an unknown name is refused with the nearest known one', () => {
    expect(checkConfig('cluster', { 'broker.sesion.timeout.ms': 1 })).toEqual([
      { kind: 'unknownName', name: 'broker.sesion.timeout.ms', nearest: 'broker.session.timeout.ms' },
    ])
    expect(nearest('nothing.like.it.anywhere', configNames('cluster'))).toBeNull()
    expect(nearest('ackS', configNames('producer'))).toBe('acks')
  })

  test('of another scope is refused by saying where it belongs', () => {
    expect(checkConfig('consumer', { 'linger.ms': 1 })).toEqual([
      { kind: 'otherScope', name: 'linger.ms', scope: 'producer' },
    ])
  })

  test('of the wrong type or out of range is refused', () => {
    expect(checkConfig('topic', { 'min.insync.replicas': 'two' })[0]?.kind).toBe('wrongType')
    expect(checkConfig('topic', { 'min.insync.replicas': true })[0]?.kind).toBe('wrongType')
    expect(checkConfig('topic', { 'min.insync.replicas': 1.5 })[0]?.kind).toBe('wrongType')
    expect(checkConfig('topic', { 'min.insync.replicas': 0 })[0]?.kind).toBe('outOfRange')
    expect(checkConfig('cluster', { 'broker.session.timeout.ms': 2_147_483_648 })[0]?.kind).toBe('outOfRange')
    expect(checkConfig('producer', { acks: 'al' })).toEqual([
      { kind: 'notAChoice', name: 'acks', value: 'al', choices: 'all, -1, 0, 1', nearest: 'all' },
    ])
    expect(checkConfig('topic', { 'cleanup.policy': 'compact, delete' })).toEqual([])
    expect(checkConfig('topic', { 'cleanup.policy': 'compact,delet' })).toMatchObject([
      { kind: 'notAChoice', nearest: 'delete' },
    ])
    expect(checkConfig('producer', { 'enable.idempotence': 'maybe' })[0]?.kind).toBe('wrongType')
  })

  test('may be written as Kafka writes it, in text', () => {
    expect(brokerConfig({ 'broker.session.timeout.ms': '6000' }).brokerSessionTimeoutMs).toBe(6_000)
    expect(brokerConfig({ 'auto.leader.rebalance.enable': 'FALSE' }).autoLeaderRebalanceEnable).toBe(false)
    expect(
      brokerConfig({ 'log.flush.interval.messages': '9223372036854775807' }).logFlushIntervalMessages,
    ).toBe(LONG_MAX)
    expect(Object.is(brokerConfig({ 'log.roll.jitter.ms': -0 }).logRollJitterMs, 0)).toBe(true)
  })
})

describe('a topic', () => {
  test('takes what it leaves open from the broker, the finest unit first', () => {
    expect(topicConfig({}, brokerConfig({})).segmentMs).toBe(604_800_000)
    expect(topicConfig({}, brokerConfig({ 'log.roll.hours': 2 })).segmentMs).toBe(7_200_000)
    expect(topicConfig({}, brokerConfig({ 'log.roll.hours': 2, 'log.roll.ms': 5 })).segmentMs).toBe(5)
    expect(topicConfig({ 'segment.ms': 7 }, brokerConfig({ 'log.roll.ms': 5 })).segmentMs).toBe(7)
    expect(topicConfig({}, brokerConfig({ 'min.insync.replicas': 2 })).minInsyncReplicas).toBe(2)
    expect(topicConfig({}, brokerConfig({ 'log.retention.hours': -1 })).retentionMs).toBe(-1)
  })
})

describe('a producer', () => {
  test('has its delivery timeout raised to linger + request timeout when it is not set', () => {
    expect(producerConfig({ 'request.timeout.ms': 150_000, 'linger.ms': 10 }).deliveryTimeoutMs).toBe(150_010)
    expect(checkConfig('producer', { 'delivery.timeout.ms': 30_000 })).toEqual([
      { kind: 'deliveryTimeoutTooShort', name: 'delivery.timeout.ms', value: '30000', needs: 30_005 },
    ])
  })

  test('is not idempotent without acks=all or retries, unless that was asked for, which is refused', () => {
    expect(producerConfig({}).enableIdempotence).toBe(true)
    expect(producerConfig({ acks: 1 })).toMatchObject({ acks: 1, enableIdempotence: false })
    expect(producerConfig({ retries: 0 }).enableIdempotence).toBe(false)
    const asked = { 'enable.idempotence': true }
    expect(checkConfig('producer', { ...asked, acks: 1 })[0]?.kind).toBe('idempotenceNeedsAcksAll')
    expect(checkConfig('producer', { ...asked, retries: 0 })[0]?.kind).toBe('idempotenceNeedsRetries')
    expect(checkConfig('producer', { 'max.in.flight.requests.per.connection': 6 })[0]?.kind).toBe(
      'idempotenceNeedsFewInFlight',
    )
    expect(checkConfig('producer', { 'transactional.id': 't', acks: 0 })[0]?.kind).toBe(
      'transactionsNeedIdempotence',
    )
  })
})

describe('a consumer', () => {
  test('without a group commits nothing', () => {
    expect(consumerConfig({}).enableAutoCommit).toBe(false)
    expect(consumerConfig({ 'group.id': 'g' }).enableAutoCommit).toBe(true)
    expect(checkConfig('consumer', { 'enable.auto.commit': true })[0]?.kind).toBe('autoCommitNeedsGroup')
    expect(checkConfig('consumer', { 'heartbeat.interval.ms': 45_000 })[0]?.kind).toBe(
      'heartbeatAboveSession',
    )
  })
})

test('what belongs to the other group protocol cannot be set', () => {
  const modern = { 'group.id': 'g', 'group.protocol': 'consumer' }
  for (const name of ['session.timeout.ms', 'heartbeat.interval.ms', 'partition.assignment.strategy']) {
    const value = name.endsWith('.ms') ? 1_000 : 'range'
    expect(checkConfig('consumer', { ...modern, [name]: value })).toMatchObject([
      { kind: 'notInProtocol', name, needs: 'consumer' },
    ])
  }
  expect(checkConfig('consumer', { ...modern, 'group.remote.assignor': 'range' })).toEqual([])
  expect(checkConfig('consumer', { 'group.id': 'g', 'group.remote.assignor': 'range' })[0]?.kind).toBe(
    'notInProtocol',
  )
})

test('sessions and heartbeats of KIP-848 groups lie between bounds, which can be moved', () => {
  const kindOf = (values: { readonly [name: string]: number }) => checkConfig('cluster', values)[0]?.kind
  expect(kindOf({ 'group.consumer.session.timeout.ms': 44_999 })).toBe('outsideGroupBounds')
  expect(kindOf({ 'group.consumer.session.timeout.ms': 45_000 })).toBeUndefined()
  expect(kindOf({ 'group.consumer.session.timeout.ms': 60_001 })).toBe('outsideGroupBounds')
  expect(kindOf({ 'group.consumer.heartbeat.interval.ms': 4_999 })).toBe('outsideGroupBounds')
  expect(kindOf({ 'group.consumer.heartbeat.interval.ms': 15_001 })).toBe('outsideGroupBounds')
  expect(
    kindOf({ 'group.consumer.session.timeout.ms': 6_000, 'group.consumer.min.session.timeout.ms': 6_000 }),
  ).toBeUndefined()
})

test('a cleaner thread needs more than 1 MiB for its map of keys', () => {
  const kinds = (bytes: number, threads = 1) =>
    checkConfig('cluster', {
      'log.cleaner.dedupe.buffer.size': bytes,
      'log.cleaner.threads': threads,
    }).map(({ kind }) => kind)
  expect(kinds(1_048_576)).toEqual(['cleanerMapTooSmall'])
  expect(kinds(1_048_577)).toEqual([])
  expect(kinds(1_048_577, 2)).toEqual(['cleanerMapTooSmall'])
})

test('a follower may not wait longer for a fetch than it may lag', () => {
  expect(
    checkConfig('cluster', { 'replica.fetch.wait.max.ms': 600, 'replica.lag.time.max.ms': 500 })[0]?.kind,
  ).toBe('fetchWaitAboveLag')
})
