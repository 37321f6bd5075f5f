import { describe, expect, it } from 'vitest'
import { INVALID_PRODUCER_EPOCH, OUT_OF_ORDER_SEQUENCE_NUMBER } from '../protocol/errors.ts'
import { assignOffsets, makeBatch } from './batch.ts'
import type { ProducerState } from './producer-state.ts'
import { checkSequence, rememberBatch } from './producer-state.ts'
import { logOf } from './testing/bare-logs.ts'
import { truncateLog } from './truncate.ts'

function batch(baseSequence: number, count = 1, epoch = 0) {
  return makeBatch({
    sizeBytes: 70,
    baseTimestampMs: 0,
    maxTimestampMs: 0,
    producerId: 7,
    producerEpoch: epoch,
    baseSequence,
    producer: 'p1',
    batchNumber: baseSequence,
    records: Array.from({ length: count }, (_, n) => baseSequence + n),
  })
}

function remembered(...batches: ReturnType<typeof batch>[]): Map<number, ProducerState> {
  const producers = new Map<number, ProducerState>()
  let offset = 100
  for (const one of batches) {
    rememberBatch(producers, assignOffsets(one, offset, 0))
    offset += one.count
  }
  return producers
}

describe('idempotent producers at a partition', () => {
  it('an unknown producer may begin with any sequence', () => {
    expect(checkSequence(new Map(), batch(41))).toEqual({ kind: 'accept' })
  })

  it('the next sequence is accepted, a gap is OUT_OF_ORDER_SEQUENCE_NUMBER', () => {
    const producers = remembered(batch(0, 3))
    expect(checkSequence(producers, batch(3))).toEqual({ kind: 'accept' })
    expect(checkSequence(producers, batch(4))).toEqual({
      kind: 'refuse',
      error: OUT_OF_ORDER_SEQUENCE_NUMBER,
    })
  })

  it('one of the last five batches again is a duplicate with its first offset', () => {
    const producers = remembered(batch(0), batch(1), batch(2), batch(3), batch(4))
    expect(checkSequence(producers, batch(0))).toEqual({ kind: 'duplicate', baseOffset: 100 })
    expect(checkSequence(producers, batch(4))).toEqual({ kind: 'duplicate', baseOffset: 104 })
  })

  it('the sixth batch back is remembered no more', () => {
    const producers = remembered(batch(0), batch(1), batch(2), batch(3), batch(4), batch(5))
    expect(checkSequence(producers, batch(0))).toEqual({
      kind: 'refuse',
      error: OUT_OF_ORDER_SEQUENCE_NUMBER,
    })
  })

  it('an older epoch is refused, a newer one must begin at 0', () => {
    const producers = remembered(batch(0, 1, 1))
    expect(checkSequence(producers, batch(1, 1, 0))).toEqual({
      kind: 'refuse',
      error: INVALID_PRODUCER_EPOCH,
    })
    expect(checkSequence(producers, batch(1, 1, 2))).toEqual({
      kind: 'refuse',
      error: OUT_OF_ORDER_SEQUENCE_NUMBER,
    })
    expect(checkSequence(producers, batch(0, 1, 2))).toEqual({ kind: 'accept' })
  })

  it('sequences wrap from 2^31 - 1 to 0', () => {
    const producers = remembered(batch(2_147_483_647))
    expect(checkSequence(producers, batch(0))).toEqual({ kind: 'accept' })
  })

  it('a cut of a compacted log that takes all that is remembered leaves what the log has before it', () => {
    const log = logOf(
      Array.from({ length: 10 }, (_, baseSequence) => ({
        sizeBytes: 70,
        maxTimestampMs: 0,
        producerId: 7,
        baseSequence,
      })),
    )
    log.cleanedEnd = 1
    truncateLog(log, 3)
    expect(checkSequence(log.producers, batch(3))).toEqual({ kind: 'accept' })
    expect(checkSequence(log.producers, batch(2))).toEqual({ kind: 'duplicate', baseOffset: 2 })
    expect(checkSequence(log.producers, batch(9))).toMatchObject({ kind: 'refuse' })
  })
})
