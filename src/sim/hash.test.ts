import { expect, test } from 'vitest'
import { HASH_SEED, hashText, mixInt, mixNumber, mixRow } from './hash.ts'

test('a row goes in as its six numbers would one by one', () => {
  const numbers = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 32 + 7, 2 ** 53 - 1, -(2 ** 53) + 1]
  const whole = { ...HASH_SEED }
  const oneByOne = { ...HASH_SEED }
  for (const a of numbers) {
    for (const b of numbers) {
      mixRow(whole, 12 << 20, -1, a, b, 3, b)
      mixInt(oneByOne, 12 << 20)
      mixInt(oneByOne, -1)
      for (const each of [a, b, 3, b]) mixNumber(oneByOne, each)
      expect(hashText(whole)).toBe(hashText(oneByOne))
    }
  }
})

test('a number that is no safe integer is refused, in whichever place', () => {
  for (const bad of [0.5, 2 ** 53, Number.NaN]) {
    expect(() => mixRow({ ...HASH_SEED }, 1, 2, bad, 0, 0, 0)).toThrow(RangeError)
    expect(() => mixRow({ ...HASH_SEED }, 1, 2, 0, 0, 0, bad)).toThrow(RangeError)
  }
})
