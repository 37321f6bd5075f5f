import { expect, test } from 'vitest'
import { linearScale } from './linear-scale.ts'

test('a scale goes there and back, beyond its ends too', () => {
  const x = linearScale([0, 40], [8, 808])
  expect([x(0), x(20), x(40), x(50)]).toEqual([8, 408, 808, 1008])
  for (const value of [0, 7, 40, -3]) expect(x.invert(x(value))).toBeCloseTo(value)
})

test('ticks are round and stay within the domain', () => {
  expect(linearScale([0, 40], [0, 1]).ticks(4)).toEqual([0, 10, 20, 30, 40])
  expect(linearScale([3, 18], [0, 1]).ticks(3)).toEqual([5, 10, 15])
})

test('a domain without extent lies at the beginning', () => {
  const x = linearScale([5, 5], [10, 90])
  expect([x(5), x(7), x.invert(50)]).toEqual([10, 10, 5])
})
