import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { brokerDefaults } from '../../src/kafka/broker/release-defaults.ts'
import { consumerDefaults, producerDefaults } from '../../src/kafka/client/release-defaults.ts'
import type { ConfigValues } from '../../src/kafka/config/check-value.ts'
import type { ConfigEntry, ConfigScope, ConfigValue } from '../../src/kafka/config/entry.ts'
import { LONG_MAX } from '../../src/kafka/config/entry.ts'
import { CONFIG_SCOPES, configEntry, configNames } from '../../src/kafka/config/registry.ts'
import { INHERITED } from '../../src/kafka/config/topic.ts'
import { errorNamed } from '../../src/kafka/protocol/errors.ts'
import { FEATURE_NAMES, featureLevel } from '../../src/kafka/rules/features.ts'
import { rulesOf } from '../../src/kafka/rules/releases.ts'

interface Recorded {
  readonly type: string
  readonly default?: string | number | boolean | null
  readonly check?: string
  /** How a running broker takes it, if it does; `cluster-wide` also one by one. */
  readonly update?: 'cluster-wide' | 'per-broker'
}

type Recording = { readonly [Scope in ConfigScope]: { readonly [name: string]: Recorded } } & {
  readonly errors: {
    readonly [name: string]: {
      readonly code: number
      readonly retriable?: boolean
      readonly refreshesMetadata?: boolean
    }
  }
  /** By metadata version, oldest first. */
  readonly features?: { readonly [version: string]: { readonly [name: string]: number } }
}

const RELEASE = recordingOf('4.3.1')
const BEFORE = recordingOf('3.9.2')

/** Configs that a server's own table does not name: quotas of replication are set while it runs only, the imbalance went with ZooKeeper. */
const NOT_OF_THE_FILE = [
  'leader.imbalance.per.broker.percentage',
  'leader.replication.throttled.rate',
  'follower.replication.throttled.rate',
]
/** A list of class names here, of short names there. */
const SHORT_NAMES: { readonly [word: string]: string } = {
  range: 'class org.apache.kafka.clients.consumer.RangeAssignor',
  'cooperative-sticky': 'class org.apache.kafka.clients.consumer.CooperativeStickyAssignor',
}
const RANGE = /^\[(-?\d+),\.\.\.(?:,(\d+))?\]$/

describe.each(CONFIG_SCOPES)('%s configs are those of Kafka 4.3.1', (scope) => {
  const names = configNames(scope).filter((name) => !NOT_OF_THE_FILE.includes(name))

  test('in name', () => {
    expect(names.filter((name) => RELEASE[scope][name] === undefined)).toEqual([])
    for (const name of NOT_OF_THE_FILE) expect(RELEASE.cluster[name]).toBeUndefined()
  })

  test.each(names)('in default: %s', (name) => {
    const { default: recorded } = recordedOf(scope, name)
    expect(written(name, entryOf(scope, name).default)).toBe(recorded === undefined ? null : read(recorded))
  })

  test.each(names)('in type and bounds: %s', (name) => {
    const entry = entryOf(scope, name)
    const { type, check } = recordedOf(scope, name)
    switch (entry.type) {
      case 'int':
        expect(['int', 'short']).toContain(type)
        break
      case 'choice':
      case 'string':
        expect(['string', 'class', 'list']).toContain(type)
        break
      default:
        expect(type).toBe(entry.type)
    }
    if (entry.type === 'choice') expect(wordsOf(check ?? '')).toEqual(words(entry.choices))
    const range = RANGE.exec(check ?? '')
    if (range === null || !('min' in entry)) return
    expect(entry.min).toBe(Number(range[1]))
    if (range[2] !== undefined) expect(entry.max).toBe(Number(range[2]))
  })
})

