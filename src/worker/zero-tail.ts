// Files that end in many zeros, packed without going through them one by one: an index that has its full size beforehand is ten megabytes of nothing.

const BYTE_STATES = 256
const POLYNOMIAL = 0xed_b8_83_20

const TABLE = makeTable()

function makeTable(): Uint32Array {
  const table = new Uint32Array(BYTE_STATES)
  for (let byte = 0; byte < BYTE_STATES; byte++) {
    let state = byte
    for (let bit = 0; bit < 8; bit++) state = (state & 1) === 1 ? (state >>> 1) ^ POLYNOMIAL : state >>> 1
    table[byte] = state >>> 0
  }
  return table
}

/** CRC-32 (the one of zip files) of bytes with so many zeros behind them. */
export function crc32(bytes: Uint8Array, zeros: number): number {
  let state = 0xff_ff_ff_ff
  for (const byte of bytes) state = (TABLE[(state ^ byte) & 0xff] as number) ^ (state >>> 8)
  return (afterZeros(state, zeros) ^ 0xff_ff_ff_ff) >>> 0
}

/** A zero byte takes one state to the next in a linear way: so do two, four, eight of them, each from the one before. */
function afterZeros(from: number, zeros: number): number {
  let state = from
  let step = new Uint32Array(32)
  for (let bit = 0; bit < 32; bit++) {
    const column = (1 << bit) >>> 0
    step[bit] = (TABLE[column & 0xff] as number) ^ (column >>> 8)
  }
  for (let left = zeros; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) state = applied(step, state)
    step = step.map((column) => applied(step, column))
  }
  return state
}

function applied(columns: Uint32Array, state: number): number {
  let sum = 0
  for (let bit = 0; bit < 32; bit++) if (((state >>> bit) & 1) === 1) sum ^= columns[bit] as number
  return sum >>> 0
}

const STORED_MAX = 65_535
/** Bytes that one repetition stands for, the most there can be. */
const RUN = 258

/** A deflate stream (RFC 1951) of bytes as they are and then zeros. */
export function deflateWithZeros(bytes: Uint8Array, zeros: number): Uint8Array<ArrayBuffer> {
  const runs = Math.floor(Math.max(0, zeros - 1) / RUN)
  const blocks = Math.ceil(bytes.length / STORED_MAX)
  const bits = 3 + 8 * (zeros - runs * RUN) + 13 * runs + 7
  const out = new Uint8Array(bytes.length + blocks * 5 + Math.ceil(bits / 8))
  let at = 0
  for (let from = 0; from < bytes.length; from += STORED_MAX) {
    const block = bytes.subarray(from, from + STORED_MAX)
    // Not the last block, stored; its length and the complement of that.
    out.set(
      [0, block.length & 0xff, block.length >>> 8, ~block.length & 0xff, (~block.length >>> 8) & 0xff],
      at,
    )
    out.set(block, at + 5)
    at += block.length + 5
  }
  let bit = at * 8
  const put = (code: number, length: number) => {
    // Huffman codes lie with their first bit lowest.
    for (let place = length - 1; place >= 0; place--, bit++)
      if (((code >>> place) & 1) === 1) out[bit >>> 3] = (out[bit >>> 3] as number) | (1 << (bit & 7))
  }
  // The last block, with the fixed codes.
  put(0b110, 3)
  for (let left = zeros - runs * RUN; left > 0; left--) put(0b0011_0000, 8)
  // Length 258, distance 1: the zero before, over and over.
  for (let run = 0; run < runs; run++) put(0b1_1000_1010_0000, 13)
  put(0, 7)
  return out
}
