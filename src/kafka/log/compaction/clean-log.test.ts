import { describe, expect, it } from 'vitest'
import type { ConfigValues } from '../../config/check-value.ts'
import type { Batch, RecordData } from '../batch.ts'
import { BATCH_HEADER_BYTES, makeDataBatch, offsetAt } from '../batch.ts'
import { hashBelow, logHash } from '../history.ts'
import type { Log } from '../log.ts'
import { appendBatch, assignedAt, emptyLog, rollLog } from '../log.ts'
import { sealLogConfig } from '../log-config.ts'
import { lookUpTime, recordFound } from '../lookup.ts'
import { batchAt, readBatches } from '../read.ts'
import { configOf } from '../testing/bare-logs.ts'
import type { RecordView, Round } from './clean-batch.ts'
import { cleanLog } from './clean-log.ts'
import { buildOffsetMap, offsetMapCapacity } from './offset-map.ts'

const with_ = (values: ConfigValues) => sealLogConfig(configOf({ 'cleanup.policy': 'compact', ...values }))
const config = with_({})

const VIEW: RecordView = {
  headersBytesOf: () => 1,
  keyAt: (batch, place) => batch.data?.[place]?.key ?? null,
  keyBytesAt: (batch, place) => batch.data?.[place]?.keyBytes ?? -1,
  valueBytesAt: (batch, place) => batch.data?.[place]?.valueBytes ?? -1,
  timesOf: (batch) => batch.timesMs ?? new Array<number>(batch.count).fill(batch.maxTimestampMs),
  repacked: (batch) => batch,
}

/** `a` is a record of key a, `-a` a tombstone, `` a record without a key. */
function record(text: string): RecordData {
  const isTombstone = text.startsWith('-')
  const key = isTombstone ? text.slice(1) : text
  const value = isTombstone ? null : ({ sealed: true } as const)
  return {
    sealed: true,
    key: key === '' ? null : key,
    value,
    keyBytes: key.length,
    valueBytes: isTombstone ? -1 : 1,
  }
}

/** Segments of batches of records; the last segment is active. */
function logOf(segments: readonly (readonly string[])[], producerId = -1): Log {
  const log = emptyLog(0, 0, 'state-0', 1, config)
  segments.forEach((batches, place) => {
    if (place > 0) rollLog(log, log.logEnd, 0, config)
    append(log, batches, producerId)
  })
  return log
}

function append(log: Log, batches: readonly string[], producerId = -1): void {
  for (const text of batches) {
    const made = makeDataBatch(1_000, text.split(' ').map(record))
    const batch: Batch = { ...made, producerId, baseSequence: producerId < 0 ? -1 : log.logEnd }
    appendBatch(log, assignedAt(log, batch, 0), 0, config)
  }
}

function clean(
  log: Log,
  fields: Partial<Round> = {},
  capacity = 1_000,
  to = log.segments.at(-1)!.baseOffset,
) {
  const from = Math.max(log.cleanerCheckpoint, log.logStart)
  const map = buildOffsetMap(log, from, to, capacity, VIEW.keyAt)
  const round = { map, view: VIEW, nowMs: 5_000, deleteRetentionMs: 1_000, lastOffsets: new Map(), ...fields }
  return cleanLog(log, round, 0, config)
}

const told = (log: Log): string[] =>
  readBatches(log, 0, log.logEnd, Number.MAX_SAFE_INTEGER).flatMap((batch) =>
    (batch.data ?? []).map(
      ({ key, value }, place) => `${offsetAt(batch, place)}${value === null ? '-' : ''}${key}`,
    ),
  )