test('a running broker takes those that one of 4.3.1 takes, and no other', () => {
  const modes = { 'cluster-wide': 'cluster', 'per-broker': 'broker' } as const
  for (const name of configNames('cluster')) {
    if (NOT_OF_THE_FILE.includes(name)) continue
    const { update } = recordedOf('cluster', name)
    expect([name, entryOf('cluster', name).dynamic]).toEqual([
      name,
      update === undefined ? 'no' : modes[update],
    ])
  }
})

describe('under the rules of 3.9 defaults are those of 3.9.2', () => {
  const rules = rulesOf('3.9')
  const ofRelease: { readonly [Scope in ConfigScope]: ConfigValues } = {
    cluster: brokerDefaults(rules),
    topic: {},
    producer: producerDefaults(rules, {}),
    consumer: consumerDefaults(rules, {}),
  }
  /** The coordinator of 3.9 was another one unless asked for, and named its assignors by class. */
  const others = ['group.coordinator.append.linger.ms', 'group.consumer.assignors']

  test.each(CONFIG_SCOPES)('of a %s', (scope) => {
    for (const name of configNames(scope)) {
      const recorded = BEFORE[scope][name]
      if (recorded?.default === undefined || others.includes(name)) continue
      // A topic has its defaults from its broker.
      const heir = scope === 'topic' ? INHERITED[name as keyof typeof INHERITED][0]?.[0] : undefined
      const given = heir === undefined ? ofRelease[scope][name] : ofRelease.cluster[heir]
      const value = given === undefined ? written(name, entryOf(scope, name).default) : read(given)
      expect([name, value]).toEqual([name, read(recorded.default)])
    }
  })
})

test('errors have the codes of Kafka 4.3.1, and clients do about each what its class says', () => {
  let known = 0
  for (const [name, { code, retriable = false, refreshesMetadata = false }] of Object.entries(
    RELEASE.errors,
  )) {
    if (errorNamed(name) === null) continue
    known += 1
    expect(errorNamed(name)).toEqual({ code, name, retriable, refreshesMetadata })
  }
  expect(known).toBeGreaterThan(60)
})

test('a cluster is formatted with the feature levels that its release gives', () => {
  const newest = (release: string) =>
    Object.keys(RELEASE.features ?? {})
      .filter((version) => version.startsWith(`${release}-`))
      .at(-1) ?? ''
  for (const release of ['3.3', '3.4', '3.5', '3.6', '3.7', '3.8', '3.9', '4.0', '4.1', '4.2', '4.3']) {
    const recorded = RELEASE.features?.[newest(release)] ?? {}
    const rules = rulesOf(release)
    expect([release, ...FEATURE_NAMES.map((name) => [name, featureLevel({ rules }, name)])]).toEqual([
      release,
      ...FEATURE_NAMES.map((name) => [name, recorded[name]]),
    ])
  }
})

function recordingOf(version: string): Recording {
  return JSON.parse(readFileSync(new URL(`recordings/${version}.json`, import.meta.url), 'utf8')) as Recording
}

function entryOf(scope: ConfigScope, name: string): ConfigEntry {
  const entry = configEntry(scope, name)
  if (entry === null) throw new Error(`no config ${name}`)
  return entry
}

function recordedOf(scope: ConfigScope, name: string): Recorded {
  return RELEASE[scope][name] ?? { type: 'none' }
}

/** As Kafka prints it. Java's Long.MAX_VALUE is the largest number here. */
function written(name: string, value: ConfigValue): string | number | boolean | null {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return value
  if (typeof value === 'string') return value
  const assignors = name === 'partition.assignment.strategy'
  return value.map((word) => (assignors ? (SHORT_NAMES[word] ?? word) : word)).join(',')
}

function read(value: string | number | boolean | null): string | number | boolean | null {
  return typeof value === 'number' && value > LONG_MAX ? LONG_MAX : value
}

function wordsOf(check: string): string[] {
  return words((/\[(.*)\]/.exec(check)?.[1] ?? '').toLowerCase().split(', ')).filter(
    (word) => !word.startsWith('by_duration'),
  )
}

function words(given: readonly string[]): string[] {
  return given.map((word) => word.toLowerCase()).sort()
}
