// Any mix of appends, rolls, truncations, retention and cleanings against a flat array of records, which knows nothing of batches, chunks or segments.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Batch, RecordData } from './batch.ts'
import { endOf, makeDataBatch, offsetAt } from './batch.ts'
import type { RecordView } from './compaction/clean-batch.ts'
import { cleanLog } from './compaction/clean-log.ts'
import { buildOffsetMap } from './compaction/offset-map.ts'
import { segmentsOf } from './files/segments.ts'
import { agreeBelow, hashBelow, logHash } from './history.ts'
import type { Log } from './log.ts'
import { activeSegment, appendBatch, assignedAt, emptyLog, rollLog } from './log.ts'
import { sealLogConfig } from './log-config.ts'
import { advanceLogStart } from './log-start.ts'
import { lookUpOffset, recordFound } from './lookup.ts'
import { batchAt, readBatches, readSegment, segmentBytes } from './read.ts'
import { deletable, deleteOldest, startAfterDeleting } from './retention.ts'
import { configOf } from './testing/bare-logs.ts'
import { truncateLog } from './truncate.ts'

const CONFIG = sealLogConfig(
  configOf({
    'cleanup.policy': 'compact',
    'retention.bytes': 3_000,
    'index.interval.bytes': 200,
    'segment.ms': 40,
  }),
)

interface FlatRecord {
  readonly offset: number
  readonly key: string
  readonly isTombstone: boolean
  readonly horizonMs: number
}

interface Flat {
  /** Every record that is there, in order; those of one batch share its end. */
  records: (FlatRecord & { readonly batchBase: number })[]
  start: number
  end: number
}

const VIEW: RecordView = {
  headersBytesOf: () => 1,
  keyAt: (batch, place) => batch.data?.[place]?.key ?? null,
  keyBytesAt: (batch, place) => batch.data?.[place]?.keyBytes ?? -1,
  valueBytesAt: (batch, place) => batch.data?.[place]?.valueBytes ?? -1,
  timesOf: (batch) => batch.timesMs ?? new Array<number>(batch.count).fill(batch.maxTimestampMs),
  repacked: (batch) => batch,
}

type Move =
  | { readonly do: 'append'; readonly keys: readonly number[]; readonly wait: number }
  | { readonly do: 'roll' }
  | { readonly do: 'truncate'; readonly back: number }
  | { readonly do: 'retain' }
  | { readonly do: 'deleteRecords'; readonly share: number }
  | { readonly do: 'clean'; readonly capacity: number }

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('append' as const),
        // Below 0: a tombstone of that key.
        keys: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 6 }),
        wait: fc.nat(25),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ do: 'roll' as const }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('truncate' as const), back: fc.nat(12) }) },
    { weight: 1, arbitrary: fc.constant({ do: 'retain' as const }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('deleteRecords' as const), share: fc.nat(10) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('clean' as const), capacity: fc.integer({ min: 1, max: 9 }) }),
    },
  ),
  { maxLength: 80 },
)

class Pair {
  readonly log: Log = emptyLog(0, 0, 'state-0', 1, CONFIG)
  readonly flat: Flat = { records: [], start: 0, end: 0 }
  /** A copy that only appends and truncates: its history must stay the same as the log's. */
  readonly twin: Log = emptyLog(0, 0, 'state-0', 2, CONFIG)
  nowMs = 1_000

  make(move: Move): void {
    switch (move.do) {
      case 'append':
        this.append(move.keys, move.wait)
        return
      case 'roll':
        if (activeSegment(this.log).sizeBytes > 0) rollLog(this.log, this.log.logEnd, 0, CONFIG)
        return
      case 'truncate':
        this.truncate(Math.max(this.log.logEnd - move.back, 0))
        return
      case 'retain':
        this.retain()
        return
      case 'deleteRecords':
        this.moveStart(Math.floor((this.log.logEnd * move.share) / 10))
        return
      case 'clean':
        this.clean(move.capacity)
    }
  }

