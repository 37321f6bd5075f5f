// CRC-32 as zlib has it: librdkafka's consistent partitioners hash keys with it, so that their clients and Java's disagree about a key's partition.

const POLYNOMIAL = 0xedb88320

/** Unsigned. */
export function crc32(bytes: readonly number[]): number {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte & 0xff
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ Math.imul(crc & 1, POLYNOMIAL)
  }
  return ~crc >>> 0
}
