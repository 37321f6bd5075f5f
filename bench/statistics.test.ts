import { expect, test } from 'vitest'
import { figure, median, quantile } from './statistics.ts'

test('the middle of an odd and an even number of runs', () => {
  expect(median([5, 1, 3])).toBe(3)
  expect(median([4, 1, 2, 3])).toBe(2.5)
})

test('a quantile lies between its neighbours', () => {
  expect(quantile([10, 20, 30, 40, 50], 0.95)).toBeCloseTo(48)
  expect(quantile([7], 0.95)).toBe(7)
})

test('a figure has the median of the runs and how far they lie apart', () => {
  expect(figure('x', 'ms', [3, 1, 2.26], 1)).toEqual({ name: 'x', value: 2.3, unit: 'ms', spread: 2 })
})
