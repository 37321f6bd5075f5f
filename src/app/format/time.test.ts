import { describe, expect, it } from 'vitest'
import { clockText, countText, hashText, secondsText, spanText } from './time.ts'

describe('time in words', () => {
  it('reads minutes, seconds, milliseconds and, apart, microseconds', () => {
    expect(clockText(6_231_480)).toEqual({ clock: '00:06.231', micros: '480' })
    expect(clockText(3_600_000_001)).toEqual({ clock: '60:00.000', micros: '001' })
  })

  it('takes the shortest exact unit for a span', () => {
    expect([40_000_000, 1_500_000, 250_000, 80].map(spanText)).toEqual(['40 s', '1.5 s', '250 ms', '80 µs'])
  })

  it('parts thousands and hashes', () => {
    expect(countText(3412).replace(/\s/u, ' ')).toBe('3 412')
    expect(hashText('e8b19f0277ac41d0')).toBe('e8b1 9f02 77ac 41d0')
    expect(secondsText(5_031_000)).toBe('5.031 s')
  })
})
