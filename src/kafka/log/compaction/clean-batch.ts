// What a cleaning leaves of one batch (server.md 3.2; Cleaner.shouldRetainRecord, MemoryRecords.filterTo).

import type { Batch } from '../batch.ts'
import { BATCH_HEADER_BYTES, cleanedBatch, endOf, offsetAt } from '../batch.ts'
import { recordBytes } from '../record-size.ts'
import type { KeyAt, OffsetMap } from './offset-map.ts'

/** How the cleaner sees records: their keys, sizes and times. */
export interface RecordView {
  readonly keyAt: KeyAt
  readonly keyBytesAt: (batch: Batch, place: number) => number
  /** −1 for a tombstone. */
  readonly valueBytesAt: (batch: Batch, place: number) => number
  /** Of the headers of each of its records, with their number. */
  readonly headersBytesOf: (batch: Batch) => number
  readonly timesOf: (batch: Batch) => readonly number[]
  /** A batch written anew, packed as it was. */
  readonly repacked: (batch: Batch) => Batch
}

export interface Round {
  readonly map: OffsetMap
  readonly view: RecordView
  readonly nowMs: number
  readonly deleteRetentionMs: number
  /** Last offset of each idempotent producer that is known here: its batch is kept, for its sequence. */
  readonly lastOffsets: ReadonlyMap<number, number>
}

/** The batch as it is written, null if nothing of it is. */
export function cleanBatch(batch: Batch, round: Round): Batch | null {
  const { view } = round
  const kept: number[] = []
  let hasTombstone = false
  for (let place = 0; place < batch.count; place++) {
    if (!isKept(batch, place, round)) continue
    kept.push(place)
    if (view.valueBytesAt(batch, place) < 0) hasTombstone = true
  }
  if (kept.length === 0) return isHeaderKept(batch, round) ? emptied(batch) : null
  const setsHorizon = hasTombstone && batch.deleteHorizonMs < 0
  if (kept.length === batch.count && !setsHorizon) return batch
  const horizonMs = setsHorizon ? round.nowMs + round.deleteRetentionMs : batch.deleteHorizonMs
  return rewritten(batch, kept, horizonMs, view)
}

// rule: compaction.keeps
/** Beyond the map everything; below, the latest record of its key, a tombstone only until its horizon; nothing without a key. */
function isKept(batch: Batch, place: number, round: Round): boolean {
  const offset = offsetAt(batch, place)
  if (offset >= round.map.endOffset) return true
  const key = round.view.keyAt(batch, place)
  if (key === null) return false
  if (offset < (round.map.latest.get(key) ?? -1)) return false
  const isTombstone = round.view.valueBytesAt(batch, place) < 0
  return !isTombstone || batch.deleteHorizonMs < 0 || round.nowMs < batch.deleteHorizonMs
}

// rule: compaction.empty-batches
/** Without a record left: of a producer's last batch, and of the last batch of the round, the header stays. */
function isHeaderKept(batch: Batch, round: Round): boolean {
  if (endOf(batch) === round.map.endOffset) return true
  return batch.producerId >= 0 && round.lastOffsets.get(batch.producerId) === endOf(batch) - 1
}

function emptied(batch: Batch): Batch {
  return cleanedBatch(batch, {
    count: 0,
    offsetDeltas: [],
    sizeBytes: BATCH_HEADER_BYTES,
    blockBytes: 0,
    baseTimestampMs: batch.maxTimestampMs,
    maxTimestampMs: batch.maxTimestampMs,
    timesMs: [],
    deleteHorizonMs: -1,
    records: [],
    data: batch.data === null ? null : [],
  })
}

// rule: compaction.delete-horizon
/** Offsets, sequence, producer and epoch stay. The delete horizon takes the place of the base timestamp. */
function rewritten(batch: Batch, kept: readonly number[], horizonMs: number, view: RecordView): Batch {
  const times = view.timesOf(batch)
  const timesMs = kept.map((place) => times[place] as number)
  const offsetDeltas = kept.map((place) => offsetAt(batch, place) - batch.baseOffset)
  const baseTimestampMs = horizonMs >= 0 ? horizonMs : (timesMs[0] as number)
  const headersBytes = view.headersBytesOf(batch)
  let block = 0
  kept.forEach((place, n) => {
    const timeDelta = (timesMs[n] as number) - baseTimestampMs
    const keyBytes = view.keyBytesAt(batch, place)
    const valueBytes = view.valueBytesAt(batch, place)
    block += recordBytes(timeDelta, offsetDeltas[n] as number, keyBytes, valueBytes, headersBytes)
  })
  const { data } = batch
  const cleaned = cleanedBatch(batch, {
    count: kept.length,
    offsetDeltas,
    sizeBytes: BATCH_HEADER_BYTES + block,
    blockBytes: block,
    baseTimestampMs,
    maxTimestampMs: batch.isLogAppendTime ? batch.maxTimestampMs : Math.max(...timesMs),
    timesMs,
    deleteHorizonMs: horizonMs,
    records: data === null ? kept.map((place) => batch.records[place] as number) : [],
    data: data === null ? null : kept.map((place) => data[place] as (typeof data)[number]),
  })
  return view.repacked(cleaned)
}
