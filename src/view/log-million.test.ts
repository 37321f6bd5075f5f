import { beforeAll, describe, expect, it } from 'vitest'
import { makeBatch } from '../kafka/log/batch.ts'
import type { Log } from '../kafka/log/log.ts'
import { appendBatch, assignedAt, emptyLog } from '../kafka/log/log.ts'
import { DEFAULT_LOG_CONFIG, sealLogConfig } from '../kafka/log/log-config.ts'
import type { RecordReading } from './log-records.ts'
import { bucketsRow, recordRows } from './log-records.ts'
import { segmentRows } from './log-segments.ts'
import { logWindow } from './log-window.ts'

const RECORDS = 1_000_000
const PER_BATCH = 5
const FRAME_MS = 16
const ROOM = { recordsMax: 40, bucketsMax: 250 }

let log: Log

beforeAll(() => {
  const config = sealLogConfig({ ...DEFAULT_LOG_CONFIG, segmentBytes: 1_048_576 })
  log = emptyLog(0, 0, 'orders-0', 1, config)
  for (let number = 0; number < RECORDS / PER_BATCH; number++) {
    const batch = makeBatch({
      sizeBytes: 61 + 100 * PER_BATCH,
      baseTimestampMs: number,
      maxTimestampMs: number,
      producerId: -1,
      producerEpoch: -1,
      baseSequence: -1,
      producer: 'p1',
      batchNumber: number,
      records: [0, 1, 2, 3, 4].map((place) => number * PER_BATCH + place),
    })
    appendBatch(log, assignedAt(log, batch, 0), number * 1_000, config)
  }
}, 60_000)

const READING: RecordReading = {
  acknowledgedOf: (batch) => (batch.baseOffset < 900_000 ? 'yes' : 'no'),
  contentOf: () => ({ record: '', key: '', value: '', tombstone: false }),
}

/** Of some frames one after the other the middle one: the neighbours' work counts too. */
function middleMs(frame: () => void): number {
  const took: number[] = []
  for (let round = 0; round < 11; round++) {
    const from = performance.now()
    frame()
    took.push(performance.now() - from)
  }
  took.sort((a, b) => a - b)
  return took[5] ?? Number.POSITIVE_INFINITY
}

describe('a log of a million records', () => {
  it('is counted whole in far less than a frame, without losing one', () => {
    const window = logWindow({ ...ROOM, span: 0, top: null }, 0, log.logEnd)
    const row = bucketsRow(READING.acknowledgedOf, log, window)
    expect(row.records.reduce((sum, count) => sum + count, 0)).toBe(RECORDS)
    expect(row.acknowledged.reduce((sum, count) => sum + count, 0)).toBe(900_000)
    expect(row.records.length).toBeLessThanOrEqual(ROOM.bucketsMax + 1)
    expect(middleMs(() => bucketsRow(READING.acknowledgedOf, log, window))).toBeLessThan(FRAME_MS)
  })

  it('is told record by record anywhere within it as fast', () => {
    for (const top of [40, 500_000, RECORDS]) {
      const window = logWindow({ ...ROOM, span: 40, top }, 0, log.logEnd)
      expect(recordRows(READING, log, window)).toHaveLength(40)
      const ms = middleMs(() => {
        recordRows(READING, log, window)
        segmentRows(log, window.from, window.to)
      })
      expect(ms).toBeLessThan(FRAME_MS)
    }
  })

  it('names no more of its files than can be told apart', () => {
    expect(log.segments.length).toBeGreaterThan(100)
    const rows = segmentRows(log, 0, RECORDS)
    expect(rows.length).toBeLessThanOrEqual(120)
    expect(rows.at(-1)?.active).toBe(true)
  })
})