  private append(keys: readonly number[], wait: number): void {
    this.nowMs += wait
    const data = keys.map((key): RecordData => {
      const isTombstone = key < 0
      const value = isTombstone ? null : ({ sealed: true } as const)
      const text = `k${Math.abs(key)}`
      return { sealed: true, key: text, value, keyBytes: 2, valueBytes: isTombstone ? -1 : 40 }
    })
    const batch = assignedAt(this.twin, makeDataBatch(this.nowMs, data), 0)
    const { baseOffset } = batch
    appendBatch(this.log, batch, this.nowMs * 1_000, CONFIG)
    appendBatch(this.twin, batch, this.nowMs * 1_000, CONFIG)
    keys.forEach((key, place) => {
      const offset = baseOffset + place
      const isTombstone = key < 0
      this.flat.records.push({
        offset,
        key: `k${Math.abs(key)}`,
        isTombstone,
        horizonMs: -1,
        batchBase: baseOffset,
      })
    })
    this.flat.end += keys.length
  }

  private truncate(to: number): void {
    // Between two batches, as they were before any cleaning: epochs end there.
    const end = batchAt(this.twin, to)?.baseOffset ?? to
    truncateLog(this.log, end)
    truncateLog(this.twin, end)
    this.flat.records = this.flat.records.filter(({ offset }) => offset < end)
    this.flat.end = Math.min(this.flat.end, end)
    this.flat.start = Math.min(this.flat.start, this.flat.end)
  }

  private retain(): void {
    const { log } = this
    const count = deletable(log, 'size', log.logEnd, CONFIG, this.nowMs)
    if (count === 0) return
    const start = startAfterDeleting(log, count, 0, CONFIG)
    advanceLogStart(log, start)
    deleteOldest(log, count, 0, CONFIG)
    this.flat.start = Math.max(this.flat.start, start)
    this.flat.records = this.flat.records.filter(({ offset }) => offset >= start)
  }

  private moveStart(to: number): void {
    if (advanceLogStart(this.log, to)) this.flat.start = to
    const count = deletable(this.log, 'logStart', this.log.logEnd, CONFIG, this.nowMs)
    if (count === 0) return
    const start = startAfterDeleting(this.log, count, 0, CONFIG)
    deleteOldest(this.log, count, 0, CONFIG)
    this.flat.records = this.flat.records.filter(({ offset }) => offset >= start)
  }

  private clean(capacity: number): void {
    const { log, flat } = this
    const to = activeSegment(log).baseOffset
    const from = Math.max(log.cleanerCheckpoint, log.logStart)
    if (from >= to) return
    const map = buildOffsetMap(log, from, to, capacity, VIEW.keyAt)
    const nowMs = this.nowMs
    cleanLog(log, { map, view: VIEW, nowMs, deleteRetentionMs: 50, lastOffsets: new Map() }, 0, CONFIG)
    this.cleanFlat(from, to, capacity, nowMs)
    expect(flat.records.length).toBeGreaterThanOrEqual(0)
  }

  /** The same by the words of the rules: key by key. */
  private cleanFlat(from: number, to: number, capacity: number, nowMs: number): void {
    const { flat } = this
    const latest = new Map<string, number>()
    let end = to
    for (const { offset, key } of flat.records) {
      if (offset < from || offset >= to) continue
      if (latest.size === capacity) {
        end = offset
        break
      }
      latest.set(key, offset)
    }
    const kept = flat.records.filter((record) => {
      if (record.offset >= end) return true
      if ((latest.get(record.key) ?? -1) > record.offset) return false
      return !record.isTombstone || record.horizonMs < 0 || nowMs < record.horizonMs
    })
    // A batch in which a tombstone stays gets its horizon, once.
    const stamped = new Set(
      kept
        .filter(
          ({ offset, isTombstone, horizonMs }) => isTombstone && horizonMs < 0 && this.isRead(offset, end),
        )
        .map(({ batchBase }) => batchBase),
    )
    flat.records = kept.map((record) =>
      stamped.has(record.batchBase) ? { ...record, horizonMs: nowMs + 50 } : record,
    )
  }

