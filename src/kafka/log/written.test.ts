import { describe, expect, it } from 'vitest'
import { appendBatch, assignedAt, rollLog } from './log.ts'
import { sealLogConfig } from './log-config.ts'
import { readBatches } from './read.ts'
import { configOf, logOf } from './testing/bare-logs.ts'
import { truncateLog } from './truncate.ts'
import { bytesToRecover, checkpointRecoveryPoint, flushTo, noteFlush, safeEndOf } from './written.ts'

const SECOND = 1_000_000
const sized = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ sizeBytes: 100, maxTimestampMs: n }))

describe('a flush', () => {
  it('comes after flush.messages, and not before', () => {
    const config = sealLogConfig(configOf({ 'flush.messages': 3 }))
    const log = logOf([])
    const [batch] = readBatches(logOf(sized(1)), 0, 1, 0)
    const points = [1, 2, 3, 4].map(() => {
      appendBatch(log, assignedAt(log, batch!, 0), 0, config)
      return log.recoveryPoint
    })
    expect(points).toEqual([0, 0, 3, 3])
  })

  it('of the old segment comes with a new one: a loss of power takes nothing of it', () => {
    const log = logOf(sized(5))
    expect(safeEndOf(log, SECOND)).toBe(0)
    rollLog(log, 5, SECOND, sealLogConfig(configOf({})))
    expect([log.recoveryPoint, safeEndOf(log, SECOND)]).toEqual([5, 5])
  })

  it('is undone by nothing but a truncation', () => {
    const log = logOf(sized(5))
    flushTo(log, 4, SECOND)
    flushTo(log, 2, SECOND)
    expect(log.recoveryPoint).toBe(4)
    truncateLog(log, 1)
    expect([log.recoveryPoint, log.checkpointedRecoveryPoint]).toEqual([1, 0])
  })
})

describe('a start after an unclean stop', () => {
  it('looks through the segments from the one that holds the checkpointed recovery point', () => {
    const log = logOf(sized(5))
    rollLog(log, 5, 10 * SECOND, sealLogConfig(configOf({})))
    const [batch] = readBatches(logOf(sized(1)), 0, 1, 0)
    appendBatch(log, assignedAt(log, batch!, 0), 11 * SECOND)
    // The file is older than the roll.
    checkpointRecoveryPoint(log, 9 * SECOND)
    expect(bytesToRecover(log)).toBe(600)
    checkpointRecoveryPoint(log, 10 * SECOND)
    expect(bytesToRecover(log)).toBe(100)
  })

  it('goes by the flushes that were done when the file was written', () => {
    const config = sealLogConfig(configOf({}))
    const log = logOf(sized(5))
    const [batch] = readBatches(logOf(sized(1)), 0, 1, 0)
    for (const [end, timeUs] of [
      [5, 10 * SECOND],
      [6, 11 * SECOND],
    ] as const) {
      const before = log.recoveryPoint
      rollLog(log, end, timeUs, config)
      noteFlush(log, before, 2 * SECOND, timeUs)
      appendBatch(log, assignedAt(log, batch!, 0), timeUs)
    }
    // Done at 12 s, and the second, which has to wait for it, at 14 s.
    const points = [11, 12, 13, 14].map((seconds) => {
      checkpointRecoveryPoint(log, seconds * SECOND)
      return log.checkpointedRecoveryPoint
    })
    expect(points).toEqual([0, 5, 5, 6])
    expect([13, 14].map((seconds) => safeEndOf(log, seconds * SECOND))).toEqual([5, 6])
  })
})
