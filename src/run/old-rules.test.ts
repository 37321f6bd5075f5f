// The old rules must fail: under each a search finds how it loses what it promised, and the seed that it found first is kept. The rule that came after it holds there.

import { describe, expect, it } from 'vitest'
import type { RulesOverride } from '../kafka/rules/rules.ts'
import type { ChaosProfile } from './chaos-profiles.ts'
import { provokeChaos } from './provoked.ts'
import type { SmallCluster } from './testing/small-clusters.ts'
import { faultClasses, lightProfile, smallScenario, topic } from './testing/small-clusters.ts'
import { runTrial } from './trial.ts'

interface OldRule {
  readonly name: string
  readonly old: Pick<SmallCluster, 'rulesOverride' | 'features'>
  readonly next: Pick<SmallCluster, 'rulesOverride' | 'features'>
  readonly cluster: SmallCluster
  readonly profile: ChaosProfile
  /** What is seen: an invariant, or that acknowledged records are gone. */
  readonly breaks: 'loss' | 'logs-agree'
  /** The first that a search found. */
  readonly seed: number
}

const SOAKS = process.env.HIGHWATER_SOAK !== undefined
const SEARCHED_MAX = 5_000

function withRule(rulesOverride: RulesOverride): OldRule['old'] {
  return { rulesOverride }
}

const THREE: SmallCluster = {
  brokers: 3,
  config: { 'leader.imbalance.check.interval.seconds': 2 },
  topics: [topic('orders', [[1, 2, 3]], 2)],
}
/** Sessions are short, so that leaders change often. */
const TWO: SmallCluster = {
  brokers: 2,
  config: {
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'leader.imbalance.check.interval.seconds': 1,
  },
  topics: [topic('orders', [[1, 2]], 1)],
}

const OLD_RULES: readonly OldRule[] = [
  {
    name: 'truncation by high watermark: an in-sync follower cuts its tail when the leader changes, and is elected next (KIP-101)',
    old: withRule({ truncation: 'hw' }),
    next: withRule({ truncation: 'epoch-v1' }),
    cluster: THREE,
    profile: lightProfile({ classes: faultClasses(['broker-kill', 'broker-link']) }),
    breaks: 'loss',
    seed: 13,
  },
  {
    name: 'truncation by an epoch’s end alone: records of two leaders stay at one offset (KIP-279)',
    old: withRule({ truncation: 'epoch-v1' }),
    next: withRule({ truncation: 'epoch-v2' }),
    cluster: TWO,
    profile: lightProfile({ classes: faultClasses(['broker-kill', 'broker-link']) }),
    breaks: 'logs-agree',
    seed: 936,
  },
  {
    name: 'an election from the ISR alone: the last replica standing loses its page cache and leads all the same (KIP-966)',
    old: { features: { 'eligible.leader.replicas.version': 0 } },
    next: { features: { 'eligible.leader.replicas.version': 1 } },
    cluster: THREE,
    profile: lightProfile(),
    breaks: 'loss',
    seed: 35,
  },
]

function harmOf({ cluster, profile }: OldRule, rules: OldRule['old'], seed: number): string {
  const scenario = smallScenario('old-rules', { ...cluster, ...rules })
  const { failure, lost } = runTrial(provokeChaos(scenario, profile, String(seed)))
  return lost > 0 ? 'loss' : (failure?.id ?? '')
}

describe('an old rule fails where the next one holds', () => {
  it.each(OLD_RULES)('$name', (rule) => {
    expect(harmOf(rule, rule.old, rule.seed)).toBe(rule.breaks)
    expect(harmOf(rule, rule.next, rule.seed)).toBe('')
    expect(harmOf(rule, {}, rule.seed)).toBe('')
  })

  it.runIf(SOAKS).each(OLD_RULES)(`is found within ${SEARCHED_MAX} seeds: $name`, (rule) => {
    let seed = 1
    while (seed <= SEARCHED_MAX && harmOf(rule, rule.old, seed) !== rule.breaks) seed += 1
    // The seed to keep above.
    expect(seed).toBe(rule.seed)
  })
})
