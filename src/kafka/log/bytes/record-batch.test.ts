import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NotABatch } from './byte-reader.ts'
import { decodeBatch, fieldsOf } from './decode-batch.ts'
import { encodeBatch } from './encode-batch.ts'
import type { RecordBatch, RecordBytes } from './record-batch.ts'

const text = (of: string): Uint8Array => new Uint8Array(Buffer.from(of))
const hex = (of: Uint8Array): string => Buffer.from(of).toString('hex')
const T = 1_700_000_000_000

const record = (
  timestampDelta: number,
  offsetDelta: number,
  key: string | null,
  value: string | null,
  headers: RecordBytes['headers'] = [],
): RecordBytes => ({
  timestampDelta,
  offsetDelta,
  key: key === null ? null : text(key),
  value: value === null ? null : text(value),
  headers,
})

const HELLO: RecordBatch = {
  baseOffset: 0,
  partitionLeaderEpoch: 0,
  codec: 'none',
  timestampType: 'CreateTime',
  isTransactional: false,
  isControl: false,
  hasDeleteHorizon: false,
  lastOffsetDelta: 0,
  baseTimestampMs: T,
  maxTimestampMs: T,
  producerId: -1,
  producerEpoch: -1,
  baseSequence: -1,
  records: [record(0, 0, null, 'hello')],
}

const THREE: RecordBatch = {
  ...HELLO,
  baseOffset: 100,
  partitionLeaderEpoch: 7,
  lastOffsetDelta: 2,
  maxTimestampMs: T + 5,
  producerId: 4_000,
  producerEpoch: 0,
  baseSequence: 0,
  records: [
    record(0, 0, 'k1', 'v1'),
    record(5, 1, 'k2', null),
    record(5, 2, '', '', [{ key: text('h'), value: text('x') }]),
  ],
}

/** "a", "b" and "c" without keys, as a broker of Kafka 4.3.1 wrote them for the console producer. */
const REAL =
  '00000000000000000000004900000000024b2a5f7a000000000002000001a1f7abaaa5000001a1f7abaaaf0000000000000000000000000000000000030e000000010261000e001402010262000e00140401026300'

describe('a record batch', () => {
  it('of one record without a key is 73 bytes', () => {
    expect(hex(encodeBatch(HELLO))).toBe(
      '00000000000000000000003d0000000002e641a44b0000000000000000018bcfe568000000018bcfe56800ffffffffffffffffffffffffffff0000000116000000010a68656c6c6f00',
    )
  })

  it('with a tombstone, an empty key and a header is 92 bytes', () => {
    const bytes = encodeBatch(THREE)
    expect(bytes.length).toBe(92)
    expect(hex(bytes.subarray(17, 21))).toBe('bf9f6dde')
    expect(hex(bytes.subarray(61))).toBe('14000000046b310476310010000a02046b32010014000a0400000202680278')
    expect(decodeBatch(bytes)).toEqual({ batch: THREE, crcHolds: true, end: 92 })
  })

  it('of a real broker reads as it should, and is written back byte for byte', () => {
    const { batch, crcHolds } = decodeBatch(Buffer.from(REAL, 'hex'))
    expect(crcHolds).toBe(true)
    expect(batch).toMatchObject({ baseTimestampMs: 1_795_156_585_125, producerId: 0, lastOffsetDelta: 2 })
    const values = batch.records.map(({ value, timestampDelta }) => [
      Buffer.from(value ?? []).toString(),
      timestampDelta,
    ])
    expect(values).toEqual([
      ['a', 0],
      ['b', 10],
      ['c', 10],
    ])
    expect(hex(encodeBatch(batch))).toBe(REAL)
  })

  it('marks a transaction, control records, append time and the delete horizon each by its bit', () => {
    const bits = (more: Partial<RecordBatch>): number =>
      encodeBatch({ ...HELLO, ...more }, (_, block) => block)[22] as number
    expect(bits({})).toBe(0)
    expect(bits({ codec: 'zstd' })).toBe(4)
    expect(bits({ timestampType: 'LogAppendTime' })).toBe(8)
    expect(bits({ isTransactional: true })).toBe(16)
    expect(bits({ isControl: true })).toBe(32)
    expect(bits({ hasDeleteHorizon: true })).toBe(64)
  })

  it('is found out when a bit from its attributes on has changed', () => {
    const bytes = encodeBatch(THREE)
    // The last byte of a value: nothing else depends on it.
    bytes[91] = (bytes[91] as number) ^ 1
    expect(decodeBatch(bytes).crcHolds).toBe(false)
    const earlier = encodeBatch(THREE)
    earlier[15] = 9
    expect(decodeBatch(earlier)).toMatchObject({ crcHolds: true, batch: { partitionLeaderEpoch: 9 } })
  })

  it('that is cut short or no batch at all is refused, never misread', () => {
    const bytes = encodeBatch(THREE)
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeBatch(bytes.subarray(0, length))).toThrow(NotABatch)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(() => decodeBatch(noise)).toThrow(NotABatch)
      }),
    )
  })

  it('comes back from its bytes as it went in', () => {
    const bytes = fc.uint8Array({ maxLength: 200 })
    const records = fc.array(
      fc.record({
        timestampDelta: fc.integer({ min: -100_000, max: 10_000_000_000 }),
        offsetDelta: fc.nat(2_000_000),
        key: fc.option(bytes),
        value: fc.option(bytes),
        headers: fc.array(fc.record({ key: bytes, value: fc.option(bytes) }), { maxLength: 4 }),
      }),
      { maxLength: 40 },
    )
    const header = fc.record({
      baseOffset: fc.nat(2 ** 40),
      partitionLeaderEpoch: fc.integer({ min: -1, max: 1_000_000 }),
      timestampType: fc.constantFrom<RecordBatch['timestampType']>('CreateTime', 'LogAppendTime'),
      isTransactional: fc.boolean(),
      isControl: fc.boolean(),
      hasDeleteHorizon: fc.boolean(),
      lastOffsetDelta: fc.nat(2_000_000),
      baseTimestampMs: fc.nat(2 ** 45),
      maxTimestampMs: fc.integer({ min: -1, max: 2 ** 45 }),
      producerId: fc.integer({ min: -1, max: 2 ** 45 }),
      producerEpoch: fc.integer({ min: -1, max: 32_767 }),
      baseSequence: fc.integer({ min: -1, max: 2_147_483_647 }),
    })
    fc.assert(
      fc.property(header, records, (fields, of) => {
        const batch: RecordBatch = { ...fields, codec: 'none', records: of }
        const encoded = encodeBatch(batch)
        expect(decodeBatch(encoded)).toEqual({ batch, crcHolds: true, end: encoded.length })
      }),
    )
  })
})

