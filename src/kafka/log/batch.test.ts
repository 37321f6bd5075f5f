import { describe, expect, it } from 'vitest'
import { BATCH_HEADER_BYTES } from './batch.ts'
import { recordBytes, varintBytes } from './record-size.ts'

describe('batch sizes', () => {
  it.each([
    [0, 1],
    [-64, 1],
    [63, 1],
    [-65, 2],
    [64, 2],
    [8_191, 2],
    [-8_192, 2],
    [8_192, 3],
    [1_048_575, 3],
    [1_048_576, 4],
    [2_147_483_647, 5],
    [-2_147_483_648, 5],
    [1_700_000_000_000, 6],
  ])('a zig-zag varint of %i takes %i bytes', (value, bytes) => {
    expect(varintBytes(value)).toBe(bytes)
  })

  it('a record "hello" without a key takes 12 bytes, its batch 73', () => {
    expect(recordBytes(0, 0, -1, 5)).toBe(12)
    expect(BATCH_HEADER_BYTES + recordBytes(0, 0, -1, 5)).toBe(73)
  })

  it('a null key and a 100-byte value take 109 bytes, and 1024 bytes take 1033', () => {
    expect(recordBytes(0, 0, -1, 100)).toBe(109)
    expect(recordBytes(0, 0, -1, 1_024)).toBe(1_033)
  })

  it('a null value is a length of -1 and no bytes', () => {
    expect(recordBytes(5, 1, 2, -1)).toBe(9)
  })
})
