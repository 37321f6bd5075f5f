import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { varintBytes } from '../record-size.ts'
import type { ByteReader } from './byte-reader.ts'
import { NotABatch, readInt64, readVarint, readVarlong } from './byte-reader.ts'
import { byteWriter, writeInt64, writeVarint, written } from './byte-writer.ts'

const reader = (bytes: Uint8Array): ByteReader => ({ bytes, at: 0, fields: null, record: -1 })

function varint(value: number): Uint8Array {
  const to = byteWriter(1)
  writeVarint(to, value)
  return written(to)
}

describe('a zig-zag varint', () => {
  it.each([
    [0, '00'],
    [-1, '01'],
    [1, '02'],
    [63, '7e'],
    [-64, '7f'],
    [64, '8001'],
    [-65, '8101'],
    [8_191, 'fe7f'],
    [-8_192, 'ff7f'],
    [8_192, '808001'],
    [1_048_575, 'feff7f'],
    [1_048_576, '80808001'],
    [134_217_727, 'feffff7f'],
    [134_217_728, '8080808001'],
    [2_147_483_647, 'feffffff0f'],
    [-2_147_483_648, 'ffffffff0f'],
    [1_700_000_000_000, '80a0abfef962'],
    [4_503_599_627_370_495, 'feffffffffffff0f'],
  ])('of %i is %s', (value, hex) => {
    expect(Buffer.from(varint(value)).toString('hex')).toBe(hex)
    expect(readVarlong(reader(varint(value)), 'it')).toBe(value)
  })

  it('comes back as it went, and takes the bytes that sizes count with', () => {
    const longs = fc.integer({ min: -(2 ** 51), max: 2 ** 51 })
    fc.assert(
      fc.property(longs, (value) => {
        expect(readVarlong(reader(varint(value)), 'it')).toBe(value)
        expect(varint(value).length).toBe(varintBytes(value))
      }),
    )
  })

  it.each([
    ['goes on beyond five bytes', 'ffffffffff01'],
    ['ends within', '80'],
  ])('is refused when it %s', (_, hex) => {
    expect(() => readVarint(reader(Buffer.from(hex, 'hex')), 'it')).toThrow(NotABatch)
  })
})

describe('an int64', () => {
  it.each([
    [-1, 'ffffffffffffffff'],
    [0, '0000000000000000'],
    [4_294_967_296, '0000000100000000'],
    [-4_294_967_297, 'fffffffeffffffff'],
    [1_700_000_000_000, '0000018bcfe56800'],
    [Number.MAX_SAFE_INTEGER, '001fffffffffffff'],
  ])('%i is %s', (value, hex) => {
    const to = byteWriter(8)
    writeInt64(to, value)
    expect(Buffer.from(written(to)).toString('hex')).toBe(hex)
    expect(readInt64(reader(written(to)), 'it')).toBe(value)
  })
})
