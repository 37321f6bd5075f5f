import { describe, expect, it } from 'vitest'
import { copiedCapacity, grownCapacity, hashMapOrder, hashMapOrderOfTexts } from './hash-map-order.ts'

describe('the order of a Java HashMap', () => {
  it('goes by bucket: C3, C4, C0, C1, C2', () => {
    expect(hashMapOrderOfTexts(['C0', 'C1', 'C2', 'C3', 'C4'])).toEqual(['C3', 'C4', 'C0', 'C1', 'C2'])
    expect(hashMapOrderOfTexts(['C4', 'C3', 'C2', 'C1', 'C0'])).toEqual(['C3', 'C4', 'C0', 'C1', 'C2'])
  })

  it('keeps the order of arrival inside a bucket', () => {
    expect(hashMapOrderOfTexts(['BBBB', 'AaAa'])).toEqual(['BBBB', 'AaAa'])
    expect(hashMapOrderOfTexts(['AaAa', 'BBBB'])).toEqual(['AaAa', 'BBBB'])
  })

  it('folds the upper half of a hash into the bucket', () => {
    expect(hashMapOrder([0x10000, 0], (key) => key)).toEqual([0, 0x10000])
  })

  it('doubles its room beyond three quarters; a copy leaves more', () => {
    expect([1, 12, 13, 24, 25].map(grownCapacity)).toEqual([16, 16, 32, 32, 64])
    expect([1, 11, 12, 23, 24].map(copiedCapacity)).toEqual([16, 16, 32, 32, 64])
  })

  it('wraps numbers round the room there is', () => {
    const numbers = [5, 17, 20]
    expect(hashMapOrder(numbers, (key) => key)).toEqual([17, 20, 5])
    expect(hashMapOrder(numbers, (key) => key, 32)).toEqual([5, 17, 20])
  })
})
