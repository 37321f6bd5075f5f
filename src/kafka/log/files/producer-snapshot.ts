// The .snapshot file: what a log remembers of its producers below an offset (server.md 2.4; ProducerSnapshot version 1).

import type { Batch } from '../batch.ts'
import { endOf } from '../batch.ts'
import { byteWriter, putInt32, writeInt16, writeInt32, writeInt64, written } from '../bytes/byte-writer.ts'
import { crc32c } from '../bytes/crc32c.ts'

const VERSION = 1
const CRC_AT = 2
/** The CRC covers everything from here on. */
const ENTRIES_AT = 6
const ENTRY_BYTES = 46
/** Sequences wrap from 2^31 − 1 to 0. */
const SEQUENCES = 2_147_483_648

// rule: files.producer-snapshot
/** Of the producers of these batches, in order of their ids. The last batch of each is what a restart needs. */
export function snapshotBytes(batches: readonly Batch[]): Uint8Array {
  const last = new Map<number, Batch>()
  for (const batch of batches) if (batch.producerId >= 0) last.set(batch.producerId, batch)
  const entries = [...last.values()].sort((a, b) => a.producerId - b.producerId)
  const to = byteWriter(ENTRIES_AT + 4 + entries.length * ENTRY_BYTES)
  writeInt16(to, VERSION)
  writeInt32(to, 0)
  writeInt32(to, entries.length)
  for (const batch of entries) {
    writeInt64(to, batch.producerId)
    writeInt16(to, batch.producerEpoch)
    writeInt32(to, (batch.baseSequence + batch.count - 1) % SEQUENCES)
    writeInt64(to, endOf(batch) - 1)
    writeInt32(to, batch.count - 1)
    writeInt64(to, batch.maxTimestampMs)
    // No transaction: neither a coordinator's epoch nor a first offset.
    writeInt32(to, -1)
    writeInt64(to, -1)
  }
  const bytes = written(to)
  putInt32(bytes, CRC_AT, crc32c(bytes, ENTRIES_AT, bytes.length))
  return bytes
}
