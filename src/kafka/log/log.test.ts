import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyTree } from '../../sim/tree.ts'
import type { Batch } from './batch.ts'
import { assignOffsets, makeBatch } from './batch.ts'
import { hashBelow, logHash } from './history.ts'
import { assignEpoch } from './leader-epochs.ts'
import type { Log } from './log.ts'
import { appendBatch, emptyLog } from './log.ts'
import { batchAt, readBatches } from './read.ts'
import { truncateLog } from './truncate.ts'
import { safeEndOf } from './written.ts'

function batch(number: number, count: number): Batch {
  return makeBatch({
    sizeBytes: 61 + 10 * count,
    baseTimestampMs: number,
    maxTimestampMs: number,
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
    producer: 'p1',
    batchNumber: number,
    records: Array.from({ length: count }, (_, n) => number * 10 + n),
  })
}

function logOf(counts: readonly number[], epoch = 0): Log {
  const log = emptyLog(0, 0, 'orders-0', 1)
  assignEpoch(log.epochs, epoch, 0)
  for (const [number, count] of counts.entries()) {
    appendBatch(log, assignOffsets(batch(number, count), log.logEnd, epoch), number)
  }
  return log
}

describe('log', () => {
  it('offsets follow one another without a gap', () => {
    const log = logOf([2, 3, 1])
    expect(log.logEnd).toBe(6)
    expect(readBatches(log, 0, 6, 1_000_000).map((one) => one.baseOffset)).toEqual([0, 2, 5])
  })

  it('a read begins with the batch that holds the offset, and never passes its bound', () => {
    const log = logOf([2, 3, 1])
    expect(readBatches(log, 3, 6, 1_000_000).map((one) => one.baseOffset)).toEqual([2, 5])
    expect(readBatches(log, 0, 5, 1_000_000).map((one) => one.baseOffset)).toEqual([0, 2])
    expect(readBatches(log, 5, 5, 1_000_000)).toEqual([])
  })

  it('the first batch comes whatever its size, the next only if it fits', () => {
    const log = logOf([2, 3, 1])
    expect(readBatches(log, 0, 6, 0).length).toBe(1)
    expect(readBatches(log, 0, 6, 81 + 91).length).toBe(2)
    expect(readBatches(log, 0, 6, 81 + 90).length).toBe(1)
  })

  it('truncation takes the batch that holds the offset as a whole', () => {
    const log = logOf([2, 3, 1])
    expect(truncateLog(log, 3)).toBe(2)
    expect(log.truncatedRecords).toBe(4)
    expect(log.sizeBytes).toBe(81)
  })

  it('a burst within a second is written back as a whole 30 s later', () => {
    const log = emptyLog(0, 0, 'orders-0', 1)
    for (let n = 0; n < 100; n++)
      appendBatch(log, assignOffsets(batch(n, 1), log.logEnd, 0), 5_000_000 + n * 5_000)
    expect(safeEndOf(log, 34_999_999)).toBe(0)
    expect(safeEndOf(log, 35_495_000)).toBe(100)
  })

  it('equal logs have equal hashes, and one record more another', () => {
    expect(logHash(logOf([1, 2]))).toBe(logHash(logOf([1, 2])))
    expect(logHash(logOf([1, 2]))).not.toBe(logHash(logOf([1, 2, 1])))
    expect(logHash(logOf([1, 2]))).not.toBe(logHash(logOf([1, 2], 1)))
  })

  it('any appends and truncations leave what a flat list of batches would hold', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: -60, max: -1 })), {
      maxLength: 400,
    })
    fc.assert(
      fc.property(steps, (moves) => {
        let log = emptyLog(0, 0, 'orders-0', 1)
        assignEpoch(log.epochs, 0, 0)
        let flat: Batch[] = []
        moves.forEach((move, number) => {
          // A checkpoint now and then: nothing may be written through it.
          if (number % 7 === 0) log = copyTree(log)
          if (move > 0) {
            const one = assignOffsets(batch(number, move), log.logEnd, 0)
            appendBatch(log, one, number)
            flat.push(one)
            return
          }
          const to = Math.max(0, log.logEnd + move)
          truncateLog(log, to)
          flat = flat.filter((one) => one.baseOffset + one.count <= to)
        })
        expect(readBatches(log, 0, log.logEnd, 10_000_000)).toEqual(flat)
        for (const one of flat) expect(batchAt(log, one.baseOffset)).toBe(one)
        const fresh = emptyLog(0, 0, 'orders-0', 1)
        for (const one of flat) {
          appendBatch(fresh, one, 0)
          expect(hashBelow(log, fresh.logEnd)).toBe(logHash(fresh))
        }
        expect(log.sizeBytes).toBe(flat.reduce((sum, one) => sum + one.sizeBytes, 0))
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})
