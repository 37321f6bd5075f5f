import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FATES } from '../check/fates.ts'
import { compareCommand } from './compare-command.ts'
import { wordsIn } from './words.ts'

const en = wordsIn('en')
const ko = wordsIn('ko')
/** Beyond the death of the leader and the election, not to the end. */
const UNTIL = { until: '16s' }

describe('compare', { timeout: 240_000 }, () => {
  test('of a scenario with itself says that they are the same, and ends with 0', async () => {
    const { lines, code } = await compareCommand(en, 'leader-failover', 'leader-failover', UNTIL)
    expect([lines, code]).toEqual([['the runs are the same up to 16.000000 s'], 0])
    const json = await compareCommand(en, 'leader-failover', 'leader-failover', { ...UNTIL, json: true })
    expect(JSON.parse(json.lines[0] ?? '')).toMatchObject({
      divergence: null,
      parting: null,
      given: [],
      differences: [],
      exitCode: 0,
    })
  })

  test('with another seed tells where they part by cause, and ends with 1', async () => {
    const { lines, code } = await compareCommand(en, 'leader-failover', undefined, {
      ...UNTIL,
      withSeed: '14',
    })
    const text = lines.join('\n')
    expect(code).toBe(1)
    expect(lines[0]).toContain('leader-failover – A leader dies, seed 13, rules 4.3')
    expect(lines[1]).toContain('seed 14')
    expect(text).toMatch(/seed +13 +14/)
    expect(text).toMatch(/^ {2}a {2}0[.]\d+ s {2}#\d+ .*accepts the connection/m)
    expect(text).toMatch(/by another way, \d+ only in a, \d+ only in b/)
  })

  test('with another config tells what came of it in one JSON object', async () => {
    const { lines, code } = await compareCommand(en, 'leader-failover', undefined, {
      ...UNTIL,
      withConfig: ['p1/acks=1', 'p1/enable.idempotence=false'],
      json: true,
    })
    expect([lines.length, code]).toEqual([1, 1])
    const told = JSON.parse(lines[0] ?? '')
    expect(told.given).toEqual([
      { name: 'clients.p1.config.acks', a: 'all', b: '1' },
      { name: 'clients.p1.config.enable.idempotence', a: null, b: 'false' },
    ])
    // A batch that asks for less is answered sooner: the first that differs is about it, and both have its cause.
    expect(told.parting.a.timeUs).toBeGreaterThanOrEqual(2_000_000)
    expect(told.parting.a.cause.event).toBeLessThan(told.parting.a.event)
    expect(told.records.map((row: { a: string; b: string }) => `${row.a} ${row.b}`)).not.toEqual([])
    expect(told.metrics.map((row: { name: string }) => row.name)).toContain('records.acknowledged')
    expect(told.exitCode).toBe(1)
  })

  test('takes a file against a scenario, and speaks Korean', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'highwater-'))
    const file = join(folder, 'mine.yaml')
    writeFileSync(
      file,
      `format: 1
title: { en: Mine, ko: 내 것 }
summary: { en: Small, ko: 작은 것 }
seed: '13'
until: 3s
cluster: { controllers: [101], brokers: [{ id: 1 }] }
topics: [{ name: orders, partitions: 1, replicationFactor: 1 }]
`,
    )
    const { lines, code } = await compareCommand(ko, file, 'leader-failover', {})
    expect(code).toBe(1)
    expect(lines.join('\n')).toContain('다르게 주어진 것')
    expect(lines.join('\n')).toContain('상대에게 같은 원인으로는 없는 첫 이벤트')
  })

  test('refuses what it cannot make a second run of', async () => {
    await expect(compareCommand(en, 'leader-failover', undefined, {})).rejects.toThrow('--with-seed')
    await expect(
      compareCommand(en, 'leader-failover', undefined, { withConfig: ['linger.msec=4'] }),
    ).rejects.toThrow('linger.ms')
    await expect(compareCommand(en, 'leader-failover', undefined, { withRules: '9.9' })).rejects.toThrow(
      '--with-…',
    )
    await expect(compareCommand(en, 'leader-failovr', 'leader-failover', {})).rejects.toThrow(
      'leader-failover',
    )
  })
})

test('every fate has its words', () => {
  for (const words of [en, ko])
    for (const fate of ['none', ...FATES]) expect(words.say(`fate.${fate}`)).not.toContain('shell.')
})