describe('a cleaning', () => {
  it('keeps the latest record of each key below the active segment, where it is', () => {
    const log = logOf([
      ['a', 'b', 'a', 'c', 'b', 'a'],
      ['a', '-c'],
    ])
    clean(log)
    expect(told(log)).toEqual(['3c', '4b', '5a', '6a', '7-c'])
    expect([log.logStart, log.logEnd, log.cleanerCheckpoint]).toEqual([0, 8, 6])
    rollLog(log, 8, 0, config)
    clean(log)
    expect(told(log)).toEqual(['4b', '6a', '7-c'])
  })

  it('takes records out of the middle of a batch, whose offsets and last offset stay', () => {
    const log = logOf([['a b a', 'b'], ['z']])
    const before = log.sizeBytes
    const done = clean(log)
    const batch = batchAt(log, 0) as Batch
    expect([batch.baseOffset, batch.lastOffsetDelta, batch.count, batch.offsetDeltas]).toEqual([0, 2, 1, [2]])
    expect(told(log)).toEqual(['2a', '3b', '4z'])
    expect([done.readRecords, done.keptRecords]).toEqual([4, 2])
    expect(log.sizeBytes).toBe(before - done.readBytes + done.writtenBytes)
  })

  it('drops records without a key', () => {
    const log = logOf([['', 'a', ''], ['z']])
    clean(log)
    expect(told(log)).toEqual(['1a', '3z'])
  })

  it('keeps a tombstone through the first round, with a horizon, and drops it in one after that', () => {
    const log = logOf([['a', '-a', 'b'], ['z']])
    clean(log, { nowMs: 5_000, deleteRetentionMs: 1_000 })
    expect(told(log)).toEqual(['1-a', '2b', '3z'])
    expect((batchAt(log, 1) as Batch).deleteHorizonMs).toBe(6_000)
    append(log, ['z'])
    rollLog(log, log.logEnd, 0, config)
    clean(log, { nowMs: 5_999 })
    expect(told(log)).toEqual(['1-a', '2b', '4z'])
    append(log, ['y'])
    rollLog(log, log.logEnd, 0, config)
    clean(log, { nowMs: 6_000 })
    expect(told(log)).toEqual(['2b', '4z', '5y'])
  })

  it('writes the horizon in the place of the base timestamp, so that the deltas grow', () => {
    const log = logOf([['-a', 'b'], ['z']])
    const before = (batchAt(log, 0) as Batch).sizeBytes
    clean(log, { nowMs: 1_700_000_000_000, deleteRetentionMs: 8_000 })
    const after = batchAt(log, 0) as Batch
    expect(after.baseTimestampMs).toBe(1_700_000_008_000)
    expect(after.sizeBytes - before).toBe(5)
  })

  it('keeps the header of the last batch of the round, though nothing of it is left', () => {
    const log = logOf([['a', 'b', ''], ['z']])
    clean(log)
    const batch = batchAt(log, 2) as Batch
    expect([batch.count, batch.sizeBytes, batch.lastOffsetDelta]).toEqual([0, BATCH_HEADER_BYTES, 0])
  })

  it('keeps the header of a producer’s last batch, for its sequence', () => {
    const log = logOf([['a', 'a', 'b'], ['z']], 7)
    clean(log, { lastOffsets: new Map([[7, 1]]) })
    expect(told(log)).toEqual(['1a', '2b', '3z'])
    const other = logOf([['a', ''], ['a', 'b'], ['z']], 7)
    clean(other, { lastOffsets: new Map([[7, 1]]) })
    expect((batchAt(other, 1) as Batch).count).toBe(0)
    expect(batchAt(other, 0)).toBeNull()
  })

  it('keeps headers that do not stand in the way of who looks a time up: the first record behind them is found', () => {
    const log = logOf([['a', ''], ['a', 'b'], ['z']], 7)
    clean(log, { lastOffsets: new Map([[7, 1]]) })
    expect(recordFound(lookUpTime(log, 1_000, VIEW.timesOf))?.offset).toBe(2)
  })

  it('merges segments that fit into one, under the name of the first', () => {
    const log = logOf([['a'], ['b'], ['c'], ['z']])
    const done = clean(log)
    expect([done.segmentsBefore, done.segmentsAfter]).toEqual([3, 1])
    expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 3])
    expect(log.deleted.map(({ baseOffset }) => baseOffset)).toEqual([0, 1, 2])
  })

  it('leaves a segment from which everything went, empty', () => {
    const log = logOf([['a', 'b'], ['z']])
    append(log, ['a', 'b'])
    rollLog(log, log.logEnd, 0, config)
    const small = with_({ 'segment.bytes': 1_048_576 })
    cleanLog(
      log,
      {
        map: buildOffsetMap(log, 0, 5, 100, VIEW.keyAt),
        view: VIEW,
        nowMs: 0,
        deleteRetentionMs: 0,
        lastOffsets: new Map(),
      },
      0,
      { ...small, segmentBytes: 10 },
    )
    expect(log.segments.map(({ baseOffset, sizeBytes }) => [baseOffset, sizeBytes > 0])).toEqual([
      [0, false],
      [2, true],
      [5, false],
    ])
    expect(told(log)).toEqual(['2z', '3a', '4b'])
    expect(readBatches(log, 0, 5, 0)[0]?.baseOffset).toBe(2)
  })

  it('goes only as far as its map has room for keys', () => {
    const log = logOf([['a', 'b', 'a', 'c', 'a'], ['z']])
    clean(log, {}, 2)
    // A full map takes not even a key that it has.
    expect(log.cleanerCheckpoint).toBe(2)
    expect(told(log)).toEqual(['0a', '1b', '2a', '3c', '4a', '5z'])
    clean(log, {}, 2)
    expect(log.cleanerCheckpoint).toBe(4)
    expect(told(log)).toEqual(['1b', '2a', '3c', '4a', '5z'])
  })

  it('leaves the history as it is, unknown only where batches are missing', () => {
    const log = logOf([
      ['b', 'a', 'a'],
      ['a', 'z'],
    ])
    const [whole, below] = [logHash(log), hashBelow(log, 3)]
    clean(log)
    expect(told(log)).toEqual(['0b', '2a', '3a', '4z'])
    expect([logHash(log), hashBelow(log, 3)]).toEqual([whole, below])
    expect(hashBelow(log, 1)).not.toBeNull()
    expect(hashBelow(log, 2)).toBeNull()
  })
})

describe('the map of a cleaner thread', () => {
  it.each([
    [134_217_728, 1, 5_033_164],
    [134_217_728, 2, 2_516_581],
    [24, 1, 0],
    [480, 1, 18],
  ])(
    'of %i bytes among %i threads takes %i keys, 24 bytes each, filled to nine tenths',
    (bytes, threads, keys) => {
      expect(offsetMapCapacity(bytes, threads, 0.9)).toBe(keys)
    },
  )
})
