import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readScenarioText } from '../scenario/read-yaml.ts'
import { findUntil, readUntil } from './until.ts'
import { wordsIn } from './words.ts'

const words = wordsIn('en')
const scenario = (() => {
  const reading = readScenarioText('x.yaml', readFileSync('scenarios/failover/clean-failover.yaml', 'utf8'))
  if (!reading.ok) throw new Error('refused')
  return reading.scenario
})()

describe('--until', () => {
  test('is a time, a thing to happen with its arguments, or a condition', () => {
    expect(readUntil(words, ' 40s ')).toEqual({ kind: 'time', timeUs: 40_000_000 })
    expect(readUntil(words, 'high-watermark-stall partition=orders-0 for=250ms')).toEqual({
      kind: 'ask',
      ask: { until: 'high-watermark-stall', args: { partition: 'orders-0', for: 250_000 } },
    })
    expect(readUntil(words, 'lag above=20')).toMatchObject({ ask: { args: { above: 20 } } })
    expect(readUntil(words, 'broker:1 fenced == true for 1s')).toEqual({
      kind: 'ask',
      ask: { until: 'condition', args: { condition: 'broker:1 fenced == true for 1s' } },
    })
  })

  test.each([
    '',
    'soon',
    'lag',
    'lag above=x',
    'lag above=20 than=2',
    'error',
    'leadership partition',
    'broker:1 == 2',
  ])('refuses %j, and says what there is', (text) => {
    expect(() => readUntil(words, text)).toThrow(/leadership \[partition=…\]/)
  })

  test('finds the first event, or the last, before anything of the run is known', () => {
    const find = (text: string, last: boolean) => {
      const until = readUntil(words, text)
      if (until.kind !== 'ask') throw new Error('no condition')
      return findUntil(words, scenario, scenario.seed, until.ask, last)
    }
    const [topic] = scenario.topics
    const first = find(`leadership partition=${topic?.name}-0`, false)
    const last = find(`leadership partition=${topic?.name}-0`, true)
    expect(first?.timeUs).toBeGreaterThan(0)
    expect(last?.index).toBeGreaterThan(first?.index ?? Number.MAX_SAFE_INTEGER)
    expect(find('violation', false)).toBeNull()
  })

  test('a backlog that one fetch takes at once is a lag from where its reader stands before it', () => {
    const late = `
format: 1
title: { en: Late, ko: 늦은 컨슈머 }
summary: { en: Late, ko: 늦은 컨슈머 }
until: 12s
cluster: { controllers: [101], brokers: [{ id: 1 }] }
topics: [{ name: orders, partitions: 1, replicationFactor: 1 }]
clients:
  - { id: p1, kind: producer, topic: orders, rate: 100, from: 2s, to: 4s }
  - { id: c1, kind: consumer, assign: [orders-0], from: 10s, config: { auto.offset.reset: earliest } }
`
    const reading = readScenarioText('late.yaml', late)
    if (!reading.ok) throw new Error('refused')
    const ask = { until: 'lag', args: { above: 100 } } as const
    const found = findUntil(words, reading.scenario, '1', ask, false)
    expect(found?.sentence.key).toBe('fact.position.reset')
  })
})
