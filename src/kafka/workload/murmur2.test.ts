import { describe, expect, it } from 'vitest'
import { murmur2, toPositive, utf8Bytes } from './murmur2.ts'

// clients.md 1.4; the first six are the vectors of Kafka's own unit test.
const VECTORS: readonly [key: string, bytes: number, hash: number, positive: number, mod12: number][] = [
  ['21', 2, -973932308, 1173551340, 0],
  ['foobar', 6, -790332482, 1357151166, 6],
  ['a-little-bit-long-string', 24, -985981536, 1161502112, 8],
  ['a-little-bit-longer-string', 26, -1486304829, 661178819, 11],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', 48, -58897971, 2088585677, 5],
  ['abc', 3, 479470107, 479470107, 3],
  ['', 0, 275646681, 275646681, 9],
  ['a', 1, -1563381124, 584102524, 4],
  ['b', 1, -1853091852, 294391796, 8],
  ['ab', 2, 316155434, 316155434, 2],
  ['abcd', 4, -1323649548, 823834100, 8],
  ['key', 3, -1079937367, 1067546281, 1],
  ['key-0', 5, 29210041, 29210041, 1],
  ['key-1', 5, 193331640, 193331640, 0],
  ['key-2', 5, 852269702, 852269702, 2],
  ['key-3', 5, -1839136101, 308347547, 11],
  ['user-1', 6, 1404122828, 1404122828, 8],
  ['user-42', 7, 1459644460, 1459644460, 4],
  ['order-1001', 10, 297523878, 297523878, 6],
  ['hello', 5, 2132663229, 2132663229, 9],
  ['Kafka', 5, 824573139, 824573139, 3],
  ['kafka', 5, -798503068, 1348980580, 4],
  ['0', 1, 971027396, 971027396, 8],
  ['1', 1, -1993445489, 154038159, 3],
  ['123456789', 9, -1822237082, 325246566, 6],
  ['été', 5, -2101193575, 46290073, 1],
  ['日本語', 9, 1431860170, 1431860170, 10],
  ['🙂', 4, 925250799, 925250799, 3],
]

const NUMBERS: readonly [name: string, bytes: readonly number[], hash: number][] = [
  ['int32 0', [0, 0, 0, 0], 850957120],
  ['int32 1', [0, 0, 0, 1], -173113808],
  ['int32 42', [0, 0, 0, 42], 1606757304],
  ['int32 -1', [255, 255, 255, 255], 644171429],
  ['int64 0', [0, 0, 0, 0, 0, 0, 0, 0], -522759933],
  ['int64 1', [0, 0, 0, 0, 0, 0, 0, 1], 2100486060],
  ['int64 42', [0, 0, 0, 0, 0, 0, 0, 42], 506863552],
]

describe('murmur2 of a key', () => {
  it.each(VECTORS)('%s: as Kafka has it', (key, bytes, hash, positive, mod12) => {
    const serialised = utf8Bytes(key)
    expect(serialised.length).toBe(bytes)
    expect(murmur2(serialised)).toBe(hash)
    expect(toPositive(hash)).toBe(positive)
    expect(toPositive(hash) % 12).toBe(mod12)
  })

  it.each(NUMBERS)('%s, big-endian: as Kafka has it', (_, bytes, hash) => {
    expect(murmur2(bytes)).toBe(hash)
  })
})
