import { readFileSync } from 'node:fs'
import { deflateSync, inflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { isReportLink, LINK_CHARACTERS_MAX, linkBytes, linkOf } from './link.ts'
import type { Path, Problem, Report } from './problem.ts'
import { readScenarioText } from './read-yaml.ts'
import type { Failure, RunReport } from './report.ts'
import { readReportText } from './report-read.ts'
import type { UpgradeStep } from './report-upgrade.ts'
import { upgradeReport } from './report-upgrade.ts'
import { reportText } from './report-write.ts'
import type { Scenario } from './scenario.ts'

const FAILOVER = scenarioNamed('leader-failover')

const REPORT: RunReport = {
  scenario: FAILOVER,
  seed: '7',
  plants: ['leads-unelected'],
  heal: { fromUs: 35_000_000, byUs: 95_000_001 },
  engine: 3,
  moment: { event: 2_047, timeUs: 12_345_678 },
  failure: {
    kind: 'invariant',
    id: 'one-leader-per-epoch',
    event: 2_047,
    about: 'partition:orders-1',
    detail: '<img src=x onerror=alert(1)> \u001b[2J',
  },
  hashes: [
    { event: 1_023, trace: '0123456789abcdef', state: null },
    { event: 2_047, trace: 'fedcba9876543210', state: '00000000ffffffff' },
  ],
}

function scenarioNamed(id: string): Scenario {
  const text = readFileSync(new URL(`../../scenarios/${id}.yaml`, import.meta.url), 'utf8')
  const reading = readScenarioText(`${id}.yaml`, text)
  if (!reading.ok) throw new Error(`${id} is refused`)
  return reading.scenario
}

function refusals(text: string): string[] {
  const reading = readReportText('bug.json', text)
  return reading.ok
    ? []
    : reading.errors.map(
        ({ line, column, wrong }) => `${line}:${column} ${wrong.key.slice('scenario.'.length)}`,
      )
}

/** The report with a piece of its text replaced, and the line on which that stands. */
function changed(from: string | RegExp, to: string): { text: string; line: number } {
  const text = reportText(REPORT)
  const at = text.search(from)
  if (at < 0) throw new Error(`not there: ${String(from)}`)
  return { text: text.replace(from, () => to), line: text.slice(0, at).split('\n').length }
}

describe('a report', () => {
  test('comes back from its file as it was, down to the lesson and to text that looks like markup', () => {
    const reading = readReportText('bug.json', reportText(REPORT))
    expect(reading).toEqual({ ok: true, report: REPORT })
  })

  test('tells what was found in numbers and names, for the reader’s language to word', () => {
    const detail = [{ key: 'evidence.offsets', args: { from: 7, last: 9, who: 'p1' } }]
    const failure: Failure = { kind: 'invariant', id: 'logs-agree', event: 1, about: '', detail }
    const reading = readReportText('bug.json', reportText({ ...REPORT, failure }))
    expect(reading.ok && reading.report.failure).toEqual(failure)
    const strange = reportText({
      ...REPORT,
      failure: { ...failure, detail: [{ key: 'page.title', args: {} }] },
    })
    expect(refusals(strange)).not.toEqual([])
  })

  test('is JSON, for whoever has another reader', () => {
    expect(JSON.parse(reportText(REPORT))).toMatchObject({ format: 1, engine: 3, seed: '7' })
  })

  test.each([
    [/"format": 1/, '"format": 2', 'report.newerFormat'],
    [/"format": 1/, '"format": "one"', 'report.badFormat'],
    [/"format": 1,/, '', 'report.noFormat'],
    [/"engine": 3/, '"engine": -1', 'tooSmall.number'],
    [/"seed": "7"/, '"sed": "7"', 'unknownKey'],
    [/"event":2047,"trace"/, '"event":1000,"trace"', 'report.hashOrder'],
    [/0123456789abcdef/, '0123456789abcdeX', 'wrongValue'],
    [/"do":"kill"/, '"do":"kil"', 'wrongValue'],
    [/"node":"1"/, '"node":"7"', 'unknownNode'],
    [/"leads-unelected"/, '"leads"', 'wrongValue'],
    [/"brokers":\[\{"id":1,"rack":"a"\},/, '"brokers":[{"id":1,"rack":"a"},{"id":1},', 'twice'],
    [/"partitions":3/, '"partitions":1000000000', 'tooBig.number'],
    [/"by": ?"95000001us"/, '"by":"1s"', 'endsBeforeStart'],
  ])('%s as %s is refused, with the line', (from, to, key) => {
    const { text, line } = changed(from, to)
    const found = refusals(text)
    expect(found.length).toBeGreaterThan(0)
    const [place, wrong] = (found[0] ?? '').split(' ')
    expect(wrong).toBe(key)
    if (key !== 'report.noFormat') expect(place?.split(':')[0]).toBe(String(line))
  })

  test('of a billion brokers, of great depth or of great size is refused at once', () => {
    const brokers = `[${'{"id":1},'.repeat(12_000)}{"id":2}]`
    expect(refusals(changed(/"brokers":\[[^\]]*\]/, `"brokers":${brokers}`).text)[0]).toMatch(
      /tooMany|tooLarge|tooBig/,
    )
    expect(refusals(`{"format":1,"inputs":${'['.repeat(50_000)}`)[0]).toMatch(/tooDeep/)
    expect(refusals(`{"format":1,"name":"${'x'.repeat(200_000)}"}`)[0]).toMatch(/tooLarge/)
    expect(refusals('')).toEqual(['1:1 empty'])
    expect(refusals('[]')).toHaveLength(1)
  })
})

describe('formats', () => {
  const steps: readonly UpgradeStep[] = [
    (file) => ({ ...file, format: 2, named: file.name }),
    (file) => ({ ...file, format: 3, seed: String(file.seed) }),
  ]

  function upgrade(file: unknown): { value: unknown; wrong: string[] } {
    const wrong: string[] = []
    const add = (_path: Path, problem: Problem): void => void wrong.push(problem.key)
    const report: Report = { value: add, key: add, inside: (path, _offset, problem) => add(path, problem) }
    return { value: upgradeReport(file, report, steps), wrong }
  }

  test('an older one is brought up step by step', () => {
    expect(upgrade({ format: 1, name: 'a', seed: 5 })).toEqual({
      value: { format: 3, name: 'a', named: 'a', seed: '5' },
      wrong: [],
    })
    expect(upgrade({ format: 2, seed: 5 }).value).toEqual({ format: 3, seed: '5' })
    expect(upgrade({ format: 3, seed: 5 }).value).toEqual({ format: 3, seed: 5 })
  })

  test('one that is not known yet is refused', () => {
    expect(upgrade({ format: 4 })).toEqual({ value: null, wrong: ['scenario.report.newerFormat'] })
    expect(upgrade({ format: 0 })).toEqual({ value: null, wrong: ['scenario.report.badFormat'] })
    expect(upgrade([])).toEqual({ value: null, wrong: ['scenario.wrongType.map'] })
  })
})

describe('a link', () => {
  const bytes = new TextEncoder().encode(
    reportText({ ...REPORT, scenario: { ...FAILOVER, lesson: [], expectations: [] } }),
  )
  const inflate = (packed: Uint8Array): Uint8Array => inflateSync(packed)

  test('carries the same bytes as the file, in letters that a URL takes', () => {
    const link = linkOf(bytes, (raw) => deflateSync(raw, { level: 9 }))
    if (!link.ok) throw new Error(`too long: ${link.characters}`)
    expect(link.fragment).toMatch(/^#report=[A-Za-z0-9_-]+$/)
    expect(isReportLink(`https://example.org/highwater/${link.fragment}`)).toBe(true)
    expect(linkBytes(`https://example.org/highwater/${link.fragment}`, inflate)).toEqual(bytes)
  })

  test('brings back any bytes', () => {
    const same = (raw: Uint8Array): Uint8Array => raw
    for (let length = 0; length < 20; length++) {
      const raw = Uint8Array.from({ length }, (_, place) => (place * 89 + length * 31) & 255)
      const link = linkOf(raw, same)
      expect(link.ok && linkBytes(link.fragment, same)).toEqual(raw)
    }
  })

  test('that would be too long says how long', () => {
    const noise = Uint8Array.from({ length: 20_000 }, (_, place) => (place * place * 7919) >> 3)
    const link = linkOf(noise, (raw) => raw)
    expect(link.ok ? 0 : link.characters).toBeGreaterThan(LINK_CHARACTERS_MAX)
  })

  test('that is damaged gives nothing', () => {
    expect(linkBytes('#report=%%%', inflate)).toBeNull()
    expect(linkBytes('#report=AAAAA', inflate)).toBeNull()
    expect(linkBytes('#seed=5', inflate)).toBeNull()
    expect(linkBytes(`#report=${'A'.repeat(LINK_CHARACTERS_MAX + 4)}`, inflate)).toBeNull()
  })
})
