import { describe, expect, it } from 'vitest'
import { recordValue } from './value.ts'
import { workloadOf } from './workload.ts'

const text = (valueBytes: number, number: number, seed = '42'): string =>
  Buffer.from(
    recordValue(
      workloadOf(
        {
          kind: 'producer',
          id: 'p1',
          topic: 'orders',
          ratePerSecond: 10,
          keys: null,
          valueBytes,
          fromUs: 0,
          toUs: null,
          config: {},
        },
        seed,
      ),
      number,
    ) ?? [],
  ).toString('latin1')

describe('a value', () => {
  it.each([0, 1, 7, 8, 9, 100, 1_000])('takes exactly %i bytes, all printable', (bytes) => {
    expect(text(bytes, 1_336)).toMatch(new RegExp(`^[ -~]{${bytes}}$`))
  })

  it('says who sent it, and its number, when there is room', () => {
    expect(text(100, 1_336)).toMatch(/^p1\/1336 [a-z2-7]{92}$/)
    expect(text(8, 1_336)).toBe('p1/1336 ')
    expect(text(7, 1_336)).toMatch(/^[a-z2-7]{7}$/)
  })

  it('is the same every time, and another for another record or seed', () => {
    expect(text(100, 5)).toBe(text(100, 5))
    expect(text(7, 5)).not.toBe(text(7, 6))
    expect(text(7, 5)).not.toBe(text(7, 5, '43'))
  })
})
