import { beforeAll, describe, expect, it } from 'vitest'
import { checkEvent, createChecks } from '../check/checker.ts'
import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { Setup } from '../kafka/setup.ts'
import { replicaLog } from '../kafka/truth.ts'
import { headEvent } from '../run/branch.ts'
import type { Run } from '../run/run.ts'
import { advance, branchOf, createRun } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { assert } from '../sim/assert.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { logBatchRow, lookUpRows } from './log-bytes.ts'
import { fileRows, filesOf } from './log-files.ts'
import type { LogAsk, LogTables } from './log-rows.ts'
import { logBefore, logTables } from './log-tables.ts'
import { canMark, isDueMark, isMark, isSpaced } from './marks.ts'
import { byHand, FAILOVER } from './testing/failover-run.ts'

const END_US = 9_000_000

/** Large records, so that even the least segments of a megabyte are full soon; broker 1 leads orders-0. */
const SETUP: Setup = {
  ...FAILOVER,
  topics: FAILOVER.topics.map((topic) => ({
    ...topic,
    config: { ...topic.config, 'segment.bytes': '1048576' },
  })),
  clients: FAILOVER.clients.map((client) =>
    client.kind === 'producer' ? { ...client, valueBytes: 15_000 } : client,
  ),
}

let run: Run

beforeAll(() => {
  run = createRun({
    makeWorld: () => buildWorld(SETUP),
    registry: INPUT_REGISTRY,
    inputs: [byHand(8_000_000, 'kill', '3')],
    checker: { create: createChecks, afterEvent: checkEvent },
    marks: { canMark, isMark, isSpaced, isDue: isDueMark },
  })
  while (branchOf(run, 0).computedUs < END_US) advance(run, branchOf(run, 0), 100_000, END_US)
}, 60_000)

function at<T>(event: number, read: (world: World, checks: Tables | null) => T): T {
  const here = seek(run, branchOf(run, 0), event)
  assert(here.kind === 'here', 'the replay diverges')
  return read(here.world, here.checks)
}

const END = () => headEvent(branchOf(run, 0))

function asking(part: Partial<LogAsk> = {}): LogAsk {
  return {
    partition: 'orders-0',
    span: 30,
    top: null,
    recordsMax: 30,
    bucketsMax: 64,
    directory: null,
    disks: true,
    ...part,
  }
}

function tablesAt(event: number, part: Partial<LogAsk> = {}): LogTables {
  const ask = asking(part)
  const before = at(event - 1, (world) => logBefore(world, ask))
  return at(event, (world, checks) => logTables(world, checks, ask, before))
}

describe('the window', () => {
  it('follows the newest records of the longest replica, with air above', () => {
    const { logWindow, logReplicas } = tablesAt(END())
    const end = Math.max(...logReplicas.map((replica) => replica.logEnd))
    expect(end).toBeGreaterThan(100)
    expect(logWindow[0]).toMatchObject({ end, start: 0, bucket: 0, leader: 1 })
    expect(logWindow[0]?.to).toBeGreaterThan(end)
    expect((logWindow[0]?.to ?? 0) - (logWindow[0]?.from ?? 0)).toBe(30)
  })

  it('brings no record from outside of it', () => {
    const { logRecords } = tablesAt(END(), { top: 50, span: 12 })
    const offsets = new Set(logRecords.map((record) => record.offset))
    expect([...offsets].sort((a, b) => a - b)).toEqual([38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49])
    expect(logRecords).toHaveLength(36)
  })

  it('takes the first partition for who has not chosen, and none that is not there', () => {
    expect(tablesAt(END(), { partition: null }).logWindow[0]?.name).toBe('orders-0')
    const gone = tablesAt(END(), { partition: 'nothing-9' })
    expect([gone.logWindow, gone.logRecords]).toEqual([[], []])
    expect(gone.logNames.map((row) => row.name)).toEqual(['orders-0', 'orders-1', 'orders-2'])
  })
})

