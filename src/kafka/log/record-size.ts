// Bytes of one record in a batch (server.md 2.1; DefaultRecord.sizeInBytes).

/** Bytes of a zig-zag varint. */
export function varintBytes(value: number): number {
  // Zig-zag doubles the size: 7 bits a byte, without bit operations so that longs are exact.
  let unsigned = value >= 0 ? value * 2 : -value * 2 - 1
  let bytes = 1
  while (unsigned >= 128) {
    unsigned = Math.floor(unsigned / 128)
    bytes += 1
  }
  return bytes
}

/** Of the number of headers, where there are none. */
export const NO_HEADERS_BYTES = 1

// rule: batch.headers
/** `keyBytes` or `valueBytes` −1 for null; `headersBytes`: of all headers and their number. */
export function recordBytes(
  timestampDelta: number,
  offsetDelta: number,
  keyBytes: number,
  valueBytes: number,
  headersBytes: number = NO_HEADERS_BYTES,
): number {
  const body =
    1 +
    varintBytes(timestampDelta) +
    varintBytes(offsetDelta) +
    varintBytes(keyBytes) +
    Math.max(keyBytes, 0) +
    varintBytes(valueBytes) +
    Math.max(valueBytes, 0) +
    headersBytes
  return varintBytes(body) + body
}
