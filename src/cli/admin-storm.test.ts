// Admin requests drawn by chance, in the middle of drawn faults: nothing breaks, and no promise is broken that still stands.

import { describe, expect, test } from 'vitest'
import { verdicts } from '../check/invariant.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import type { Chance } from '../sim/chance.ts'
import { drawInt, seedChance } from '../sim/chance.ts'
import { checksOf, openHeadless, runUntil } from './headless.ts'

const SEEDS = process.env.HIGHWATER_SOAK === undefined ? 3 : 400
const STEPS = 14

function pick<T>(chance: Chance, choices: readonly T[]): T {
  return choices[drawInt(chance, choices.length)] as T
}

/** From one to three brokers in any order. */
function replicas(chance: Chance): string {
  const left = [1, 2, 3, 4]
  const taken: number[] = []
  const count = 1 + drawInt(chance, 3)
  while (taken.length < count) taken.push(...left.splice(drawInt(chance, left.length), 1))
  return `[${taken.join(', ')}]`
}

function drawnStep(chance: Chance, nodes: readonly string[]): string {
  const partition = `orders-${drawInt(chance, 3)}`
  const node = pick(chance, nodes)
  const what = pick(chance, [
    `reassign, partition: ${partition}, replicas: ${replicas(chance)}`,
    `cancel-reassignment, partition: ${partition}`,
    `elect-leaders, election: ${pick(chance, ['preferred', 'unclean'])}`,
    `add-partitions, topic: orders, partitions: ${2 + drawInt(chance, 4)}`,
    `delete-records, partition: ${partition}, offset: ${pick(chance, [-1, 20, 150])}`,
    `alter-config, topic: orders, set: min.insync.replicas=${1 + drawInt(chance, 3)}`,
    `alter-config, broker: all, set: message.max.bytes=${500 + drawInt(chance, 100_000)}`,
    'delete-topic, topic: orders',
    `create-topic, topic: ${pick(chance, ['orders', 'clicks'])}, partitions: 2, replicas: ${1 + drawInt(chance, 3)}`,
    'describe-quorum',
    `kill, node: '${node}'`,
    `start, node: '${node}'`,
    `pause, node: '${node}'`,
    `resume, node: '${node}'`,
    `stop, node: '${node}'`,
    `power-loss, node: '${node}'`,
  ])
  return `{ at: ${4_000 + drawInt(chance, 28_000)}ms, do: ${what} }`
}

function storm(seed: number): string {
  const chance = seedChance(String(seed), 'admin-storm')
  const isCombined = drawInt(chance, 3) === 0
  const controllers = isCombined ? ['1', '2', '3'] : ['101', '102', '103']
  const nodes = [...new Set(['1', '2', '3', '4', ...controllers])]
  const steps = Array.from({ length: STEPS }, () => drawnStep(chance, nodes))
  for (const node of nodes)
    steps.push(`{ at: 34s, do: start, node: '${node}' }`, `{ at: 34s, do: resume, node: '${node}' }`)
  return `
format: 1
title: { en: Storm, ko: 폭풍 }
summary: { en: Storm, ko: 폭풍 }
seed: '${seed}'
until: 50s
cluster:
  controllers: [${controllers.join(', ')}]
  brokers: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }]
topics:
  - { name: orders, placement: [[1, 2, 3], [2, 3, 4]], config: { min.insync.replicas: 2 } }
clients:
  - { id: p1, kind: producer, topic: orders, rate: 50, keys: 10, from: 3s, to: 45s }
  - { id: c1, kind: consumer, assign: [orders-0, orders-1], from: 3s, config: { auto.offset.reset: earliest } }
steps:
${steps.map((step) => `  - ${step}`).join('\n')}
`
}

describe('admin requests in the middle of faults', () => {
  test(`break nothing, from ${SEEDS} seeds`, { timeout: 3_600_000 }, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const reading = readScenarioText('storm.yaml', storm(seed))
      if (!('scenario' in reading)) throw new Error(JSON.stringify(reading))
      const headless = openHeadless(reading.scenario, reading.scenario.seed)
      runUntil(headless, reading.scenario.untilUs)
      const violated = verdicts(checksOf(headless.branch)).filter(({ verdict }) => verdict === 'violated')
      expect([seed, violated.map(({ id }) => id)]).toEqual([seed, []])
    }
  })
})
