// Goal: no file can crash or hang whoever opens it. Method: the real scenario, damaged in every way we can think of.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { test } from 'vitest'
import { readScenarioText } from './read-yaml.ts'
import type { Mutation } from './testing/damage.ts'
import { expectAnswers, splice } from './testing/damage.ts'

const SOAKS = process.env.HIGHWATER_SOAK !== undefined
const REAL = readFileSync(new URL('../../scenarios/leader-failover.yaml', import.meta.url), 'utf8')
/** The same keys without its prose: ten times as many runs in the same time. */
const SMALL = readFileSync(new URL('testing/small.yaml', import.meta.url), 'utf8')

const shred = fc.constantFrom(
  '[',
  ']',
  '{',
  '}',
  ':',
  '-',
  '&a ',
  '*a',
  '!!binary ',
  '|',
  '>',
  '"',
  "'",
  '#',
  '%',
  '\t',
  '\u0000',
  '\r',
  '---\n',
  '...',
  '<<: ',
  '? ',
  '\ud800',
  '__proto__: 1',
  'constructor: {}',
)
const huge = fc.constantFrom(
  '1e999',
  '-1e999',
  '.nan',
  '.inf',
  '9'.repeat(400),
  '0x7fffffffffffffff',
  '-0',
  '1e-9',
  `${'9'.repeat(12)}h`,
  '0.0000001s',
  '18446744073709551616',
)

function mutationsOf(whole: string): fc.Arbitrary<Mutation> {
  const lines = whole.split('\n')
  const place = fc.nat({ max: whole.length - 1 })
  const line = fc.nat({ max: lines.length - 1 })
  return fc.oneof(
    fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(
      ([at, bits]): Mutation =>
        (text) =>
          splice(text, at, 1, String.fromCharCode((text.charCodeAt(at) || 0) ^ bits)),
    ),
    fc.tuple(place, shred).map(
      ([at, piece]): Mutation =>
        (text) =>
          splice(text, at, 0, piece),
    ),
    fc.tuple(line, fc.integer({ min: 1, max: 12 })).map(
      ([at, count]): Mutation =>
        (text) =>
          spliceLines(text, at, count, []),
    ),
    fc.tuple(line, line, fc.integer({ min: 1, max: 400 })).map(
      ([at, from, times]): Mutation =>
        (text) =>
          spliceLines(
            text,
            at,
            0,
            Array.from({ length: times }, () => lines[from] ?? ''),
          ),
    ),
    fc.tuple(line, fc.integer({ min: -8, max: 8 })).map(
      ([at, by]): Mutation =>
        (text) =>
          indentLine(text, at, by),
    ),
    fc.tuple(fc.nat(), huge).map(
      ([which, number]): Mutation =>
        (text) =>
          replaceNth(text, /\d+/g, which, number),
    ),
    fc.tuple(fc.nat(), huge).map(
      ([which, number]): Mutation =>
        (text) =>
          replaceNth(text, /: [^\n]+/g, which, `: ${number}`),
    ),
    fc
      .tuple(
        place,
        fc.integer({ min: 1, max: 30_000 }),
        fc.constantFrom('[', '{', '- ', '{a: ', '[[]', '? ', 'a: '),
      )
      .map(
        ([at, times, piece]): Mutation =>
          (text) =>
            splice(text, at, 0, piece.repeat(times)),
      ),
    fc.integer({ min: 2, max: 30 }).map(
      (layers): Mutation =>
        (text) =>
          `${text}\n${bomb(layers)}`,
    ),
    fc.tuple(place, fc.nat({ max: 3_000 })).map(
      ([at, count]): Mutation =>
        (text) =>
          splice(text, at, count, ''),
    ),
  )
}

function spliceLines(text: string, at: number, remove: number, insert: readonly string[]): string {
  const lines = text.split('\n')
  lines.splice(at, remove, ...insert)
  return lines.join('\n')
}

function indentLine(text: string, at: number, by: number): string {
  const lines = text.split('\n')
  const old = lines[at] ?? ''
  lines[at] = by > 0 ? ' '.repeat(by) + old : old.slice(-by)
  return lines.join('\n')
}

function replaceNth(text: string, pattern: RegExp, which: number, by: string): string {
  const matches = [...text.matchAll(pattern)]
  const match = matches[which % Math.max(1, matches.length)]
  return match === undefined ? text : splice(text, match.index, match[0].length, by)
}

function bomb(layers: number): string {
  const rows = Array.from({ length: layers }, (_, i) => `b${i + 1}: &b${i + 1} [${`*b${i},`.repeat(9)}]`)
  return `b0: &b0 x\n${rows.join('\n')}\n`
}

test.each([
  ['of the failover', REAL, SOAKS ? 100_000 : 1_000],
  ['of a small scenario', SMALL, SOAKS ? 300_000 : 8_000],
] as const)(
  'damaged files %s are each answered within a second, by a located error or a scenario',
  (_, whole, runs) => {
    expectAnswers(
      whole,
      fc.array(mutationsOf(whole), { minLength: 1, maxLength: 4 }),
      runs,
      (text) => readScenarioText('damaged.yaml', text),
      () => process.cpuUsage().user,
    )
  },
  36_000_000,
)
