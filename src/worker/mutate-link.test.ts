// Goal: no share link can crash or hang whoever opens it. Method: a real one, damaged in its letters, or packed from a damaged or a bloated report.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { expect, test } from 'vitest'
import { LINK_CHARACTERS_MAX, linkOf } from '../scenario/link.ts'
import { readScenarioText } from '../scenario/read-yaml.ts'
import { readReportText } from '../scenario/report-read.ts'
import { reportText } from '../scenario/report-write.ts'
import { readLink } from './reports.ts'

const RUNS = process.env.HIGHWATER_SOAK === undefined ? 4_000 : 200_000
const TEXT = realReport()
const LINK = packed(TEXT)
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/%<> \u0000\ud800'

function realReport(): string {
  const file = readFileSync(new URL('../scenario/testing/small.yaml', import.meta.url), 'utf8')
  const reading = readScenarioText('small.yaml', file)
  if (!reading.ok) throw new Error('the small scenario is refused')
  return reportText({
    scenario: reading.scenario,
    seed: '7',
    plants: [],
    heal: null,
    engine: 1,
    moment: { event: 400, timeUs: 3_000_000 },
    failure: null,
    hashes: [],
  })
}

function packed(text: string): string {
  const link = linkOf(new TextEncoder().encode(text), (bytes) => deflateSync(bytes, { level: 9 }))
  return link.ok ? link.fragment : `#report=${'A'.repeat(LINK_CHARACTERS_MAX)}`
}

const place = fc.nat({ max: LINK.length - 1 })
const letter = fc.constantFrom(...LETTERS)

const damaged: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(place, letter).map(([at, by]) => LINK.slice(0, at) + by + LINK.slice(at + 1)),
  place.map((at) => LINK.slice(0, at)),
  fc.tuple(place, fc.nat({ max: 60 })).map(([at, count]) => LINK.slice(0, at) + LINK.slice(at + count)),
  fc
    .tuple(place, fc.integer({ min: 1, max: 9_000 }), letter)
    .map(([at, times, by]) => LINK.slice(0, at) + by.repeat(times) + LINK.slice(at)),
  fc.array(letter, { maxLength: 400 }).map((letters) => `#report=${letters.join('')}`),
  fc
    .tuple(fc.nat({ max: TEXT.length - 1 }), fc.nat({ max: 40 }))
    .map(([at, count]) => packed(TEXT.slice(0, at) + TEXT.slice(at + count))),
  // Little to send, much to unpack.
  fc
    .tuple(fc.integer({ min: 1, max: 3_000_000 }), fc.constantFrom('[', ' ', 'a', '{"a":', '\n'))
    .map(([times, piece]) => packed(piece.repeat(Math.ceil(times / piece.length)))),
)

test(`${RUNS} damaged links are each answered within a second, by a located error or a report`, async () => {
  const seen = { report: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(damaged, async (link) => {
      const before = process.cpuUsage()
      const read = await readLink(link, async (file, text) => readReportText(file, text))
      expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
      if (!('wrong' in read)) {
        seen.report += 1
        return
      }
      seen.refused += 1
      expect(read.wrong.key).toMatch(/^scenario[.]/)
      expect(read.line).toBeGreaterThanOrEqual(1)
      expect(read.column).toBeGreaterThanOrEqual(1)
    }),
    { numRuns: RUNS, seed: 42 },
  )
  expect(seen.report).toBeGreaterThan(RUNS / 200)
  expect(seen.refused).toBeGreaterThan(RUNS / 2)
}, 36_000_000)
