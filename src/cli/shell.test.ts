import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommand } from './run-command.ts'
import { stateCommand } from './state-command.ts'
import { cells, labelled, table } from './table.ts'
import { SHELL_EN } from './text-en.ts'
import { SHELL_KO } from './text-ko.ts'
import { durationText, shellWord } from './times.ts'
import { traceCommand } from './trace-command.ts'
import { UsageError } from './usage-error.ts'
import { wordsIn } from './words.ts'

const en = wordsIn('en')
const ko = wordsIn('ko')
const SCENARIO = 'leader-failover'
const TEXT = readFileSync('scenarios/leader-failover.yaml', 'utf8')

describe('run', () => {
  test('tells what happened, and exits with 0 when every expectation holds', async () => {
    const answer = await runCommand(en, SCENARIO, { json: true })
    expect(answer.code).toBe(0)
    const outcome = JSON.parse(answer.lines.join('\n'))
    expect(outcome).toMatchObject({ virtualTimeUs: 40_000_000, ledger: { lost: 0 } })
    expect(outcome.events).toBeGreaterThan(10_000)
    expect(outcome.eventsPerSecond).toBeGreaterThan(0)
    expect(outcome.traceHash).toMatch(/^[0-9a-f]{16}$/)
    expect(outcome.stateHash).toMatch(/^[0-9a-f]{16}$/)
    expect(outcome.expectations.length).toBeGreaterThanOrEqual(5)
    for (const { id, holds } of outcome.expectations) expect([id, holds]).toEqual([id, true])
    for (const { id, verdict } of outcome.invariants) expect([id, verdict]).toEqual([id, 'kept'])
    expect(outcome.ledger.delivered).toBe(outcome.ledger.acknowledged)
  })

  test('gives the same hashes each time, and others for another seed', async () => {
    const hashes = async (seed: string): Promise<string> => {
      const { traceHash, stateHash } = JSON.parse(
        (await runCommand(en, SCENARIO, { json: true, seed, until: '6s' })).lines[0] ?? '',
      )
      return `${traceHash} ${stateHash}`
    }
    expect(await hashes('7')).toBe(await hashes('7'))
    expect(await hashes('7')).not.toBe(await hashes('8'))
  })

  test('exits with 1 when an expectation does not hold, and shows what was found', async () => {
    const file = changed(
      'that: partition:orders-0 leaderEpoch == 1',
      'that: partition:orders-0 leaderEpoch == 5',
    )
    const answer = await runCommand(en, file, {})
    expect(answer.code).toBe(1)
    expect(answer.lines.join('\n')).toMatch(/FAILS .*leaderEpoch == 5.*left side at the end: 1/)
    expect(answer.lines.at(-1)).toMatch(
      /^REPRODUCE {2}npm run -s highwater -- run \S+failing[.]yaml --seed \d+ --until 40s$/,
    )
  })

  test('leaves open what lies beyond the end, and what is promised for another seed', async () => {
    const { expectations } = JSON.parse(
      (await runCommand(en, SCENARIO, { json: true, until: '3s', seed: '5' })).lines[0] ?? '',
    )
    const holds = Object.fromEntries(
      expectations.map((row: { id: string; holds: boolean | null }) => [row.id, row.holds]),
    )
    expect(holds).toMatchObject({ 'logs-equal': null, 'nothing-acknowledged-lost': true })
    expect(holds).not.toHaveProperty('old-tail-cut')
  })

  test('speaks Korean', async () => {
    const text = (await runCommand(ko, SCENARIO, { until: '3s' })).lines.join('\n')
    expect(text).toContain('리더가 죽는다')
    expect(text).toContain('불변식')
  })
})

describe('state', () => {
  test('shows the cluster at a moment, also beyond the end of the scenario', async () => {
    const before = JSON.parse((await stateCommand(en, SCENARIO, { json: true, at: '4.5s' })).lines[0] ?? '')
    expect(before.partitions[0]).toMatchObject({
      name: 'orders-0',
      leader: 1,
      leaderEpoch: 0,
      replicas: [1, 2, 3],
    })
    const after = JSON.parse((await stateCommand(en, SCENARIO, { json: true, at: '50s' })).lines[0] ?? '')
    expect(after).toMatchObject({ timeUs: 50_000_000 })
    const [first] = after.partitions
    expect(first).toMatchObject({ leaderEpoch: 1 })
    expect([...first.isr].sort()).toEqual([1, 2, 3])
    expect(first.replicaStates.map((row: { node: number }) => row.node).sort()).toEqual([1, 2, 3])
    for (const row of first.replicaStates) {
      expect(row).toMatchObject({ logStart: 0, logEnd: first.replicaStates[0].logEnd, lastEpoch: 1 })
    }
    expect(after.nodes).toHaveLength(6)
    expect(after.clients.map((row: { id: string }) => row.id)).toEqual(expect.arrayContaining(['p1', 'c1']))
  })

  test('counts what is appended and not committed, as the page does', async () => {
    const [text = ''] = (await stateCommand(en, SCENARIO, { json: true, at: '9s' })).lines
    const { appended, committed, uncommitted } = JSON.parse(text).ledger
    expect(uncommitted).toBeGreaterThan(0)
    expect(uncommitted).toBe(appended - committed)
  })

  test('is a table for people', async () => {
    const text = (await stateCommand(en, SCENARIO, { at: '4.5s' })).lines.join('\n')
    expect(text).toMatch(/orders-0 +1 +0 /)
    expect(text).toMatch(/REPRODUCE .* --at 4[.]5s$/)
  })
})

