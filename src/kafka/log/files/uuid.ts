// Kafka's ids of 128 bits, written in URL-safe base 64. Real ones are random; these follow from the seed and what they are of.

import type { Hash } from '../../../sim/hash.ts'
import { HASH_SEED, mixInt, mixString } from '../../../sim/hash.ts'

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const BYTES = 16

export function uuidText(seed: string, of: string): string {
  for (let attempt = 0; ; attempt++) {
    const text = base64(uuidBytes(seed, of, attempt))
    // Kafka does not give out an id that a shell would take for an option.
    if (!text.startsWith('-')) return text
  }
}

/** A random UUID, version 4. */
function uuidBytes(seed: string, of: string, attempt: number): number[] {
  const hash: Hash = { ...HASH_SEED }
  mixString(hash, seed)
  mixString(hash, of)
  const bytes: number[] = []
  for (let i = 0; i < BYTES; i++) {
    mixInt(hash, attempt * BYTES + i)
    bytes.push((hash.hi >>> 8) & 0xff)
  }
  bytes[6] = 0x40 | ((bytes[6] as number) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  return bytes
}

/** Without padding. */
function base64(bytes: readonly number[]): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) & 0xff)
    const digits = Math.min(bytes.length - i, 3) + 1
    for (let d = 0; d < digits; d++) text += DIGITS[(group >> (18 - 6 * d)) & 0x3f]
  }
  return text
}
