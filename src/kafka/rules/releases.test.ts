import { describe, expect, it } from 'vitest'
import { brokerDefaults } from '../broker/release-defaults.ts'
import { consumerDefaults, producerDefaults } from '../client/release-defaults.ts'
import { LONG_MAX } from '../config/entry.ts'
import { brokerConfig, producerConfig } from '../config/resolve.ts'
import { FEATURE_NAMES, featureLevel } from './features.ts'
import { PRESENT_RULES, RELEASES, rulesOf } from './releases.ts'
import type { RuleName } from './rules.ts'
import { POSITIONS, RULE_NAMES } from './rules.ts'

/** First release of each position but the oldest (KIPs and Kafka's history). */
const FIRST: { readonly [Name in RuleName]: { readonly [position: string]: string } } = {
  truncation: { 'epoch-v1': '0.11', 'epoch-v2': '2.0', 'epoch-fenced': '2.1', 'on-fetch': '2.7' },
  isrJoin: { 'epoch-start': '2.1' },
  isrEligible: { unfenced: '3.3', 'broker-epoch': '3.5' },
  hwRule: { 'min-isr': '3.7' },
  minIsrCap: { replicas: '3.7' },
  election: { isr: '0.11', elr: '4.1' },
  kraftLeader: { 'check-quorum': '3.7', 'pre-vote': '4.0' },
  consumerTruncation: { 'epoch-check': '2.3' },
  listOffsets: { 'not-available': '2.2' },
  fetchFrom: { closest: '2.4' },
  epochOnShrink: { always: '3.3', never: '3.6' },
  isrOrder: { 'by-id': '4.0' },
  session: { 'outlives-fencing': '4.0' },
}

describe('rules by release', () => {
  it.each(RULE_NAMES)('%s changes with the releases that changed it, and with no other', (name) => {
    let expected: string = POSITIONS[name][0]
    for (const release of RELEASES) {
      for (const [position, first] of Object.entries(FIRST[name])) if (first === release) expected = position
      expect([release, rulesOf(release)[name]]).toEqual([release, expected])
    }
    expect(expected).toBe(POSITIONS[name].at(-1))
  })

  it('the present release has the newest of every rule', () => {
    for (const name of RULE_NAMES) expect(PRESENT_RULES[name]).toBe(POSITIONS[name].at(-1))
  })

  it('a single rule can be put in the place of the release’s own', () => {
    const rules = rulesOf('4.3', { truncation: 'hw' })
    expect(rules).toEqual({ ...PRESENT_RULES, truncation: 'hw' })
  })

  it('a release that nobody knows is an error of whoever asks', () => {
    expect(() => rulesOf('5.0')).toThrow('5.0')
  })

  it('a cluster is formatted with the features of its release', () => {
    const levels = (release: string) =>
      FEATURE_NAMES.map((name) => featureLevel({ rules: rulesOf(release) }, name))
    expect(FEATURE_NAMES.map((name) => name.split('.')[0])).toEqual([
      'metadata',
      'eligible',
      'group',
      'share',
      'streams',
      'transaction',
    ])
    expect(levels('4.3')).toEqual([30, 1, 1, 1, 1, 2])
    expect(levels('4.0')).toEqual([25, 0, 1, 0, 0, 2])
    expect(levels('3.9')).toEqual([21, 0, 0, 0, 0, 0])
  })
})

describe('defaults by release', () => {
  const broker = (release: string) => brokerConfig(brokerDefaults(rulesOf(release)))
  const producer = (release: string, given = {}) =>
    producerConfig({ ...producerDefaults(rulesOf(release), given), ...given })

  it('brokers default as their release did', () => {
    expect(brokerDefaults(PRESENT_RULES)).toEqual({})
    expect(broker('4.0').logMessageTimestampAfterMaxMs).toBe(3_600_000)
    expect(['3.9', '4.0', '4.1', '4.2'].map((one) => broker(one).groupCoordinatorAppendLingerMs)).toEqual([
      -1, 5, 5, -1,
    ])
    expect(broker('3.9').logMessageTimestampAfterMaxMs).toBe(LONG_MAX)
    expect([broker('2.5').replicaLagTimeMaxMs, broker('2.4').replicaLagTimeMaxMs]).toEqual([30_000, 10_000])
    expect([broker('2.0').offsetsRetentionMinutes, broker('1.1').offsetsRetentionMinutes]).toEqual([
      10_080, 1_440,
    ])
    expect([
      broker('0.11').groupInitialRebalanceDelayMs,
      broker('0.10').groupInitialRebalanceDelayMs,
    ]).toEqual([3_000, 0])
    expect([broker('0.11').uncleanLeaderElectionEnable, broker('0.10').uncleanLeaderElectionEnable]).toEqual([
      false,
      true,
    ])
  })

  it('clients default as their release did', () => {
    expect(producerDefaults(PRESENT_RULES, {})).toEqual({})
    expect(consumerDefaults(PRESENT_RULES, {})).toEqual({})
    expect([producer('4.0').lingerMs, producer('3.9').lingerMs]).toEqual([5, 0])
    expect([producer('3.0').enableIdempotence, producer('2.8').enableIdempotence]).toEqual([true, false])
    expect([producer('2.1').retries, producer('2.0').retries]).toEqual([2_147_483_647, 0])
    expect([producer('3.7').retryBackoffMaxMs, producer('3.6').retryBackoffMaxMs]).toEqual([1_000, 100])
    expect(producer('3.6', { 'retry.backoff.ms': 500 }).retryBackoffMaxMs).toBe(500)
    expect(producer('2.0', { 'enable.idempotence': true })).toMatchObject({
      enableIdempotence: true,
      acks: -1,
    })
  })
})