describe('records', () => {
  it('have key, name, epoch and whether the producer got its answer', () => {
    const { logRecords, logReplicas } = tablesAt(END())
    const leader = logReplicas.find((replica) => replica.leads)
    const mine = logRecords.filter((record) => record.node === leader?.node)
    const committed = mine.filter((record) => record.offset < (leader?.highWatermark ?? 0) - 5)
    expect(committed.length).toBeGreaterThan(5)
    for (const record of committed) {
      expect(record).toMatchObject({ acknowledged: 'yes', epoch: 0, gone: false })
      expect(record.key).toMatch(/^key-\d+$/)
      expect(record.record).toBe(`record:${record.value}`)
    }
    const beyond = mine.filter((record) => record.offset >= (leader?.highWatermark ?? 0))
    for (const record of beyond) expect(record.acknowledged).toBe('no')
  })

  it('are counted in buckets when there are more than can be told apart, each once', () => {
    const { logWindow, logBuckets, logRecords, logReplicas } = tablesAt(END(), {
      span: 0,
      recordsMax: 10,
      bucketsMax: 40,
    })
    expect(logRecords).toEqual([])
    expect(logWindow[0]?.bucket).toBeGreaterThan(1)
    for (const replica of logReplicas) {
      const row = logBuckets.find((buckets) => buckets.node === replica.node)
      expect(row?.records.reduce((sum, count) => sum + count, 0)).toBe(replica.logEnd)
      expect(row?.records.length).toBeLessThanOrEqual(41)
      const acknowledged = row?.acknowledged.reduce((sum, count) => sum + count, 0) ?? 0
      expect(acknowledged).toBeGreaterThan(replica.highWatermark * 0.9)
      expect(acknowledged).toBeLessThanOrEqual(replica.logEnd)
    }
  })
})

describe('segments', () => {
  it('are named after their first offset, lie end to end, and the last one is active', () => {
    const { logReplicas } = tablesAt(END(), { span: 0 })
    for (const { segments, segmentCount, logEnd, sizeBytes } of logReplicas) {
      expect(segments.length).toBe(segmentCount)
      expect(segmentCount).toBeGreaterThan(2)
      expect(segments.map((segment) => segment.active)).toEqual(
        segments.map((_, place) => place === segmentCount - 1),
      )
      expect(segments.map((segment) => segment.end)).toEqual([
        ...segments.slice(1).map((next) => next.base),
        logEnd,
      ])
      expect(segments.reduce((sum, segment) => sum + segment.sizeBytes, 0)).toBe(sizeBytes)
      expect(segments[1]?.file).toBe(`${String(segments[1]?.base).padStart(20, '0')}.log`)
    }
  })
})

describe('index entries', () => {
  it('are those in sight: the last offsets of batches of this log', () => {
    const { logReplicas, logRecords } = tablesAt(END())
    for (const { segments, node } of logReplicas) {
      const entries = segments.flatMap((segment) => segment.entries)
      expect(entries.length).toBeGreaterThan(3)
      const offsets = logRecords.filter((record) => record.node === node).map((record) => record.offset)
      for (const entry of entries) expect(offsets).toContain(entry)
    }
  })
})

describe('what the event changed', () => {
  it('is told for the replica that it changed, and only then', () => {
    let appends = 0
    let rolls = 0
    let watermarks = 0
    for (let event = END() - 2_000; event <= END(); event++) {
      const ask = asking()
      const before = at(event - 1, (world) => logBefore(world, ask))
      const [ends, tables] = at(event, (world, checks) => [
        [1, 2, 3].map((node) => replicaLog(world, 'orders-0', node)?.logEnd ?? 0),
        logTables(world, checks, ask, before),
      ])
      for (const change of tables.logChanges) {
        if (change.kind === 'append') {
          appends += 1
          expect(change.to).toBe(ends[change.node - 1])
          expect(change.from).toBeLessThan(change.to)
        }
        if (change.kind === 'roll') rolls += 1
        expect(change.kind).not.toBe('truncate')
        if (change.kind === 'highWatermark') watermarks += 1
      }
    }
    expect(appends).toBeGreaterThan(10)
    expect(rolls).toBeGreaterThan(0)
    expect(watermarks).toBeGreaterThan(5)
  })
})

