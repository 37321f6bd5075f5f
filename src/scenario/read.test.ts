import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readScenario } from './read-scenario.ts'
import { readScenarioText } from './read-yaml.ts'
import { scenarioFileOf } from './scenario-file.ts'

const FILE = fileURLToPath(new URL('../../scenarios/leader-failover.yaml', import.meta.url))
const TEXT = readFileSync(FILE, 'utf8')

/** The real file with one piece replaced; the piece must be there. */
function changed(from: string, to: string): string {
  expect(TEXT).toContain(from)
  return TEXT.replace(from, () => to)
}

/** Where the first error is, what is wrong and what was meant, with the text at the place. */
function firstError(text: string): { at: string; wrong: string; meant: string | null; args: object } {
  const reading = readScenarioText('x.yaml', text)
  if (reading.ok) throw new Error('no error')
  const error = reading.errors[0]
  if (error === undefined) throw new Error('refused without an error')
  const line = text.split('\n')[error.line - 1] ?? ''
  const meant = error.meant
  const name = meant === null ? null : String(meant.args.name ?? meant.key)
  return {
    at: line.slice(error.column - 1).split(/[\s,:}\]]/)[0] ?? '',
    wrong: error.wrong.key.replace('scenario.', ''),
    meant: name,
    args: error.wrong.args,
  }
}

describe('the failover scenario', () => {
  test('is read into times, names and defaults', async () => {
    const reading = await readScenario(FILE, TEXT)
    expect(reading.ok ? [] : reading.errors).toEqual([])
    if (!reading.ok) return
    const { scenario } = reading
    expect(scenario).toMatchObject({
      id: 'leader-failover',
      rules: '4.3',
      untilUs: 40_000_000,
      network: { latencyUs: 4_000, jitterUs: 2_000 },
      cluster: { controllers: [101, 102, 103] },
    })
    expect(scenario.inputs).toEqual([
      { timeUs: 5_000_000, after: 0, input: 'kill', args: { node: '1' } },
      { timeUs: 30_000_000, after: 0, input: 'start', args: { node: '1' } },
    ])
    expect(scenario.topics[0]).toMatchObject({
      placement: [
        [1, 2, 3],
        [2, 3, 1],
        [3, 1, 2],
      ],
      config: { 'min.insync.replicas': 2 },
    })
    expect(scenario.clients[0]).toMatchObject({
      kind: 'producer',
      ratePerSecond: 100,
      keys: 50,
      config: { acks: 'all' },
    })
  })

  test('asks before the election, which comes 7 to 9 seconds after the kill', () => {
    const reading = readScenarioText(FILE, TEXT)
    if (!reading.ok) throw new Error('refused')
    const asked = reading.scenario.lesson.filter((step) => step.pause && step.question !== null)
    expect(asked.some((step) => step.atUs > 5_000_000 && step.atUs < 12_000_000)).toBe(true)
  })
})

