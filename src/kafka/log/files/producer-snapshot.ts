// The .snapshot file: what a log remembers of its producers below an offset (server.md 2.4; ProducerSnapshot version 1).

import { byteWriter, putInt32, writeInt16, writeInt32, writeInt64, written } from '../bytes/byte-writer.ts'
import { crc32c } from '../bytes/crc32c.ts'
import type { ProducerEntry } from '../producer-state.ts'

const VERSION = 1
const CRC_AT = 2
/** The CRC covers everything from here on. */
const ENTRIES_AT = 6
const ENTRY_BYTES = 46

// rule: files.producer-snapshot
/** The last batch of each producer is what a restart needs. */
export function snapshotBytes(entries: readonly ProducerEntry[]): Uint8Array {
  const to = byteWriter(ENTRIES_AT + 4 + entries.length * ENTRY_BYTES)
  writeInt16(to, VERSION)
  writeInt32(to, 0)
  writeInt32(to, entries.length)
  for (const entry of entries) {
    writeInt64(to, entry.producerId)
    writeInt16(to, entry.epoch)
    writeInt32(to, entry.lastSequence)
    writeInt64(to, entry.lastOffset)
    writeInt32(to, entry.lastOffsetDelta)
    writeInt64(to, entry.lastTimestampMs)
    // No transaction: neither a coordinator's epoch nor a first offset.
    writeInt32(to, -1)
    writeInt64(to, -1)
  }
  const bytes = written(to)
  putInt32(bytes, CRC_AT, crc32c(bytes, ENTRIES_AT, bytes.length))
  return bytes
}