describe('trace', () => {
  test('lists events, aligned, from a moment to another, of one node, by pattern', async () => {
    const { lines } = await traceCommand(en, SCENARIO, { from: '5s', to: '5.05s', node: '1', grep: 'killed' })
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/^ *\d+ +5[.]000000 s +– +1 +Broker 1 was killed/)
    const all = (await traceCommand(en, SCENARIO, { from: '5s', to: '5.05s' })).lines
    const column = all[0]?.indexOf('node') ?? -1
    for (const line of all.slice(1)) expect(line.slice(column - 2, column)).toBe('  ')
  })

  test('speaks Korean', async () => {
    const { lines } = await traceCommand(ko, SCENARIO, { from: '5s', to: '5s', grep: '강제 종료' })
    expect(lines[1]).toContain('1번 브로커가 강제 종료되었다')
  })
})

describe('what the person got wrong is said, with what was meant', () => {
  test.each([
    [() => runCommand(en, 'leader-failver', {}), 'did you mean leader-failover?'],
    [() => runCommand(en, SCENARIO, { until: '40' }), '40 is no time'],
    [() => traceCommand(en, SCENARIO, { grep: '(' }), 'is not a pattern'],
    [() => traceCommand(en, SCENARIO, { node: '9' }), 'there is no node or client 9'],
    [() => traceCommand(en, SCENARIO, { from: '5s', to: '4s' }), '--to lies before --from'],
    [
      () => runCommand(en, changed('do: kill', 'do: kil'), {}),
      /:\d+:\d+: kil is not possible here – did you mean kill[?]$/,
    ],
    [() => runCommand(ko, changed('do: kill', 'do: kil'), {}), /혹시 kill 아닌가요[?]$/],
  ])('%s', async (command, message) => {
    await expect(command()).rejects.toThrow(UsageError)
    await expect(command()).rejects.toThrow(message)
  })
})

describe('tables and words', () => {
  test('a letter of Korean takes two cells', () => {
    expect([cells('abc'), cells('로그 끝')]).toEqual([3, 7])
    expect(table([{ title: '로그', right: true }, { title: 'b' }], [['1', 'x']])).toEqual([
      '로그  b',
      '   1  x',
    ])
    expect(
      labelled([
        ['로그', '1'],
        ['log', '2'],
      ]),
    ).toEqual(['로그  1', 'log   2'])
  })

  test('times and words are written so that a shell and a scenario take them', () => {
    expect([0, 5_000_000, 29_900_000, 250_000, 3].map(durationText)).toEqual([
      '0s',
      '5s',
      '29.9s',
      '250ms',
      '3us',
    ])
    expect([shellWord('a/b.yaml'), shellWord("it's")]).toEqual(['a/b.yaml', "'it'\\''s'"])
  })

  test('the catalogues hold the same keys and variables', () => {
    expect(Object.keys(SHELL_KO).sort()).toEqual(Object.keys(SHELL_EN).sort())
    const variables = (text: string | undefined): string[] =>
      [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()
    for (const [key, text] of Object.entries(SHELL_EN))
      expect([key, variables(SHELL_KO[key])]).toEqual([key, variables(text)])
    for (const [key, text] of Object.entries(SHELL_KO))
      expect([key, /\}\}(?!개|번|배)[가-힣]/.test(text)]).toEqual([key, false])
  })
})

test('trace shows one client by its name, also one that came while the run went on', async () => {
  const added = '- { at: 3s, do: add-member, client: late, group: g, topic: orders }'
  const file = changed('steps:\n', `steps:\n  ${added}\n`)
  const { lines } = await traceCommand(en, file, { node: 'late', to: '4s' })
  expect(lines.length).toBeGreaterThan(5)
  await expect(traceCommand(en, file, { node: 'late', to: '2s' })).rejects.toThrow(UsageError)
})

/** The failover scenario with one piece replaced, in a file of its own. */
function changed(from: string, to: string): string {
  expect(TEXT).toContain(from)
  const file = join(mkdtempSync(join(tmpdir(), 'highwater-')), 'failing.yaml')
  writeFileSync(
    file,
    TEXT.replace(from, () => to),
  )
  return file
}
