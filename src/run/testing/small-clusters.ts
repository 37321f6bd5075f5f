// Small clusters for the tests that drive faults: one as a test describes it, or one drawn from a seed, of three to seven nodes.

import type { RulesOverride } from '../../kafka/rules/rules.ts'
import type { ClientSetup, TopicSetup } from '../../kafka/setup.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { drawInt, drawShuffle, seedChance } from '../../sim/chance.ts'
import type { ChaosProfile, FaultClass } from '../chaos-profiles.ts'
import { chaosProfile } from '../chaos-profiles.ts'

/** Little traffic and short faults: many seeds in little time. */
export function lightProfile(changed: Partial<ChaosProfile> = {}): ChaosProfile {
  const timed = chaosProfile('timed')
  if (timed === null) throw new Error('there is no timed profile')
  return {
    ...timed,
    id: 'light',
    ratePerSecond: 50,
    producesForUs: 25_000_000,
    faultsMax: 4,
    provokedMax: 7,
    ...changed,
  }
}

/** Of the timed profile, and cuts between brokers alone. */
export function faultClasses(ids: readonly string[]): FaultClass[] {
  const all: readonly FaultClass[] = [
    ...lightProfile().classes,
    { id: 'broker-link', fault: 'cut-link', on: 'broker' },
  ]
  return all.filter(({ id }) => ids.includes(id))
}

export interface SmallCluster {
  readonly controllers?: readonly number[]
  readonly brokers: number
  readonly config?: { readonly [name: string]: string | number | boolean }
  readonly features?: { readonly [name: string]: number }
  readonly topics: readonly TopicSetup[]
  readonly rulesOverride?: RulesOverride
}

export function smallScenario(id: string, of: SmallCluster): Scenario {
  const clients: ClientSetup[] = of.topics.map(({ name }) => ({
    kind: 'producer',
    id: `p-${name}`,
    topic: name,
    ratePerSecond: 50,
    keys: null,
    valueBytes: 100,
    fromUs: 2_000_000,
    toUs: null,
    config: {},
  }))
  const assign = of.topics.flatMap(({ name, partitions }) =>
    Array.from({ length: partitions }, (_, index) => `${name}-${index}`),
  )
  clients.push({ kind: 'consumer', id: 'c1', assign, fromUs: 2_000_000, config: {} })
  return {
    id,
    title: { en: id, ko: id },
    summary: { en: id, ko: id },
    rules: '4.3',
    ...(of.rulesOverride === undefined ? {} : { rulesOverride: of.rulesOverride }),
    seed: '1',
    untilUs: 40_000_000,
    cluster: {
      controllers: of.controllers ?? [101],
      brokers: Array.from({ length: of.brokers }, (_, place) => ({ id: place + 1, rack: null })),
      config: of.config ?? {},
      ...(of.features === undefined ? {} : { features: of.features }),
    },
    network: { latencyUs: 2_000, jitterUs: 1_000 },
    topics: of.topics,
    clients,
    inputs: [],
    expectations: [],
    lesson: [],
  }
}

export function topic(name: string, placement: readonly (readonly number[])[], minIsr: number): TopicSetup {
  return {
    name,
    partitions: placement.length,
    replicationFactor: placement[0]?.length ?? 1,
    placement,
    config: { 'min.insync.replicas': minIsr },
  }
}

/** Three to seven nodes, combined or not; topics of two or three copies; leaders that move back by themselves or do not. */
export function drawnScenario(seed: string): Scenario {
  const chance = seedChance(seed, 'drawn-cluster')
  const brokers = 2 + drawInt(chance, 3)
  const combined = brokers >= 3 && drawInt(chance, 4) === 0
  const voters = combined || brokers === 4 || drawInt(chance, 2) === 0 ? 3 : 1
  const controllers = Array.from({ length: voters }, (_, place) => (combined ? 1 : 101) + place)
  const ids = Array.from({ length: brokers }, (_, place) => place + 1)
  const topics = Array.from({ length: 1 + drawInt(chance, 2) }, (_, place) => {
    const copies = Math.min(brokers, 2 + drawInt(chance, 2))
    const placement = Array.from({ length: 1 + drawInt(chance, 2) }, () => {
      const order = ids.slice()
      drawShuffle(chance, order)
      return order.slice(0, copies)
    })
    return topic(`t${place + 1}`, placement, Math.max(1, copies - 1 + drawInt(chance, 2) * (copies - 2)))
  })
  const balances = drawInt(chance, 2) === 0
  return smallScenario(`drawn-${seed}`, {
    controllers,
    brokers,
    config: balances ? { 'leader.imbalance.check.interval.seconds': 1 + drawInt(chance, 3) } : {},
    topics,
  })
}
