import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { givenDifferences } from './given.ts'
import { nextSeed } from './next-seed.ts'
import { readScenarioText } from './read-yaml.ts'
import type { Change } from './same-but.ts'
import { sameButText } from './same-but.ts'
import type { Scenario } from './scenario.ts'

const text = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
const scenario = read(text)

function read(file: string): Scenario {
  const reading = readScenarioText('leader-failover.yaml', file)
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors[0]))
  return reading.scenario
}

function differences(change: Change, inputs = scenario.inputs): string[] {
  const other = read(sameButText(scenario, inputs, change))
  const given = (one: Scenario) => ({ scenario: one, seed: one.seed, inputs: one.inputs, plants: [] })
  return givenDifferences(given(scenario), given(other)).map(({ name, a, b }) => `${name}: ${a} to ${b}`)
}

describe('the same run', () => {
  test('with nothing changed is given the same', () => {
    expect(differences({})).toEqual([])
  })

  test('but for its seed or its rules differs in that alone', () => {
    expect(differences({ seed: '14' })).toEqual(['seed: 13 to 14'])
    expect(differences({ rules: '2.0' })).toEqual(['rules: 4.3 to 2.0'])
  })

  test('but for a config differs where that stands already', () => {
    expect(differences({ config: ['min.insync.replicas=1'] })).toEqual([
      'topics.orders.config.min.insync.replicas: 2 to 1',
    ])
    expect(differences({ config: ['acks=1', 'enable.idempotence=false'] })).toEqual([
      'clients.p1.config.acks: all to 1',
      'clients.p1.config.enable.idempotence: null to false',
    ])
  })

  test('but for a config that stands nowhere differs with who knows it, or at the place that is named', () => {
    expect(differences({ config: ['broker.session.timeout.ms=6000'] })).toEqual([
      'cluster.config.broker.session.timeout.ms: null to 6000',
    ])
    expect(differences({ config: ['unclean.leader.election.enable=true'] })).toEqual([
      'topics.orders.config.unclean.leader.election.enable: null to true',
    ])
    expect(differences({ config: ['cluster/unclean.leader.election.enable=true'] })).toEqual([
      'cluster.config.unclean.leader.election.enable: null to true',
    ])
    expect(differences({ config: ['c1/request.timeout.ms=1000'] })).toEqual([
      'clients.c1.config.request.timeout.ms: null to 1000',
    ])
    expect(differences({ config: ['request.timeout.ms=1000'] })).toEqual([
      'clients.p1.config.request.timeout.ms: null to 1000',
      'clients.c1.config.request.timeout.ms: null to 1000',
    ])
  })

  test('that nobody knows is left to the reader to refuse', () => {
    const refused = readScenarioText('x.yaml', sameButText(scenario, [], { config: ['linger.msec=3'] }))
    expect(refused).toMatchObject({
      ok: false,
      errors: [{ wrong: { key: 'scenario.config.unknownName' }, meant: { args: { name: 'linger.ms' } } }],
    })
  })

  test('at a place that is none is refused with that place', () => {
    const refused = readScenarioText('x.yaml', sameButText(scenario, [], { config: ['p9/linger.ms=3'] }))
    expect(refused).toMatchObject({ ok: false, errors: [{ wrong: { args: { name: 'p9/linger.ms' } } }] })
  })

  test('with an input more tells what it does and when', () => {
    const pause = { timeUs: 7_000_000, after: 0, input: 'pause', args: { node: '2' } }
    expect(differences({}, [...scenario.inputs, pause])).toEqual(['pause node=2: null to 7s'])
  })
})

test('the next seed is one more where there is a number, and new where there is none', () => {
  expect(['13', 'run-9', 'abc', '', '99999999999999999999'].map(nextSeed)).toEqual([
    '14',
    'run-10',
    'abc-2',
    '-2',
    expect.stringMatching(/^9{5}\d+$/),
  ])
})
