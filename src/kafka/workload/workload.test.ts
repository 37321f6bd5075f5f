import { describe, expect, it } from 'vitest'
import type { ProducerSetup } from '../setup.ts'
import { keyBytesOf, partitionForKey, partitionForKeyIndex } from './key-hash.ts'
import { utf8Bytes } from './murmur2.ts'
import { createdUs, firstRecordAt, isBeyond, keyIndexOf, keyOf, keyText, workloadOf } from './workload.ts'

const setup: ProducerSetup = {
  kind: 'producer',
  id: 'p1',
  topic: 'orders',
  ratePerSecond: 300,
  keys: 50,
  valueBytes: 100,
  fromUs: 2_000_000,
  toUs: 3_000_000,
  config: {},
}
const workload = workloadOf(setup, '42')

describe('a workload', () => {
  it('spaces its records evenly from its start', () => {
    expect([0, 1, 2, 3].map((number) => createdUs(workload, number))).toEqual([
      2_000_000, 2_003_333, 2_006_666, 2_010_000,
    ])
  })

  it('ends before its last moment', () => {
    expect(isBeyond(workload, 299)).toBe(false)
    expect(isBeyond(workload, 300)).toBe(true)
  })

  it('finds the first record at or after any moment', () => {
    for (const timeUs of [0, 2_000_000, 2_000_001, 2_003_333, 2_003_334, 2_999_999]) {
      const number = firstRecordAt(workload, timeUs)
      expect(createdUs(workload, number)).toBeGreaterThanOrEqual(timeUs)
      if (number > 0) expect(createdUs(workload, number - 1)).toBeLessThan(timeUs)
    }
  })

  it('draws its keys evenly, and the same ones every time', () => {
    const counts = new Array<number>(50).fill(0)
    for (let number = 0; number < 50_000; number++) {
      const index = keyIndexOf(workload, number)
      counts[index] = (counts[index] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150)
    expect(keyOf(workloadOf(setup, '42'), 7)).toBe(keyOf(workload, 7))
  })

  it('gives another seed or another producer other keys', () => {
    const keys = (of: typeof workload) => Array.from({ length: 20 }, (_, number) => keyOf(of, number)).join()
    expect(keys(workloadOf(setup, '43'))).not.toBe(keys(workload))
    expect(keys(workloadOf({ ...setup, id: 'p2' }, '42'))).not.toBe(keys(workload))
  })

  it('has null keys when it has none', () => {
    expect(keyOf(workloadOf({ ...setup, keys: null }, '42'), 3)).toBeNull()
    expect(keyBytesOf(-1)).toBe(-1)
  })

  it('knows size and partition of a key without making it', () => {
    for (const index of [0, 9, 10, 99, 100, 12_345, 70_000]) {
      expect(keyBytesOf(index)).toBe(utf8Bytes(keyText(index)).length)
      expect(partitionForKeyIndex(index, 12)).toBe(partitionForKey(keyText(index), 12))
    }
  })
})
