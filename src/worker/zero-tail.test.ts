import { inflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { crc32, deflateWithZeros } from './zero-tail.ts'

describe('a file that ends in zeros', () => {
  it.each([
    [0, 1],
    [0, 2],
    [3, 258],
    [3, 259],
    [3, 260],
    [70_000, 5],
    [65_535, 10_000],
    [8, 1_000_003],
  ])('of %i bytes and %i zeros unpacks to them', (length, zeros) => {
    const bytes = Uint8Array.from({ length }, (_, place) => (place * 7 + 1) & 0xff)
    const unpacked = inflateSync(deflateWithZeros(bytes, zeros))
    expect(unpacked.length).toBe(length + zeros)
    expect(unpacked.subarray(0, length).every((byte, at) => byte === bytes[at])).toBe(true)
    expect(unpacked.subarray(length).every((byte) => byte === 0)).toBe(true)
  })

  it('has the checksum that it would have byte by byte', () => {
    const text = new TextEncoder().encode('123456789')
    // The check value of CRC-32.
    expect(crc32(text, 0)).toBe(0xcb_f4_39_26)
    for (const zeros of [1, 2, 3, 255, 4_096, 100_001]) {
      const whole = new Uint8Array(text.length + zeros)
      whole.set(text)
      expect(crc32(text, zeros)).toBe(crc32(whole, 0))
    }
  })
})
