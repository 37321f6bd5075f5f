import { describe, expect, test } from 'vitest'
import { seedChance } from '../../sim/chance.ts'
import type { UsableBroker } from './placement.ts'
import { placeReplicas } from './placement.ts'

function brokers(
  ...rows: readonly (readonly [id: number, rack: string | null, fenced?: boolean])[]
): UsableBroker[] {
  return rows.map(([id, rack, fenced]) => ({ id, rack, fenced: fenced ?? false }))
}

describe('replica placement', () => {
  test('one rack: consecutive in a rotated list, one further per partition, leaders spread evenly', () => {
    for (let seed = 0; seed < 30; seed++) {
      const placed = placeReplicas(
        seedChance(String(seed), 'p'),
        brokers([1, null], [2, null], [3, null], [4, null]),
        4,
        3,
      )
      const first = placed?.[0]?.[0] ?? 0
      const expected = [0, 1, 2, 3].map((p) => [0, 1, 2].map((r) => ((first - 1 + p + r) % 4) + 1))
      expect(placed).toEqual(expected)
    }
  })

  test('as many racks as replicas: no rack twice', () => {
    const three = brokers([1, 'a'], [2, 'b'], [3, 'c'], [4, 'a'], [5, 'b'], [6, 'c'])
    for (let seed = 0; seed < 30; seed++) {
      for (const replicas of placeReplicas(seedChance(String(seed), 'p'), three, 20, 3) ?? []) {
        expect(new Set(replicas.map((id) => (id - 1) % 3)).size).toBe(3)
      }
    }
  })

  test('a fenced broker never leads, and takes a replica when it must', () => {
    for (let seed = 0; seed < 30; seed++) {
      const placed = placeReplicas(
        seedChance(String(seed), 'p'),
        brokers([1, null], [2, null], [3, null, true]),
        9,
        3,
      )
      for (const replicas of placed ?? []) {
        expect(replicas[0]).not.toBe(3)
        expect(replicas.slice().sort()).toEqual([1, 2, 3])
      }
    }
  })

  test('a factor above the number of brokers, or no live broker at all, is refused', () => {
    const chance = seedChance('1', 'p')
    expect(placeReplicas(chance, brokers([1, null], [2, null]), 1, 3)).toBeNull()
    expect(placeReplicas(chance, brokers([1, null, true]), 1, 1)).toBeNull()
    expect(placeReplicas(chance, brokers([1, null]), 1, 0)).toBeNull()
  })
})
