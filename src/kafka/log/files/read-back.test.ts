// The files of a log read back, after any mix of what happens to logs: the records are those that were appended, and each index entry points at its batch.

import fc from 'fast-check'
import { gunzipSync } from 'fflate'
import Decoder from 'kafkajs/src/protocol/decoder.js'
import decodeTheirs from 'kafkajs/src/protocol/recordBatch/v0/decoder.js'
import { describe, expect, it } from 'vitest'
import { usToMs } from '../../../sim/time.ts'
import type { GivenRecord } from '../../setup.ts'
import { keyBytesAt } from '../../workload/key-hash.ts'
import { recordValue } from '../../workload/value.ts'
import { createdUs, keyOf, valueBytesOf, workloadOf } from '../../workload/workload.ts'
import type { Batch } from '../batch.ts'
import { BATCH_HEADER_BYTES, makeBatch, offsetAt } from '../batch.ts'
import { decodeBatch } from '../bytes/decode-batch.ts'
import type { RecordBatch } from '../bytes/record-batch.ts'
import { timestampDeltas } from '../bytes/record-times.ts'
import { codedBatch, repackedBatch } from '../codecs.ts'
import type { RecordView } from '../compaction/clean-batch.ts'
import { cleanLog } from '../compaction/clean-log.ts'
import { buildOffsetMap } from '../compaction/offset-map.ts'
import type { Log } from '../log.ts'
import { activeSegment, appendBatch, assignedAt, emptyLog, rollLog } from '../log.ts'
import { sealLogConfig } from '../log-config.ts'
import { advanceLogStart } from '../log-start.ts'
import { batchAt, readBatches } from '../read.ts'
import { recordBytes } from '../record-size.ts'
import { deletable, deleteOldest, startAfterDeleting } from '../retention.ts'
import type { LogChunk } from '../segment.ts'
import { configOf } from '../testing/bare-logs.ts'
import { truncateLog } from '../truncate.ts'
import { partitionFiles } from './partition-files.ts'

const TOPIC = configOf({
  'cleanup.policy': 'compact',
  'retention.bytes': 6_000,
  'index.interval.bytes': 200,
  'segment.ms': 400,
})
const CONFIG = sealLogConfig(TOPIC)

/** Keys that come again; every fourth record is a tombstone. */
const SEQUENCE: readonly GivenRecord[] = ['a', 'b', 'c', 'a', 'd', '열쇠', 'b', 'a'].map((key, place) => ({
  key,
  valueBytes: place % 4 === 3 ? -1 : 30 + place,
}))

const WORKLOAD = workloadOf(
  {
    kind: 'producer',
    id: 'p1',
    topic: 'orders',
    ratePerSecond: 100,
    keys: null,
    valueBytes: 40,
    sequence: SEQUENCE,
    headers: [{ key: 'trace-id', valueBytes: 8 }],
    fromUs: 1_000_000,
    toUs: null,
    config: {},
  },
  '1',
)

const createdMs = (number: number): number => usToMs(createdUs(WORKLOAD, number))

const timesOf = (batch: Batch): number[] =>
  timestampDeltas(batch, WORKLOAD).map((delta) => batch.baseTimestampMs + delta)

const VIEW: RecordView = {
  keyAt: (batch, place) => keyOf(WORKLOAD, batch.records[place]!),
  keyBytesAt: (batch, place) => keyBytesAt(WORKLOAD, batch.records[place]!),
  valueBytesAt: (batch, place) => valueBytesOf(WORKLOAD, batch.records[place]!),
  headersBytesOf: () => WORKLOAD.headersBytes,
  timesOf,
  repacked: (batch) => repackedBatch(batch, WORKLOAD),
}

