import { describe, expect, it } from 'vitest'
import { keepRows, keepValue } from './reconcile.ts'

const row = (address: string, value: number, list: readonly number[] = []) => ({ address, value, list })

describe('keeping rows', () => {
  it('keeps the whole list when nothing changed', () => {
    const before = [row('a', 1, [1, 2]), row('b', 2)]
    expect(keepRows(before, [row('a', 1, [1, 2]), row('b', 2)])).toBe(before)
  })

  it('renews only the row that changed', () => {
    const before = [row('a', 1), row('b', 2, [1])]
    const now = keepRows(before, [row('a', 1), row('b', 2, [2])])
    expect(now).not.toBe(before)
    expect(now[0]).toBe(before[0])
    expect(now[1]?.list).toEqual([2])
  })

  it('keeps what a frame leaves out', () => {
    const before = [row('a', 1)]
    expect(keepRows(before, undefined)).toBe(before)
  })

  it('forgets rows that are gone, and follows a new order', () => {
    const before = [row('a', 1), row('b', 2)]
    expect(keepRows(before, [row('b', 2)])).toEqual([row('b', 2)])
    expect(keepRows(before, [row('b', 2), row('a', 1)])[0]).toBe(before[1])
  })

  it('tells a missing field from one that holds undefined', () => {
    const before: object = { a: undefined }
    expect(keepValue(before, { b: undefined } as object)).not.toBe(before)
  })
})