describe('a bad file is answered with the place, what is wrong and what was meant', () => {
  test.each([
    ['an unknown key', 'partitions: 3', 'partitons: 3', 'partitons', 'unknownKey', 'partitions'],
    ['an unknown key of a step', "do: kill, node: '1'", "do: kill, nod: '1'", 'nod', 'unknownKey', 'node'],
    ['an unknown input', 'do: kill', 'do: kil', 'kil', 'wrongValue', 'kill'],
    ['an unknown kind of client', 'kind: producer', 'kind: produce', 'produce', 'wrongValue', 'producer'],
    [
      'an unknown config',
      'min.insync.replicas',
      'min.insync.replica',
      'min.insync.replica',
      'config.unknownName',
      'min.insync.replicas',
    ],
    [
      'a config of the wrong scope',
      'acks: all }',
      'acks: all, fetch.min.bytes: 1 }',
      'fetch.min.bytes',
      'config.otherScope.consumer',
      null,
    ],
    [
      'a config out of range',
      'min.insync.replicas: 2',
      'min.insync.replicas: 0',
      '0',
      'config.outOfRange',
      'scenario.config.range',
    ],
    [
      'a conflict of configs',
      'acks: all }',
      'acks: 1, enable.idempotence: true }',
      'true',
      'config.idempotenceNeedsAcksAll',
      null,
    ],
    ['a bad duration', 'until: 40s', 'until: 40 s', '40', 'notADuration', 'scenario.durationExample'],
    ['a number as a duration', 'until: 40s', 'until: 40', '40', 'wrongType.text', null],
    ['an unknown node', "do: start, node: '1'", "do: start, node: '12'", "'12'", 'unknownNode', '1'],
    ['an unknown topic', 'topic: orders', 'topic: order', 'order', 'unknownTopic', 'orders'],
    [
      'an unknown partition',
      'orders-2]',
      'orders-3]',
      'orders-3',
      'unknownPartition',
      'scenario.partitionRange',
    ],
    ['a replica on no broker', '[3, 1, 2]]', '[3, 1, 4]]', '4', 'unknownBroker', '1'],
    ['a replica twice', '[3, 1, 2]]', '[3, 1, 1]]', '1', 'twice', null],
    ['too many replicas', 'replicationFactor: 3', 'replicationFactor: 4', '4', 'tooFewBrokers', null],
    [
      'a missing language',
      '      en: What happens to',
      '      fr: What happens to',
      'fr',
      'missingKey',
      null,
    ],
    ['an unknown field', 'lost == 0', 'loss == 0', 'loss', 'condition.unknownField', 'lost'],
    ['a slip in an operator', 'lost == 0', 'lost = 0', '=', 'condition.notAComparison', '=='],
    [
      'an unknown thing',
      'partition:orders-0 isr',
      'partition:orders-7 isr',
      'partition',
      'unknownThing',
      'partition:orders-0',
    ],
    ['text for a number', 'leaderEpoch == 1', 'leaderEpoch == one', 'one', 'condition.literalType', null],
    ['two moments', 'at: 40s', 'by: 3s\n    at: 40s', 'id', 'expectWhen', 'scenario.oneOf'],
    ['an older format', 'format: 1', 'format: 2', '2', 'wrongValue', 'scenario.oneOf'],
    ['other rules', "rules: '4.3'", "rules: '4.9'", "'4.9'", 'unknownRules', 'scenario.oneOf'],
    ['a key twice', 'until: 40s', 'until: 40s\nuntil: 50s', 'until', 'duplicateKey', null],
    ['an alias', 'until: 40s', 'until: &u 40s', '40s', 'alias', null],
    ['a tag', 'until: 40s', 'until: !!binary aGk=', 'aGk=', 'yaml.TAG_RESOLVE_FAILED', null],
    ['a tab', 'network: {', '\tnetwork: {', '', 'yaml.TAB_AS_INDENT', null],
    ['a lesson out of order', '- at: 11s', '- at: 4s', '4s', 'lessonOrder', null],
  ])('%s', (_what, from, to, at, wrong, meant) => {
    expect(firstError(changed(from, to))).toMatchObject({ at, wrong, meant })
  })

  test('a topic that a step creates can be asked about, in the partitions that it gets', () => {
    const asking = (partition: number): string =>
      changed(
        "  - { at: 30s, do: start, node: '1' }",
        "  - { at: 30s, do: start, node: '1' }\n  - { at: 31s, do: create-topic, topic: late, partitions: 2 }",
      ).replace('partition:orders-0 isr', `partition:late-${partition} isr`)
    expect(readScenarioText('x.yaml', asking(1)).ok).toBe(true)
    expect(firstError(asking(2))).toMatchObject({ wrong: 'unknownThing', meant: 'partition:late-0' })
  })

  test('an empty file, a list, a word', () => {
    expect(firstError('').wrong).toBe('empty')
    expect(firstError('- 1').wrong).toBe('wrongType.map')
    expect(firstError('hello').wrong).toBe('wrongType.map')
  })

  test('a file too large, too deep, with too many values', () => {
    expect(firstError('#'.repeat(200_000)).wrong).toBe('tooLarge')
    expect(firstError('['.repeat(10_000)).wrong).toBe('tooDeep')
    expect(firstError('- '.repeat(10_000)).wrong).toBe('tooDeep')
    expect(firstError(`a: [${'1,'.repeat(30_000)}]`).wrong).toBe('tooMany')
  })

  test('a bomb of aliases', () => {
    const layers = Array.from({ length: 20 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`)
    expect(firstError(`a0: &a0 [x]\n${layers.join('\n')}`).wrong).toBe('alias')
  })
})

describe('headers of a producer', () => {
  const CLIENT = 'valueBytes: 100'
  const HEADERS = 'valueBytes: 100\n    headers: [{ key: trace-id, valueBytes: 16 }, { key: retried }]'

  test('are read as keys and sizes, without a size as null, and written as they were', () => {
    const reading = readScenarioText('x.yaml', changed(CLIENT, HEADERS))
    expect(reading.ok ? [] : reading.errors).toEqual([])
    if (!reading.ok) return
    expect(reading.scenario.clients[0]).toMatchObject({
      headers: [
        { key: 'trace-id', valueBytes: 16 },
        { key: 'retried', valueBytes: -1 },
      ],
    })
    expect(scenarioFileOf(reading.scenario).clients?.[0]).toMatchObject({
      headers: [{ key: 'trace-id', valueBytes: 16 }, { key: 'retried' }],
    })
  })

  test('need a key', () => {
    expect(firstError(changed(CLIENT, 'valueBytes: 100\n    headers: [{ valueBytes: 16 }]')).wrong).toBe(
      'missingKey',
    )
  })
})

describe('the config of a consumer whose group stands beside it', () => {
  function withConsumer(rest: string): string {
    return TEXT.replace('clients:\n', () => `clients:\n  - { id: extra, kind: consumer, ${rest} }\n`)
  }

  test('may ask for what needs a group', () => {
    const reading = readScenarioText(
      'x.yaml',
      withConsumer('subscribe: [orders], group: g, config: { enable.auto.commit: true }'),
    )
    expect(reading.ok ? [] : reading.errors).toEqual([])
    expect(
      firstError(
        withConsumer(
          'subscribe: [orders], group: g, config: { group.protocol: consumer, session.timeout.ms: 6000 }',
        ),
      ),
    ).toMatchObject({
      at: '6000',
      wrong: 'config.notInProtocol',
    })
  })

  test('may not without one', () => {
    expect(firstError(withConsumer('assign: [orders-0], config: { enable.auto.commit: true }')).wrong).toBe(
      'config.autoCommitNeedsGroup',
    )
  })
})