describe('bytes', () => {
  it('are those of the batch that holds the offset, every one of them in a named field', () => {
    const row = at(END(), (world) => logBatchRow(world, { partition: 'orders-0', node: 2, offset: 40 }))
    if (row === null) throw new Error('no batch')
    expect(row.baseOffset).toBeLessThanOrEqual(40)
    expect(row.endOffset).toBeGreaterThan(40)
    let next = 0
    for (const field of row.fields) {
      expect(field.offset).toBe(next)
      next += field.length
    }
    expect(next).toBe(row.bytes.length)
    const delta = row.fields.find((field) => field.record === row.place && field.name === 'offsetDelta')
    expect(row.baseOffset + Number(delta?.value)).toBe(40)
  })

  it('stand in the file where the page says', () => {
    const [row, files] = at(END(), (world) => {
      const found = logBatchRow(world, { partition: 'orders-0', node: 2, offset: 40 })
      const path = `orders-0/${found?.file}`
      return [
        found,
        filesOf(world, 2)
          .find((file) => file.path === path)
          ?.bytes(),
      ]
    })
    if (row === null || files === undefined) throw new Error('no batch')
    expect([...files.subarray(row.position, row.position + row.bytes.length)]).toEqual([...row.bytes])
  })

  it('are not there beyond the log’s end', () => {
    const row = at(END(), (world) =>
      logBatchRow(world, { partition: 'orders-0', node: 2, offset: 9_999_999 }),
    )
    expect(row).toBeNull()
  })
})

describe('a look-up', () => {
  it('ends at the record, by offset and by its own time', () => {
    const byOffset = at(END(), (world) =>
      lookUpRows(world, { partition: 'orders-0', node: 1, by: 'offset', value: 60 }),
    )
    const found = byOffset?.steps.at(-1)
    if (found?.kind !== 'record') throw new Error('not found')
    expect(found.offset).toBe(60)
    expect(byOffset?.steps.map((step) => step.kind)).toContain('scan')
    const byTime = at(END(), (world) =>
      lookUpRows(world, { partition: 'orders-0', node: 1, by: 'time', value: found.timestampMs * 1_000 }),
    )
    const again = byTime?.steps.at(-1)
    expect(again?.kind).toBe('record')
    expect(again?.kind === 'record' && again.timestampMs).toBe(found.timestampMs)
    expect(again?.kind === 'record' && again.offset <= 60).toBe(true)
  })
})

describe('the files of a broker', () => {
  it('are folders with the sum of their files, and the files of the open one', () => {
    const closed = at(END(), (world) => fileRows(world, 1, null))
    const opened = at(END(), (world) => fileRows(world, 1, 'orders-0'))
    const folders = closed.filter((row) => row.folder)
    expect(folders.map((row) => row.path)).toEqual(['orders-0', 'orders-1', 'orders-2'])
    const inside = opened.filter((row) => row.path.startsWith('orders-0/'))
    expect(inside.length).toBe(folders[0]?.files)
    expect(inside.reduce((sum, row) => sum + row.sizeBytes, 0)).toBe(folders[0]?.sizeBytes)
    expect(closed.filter((row) => !row.folder).map((row) => row.path)).toContain('meta.properties')
    expect(opened.length).toBe(closed.length + inside.length)
  })

  it('are as many bytes as their folders say', () => {
    const rows = at(END(), (world) => fileRows(world, 2, 'orders-1'))
    const log = rows.find((row) => /^orders-1\/0+\.log$/.test(row.path))
    const bytes = at(END(), (world) =>
      filesOf(world, 2)
        .find((file) => file.path === log?.path)
        ?.bytes(),
    )
    expect(log?.sizeBytes).toBe(bytes?.length)
  })
})

describe('disks', () => {
  it('hold what their logs hold, dirty until the kernel has written it back', () => {
    const { disks, logReplicas } = tablesAt(END())
    expect(disks.map((disk) => [disk.node, disk.logs, disk.state])).toEqual([
      [1, 3, 'online'],
      [2, 3, 'online'],
      [3, 3, 'online'],
    ])
    expect(disks.some((disk) => disk.hits > 0)).toBe(true)
    for (const disk of disks) {
      expect(disk.usedBytes).toBeGreaterThan(logReplicas[0]?.sizeBytes ?? 0)
      expect(disk.dirtyBytes).toBeLessThanOrEqual(disk.usedBytes)
      expect(disk.dirtyBytes).toBeGreaterThan(0)
    }
  })
})
