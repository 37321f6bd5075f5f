import { describe, expect, it } from 'vitest'
import { coordinatorAbs, coordinatorPartition, javaHash, topicPartitionHash } from './java-hash.ts'

// clients.md 0.2, with 50 partitions.
const GROUPS: readonly [key: string, hash: number, absolute: number, partition: number, wrong: number][] = [
  ['g', 103, 103, 3, 3],
  ['group', 98629247, 98629247, 47, 47],
  ['my-group', -1906497762, 1906497762, 12, 36],
  ['test-group', 627841412, 627841412, 12, 12],
  ['order-service', 562889526, 562889526, 26, 26],
  ['console-consumer-1', 35782224, 35782224, 24, 24],
  ['payments', 1382682413, 1382682413, 13, 13],
  ['connect-cluster', 1440343063, 1440343063, 13, 13],
  ['my-transactional-id', -959806496, 959806496, 46, 2],
  ['streams-app-1', -826511829, 826511829, 29, 19],
  ['polygenelubricants', -2147483648, 0, 0, 0],
  ['AaAa', 2031744, 2031744, 44, 44],
  ['BBBB', 2031744, 2031744, 44, 44],
]

describe('the partition of a group', () => {
  it.each(GROUPS)('%s: by the absolute value of its hash', (key, hash, absolute, partition, wrong) => {
    expect(javaHash(key)).toBe(hash)
    expect(coordinatorAbs(hash)).toBe(absolute)
    expect(coordinatorPartition(key, 50)).toBe(partition)
    expect((hash & 0x7fffffff) % 50).toBe(wrong)
  })

  it('hashes UTF-16 code units: one for 가, two for 🙂', () => {
    expect(javaHash('가')).toBe(0xac00)
    expect(javaHash('🙂')).toBe(31 * 0xd83d + 0xde42)
    expect(javaHash('')).toBe(0)
  })

  it('hashes a partition by its number, then its topic', () => {
    expect(topicPartitionHash({ topic: 't0', index: 3 })).toBe(31 * (31 + 3) + 3644)
  })
})
