// The bytes of .index and .timeindex files (server.md 2.5).

import { byteWriter, writeInt32, writeInt64, written } from '../bytes/byte-writer.ts'
import { INDEX_ENTRY_BYTES, TIME_INDEX_ENTRY_BYTES } from './roll.ts'
import type { Segment } from './segments.ts'

/** An offset less the base offset, and a position. */
export function indexBytes(segment: Segment): Uint8Array {
  const to = byteWriter(segment.index.length * INDEX_ENTRY_BYTES)
  for (const { offset, position } of segment.index) {
    writeInt32(to, offset - segment.baseOffset)
    writeInt32(to, position)
  }
  return written(to)
}

/** A time, and an offset less the base offset. */
export function timeIndexBytes(segment: Segment): Uint8Array {
  const to = byteWriter(segment.timeIndex.length * TIME_INDEX_ENTRY_BYTES)
  for (const { timestampMs, offset } of segment.timeIndex) {
    writeInt64(to, timestampMs)
    writeInt32(to, offset - segment.baseOffset)
  }
  return written(to)
}