type Move =
  | { readonly do: 'append'; readonly count: number; readonly codec: number }
  | { readonly do: 'roll' | 'retain' }
  | { readonly do: 'truncate'; readonly back: number }
  | { readonly do: 'deleteRecords'; readonly share: number }
  | { readonly do: 'clean'; readonly capacity: number }

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('append' as const),
        count: fc.integer({ min: 1, max: 9 }),
        codec: fc.constantFrom(0, 1),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ do: 'roll' as const }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('truncate' as const), back: fc.nat(15) }) },
    { weight: 1, arbitrary: fc.constant({ do: 'retain' as const }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('deleteRecords' as const), share: fc.nat(10) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('clean' as const), capacity: fc.integer({ min: 1, max: 9 }) }),
    },
  ),
  { maxLength: 60 },
)

interface FileRead {
  readonly baseOffset: number
  readonly batches: readonly RecordBatch[]
  readonly positions: readonly number[]
}

class Written {
  readonly log: Log = emptyLog(0, 0, 'orders-0', 1, CONFIG)
  /** Number of the record at each offset: what was appended there last. */
  readonly numbers: number[] = []
  next = 0

  make(move: Move): void {
    const { log } = this
    switch (move.do) {
      case 'append':
        this.append(move.count, move.codec)
        return
      case 'roll':
        if (activeSegment(log).sizeBytes > 0) rollLog(log, log.logEnd, 0, CONFIG)
        return
      case 'truncate': {
        const to = Math.max(log.logEnd - move.back, 0)
        truncateLog(log, batchAt(log, to)?.baseOffset ?? to)
        this.numbers.length = log.logEnd
        return
      }
      case 'retain':
        this.delete('size')
        return
      case 'deleteRecords':
        advanceLogStart(log, Math.floor((log.logEnd * move.share) / 10))
        this.delete('logStart')
        return
      case 'clean':
        this.clean(move.capacity)
    }
  }

  private append(count: number, codec: number): void {
    const records = Array.from({ length: count }, () => this.next++)
    const base = createdMs(records[0]!)
    let sizeBytes = BATCH_HEADER_BYTES
    records.forEach((number, place) => {
      const sizes = [keyBytesAt(WORKLOAD, number), valueBytesOf(WORKLOAD, number)] as const
      sizeBytes += recordBytes(createdMs(number) - base, place, ...sizes, WORKLOAD.headersBytes)
    })
    const maxTimestampMs = createdMs(records[count - 1]!)
    const whole = makeBatch({
      sizeBytes,
      baseTimestampMs: base,
      maxTimestampMs,
      producerId: -1,
      producerEpoch: -1,
      baseSequence: -1,
      producer: 'p1',
      batchNumber: records[0]!,
      records,
    })
    const batch = assignedAt(this.log, codedBatch(whole, codec, WORKLOAD), 0)
    this.numbers.length = batch.baseOffset
    this.numbers.push(...records)
    appendBatch(this.log, batch, maxTimestampMs * 1_000, CONFIG)
  }

  private delete(why: 'size' | 'logStart'): void {
    const { log } = this
    const count = deletable(log, why, log.logEnd, CONFIG, createdMs(this.next))
    if (count === 0) return
    advanceLogStart(log, startAfterDeleting(log, count, 0, CONFIG))
    deleteOldest(log, count, 0, CONFIG)
  }

  private clean(capacity: number): void {
    const { log } = this
    const to = activeSegment(log).baseOffset
    const from = Math.max(log.cleanerCheckpoint, log.logStart)
    if (from >= to) return
    const map = buildOffsetMap(log, from, to, capacity, VIEW.keyAt)
    const nowMs = createdMs(this.next)
    cleanLog(log, { map, view: VIEW, nowMs, deleteRetentionMs: 300, lastOffsets: new Map() }, 0, CONFIG)
  }

  files(closed: boolean): Map<string, Uint8Array> {
    const config = TOPIC
    const replica = { log: this.log, config, topicId: 'x', closed, workloadOf: () => WORKLOAD }
    const files = new Map<string, Uint8Array>()
    for (const { path, sizeBytes, bytes } of partitionFiles(replica)) {
      const made = bytes()
      expect(made.length, path).toBeLessThanOrEqual(sizeBytes)
      if (path.includes('.log')) expect(made.length, path).toBe(sizeBytes)
      expect(files.has(path), path).toBe(false)
      files.set(path, made)
    }
    return files
  }
}

