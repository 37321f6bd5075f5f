import { describe, expect, it } from 'vitest'
import { snapshotOf } from '../producer-state.ts'
import { logOf } from '../testing/bare-logs.ts'
import { snapshotBytes } from './producer-snapshot.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('a producer snapshot', () => {
  it('is what a broker of Kafka 4.3.1 left at its orderly stop', () => {
    const log = logOf([
      { count: 3, sizeBytes: 85, maxTimestampMs: 1_795_156_585_135, producerId: 0, baseSequence: 0 },
    ])
    expect(hex(snapshotBytes(snapshotOf(log.producers)))).toBe(
      '00018bddc857000000010000000000000000000000000002000000000000000200000002000001a1f7abaaafffffffffffffffffffffffff',
    )
  })

  it('has an entry of 46 bytes for each producer, by its id, of its last batch', () => {
    const log = logOf([
      { count: 2, sizeBytes: 90, maxTimestampMs: 1, producerId: 9, baseSequence: 0 },
      { count: 1, sizeBytes: 80, maxTimestampMs: 2, producerId: 4, baseSequence: 2_147_483_647 },
      { count: 1, sizeBytes: 80, maxTimestampMs: 3 },
      { count: 2, sizeBytes: 90, maxTimestampMs: 4, producerId: 9, baseSequence: 2 },
    ])
    const bytes = Buffer.from(snapshotBytes(snapshotOf(log.producers)))
    expect(bytes.length).toBe(10 + 2 * 46)
    const entry = (at: number) => ({
      producerId: bytes.readBigInt64BE(at),
      lastSequence: bytes.readInt32BE(at + 10),
      lastOffset: bytes.readBigInt64BE(at + 14),
      offsetDelta: bytes.readInt32BE(at + 22),
      timestampMs: bytes.readBigInt64BE(at + 26),
    })
    expect(entry(10)).toEqual({
      producerId: 4n,
      lastSequence: 2_147_483_647,
      lastOffset: 2n,
      offsetDelta: 0,
      timestampMs: 2n,
    })
    expect(entry(56)).toEqual({
      producerId: 9n,
      lastSequence: 3,
      lastOffset: 5n,
      offsetDelta: 1,
      timestampMs: 4n,
    })
  })

  it('of sequences that wrap goes on from 0', () => {
    const log = logOf([
      { count: 3, sizeBytes: 90, maxTimestampMs: 1, producerId: 1, baseSequence: 2_147_483_647 },
    ])
    expect(Buffer.from(snapshotBytes(snapshotOf(log.producers))).readInt32BE(20)).toBe(1)
  })
})
