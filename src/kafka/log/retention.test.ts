import { describe, expect, it } from 'vitest'
import type { ConfigValues } from '../config/check-value.ts'
import type { Batch } from './batch.ts'
import { assignOffsets } from './batch.ts'
import type { Log } from './log.ts'
import { appendBatch, rollLog } from './log.ts'
import type { LogConfig } from './log-config.ts'
import { sealLogConfig } from './log-config.ts'
import { readBatches } from './read.ts'
import { deletable, deleteOldest, diskBytes, startAfterDeleting } from './retention.ts'
import type { Appended } from './testing/bare-logs.ts'
import { configOf, logOf } from './testing/bare-logs.ts'

const NOW_MS = 1_000_000
const NOW_US = NOW_MS * 1_000
const with_ = (values: ConfigValues): LogConfig => sealLogConfig(configOf(values))

/** One segment for each: its bytes and the greatest timestamp in it. The last is active. */
function segmented(segments: readonly (readonly [bytes: number, timestampMs: number])[]): Log {
  const log = logOf([])
  const config = with_({})
  segments.forEach(([sizeBytes, maxTimestampMs], place) => {
    if (place > 0) rollLog(log, log.logEnd, 0, config)
    if (sizeBytes > 0) appendTo(log, { sizeBytes, maxTimestampMs })
  })
  return log
}

function appendTo(log: Log, batch: Appended): void {
  const made = readBatches(logOf([batch]), 0, 1, 0)[0] as Batch
  appendBatch(log, assignOffsets(made, log.logEnd, 0), 0)
}

describe('retention by time', () => {
  it.each([
    [99_999, 0],
    [100_000, 0],
    [100_001, 1],
  ])('takes a segment whose newest record is older than retention.ms, strictly: %i ms', (ageMs, count) => {
    const log = segmented([
      [100, NOW_MS - ageMs],
      [100, NOW_MS],
    ])
    expect(deletable(log, 'time', 2, with_({ 'retention.ms': 100_000 }), NOW_MS)).toBe(count)
  })

  it('stops at the first segment that stays: one far in the future keeps all that follow it', () => {
    const log = segmented([
      [100, NOW_MS + 31_536_000_000],
      [100, 5],
      [100, 5],
    ])
    expect(deletable(log, 'time', 3, with_({ 'retention.ms': 1 }), NOW_MS)).toBe(0)
  })

  it('is off at −1', () => {
    expect(deletable(segmented([[100, 5]]), 'time', 1, with_({ 'retention.ms': -1 }), NOW_MS)).toBe(0)
  })

  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
  ])('takes only what is committed: with the high watermark at %i', (highWatermark, count) => {
    const log = segmented([
      [100, 5],
      [100, 5],
      [100, 5],
    ])
    expect(deletable(log, 'time', highWatermark, with_({ 'retention.ms': 1 }), NOW_MS)).toBe(count)
  })

  it('does not take an active segment that is empty', () => {
    const log = segmented([
      [100, 5],
      [0, 0],
    ])
    expect(deletable(log, 'time', 1, with_({ 'retention.ms': 1 }), NOW_MS)).toBe(1)
  })
})

describe('retention by size', () => {
  const three = (): Log =>
    segmented([
      [1_000, 5],
      [1_000, 5],
      [1_000, 5],
      [400, 5],
    ])

  it.each([
    [2_401, 0],
    [2_400, 1],
    [2_399, 1],
    [1_401, 1],
    [1_400, 2],
    [0, 4],
  ])(
    'takes a segment only while the excess is at least its size: retention.bytes %i of 3 400',
    (bytes, count) => {
      expect(deletable(three(), 'size', 4, with_({ 'retention.bytes': bytes }), NOW_MS)).toBe(count)
    },
  )

  it('keeps at least retention.bytes', () => {
    const log = three()
    const config = with_({ 'retention.bytes': 2_000 })
    deleteOldest(log, deletable(log, 'size', 4, config, NOW_MS), NOW_US, config)
    expect(log.sizeBytes).toBe(2_400)
  })
})

describe('retention by log start', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
  ])('takes a segment when the next one begins at or below it, never the last: %i', (logStart, count) => {
    const log = segmented([
      [100, 5],
      [100, 5],
      [100, 5],
    ])
    log.logStart = logStart
    expect(deletable(log, 'logStart', 3, with_({}), NOW_MS)).toBe(count)
  })
})

describe('deleting', () => {
  it('of everything, the active segment as well, begins an empty segment at the log end first', () => {
    const log = segmented([
      [100, 5],
      [100, 5],
    ])
    const config = with_({ 'retention.ms': 1 })
    const count = deletable(log, 'time', 2, config, NOW_MS)
    expect(count).toBe(2)
    expect(startAfterDeleting(log, count, NOW_US, config)).toBe(2)
    deleteOldest(log, count, NOW_US, config)
    expect(log.segments.map(({ baseOffset, sizeBytes }) => [baseOffset, sizeBytes])).toEqual([[2, 0]])
    expect([log.logEnd, log.sizeBytes, log.chunks.length]).toEqual([2, 0, 0])
  })

  it('frees no place until file.delete.delay.ms is over', () => {
    const log = segmented([
      [1_000, 5],
      [400, 5],
    ])
    const config = with_({ 'file.delete.delay.ms': 60_000 })
    deleteOldest(log, 1, NOW_US, config)
    expect([log.sizeBytes, diskBytes(log)]).toEqual([400, 1_400])
    expect(log.deleted.map(({ dueUs }) => dueUs)).toEqual([NOW_US + 60_000_000])
  })
})