function readLog(name: string, bytes: Uint8Array): FileRead {
  const batches: RecordBatch[] = []
  const positions: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const { batch, crcHolds, end } = decodeBatch(bytes, at, (_codec, block) => gunzipSync(block))
    expect(crcHolds).toBe(true)
    batches.push(batch)
    positions.push(at)
    at = end
  }
  return { baseOffset: Number(name.slice(0, 20)), batches, positions }
}

/** Offsets of an index count from the base of its segment. */
function checkIndexes(file: FileRead, index: Uint8Array, timeIndex: Uint8Array): void {
  const { baseOffset, batches, positions } = file
  const ends = batches.map((batch) => batch.baseOffset + batch.lastOffsetDelta)
  const entries = new DataView(index.buffer, index.byteOffset, index.length)
  for (let at = 0; at < index.length; at += 8) {
    const place = positions.indexOf(entries.getInt32(at + 4))
    expect(ends[place]).toBe(baseOffset + entries.getInt32(at))
  }
  const times = new DataView(timeIndex.buffer, timeIndex.byteOffset, timeIndex.length)
  let last = -1
  for (let at = 0; at < timeIndex.length; at += 12) {
    const timeMs = Number(times.getBigInt64(at))
    const place = ends.indexOf(baseOffset + times.getInt32(at + 8))
    expect(timeMs).toBeGreaterThan(last)
    expect(batches[place]?.maxTimestampMs).toBe(timeMs)
    expect(batches.slice(0, place).every((batch) => batch.maxTimestampMs < timeMs)).toBe(true)
    last = timeMs
  }
}

/** Everything that the .log files hold; file after file, each read with its indexes. */
function readAll(files: ReadonlyMap<string, Uint8Array>): RecordBatch[] {
  const batches: RecordBatch[] = []
  for (const [path, bytes] of files) {
    if (!path.endsWith('.log')) continue
    const name = path.slice(0, 20)
    const file = readLog(path, bytes)
    for (const batch of file.batches) expect(batch.baseOffset).toBeGreaterThanOrEqual(file.baseOffset)
    checkIndexes(file, files.get(`${name}.index`)!, files.get(`${name}.timeindex`)!)
    batches.push(...file.batches)
  }
  return batches
}

const text = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString()

function expectRecord(number: number, key: Uint8Array | null, value: Uint8Array | null): void {
  expect(text(key)).toBe(keyOf(WORKLOAD, number))
  expect(text(value)).toBe(text(recordValue(WORKLOAD, number)))
}

/** That the files hold the records that were appended, and nothing else. */
function readsBack(begin: () => Written) {
  return fc.property(moves, fc.boolean(), (made, closed) => {
    const written = begin()
    for (const move of made) written.make(move)
    const { log, numbers } = written
    const offsets: number[] = []
    for (const batch of readAll(written.files(closed))) {
      for (const { offsetDelta, timestampDelta, key, value, headers } of batch.records) {
        const offset = batch.baseOffset + offsetDelta
        const number = numbers[offset]
        if (number === undefined) throw new Error(`nothing was appended at offset ${offset}`)
        offsets.push(offset)
        expectRecord(number, key, value)
        expect(batch.baseTimestampMs + timestampDelta).toBe(createdMs(number))
        expect(headers.map((header) => [text(header.key), header.value?.length])).toEqual([['trace-id', 8]])
      }
    }
    const batches = readBatches(log, 0, log.logEnd, Number.MAX_SAFE_INTEGER)
    expect(offsets).toEqual(batches.flatMap((batch) => batch.records.map((_, n) => offsetAt(batch, n))))
  })
}

/** A log that one thing is wrong with: after each move the fault may do its work. */
class Faulty extends Written {
  private readonly fault: Fault

  constructor(fault: Fault) {
    super()
    this.fault = fault
  }

