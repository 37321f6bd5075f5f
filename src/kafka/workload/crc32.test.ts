import { crc32 as zlibCrc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { crc32 } from './crc32.ts'
import { partitionByCrc32, partitionByPrefix, partitionForKey } from './key-hash.ts'
import { utf8Bytes } from './murmur2.ts'

describe('CRC-32', () => {
  it('of the check string is cbf43926', () => {
    expect(crc32(utf8Bytes('123456789'))).toBe(0xcbf43926)
  })

  it.runIf(zlibCrc32 !== undefined)('is that of zlib', () => {
    for (const text of ['', 'a', 'key-0', '주문', 'x'.repeat(100)]) {
      expect(crc32(utf8Bytes(text))).toBe(zlibCrc32(Buffer.from(text)))
    }
  })
})

describe('the partition of a key', () => {
  it('differs between murmur2 and CRC-32 for some key, as between Java and librdkafka', () => {
    const keys = Array.from({ length: 20 }, (_, index) => `user-${index}`)
    expect(keys.some((key) => partitionByCrc32(key, 6) !== partitionForKey(key, 6))).toBe(true)
  })

  it('by its prefix is the same for all keys of that prefix', () => {
    const partitions = ['eu-1', 'eu-2', 'eu-3'].map((key) => partitionByPrefix(key, 12))
    expect(new Set(partitions).size).toBe(1)
    expect(partitionByPrefix('plain', 12)).toBe(partitionForKey('plain', 12))
  })
})
