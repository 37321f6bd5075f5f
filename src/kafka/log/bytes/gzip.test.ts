import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordValue } from '../../workload/value.ts'
import { workloadOf } from '../../workload/workload.ts'
import { gzip, gzipSize } from './gzip.ts'

describe('gzip', () => {
  it('is read by others, whatever is packed, and takes as many bytes as were counted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (block) => {
        const packed = gzip(block)
        expect(packed.length).toBe(gzipSize(block))
        expect([...gunzipSync(packed)]).toEqual([...block])
      }),
    )
  })

  it.each([0, 1, 65_535, 65_536, 200_000])('of %i random bytes is hardly longer than they are', (length) => {
    const block = Uint8Array.from({ length }, (_, n) => (n * 2_654_435_761) >>> 13)
    const packed = gzip(block)
    expect(packed.length).toBeLessThanOrEqual(length + 18 + 5 * Math.max(Math.ceil(length / 65_535), 1))
    expect(Buffer.compare(gunzipSync(packed), block)).toBe(0)
  })

  it('of what workloads write is about three quarters', () => {
    const setup = { kind: 'producer', id: 'p1', topic: 'orders', ratePerSecond: 1, keys: null } as const
    const workload = workloadOf({ ...setup, valueBytes: 10_000, fromUs: 0, toUs: null, config: {} }, '1')
    const value = recordValue(workload, 7) ?? new Uint8Array()
    expect(gzip(value).length / value.length).toBeCloseTo(0.76, 2)
  })
})
