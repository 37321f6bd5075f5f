import { describe, expect, it } from 'vitest'
import { crc32c } from './crc32c.ts'

const of = (bytes: ArrayLike<number>): string =>
  crc32c(Uint8Array.from(bytes), 0, bytes.length).toString(16).padStart(8, '0')

describe('CRC-32C', () => {
  // The first is the check value of the algorithm, those of 32 bytes are from RFC 3720, B.4.
  it.each([
    ['"123456789"', Buffer.from('123456789'), 'e3069283'],
    ['nothing', [], '00000000'],
    ['32 zeros', new Uint8Array(32), '8a9136aa'],
    ['32 ones', new Uint8Array(32).fill(255), '62a8ab43'],
    ['0 to 31', Array.from({ length: 32 }, (_, i) => i), '46dd794e'],
    ['31 to 0', Array.from({ length: 32 }, (_, i) => 31 - i), '113fdb5c'],
  ])('of %s', (_, bytes, crc) => {
    expect(of(bytes)).toBe(crc)
  })

  it('looks only at the bytes it is told to', () => {
    expect(crc32c(Buffer.from('xx123456789yy'), 2, 11)).toBe(0xe3069283)
  })
})
