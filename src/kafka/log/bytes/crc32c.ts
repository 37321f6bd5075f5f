// CRC-32C (Castagnoli), reflected: the checksum of a record batch from its attributes on (server.md 2.1), and of a producer snapshot.

const POLYNOMIAL = 0x82f63b78

const TABLE = makeTable()

function makeTable(): Int32Array {
  const table = new Int32Array(256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ Math.imul(crc & 1, POLYNOMIAL)
    table[byte] = crc
  }
  return table
}

/** Of the bytes from `start` up to `end`, as an unsigned integer. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1
  for (let i = start; i < end; i++) {
    crc = (TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8)
  }
  return ~crc >>> 0
}
