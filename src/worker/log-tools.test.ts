import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LogAsk } from '../view/log-rows.ts'
import type { FrameAnswer, RunHost } from './protocol.ts'
import { makeHost } from './testing/shipped-host.ts'

const GROUPED = `
format: 1
title: { en: a group, ko: 그룹 }
summary: { en: a group, ko: 그룹 }
seed: '7'
until: 20s
cluster: { controllers: [101], brokers: [{ id: 1 }], config: { offsets.topic.num.partitions: 2, offsets.topic.replication.factor: 1 } }
topics:
  - { name: orders, partitions: 1, replicationFactor: 1 }
clients:
  - { id: p1, kind: producer, topic: orders, rate: 20, keys: 5, valueBytes: 50, from: 2s, to: 18s, config: { linger.ms: 0 } }
  - { id: c1, kind: consumer, subscribe: [orders], from: 2s, config: { group.id: billing, auto.offset.reset: earliest } }
`

const ASK: LogAsk = {
  partition: null,
  span: 30,
  top: null,
  recordsMax: 30,
  bucketsMax: 100,
  directory: null,
  disks: false,
}

let host: RunHost
let last: FrameAnswer

beforeAll(async () => {
  host = makeHost([])
  const info = await host.open({ kind: 'file', name: 'group.yaml', text: GROUPED })
  if ('kind' in info) throw new Error(JSON.stringify(info))
  for (;;) {
    const timeline = await host.timeline(0)
    if (timeline.computedUs >= timeline.endUs) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  last = await frame(ASK)
}, 60_000)

function frame(log: LogAsk, since = 0): Promise<FrameAnswer> {
  const at = { by: 'time', timeUs: 20_000_000 } as const
  return host.frame({ branch: 0, at, lens: 'log', log, inspect: null, viewpoint: null, since })
}

/** The partition of __consumer_offsets in which the group is kept. */
async function offsetsPartition(): Promise<{ partition: string; offsets: number[] }> {
  for (const { name } of last.cluster.logNames ?? []) {
    if (!name.startsWith('__consumer_offsets')) continue
    const { cluster } = await frame({ ...ASK, partition: name })
    const offsets = (cluster.logRecords ?? []).map((record) => record.offset)
    if (offsets.length > 0) return { partition: name, offsets }
  }
  throw new Error('no group was kept')
}

describe('the log lens asks', () => {
  test('with each frame, and what did not change is left out of the next', async () => {
    expect(last.cluster.logRecords?.length).toBeGreaterThan(10)
    const again = await frame(ASK, last.version)
    expect(again.cluster.logRecords).toBeUndefined()
    expect(again.cluster.logWindow).toBeUndefined()
    last = await frame(ASK)
  })

  test('where readers stand: a consumer’s position, and what its group has committed', () => {
    const readers = last.cluster.logReaders ?? []
    expect(readers.map((reader) => [reader.kind, reader.name])).toEqual([
      ['position', 'c1'],
      ['committed', 'billing'],
    ])
    const [position, committed] = readers
    expect(position?.offset).toBe(last.cluster.logWindow?.[0]?.end)
    expect(committed?.offset).toBeGreaterThan(0)
    expect(committed?.offset).toBeLessThanOrEqual(position?.offset ?? 0)
  })

  test('for disks and files only when they are looked at', async () => {
    expect([last.cluster.disks, last.cluster.files]).toEqual([[], []])
    const { cluster } = await frame({ ...ASK, disks: true, directory: { node: 1, folder: 'orders-0' } })
    expect(cluster.disks).toHaveLength(1)
    expect(cluster.files?.map((file) => file.path)).toContain('orders-0/00000000000000000000.log')
  })
})

describe('a record that a broker wrote', () => {
  test('is told by what its key and value mean, beside their bytes', async () => {
    const {
      partition,
      offsets: [offset],
    } = await offsetsPartition()
    const batch = await host.logBatch(0, last.event, { partition, node: 1, offset: offset ?? -1 })
    if (batch === null) throw new Error('no batch')
    const content = batch.contents[batch.place]
    expect(content?.key).toBe('offset billing orders-0')
    const value = new Map(content?.value ?? [])
    expect(Number(value.get('offset'))).toBeGreaterThan(0)
    expect(value.has('sealed')).toBe(false)
    const mine = batch.fields.filter((field) => field.record === batch.place)
    const saysOf = (name: string) => mine.find((field) => field.name === name)?.value
    expect([saysOf('keyType'), saysOf('groupLength'), saysOf('partition')]).toEqual([1, 7, 0])
    expect(saysOf('group')).toBe('62696c6c696e67')
    expect(saysOf('offset')).toBe(Number(value.get('offset')))
    expect(saysOf('commitTimestamp')).toBe(Number(value.get('commitMs')))
    let next = 0
    for (const field of batch.fields) {
      expect(field.offset).toBe(next)
      next += field.length
    }
    expect(next).toBe(batch.bytes.length)
  })
})

describe('a look-up and a zip', () => {
  test('answer for the moment that was asked for', async () => {
    const found = await host.lookUp(0, last.event, {
      partition: 'orders-0',
      node: 1,
      by: 'offset',
      value: 100,
    })
    expect(found?.steps.at(-1)).toMatchObject({ kind: 'record', offset: 100 })
    const none = await host.lookUp(0, 10, { partition: 'orders-0', node: 1, by: 'offset', value: 100 })
    expect(none?.steps.at(-1)?.kind ?? 'nothing').toBe('nothing')
    const zip = await host.dataZip(0, last.event, [1])
    const files = Object.keys(unzipSync(zip as Uint8Array))
    expect(files).toContain('broker-1/orders-0/00000000000000000000.log')
    expect(files.some((file) => file.startsWith('broker-1/__consumer_offsets-'))).toBe(true)
  })
})
