import { describe, expect, test } from 'vitest'
import { makeMetadataBatch } from '../metadata/metadata-batch.ts'
import type { MetadataLog } from './metadata-log.ts'
import {
  appendToMetadataLog,
  emptyMetadataLog,
  endOfEpoch,
  lastEpoch,
  readMetadataLog,
  truncateMetadataLog,
  truncationOffset,
} from './metadata-log.ts'

/** Batches of so many records each, by epoch. */
function logWith(...batches: readonly (readonly [epoch: number, records: number])[]): MetadataLog {
  const log = emptyMetadataLog(0, 0, 101)
  for (const [epoch, count] of batches) {
    const records = Array.from({ length: count }, () => ({ type: 'noOp' as const }))
    appendToMetadataLog(log, makeMetadataBatch(log.endOffset, epoch, records))
  }
  return log
}

function many(count: number): MetadataLog {
  return logWith(...Array.from({ length: count }, (_, i) => [1 + Math.floor(i / 100), 2] as const))
}

describe('the metadata log', () => {
  test('an epoch ends where the next one begins; an unknown one falls back to the greatest below it', () => {
    const log = logWith([1, 2], [1, 1], [3, 4], [6, 1])
    expect(endOfEpoch(log, 1)).toEqual({ epoch: 1, endOffset: 3 })
    expect(endOfEpoch(log, 2)).toEqual({ epoch: 1, endOffset: 3 })
    expect(endOfEpoch(log, 5)).toEqual({ epoch: 3, endOffset: 7 })
    expect(endOfEpoch(log, 6)).toEqual({ epoch: 6, endOffset: 8 })
    expect(endOfEpoch(log, 0)).toEqual({ epoch: 0, endOffset: 0 })
  })

  test('a diverging fetch cuts at the smaller end of a common epoch, else at the end of the greatest one below', () => {
    const log = logWith([1, 3], [2, 4])
    expect(truncationOffset(log, { epoch: 2, endOffset: 5 })).toBe(5)
    expect(truncationOffset(log, { epoch: 2, endOffset: 9 })).toBe(7)
    expect(truncationOffset(log, { epoch: 1, endOffset: 2 })).toBe(2)
    expect(truncationOffset(logWith([1, 3], [3, 4]), { epoch: 2, endOffset: 6 })).toBe(3)
  })

  test('reads from any offset on, across sealed chunks, up to an end', () => {
    const log = many(300)
    expect(log.chunks.length).toBe(4)
    for (const from of [0, 2, 126, 128, 130, 400, 510, 512, 598]) {
      const batches = readMetadataLog(log, from, log.endOffset, Number.MAX_SAFE_INTEGER)
      expect(batches[0]?.baseOffset).toBe(from)
      expect(batches.length).toBe(300 - from / 2)
    }
    expect(readMetadataLog(log, 600, 600, 1_000)).toEqual([])
    expect(readMetadataLog(log, 100, 110, Number.MAX_SAFE_INTEGER).length).toBe(5)
    expect(readMetadataLog(log, 100, 600, 1).length).toBe(1)
  })

  test('a cut takes chunks, epochs and the flushed end with it, and the log goes on from there', () => {
    for (const cut of [598, 512, 510, 200, 130, 128, 2]) {
      const log = many(300)
      log.flushedEnd = 600
      truncateMetadataLog(log, cut)
      expect(log.endOffset).toBe(cut)
      expect(log.flushedEnd).toBe(cut)
      const batches = readMetadataLog(log, 0, cut, Number.MAX_SAFE_INTEGER)
      expect(batches.length).toBe(cut / 2)
      expect(lastEpoch(log)).toBe(batches[batches.length - 1]?.epoch)
      appendToMetadataLog(log, makeMetadataBatch(cut, 9, [{ type: 'noOp' }]))
      expect(log.endOffset).toBe(cut + 1)
    }
  })

  test('an append that leaves a gap or goes back in epochs is refused', () => {
    const log = logWith([2, 1])
    expect(() => appendToMetadataLog(log, makeMetadataBatch(5, 2, [{ type: 'noOp' }]))).toThrow('gap')
    expect(() => appendToMetadataLog(log, makeMetadataBatch(1, 1, [{ type: 'noOp' }]))).toThrow('backwards')
  })
})