describe('the fields of a batch', () => {
  it('cover its bytes, each once and in order', () => {
    const bytes = encodeBatch(THREE)
    let end = 0
    for (const field of fieldsOf(bytes)) {
      expect([field.name, field.offset]).toEqual([field.name, end])
      end += field.length
    }
    expect(end).toBe(bytes.length)
  })

  it('are named as Kafka names them, with what they say', () => {
    const fields = fieldsOf(encodeBatch(THREE))
    expect(
      fields.slice(0, 13).map(({ name, offset, length, value }) => [offset, length, name, value]),
    ).toEqual([
      [0, 8, 'baseOffset', 100],
      [8, 4, 'batchLength', 80],
      [12, 4, 'partitionLeaderEpoch', 7],
      [16, 1, 'magic', 2],
      [17, 4, 'crc', 0xbf9f6dde],
      [21, 2, 'attributes', 0],
      [23, 4, 'lastOffsetDelta', 2],
      [27, 8, 'baseTimestamp', T],
      [35, 8, 'maxTimestamp', T + 5],
      [43, 8, 'producerId', 4_000],
      [51, 2, 'producerEpoch', 0],
      [53, 4, 'baseSequence', 0],
      [57, 4, 'recordsCount', 3],
    ])
    expect(
      fields.filter(({ record: of }) => of === 2).map(({ name, length, value }) => [name, length, value]),
    ).toEqual([
      ['length', 1, 10],
      ['attributes', 1, 0],
      ['timestampDelta', 1, 5],
      ['offsetDelta', 1, 2],
      ['keyLength', 1, 0],
      ['key', 0, ''],
      ['valueLength', 1, 0],
      ['value', 0, ''],
      ['headerCount', 1, 1],
      ['headerKeyLength', 1, 1],
      ['headerKey', 1, '68'],
      ['headerValueLength', 1, 1],
      ['headerValue', 1, '78'],
    ])
  })

  it('end with one block when the records are packed', () => {
    const bytes = encodeBatch({ ...THREE, codec: 'gzip' }, () => text('packed'))
    expect(fieldsOf(bytes).at(-1)).toEqual({
      name: 'records',
      record: -1,
      offset: 61,
      length: 6,
      value: '7061636b6564',
    })
  })

  it('leave out what is null, whose length says so', () => {
    const names = fieldsOf(encodeBatch(HELLO)).map(({ name, value }) => `${name} ${value}`)
    expect(names).toContain('keyLength -1')
    expect(names.some((name) => name.startsWith('key '))).toBe(false)
  })
})
