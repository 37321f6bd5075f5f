import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignCommand } from './assign.ts'
import type { AssignReading } from './assign-file.ts'
import { readAssignFile } from './assign-file.ts'
import { groupCommand } from './group.ts'
import { readJsonTree } from './json-tree.ts'
import { keyCommand } from './key.ts'
import { CALCULATORS_EN } from './text-calculators-en.ts'
import { CALCULATORS_KO } from './text-calculators-ko.ts'
import { UsageError } from './usage-error.ts'
import { wordsIn } from './words.ts'

const en = wordsIn('en')
const ko = wordsIn('ko')

describe('key', () => {
  test('prints murmur2 and the partition as JSON', () => {
    const { lines } = keyCommand(en, 'user-1', { partitions: '12', json: true })
    expect(JSON.parse(lines.join('\n'))).toEqual({ murmur2: 1404122828, partition: 8 })
  })

  test('explains the partition, of an empty key too', () => {
    const text = keyCommand(en, '21', { partitions: '7' }).lines.join('\n')
    expect(text).toContain('32 31')
    expect(text).toContain('-973932308 & 0x7fffffff = 1173551340')
    expect(text).toContain('1173551340 % 7 = 3')
    expect(keyCommand(ko, '', { partitions: '12' }).lines.join('\n')).toContain('275646681 % 12 = 9')
  })

  test.each(['0', '-1', '1.5', 'x', '', '99999999'])('refuses %j as a number of partitions', (partitions) => {
    expect(() => keyCommand(en, 'a', { partitions })).toThrow(UsageError)
  })

  test('wants the number of partitions', () => {
    expect(() => keyCommand(en, 'a', {})).toThrow(/--partitions/)
  })
})

describe('group', () => {
  test('prints the hash, its absolute value and the partition as JSON; 50 partitions unless told', () => {
    const json = (id: string, partitions?: string): unknown =>
      JSON.parse(groupCommand(en, id, { json: true, ...(partitions && { partitions }) }).lines[0] ?? '')
    expect(json('my-group')).toEqual({ javaHash: -1906497762, abs: 1906497762, partition: 12 })
    expect(json('my-group', '7')).toEqual({
      javaHash: -1906497762,
      abs: 1906497762,
      partition: 1906497762 % 7,
    })
  })

  test('says why the smallest integer counts as 0', () => {
    const text = groupCommand(en, 'polygenelubricants', {}).lines.join('\n')
    expect(text).toMatch(/\|-2147483648\| = 0; the smallest/)
    expect(text).toContain('__consumer_offsets-0')
  })
})

const K5 = {
  assignor: 'cooperative-sticky',
  topics: { t0: 6 },
  members: [
    { id: 'C0', topics: ['t0'], owned: ['t0-0', 't0-2', 't0-4'], generation: 1 },
    { id: 'C1', topics: ['t0'], owned: ['t0-1', 't0-3', 't0-5'], generation: 1 },
    { id: 'C2', topics: ['t0'] },
  ],
}

