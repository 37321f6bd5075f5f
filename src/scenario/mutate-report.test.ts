// Goal: no report can crash or hang whoever drops it on the page. Method: a real one, damaged in every way we can think of, in its text and in its tree.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { test } from 'vitest'
import { readScenarioText } from './read-yaml.ts'
import { readReportText } from './report-read.ts'
import { reportText } from './report-write.ts'
import type { Mutation } from './testing/damage.ts'
import { expectAnswers, splice } from './testing/damage.ts'

const SOAKS = process.env.HIGHWATER_SOAK !== undefined
const REAL = reportOn('../../scenarios/leader-failover.yaml')
/** A tenth of the text: ten times as many runs in the same time. */
const SMALL = reportOn('testing/small.yaml')

function reportOn(path: string): string {
  const file = readFileSync(new URL(path, import.meta.url), 'utf8')
  const reading = readScenarioText('x.yaml', file)
  if (!reading.ok) throw new Error(`${path} is refused`)
  return reportText({
    scenario: { ...reading.scenario, lesson: [] },
    seed: '193',
    plants: [],
    heal: { fromUs: 35_000_000, byUs: 95_000_000 },
    engine: 1,
    moment: { event: 40_000, timeUs: 31_000_000 },
    failure: { kind: 'liveness', id: 'converge', event: 40_000, about: '', detail: 'isr orders-0' },
    hashes: [1_023, 16_383].map((event) => ({ event, trace: '0123456789abcdef', state: null })),
  })
}

const hostile: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  1e308,
  1.5,
  9_007_199_254_740_992,
  '',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u0000\u001b[31m\u202e',
  '../../etc/passwd',
  '__proto__',
  'x'.repeat(5_000),
  [],
  {},
  [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],
  Array.from({ length: 3_000 }, () => 0),
)

function inText(whole: string): fc.Arbitrary<Mutation> {
  const place = fc.nat({ max: whole.length - 1 })
  return fc.oneof(
    fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(
      ([at, bits]): Mutation =>
        (text) =>
          splice(text, at, 1, String.fromCharCode((text.charCodeAt(at) || 0) ^ bits)),
    ),
    fc.tuple(place, fc.nat({ max: 4_000 })).map(
      ([at, count]): Mutation =>
        (text) =>
          splice(text, at, count, ''),
    ),
    fc
      .tuple(
        place,
        fc.integer({ min: 1, max: 30_000 }),
        fc.constantFrom('[', '{', '{"a":', '"', ',', '}', '\n', '&a ', '*a ', '- '),
      )
      .map(
        ([at, times, piece]): Mutation =>
          (text) =>
            splice(text, at, 0, piece.repeat(times)),
      ),
    place.map(
      (at): Mutation =>
        (text) =>
          text.slice(0, at),
    ),
  )
}

/** Puts something else where a value stands, or takes it away, or doubles an element. */
const inTree: fc.Arbitrary<Mutation> = fc
  .tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'double', 'rename'), hostile)
  .map(
    ([which, how, value]): Mutation =>
      (text) => {
        const tree = parsed(text)
        if (tree === null) return text
        const places = placesIn(tree)
        const place = places[which % Math.max(places.length, 1)]
        if (place === undefined) return text
        edit(place, how, value)
        return JSON.stringify(tree, null, 1)
      },
  )

interface Place {
  readonly holder: { [key: string]: unknown } | unknown[]
  readonly key: string
}

function placesIn(tree: unknown): Place[] {
  if (typeof tree !== 'object' || tree === null) return []
  const holder = tree as Place['holder']
  return Object.entries(tree).flatMap(([key, value]) => [{ holder, key }, ...placesIn(value)])
}

function edit({ holder, key }: Place, how: string, value: unknown): void {
  if (Array.isArray(holder)) {
    const at = Number(key)
    if (how === 'remove') holder.splice(at, 1)
    else if (how === 'double') holder.splice(at, 0, holder[at])
    else holder[at] = value
    return
  }
  const old = holder[key]
  if (how !== 'replace') delete holder[key]
  if (how === 'rename') holder[`${key}s`] = old
  else if (how !== 'remove') holder[key] = how === 'double' ? [old, old] : value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

test.each([
  ['of the failover', REAL, SOAKS ? 100_000 : 1_000],
  ['of a small run', SMALL, SOAKS ? 300_000 : 6_000],
] as const)(
  'damaged reports %s are each answered within a second, by a located error or a report',
  (_, whole, runs) => {
    expectAnswers(
      whole,
      fc.array(fc.oneof(inTree, inText(whole)), { minLength: 1, maxLength: 3 }),
      runs,
      (text) => readReportText('damaged.json', text),
      () => process.cpuUsage().user,
    )
  },
  36_000_000,
)
