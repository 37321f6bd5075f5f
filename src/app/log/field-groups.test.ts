import { describe, expect, it } from 'vitest'
import { byteWriter, writeVarint, written } from '../../kafka/log/bytes/byte-writer.ts'
import { fieldGroups, hexOf, isVarint, textOf, varintSteps } from './field-groups.ts'

describe('a varint explained', () => {
  it.each([
    [0, ['0·0000000'], 0],
    [-1, ['0·0000001'], 1],
    [63, ['0·1111110'], 126],
    [64, ['1·0000000', '0·0000001'], 128],
    [113, ['1·1100010', '0·0000001'], 226],
  ])('comes to %i', (value, bytes, unsigned) => {
    const to = byteWriter(16)
    writeVarint(to, value)
    expect(varintSteps(written(to))).toEqual({ bytes, unsigned, value })
  })

  it('is exact beyond 32 bits', () => {
    const to = byteWriter(16)
    writeVarint(to, -3_000_000_000_001)
    expect(varintSteps(written(to)).value).toBe(-3_000_000_000_001)
  })

  it('is told from the fields of the header, whose names are alike', () => {
    expect(isVarint({ name: 'length', record: 0 })).toBe(true)
    expect(isVarint({ name: 'attributes', record: 0 })).toBe(false)
    expect(isVarint({ name: 'length', record: -1 })).toBe(false)
  })
})

describe('fields for reading', () => {
  const field = (
    name: string,
    record: number,
    offset: number,
    length: number,
    value: number | string = 0,
  ) => ({
    name,
    record,
    offset,
    length,
    value,
  })

  it('are the header, then each record with its offset and size', () => {
    const groups = fieldGroups({
      baseOffset: 40,
      fields: [
        field('baseOffset', -1, 0, 8, 40),
        field('crc', -1, 8, 4),
        field('length', 0, 12, 1),
        field('offsetDelta', 0, 13, 1, 0),
        field('length', 1, 14, 2),
        // Compaction took the record between them.
        field('offsetDelta', 1, 16, 1, 2),
      ],
    })
    expect(groups.headerBytes).toBe(12)
    expect(groups.records.map(({ place, offset, size }) => [place, offset, size])).toEqual([
      [0, 40, 2],
      [1, 42, 3],
    ])
    expect(groups.block).toBeNull()
  })

  it('are one block where a codec has packed the records', () => {
    const groups = fieldGroups({ baseOffset: 0, fields: [field('records', -1, 61, 30, 'abc')] })
    expect(groups.block?.length).toBe(30)
    expect(groups.header).toEqual([])
  })
})

describe('bytes as text', () => {
  it('are shown only where they are printable', () => {
    expect(textOf(new TextEncoder().encode('서울 key-1'))).toBe('서울 key-1')
    expect(textOf(Uint8Array.of(0xff, 0x00))).toBeNull()
    expect(textOf(Uint8Array.of(0x0a))).toBeNull()
    expect(hexOf(Uint8Array.of(0, 15, 255))).toBe('00 0f ff')
  })
})