describe('assign', () => {
  test('prints the assignment as JSON, the first phase of cooperative-sticky', () => {
    const { lines, code } = assignCommand(en, fileOf(JSON.stringify(K5)), { json: true })
    expect(code).toBe(0)
    expect(JSON.parse(lines.join('\n'))).toEqual({
      assignment: { C0: ['t0-0', 't0-2'], C1: ['t0-1', 't0-3'], C2: [] },
    })
  })

  test.each([
    ['range', { C0: ['t0-0', 't0-1'], C1: ['t0-2', 't0-3'], C2: ['t0-4', 't0-5'] }],
    ['roundrobin', { C0: ['t0-0', 't0-3'], C1: ['t0-1', 't0-4'], C2: ['t0-2', 't0-5'] }],
    ['sticky', { C0: ['t0-0', 't0-2'], C1: ['t0-1', 't0-3'], C2: ['t0-4', 't0-5'] }],
    ['server-uniform', { C0: ['t0-0', 't0-2'], C1: ['t0-1', 't0-3'], C2: ['t0-4', 't0-5'] }],
    ['server-range', { C0: ['t0-0', 't0-1'], C1: ['t0-2', 't0-3'], C2: ['t0-4', 't0-5'] }],
  ])('knows %s', (assignor, assignment) => {
    const { lines } = assignCommand(en, fileOf(JSON.stringify({ ...K5, assignor })), { json: true })
    expect(JSON.parse(lines.join('\n'))).toEqual({ assignment })
  })

  test('reads racks of replicas and of members', () => {
    const file = fileOf(
      JSON.stringify({
        assignor: 'range',
        topics: { t0: { racks: [['a'], ['b'], ['c']] } },
        members: ['c', 'a', 'b'].map((rack, place) => ({
          id: `C${place}`,
          topics: ['t0'],
          rack,
          instance: null,
        })),
      }),
    )
    const { lines } = assignCommand(en, file, { json: true })
    expect(JSON.parse(lines.join('\n')).assignment).toEqual({ C0: ['t0-2'], C1: ['t0-0'], C2: ['t0-1'] })
  })

  test('tells in text who gets what, what moves and what waits', () => {
    const waiting = assignCommand(en, fileOf(JSON.stringify(K5)), {}).lines.join('\n')
    expect(waiting).toMatch(/C0 +2 +2 +0 +1 +t0-0 t0-2\n/)
    expect(waiting).toMatch(/wait for the next rebalance.*: 2 \(t0-4 t0-5\)/)
    const moving = assignCommand(ko, fileOf(JSON.stringify({ ...K5, assignor: 'sticky' })), {}).lines.join(
      '\n',
    )
    expect(moving).toContain('2개 (t0-4 t0-5)')
  })

  test.each<[string, string, string[]]>([
    ['', '1:1', ['this is not JSON']],
    ['{"assignor": "range",\n}', '2:1', ['this is not JSON']],
    ['{"assignor": "range"} x', '1:23', ['this is not JSON']],
    ['{"a": "\\x"}', '1:7', ['this is not JSON']],
    ['[]', '1:1', ['keys with values']],
    ['{"assignor": "rang", "topics": {}, "members": []}', '1:14', ['rang', 'did you mean range?']],
    ['{"assignor": "x", "topics": {}, "members": []}', '1:14', ['one of: range, roundrobin']],
    ['{"assignor": 7, "topics": {}, "members": []}', '1:14', ['a text belongs here']],
    ['{"topics": {}, "members": []}', '1:1', ['the key assignor is missing']],
    ['{"assignor": "range", "topic": {}, "members": []}', '1:23', ['did you mean topics?']],
    ['{"assignor": "range", "topics": {"t": 1.5}, "members": []}', '1:39', ['a whole number']],
    ['{"assignor": "range", "topics": {"t": -1}, "members": []}', '1:39', ['0']],
    ['{"assignor": "range", "topics": {"t": 1e9}, "members": []}', '1:39', ['10000']],
    ['{"assignor": "range", "topics": {"t": 9999, "u": 9}, "members": []}', '1:33', ['10000']],
    ['{"assignor": "range", "topics": {"t": 1, "t": 2}, "members": []}', '1:42', ['second time']],
    ['{"assignor": "range", "topics": {"t": {"racks": [["a", 1]]}}, "members": []}', '1:56', ['a text']],
    ['{"assignor": "range", "topics": {"t": {"rack": []}}, "members": []}', '1:40', ['racks']],
    ['{"assignor": "range", "topics": {}, "members": {}}', '1:48', ['a list']],
    ['{"assignor": "range", "topics": {}, "members": [{"topics": []}]}', '1:49', ['id is missing']],
    [
      '{"assignor": "range", "topics": {}, "members": [{"id": "a", "topics": []},\n{"id": "a", "topics": []}]}',
      '2:8',
      ['second time'],
    ],
    [
      '{"assignor": "range", "topics": {}, "members": [{"id": "a", "topics": [], "owned": ["t0"]}]}',
      '1:85',
      ['t0 is not a partition', 'orders-0'],
    ],
    [
      '{"assignor": "sticky", "topics": {}, "members": [{"id": "a", "topics": [], "generation": "1"}]}',
      '1:90',
      ['a whole number'],
    ],
    [
      '{"assignor": "server-uniform", "topics": {"t": 1}, "members": [{"id": "a", "topics": ["t"], "owned": ["t-0"]},\n{"id": "b", "topics": ["t"], "owned": ["t-0"]}]}',
      '2:1',
      ['t-0 that a has too'],
    ],
  ])('refuses %s', (text, place, says) => {
    const file = fileOf(text)
    for (const words of [en, ko]) expect(() => assignCommand(words, file, {})).toThrow(UsageError)
    for (const part of says) expect(() => assignCommand(en, file, {})).toThrow(part)
    expect(() => assignCommand(en, file, {})).toThrow(`${file}:${place}: `)
  })

  test('tells every fault at once, in the order of the file', () => {
    const text = '{"assignor": "range",\n"topics": {"t": "x"},\n"members": [{"id": 1, "topics": "t"}]}'
    expect(placesOf(readAssignFile('f', text))).toEqual(['2:17', '3:20', '3:33'])
  })

  test('refuses a file that nests without end', () => {
    expect(placesOf(readAssignFile('f', '['.repeat(99_999)))).toEqual(['1:34'])
  })

  test('refuses a file that is not there', () => {
    expect(() => assignCommand(en, '/nowhere/at-all.json', {})).toThrow(UsageError)
  })

  test('reads or refuses any JSON and any mutilation of a good file, and never fails otherwise', () => {
    const good = JSON.stringify(K5, null, 1)
    fc.assert(
      fc.property(fc.oneof(fc.json(), mutilated(good)), (text) => {
        const reading = readAssignFile('f', text)
        if (!reading.ok) expect(reading.errors.length).toBeGreaterThan(0)
      }),
      { seed: 6, numRuns: 2_000 },
    )
  })
})