  override make(move: Move): void {
    const { logEnd } = this.log
    super.make(move)
    this.fault(this.log, move, logEnd)
  }
}

type Fault = (log: Log, move: Move, endBefore: number) => void

function lastChunk({ chunks }: Log): Writable<LogChunk> | undefined {
  return chunks[chunks.length - 1]
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] }

/** Changes the newest batch in place. */
function spoil(log: Log, change: (batch: Batch) => Partial<Batch>): void {
  const batches = lastChunk(log)?.batches
  const last = batches?.[batches.length - 1]
  if (batches !== undefined && last !== undefined) batches[batches.length - 1] = { ...last, ...change(last) }
}

const PLANTED: readonly (readonly [string, Fault])[] = [
  [
    'a truncation that leaves an index entry behind',
    (log, move, endBefore) => {
      if (move.do === 'truncate' && endBefore > log.logEnd)
        lastChunk(log)?.index.push(endBefore - 1, activeSegment(log).sizeBytes)
    },
  ],
  [
    'an index entry that points behind its batch',
    (log) => {
      const index = lastChunk(log)?.index
      if (index !== undefined && index.length > 0) index[1] = (index[1] as number) + 1
    },
  ],
  [
    'an entry of the time index that is a millisecond early',
    (log) => {
      const times = lastChunk(log)?.timeIndex
      if (times !== undefined && times.length > 0) times[0] = (times[0] as number) - 1
    },
  ],
  [
    'a batch that holds other records than were appended',
    (log, move) => {
      if (move.do === 'append')
        spoil(log, ({ records }) => ({ records: records.map((number) => Math.max(number - 1, 0)) }))
    },
  ],
  [
    'a cleaning after which offsets have moved',
    (log, move) => {
      if (move.do === 'clean') spoil(log, ({ baseOffset }) => ({ baseOffset: baseOffset + 1 }))
    },
  ],
  [
    'a deletion that takes a batch too many',
    (log, move) => {
      if (move.do === 'deleteRecords') log.chunks[0]?.batches.shift()
    },
  ],
]

describe('the exported files of a log', () => {
  it('read back to the records that were appended, after any mix of appends, rolls, truncations, retention and cleanings', () => {
    fc.assert(
      readsBack(() => new Written()),
      { numRuns: 150 },
    )
  }, 60_000)

  it.each(PLANTED)(
    'would not read back with %s',
    (_, fault) => {
      const found = fc.check(
        readsBack(() => new Faulty(fault)),
        { numRuns: 150, seed: 7 },
      )
      expect(found.failed).toBe(true)
      // Two or three moves are enough to show it.
      expect(found.counterexample?.[0].length).toBeLessThanOrEqual(8)
    },
    60_000,
  )

  it('are read alike by a library that others wrote', async () => {
    const written = new Written()
    for (let n = 0; n < 30; n++) {
      written.make({ do: 'append', count: 1 + (n % 7), codec: n % 2 })
      if (n % 5 === 4) written.make({ do: 'roll' })
      if (n % 9 === 8) written.make({ do: 'clean', capacity: 6 })
      if (n === 17) written.make({ do: 'truncate', back: 6 })
      if (n === 25) written.make({ do: 'deleteRecords', share: 2 })
    }
    let records = 0
    for (const [path, bytes] of written.files(true)) {
      if (!path.endsWith('.log')) continue
      const { positions } = readLog(path, bytes)
      for (const [place, from] of positions.entries()) {
        const whole = Buffer.from(bytes.subarray(from, positions[place + 1] ?? bytes.length))
        const theirs = await decodeTheirs(new Decoder(whole))
        for (const { offset, key, value, headers } of theirs.records) {
          expectRecord(written.numbers[Number(offset)]!, key, value)
          expect(headers['trace-id']?.length).toBe(8)
          records += 1
        }
      }
    }
    expect(written.log.cleanerCheckpoint).toBeGreaterThan(0)
    expect(records).toBeGreaterThan(20)
  })
})