  /** Whole segments are written anew: those that begin below the end of the round. */
  private isRead(offset: number, end: number): boolean {
    const batch = batchAt(this.log, offset)
    if (batch === null) return offset < end
    return batch.deleteHorizonMs >= 0
  }

  check(): void {
    const { log, flat } = this
    expect([log.logStart, log.logEnd]).toEqual([flat.start, flat.end])
    const all = readBatches(log, 0, log.logEnd, Number.MAX_SAFE_INTEGER)
    expect(all.flatMap(recordsOf)).toEqual(flat.records.map(({ offset, key }) => [offset, key]))
    expect(log.sizeBytes).toBe(all.reduce((sum, batch) => sum + batch.sizeBytes, 0))
    const segments = segmentsOf(log, false)
    expect(segments.flatMap((segment) => segment.batches)).toEqual(all)
    expect(segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(log.sizeBytes)
    for (const segment of segments) checkSegment(segment)
    if (!log.isAdrift) expect(logHash(log)).toBe(logHash(this.twin))
    for (let offset = 0; offset <= log.logEnd; offset += 3) {
      expect(agreeBelow(log, this.twin, offset)).toBe(true)
      const hash = hashBelow(log, offset)
      if (hash !== null) expect(hash).toBe(hashBelow(this.twin, offset))
    }
  }

  /** From any offset: what comes first, by a read as a fetch does it and by the walk through the indexes. */
  checkReads(): void {
    const { log, flat } = this
    for (let from = log.logStart; from < log.logEnd; from++) {
      const next = flat.records.find(({ offset }) => offset >= from)
      const read = readSegment(log, from, log.logEnd, Number.MAX_SAFE_INTEGER)
      for (const enough of [1, 400, Number.MAX_SAFE_INTEGER]) {
        let bytes = 0
        for (const { sizeBytes } of read) if (bytes < enough) bytes += sizeBytes
        expect(segmentBytes(log, from, log.logEnd, enough)).toBe(bytes)
      }
      const found = read.flatMap(recordsOf).find(([offset]) => (offset as number) >= from)
      if (found !== undefined) expect(found).toEqual([next?.offset, next?.key])
      const walked = recordFound(lookUpOffset(log, from, VIEW.timesOf))
      if (walked !== null) expect(walked.offset).toBe(next?.offset)
    }
  }
}

const recordsOf = (batch: Batch): [number, string][] =>
  (batch.data ?? []).map(({ key }, place) => [offsetAt(batch, place), key ?? ''])

function checkSegment({ batches, sizeBytes, index }: ReturnType<typeof segmentsOf>[number]): void {
  let position = 0
  const starts = new Map<number, number>()
  for (const batch of batches) {
    starts.set(endOf(batch) - 1, position)
    position += batch.sizeBytes
  }
  expect(position).toBe(sizeBytes)
  for (const entry of index) expect(starts.get(entry.offset)).toBe(entry.position)
}

describe('a log', () => {
  it('is what a flat array of records says, after any mix of appends, rolls, truncations, retention and cleanings', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const pair = new Pair()
        for (const move of made) {
          pair.make(move)
          pair.check()
        }
        pair.checkReads()
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it('keeps the latest value of each key through every cleaning, from the log start on', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const pair = new Pair()
        for (const move of made) {
          const before = latestOf(pair.log)
          pair.make(move)
          if (move.do !== 'clean') continue
          const after = latestOf(pair.log)
          for (const [key, { offset, isTombstone }] of before) {
            if (!isTombstone) expect(after.get(key)?.offset, key).toBe(offset)
          }
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})

function latestOf(
  log: Readonly<Log>,
): Map<string, { readonly offset: number; readonly isTombstone: boolean }> {
  const latest = new Map<string, { offset: number; isTombstone: boolean }>()
  for (const batch of readBatches(log, log.logStart, log.logEnd, Number.MAX_SAFE_INTEGER)) {
    ;(batch.data ?? []).forEach(({ key, value }, place) => {
      const offset = offsetAt(batch, place)
      if (offset >= log.logStart && key !== null) latest.set(key, { offset, isTombstone: value === null })
    })
  }
  return latest
}