describe('reading JSON with its places', () => {
  test('reads and refuses the same texts as JSON.parse', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), mutilated('{"a": [1, -2.5e3, "x\\n\\u0041", true, null]}')), (text) => {
        const theirs = attempt(() => JSON.parse(text))
        const ours = attempt(() => plain(readJsonTree(text)))
        expect(ours).toEqual(theirs)
      }),
      { seed: 7, numRuns: 2_000 },
    )
  })
})

describe('the words of the calculators', () => {
  test('are the same messages in both languages, with the same values', () => {
    expect(Object.keys(CALCULATORS_KO)).toEqual(Object.keys(CALCULATORS_EN))
    const values = (text: string | undefined): string[] => [...new Set(text?.match(/\{\{\w+\}\}/g))].sort()
    for (const [key, text] of Object.entries(CALCULATORS_EN))
      expect([key, values(CALCULATORS_KO[key])]).toEqual([key, values(text)])
  })
})

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'highwater-')), 'group.json')
  writeFileSync(file, text)
  return file
}

function placesOf(reading: AssignReading): string[] {
  return reading.ok ? [] : reading.errors.map(({ line, column }) => `${line}:${column}`)
}

/** A piece cut out, something else put in. */
function mutilated(text: string): fc.Arbitrary<string> {
  const pieces = ['', '"', '{', ']', ',', ':', 'null', '-1', '1e400', '"t0-0"', '\t', '\\', '\u0001']
  return fc
    .tuple(fc.nat(text.length), fc.nat(12), fc.constantFrom(...pieces))
    .map(([at, cut, piece]) => text.slice(0, at) + piece + text.slice(at + cut))
}

function attempt(work: () => unknown): unknown {
  try {
    return { value: work() }
  } catch {
    return 'refused'
  }
}

function plain(node: ReturnType<typeof readJsonTree>): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value
    case 'list':
      return node.items.map(plain)
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]))
  }
}
