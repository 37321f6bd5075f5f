import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { compareCommand } from './compare-command.ts'
import { exitCodeOf } from './exit-codes.ts'
import { replayCommand } from './replay-command.ts'
import { printable } from './report-file.ts'
import { shrinkCommand } from './shrink-command.ts'
import type { SweepOptions } from './sweep-command.ts'
import { sweepCommand } from './sweep-command.ts'
import { UsageError } from './usage-error.ts'
import { wordsIn } from './words.ts'

const en = wordsIn('en')
const ko = wordsIn('ko')
const SCENARIO = 'leader-failover'
const folder = mkdtempSync(join(tmpdir(), 'highwater-'))

function sweep(options: SweepOptions) {
  return sweepCommand(en, SCENARIO, { out: folder, jobs: '1', ...options }, null)
}

interface Summary {
  readonly runs: number
  readonly exitCode: number
  readonly invariants: readonly { id: string; kept: number; void: number; violated: number }[]
  readonly failures: readonly { seed: number; count: number; report: string; reproduce: string }[]
}

describe('sweep', () => {
  let summary: Summary
  let report = ''

  beforeAll(async () => {
    const options = { seeds: '3..4', chaos: 'default', plant: 'leads-unelected', json: true, twice: true }
    const { lines, code } = await sweep(options)
    summary = JSON.parse(lines.at(-1) ?? '')
    expect(summary.exitCode).toBe(code)
    report = summary.failures[0]?.report ?? ''
  }, 240_000)

  test('ends with one summary object: verdicts counted, a report for each distinct failure, code 129', () => {
    expect(summary).toMatchObject({ runs: 2, exitCode: 129, nonDeterministicSeeds: [] })
    const row = summary.invariants.find(({ id }) => id === 'one-leader-per-epoch')
    expect((row?.kept ?? 0) + (row?.violated ?? 0)).toBe(2)
    expect(summary.failures).toHaveLength(1)
    expect(summary.failures[0]?.reproduce).toMatch(
      /^npm run -s highwater -- sweep leader-failover --seeds (\d)[.][.]\1 --chaos default --plant leads-unelected$/,
    )
    expect(existsSync(report)).toBe(true)
  })

  test('its report replays: every hash as written, the same failure, code 129', {
    timeout: 240_000,
  }, async () => {
    const { lines, code } = await replayCommand(en, report, { json: true })
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ divergedAfter: null, sameFailure: true })
    expect(code).toBe(129)
    const text = (await replayCommand(ko, report, {})).lines.join('\n')
    expect(text).toContain('깨짐 one-leader-per-epoch')
    expect(text).toContain('처음 원인까지')
  })

  test('a report whose hashes are not those of this engine ends with 130, if it claims to be of this engine', {
    timeout: 240_000,
  }, async () => {
    const text = readFileSync(report, 'utf8')
    const forged = join(folder, 'forged.json')
    writeFileSync(forged, text.replace(/("event":4095,"trace":")[0-9a-f]{4}/, '$1beef'))
    const { lines, code } = await replayCommand(en, forged, { json: true })
    expect(code).toBe(130)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ divergedAfter: 4_095 })
    writeFileSync(
      forged,
      text.replace(/"engine": \d+/, '"engine": 999999').replaceAll(/"trace":"[0-9a-f]{4}/g, '"trace":"beef'),
    )
    expect((await replayCommand(en, forged, {})).code).toBe(129)
  })

  test('a report whose moment is an event that its time never reaches ends with that time', {
    timeout: 240_000,
  }, async () => {
    const forged = join(folder, 'endless.json')
    writeFileSync(
      forged,
      readFileSync(report, 'utf8').replace(/("moment": \{"event":)\d+/, '$11000000000000'),
    )
    expect((await replayCommand(en, forged, {})).code).toBe(129)
  })

  test('shrinks to fewer inputs, says how many went, and compares with where it came from', {
    timeout: 240_000,
  }, async () => {
    const small = join(folder, 'small.json')
    const { lines, code } = await shrinkCommand(en, report, { out: small, runs: '60', json: true })
    expect(code).toBe(0)
    const { inputs, told } = JSON.parse(lines[0] ?? '')
    expect(inputs.after).toBeLessThan(inputs.before)
    expect(told.join('\n')).toMatch(/^removed \d+ of \d+ inputs$/m)
    const nowhere = shrinkCommand(en, small, { out: join(folder, 'none', 'x.json'), runs: '1' })
    await expect(nowhere).rejects.toThrow(UsageError)
    const same = await compareCommand(en, small, small, {})
    expect([same.code, same.lines]).toEqual([0, [expect.stringMatching(/^the runs are the same up to /)]])
    const other = await compareCommand(en, report, small, {})
    expect(other.code).toBe(1)
    expect(other.lines.join('\n')).toMatch(/^not the same to the bit from event \d+ on$/m)
    const link = (await replayCommand(en, small, { link: true })).lines[0] ?? ''
    expect(link).toMatch(/^#report=/)
    expect((await replayCommand(en, `https://example.org/${link}`, { json: true })).code).toBe(129)
  })
})

test('without chaos a sweep runs the scenario itself, and its expectations count', {
  timeout: 240_000,
}, async () => {
  const { lines, code } = await sweep({ seeds: '5' })
  expect(code).toBe(0)
  expect(lines.join('\n')).toMatch(/Failures\n {2}none/)
  expect(lines.at(-1)).toBe('REPRODUCE  npm run -s highwater -- sweep leader-failover --seeds 5..5')
})

test('no line that is printed holds what a terminal would obey', () => {
  expect(printable(['a title\u001b[2J', '제목\u0007'])).toBe('a title\ufffd[2J\n제목\ufffd')
})

test('exit codes go by the gravest failure', () => {
  const failure = (kind: 'invariant' | 'liveness' | 'assertion' | 'expectation') => ({
    kind,
    id: 'x',
    event: 0,
    about: '',
    detail: '',
  })
  expect(exitCodeOf([null])).toBe(0)
  expect(exitCodeOf([failure('expectation'), null])).toBe(1)
  expect(exitCodeOf([failure('expectation'), failure('liveness')])).toBe(128)
  expect(exitCodeOf([failure('liveness'), failure('invariant')])).toBe(129)
  expect(exitCodeOf([failure('invariant'), failure('assertion')])).toBe(127)
})

describe('what the person got wrong is said', () => {
  const damaged = join(folder, 'damaged.json')
  writeFileSync(damaged, '{"format": 1,\n "engine": "<b>\\u001b[2J</b>"}')
  const big = join(folder, 'big.json')
  writeFileSync(big, 'x'.repeat(600_000))

  test.each([
    [() => sweep({ seeds: '9..1' }), '--seeds: 9..1 is not a range'],
    [() => sweep({ jobs: 'many' }), '--jobs: many is not a whole number'],
    [() => sweep({ chaos: 'defualt' }), 'did you mean default?'],
    [() => sweep({ plant: 'x' }), 'one of: '],
    [() => replayCommand(en, join(folder, 'none.json'), {}), 'cannot be read'],
    [() => replayCommand(en, damaged, {}), /damaged[.]json:2:\d+: /],
    [() => replayCommand(en, big, {}), 'the file has 600000 characters'],
    [() => replayCommand(en, '#report=AAAA%', {}), 'the link is damaged'],
  ])('%s', async (command, message) => {
    await expect(command()).rejects.toThrow(UsageError)
    await expect(command()).rejects.toThrow(message)
    // No escape sequence of a file reaches the terminal.
    await expect(command()).rejects.not.toThrow(String.fromCharCode(27))
  })
})
