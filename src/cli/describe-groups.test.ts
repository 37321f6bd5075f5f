import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeGroupsCommand } from './describe-groups-command.ts'
import { wordsIn } from './words.ts'

const en = wordsIn('en')
const ko = wordsIn('ko')

const SCENARIO = `
format: 1
title: { en: A group, ko: 그룹 }
summary: { en: A group., ko: 그룹. }
seed: '1'
until: 30s
cluster:
  controllers: [101]
  brokers: [{ id: 1 }]
  config: { offsets.topic.num.partitions: 1, offsets.topic.replication.factor: 1 }
topics:
  - { name: orders, partitions: 2, replicationFactor: 1 }
clients:
  - { id: p1, kind: producer, topic: orders, rate: 10, keys: 9, valueBytes: 10, from: 2s, to: 10s }
  - { id: c1, kind: consumer, subscribe: [orders], from: 2s, config: { group.id: g, auto.offset.reset: earliest } }
steps:
  - { at: 20s, do: stop, node: c1 }
`

function file(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'highwater-groups-')), 'groups.yaml')
  writeFileSync(path, SCENARIO)
  return path
}

describe('describe-groups', () => {
  test('prints what kafka-consumer-groups.sh prints: committed, end, lag and owner of each partition', async () => {
    const { lines, code } = await describeGroupsCommand(en, file(), { at: '15s' })
    expect(code).toBe(0)
    expect(lines[0]).toBe('1 group at 15.000000 s')
    expect(lines[2]).toMatch(
      /^GROUP {2}TOPIC +PARTITION {2}CURRENT-OFFSET {2}LOG-END-OFFSET {2}LAG {2}CONSUMER-ID +HOST +CLIENT-ID$/,
    )
    const rows = lines.slice(3, 5).map((line) => line.trim().split(/\s+/))
    expect(rows.map((row) => [row[0], row[1], row[2], row[7], row[8]])).toEqual([
      ['g', 'orders', '0', '/127.0.0.1', 'c1'],
      ['g', 'orders', '1', '/127.0.0.1', 'c1'],
    ])
    for (const row of rows) {
      expect(Number(row[4])).toBeGreaterThan(0)
      expect(Number(row[5])).toBe(Number(row[4]) - Number(row[3]))
      expect(row[6]).toMatch(/^c1-/)
    }
    const records = rows.reduce((sum, row) => sum + Number(row[4]), 0)
    expect(records).toBe(80)
  })

  test('of a group without members: what it has committed, and nobody’s name', async () => {
    const { lines } = await describeGroupsCommand(en, file(), { at: '25s' })
    expect(lines[2]).toBe("Consumer group 'g' has no active members.")
    expect(lines[4]?.trim().split(/\s+/).slice(5)).toEqual(['0', '-', '-', '-'])
  })

  test('says so while the group rebalances, in Korean too', async () => {
    const rebalancing = await describeGroupsCommand(ko, file(), { at: '3s' })
    expect(rebalancing.lines[2]).toContain('PreparingRebalance')
    expect(rebalancing.lines[2]).toMatch(/[가-힣]/)
  })

  test('as JSON', async () => {
    const { lines } = await describeGroupsCommand(en, file(), { at: '15s', json: true })
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      timeUs: 15_000_000,
      groups: [{ group: 'g', state: 'Stable', members: [{ client: 'c1' }] }],
    })
  })
})
