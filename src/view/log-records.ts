// The records of one replica's log, one by one in a near window, counted in buckets in a far one.

import type { Batch } from '../kafka/log/batch.ts'
import { endOf, offsetAt } from '../kafka/log/batch.ts'
import type { Log } from '../kafka/log/log.ts'
import type { LogChunk } from '../kafka/log/segment.ts'
import type { Workload } from '../kafka/workload/workload.ts'
import { keyOf, valueBytesOf } from '../kafka/workload/workload.ts'
import { workloadIn } from '../kafka/workload/workload-in.ts'
import type { World } from '../sim/world.ts'
import type { AcknowledgedOf } from './log-acknowledged.ts'
import { baseOf, batchesBetween, chunksBetween, endOfLogChunk } from './log-batches.ts'
import { groupKeyText, groupValueText } from './log-contents.ts'
import type { LogBucketsRow, LogRecordRow } from './log-rows.ts'
import type { LogWindow } from './log-window.ts'

/** How the records of a partition read: their keys, and what became of them. */
export interface RecordReading {
  readonly contentOf: (
    batch: Batch,
    place: number,
  ) => Pick<LogRecordRow, 'record' | 'key' | 'value' | 'tombstone'>
  readonly acknowledgedOf: AcknowledgedOf
}

export function recordReading(world: World, acknowledgedOf: AcknowledgedOf): RecordReading {
  let producer = ''
  let workload: Workload | null = null
  return {
    acknowledgedOf,
    contentOf: (batch, place) => {
      const given = batch.data?.[place]
      if (given !== undefined)
        return {
          record: '',
          key: groupKeyText(given),
          value: groupValueText(given),
          tombstone: given.value === null,
        }
      if (batch.producer !== producer) {
        producer = batch.producer
        workload = workloadIn(world, producer)
      }
      const number = batch.records[place] as number
      return {
        record: `record:${producer}/${number}`,
        key: workload === null ? '' : (keyOf(workload, number) ?? ''),
        value: `${producer}/${number}`,
        tombstone: workload !== null && valueBytesOf(workload, number) < 0,
      }
    },
  }
}

/** Newest first, as a tank is read from its surface down. */
export function recordRows(
  reading: RecordReading,
  log: Readonly<Log>,
  window: Pick<LogWindow, 'from' | 'to'>,
): LogRecordRow[] {
  const rows: LogRecordRow[] = []
  for (const batch of batchesBetween(log, window.from, Math.min(window.to, log.logEnd)))
    addRecords(rows, reading, log, batch, window, 'there')
  return rows.reverse()
}

/** Records of batches that the log no longer holds, or has only `behind` its end. */
export function goneRows(
  reading: RecordReading,
  log: Readonly<Log>,
  batches: readonly Batch[],
  window: Pick<LogWindow, 'from' | 'to'>,
  standing: 'gone' | 'behind' = 'gone',
): LogRecordRow[] {
  const rows: LogRecordRow[] = []
  for (const batch of batches) addRecords(rows, reading, log, batch, window, standing)
  return rows.reverse()
}

function addRecords(
  rows: LogRecordRow[],
  reading: RecordReading,
  log: Readonly<Log>,
  batch: Batch,
  window: Pick<LogWindow, 'from' | 'to'>,
  standing: 'there' | 'gone' | 'behind',
): void {
  const gone = standing !== 'there'
  const acknowledged = reading.acknowledgedOf(batch)
  for (let place = 0; place < batch.count; place++) {
    const offset = offsetAt(batch, place)
    if (offset < window.from || offset >= window.to || (!gone && offset < log.logStart)) continue
    rows.push({
      address: `replica:${log.partition}@${log.nodeId}/${offset}${gone ? `/${standing}` : ''}`,
      node: log.nodeId,
      offset,
      ...reading.contentOf(batch, place),
      epoch: batch.leaderEpoch,
      acknowledged,
      opensBatch: place === 0,
      gone,
      behind: standing === 'behind',
    })
  }
}

/** Counts by bucket. A chunk within one bucket is counted as a whole, if it has one answer. */
export function bucketsRow(
  acknowledgedOf: AcknowledgedOf,
  log: Readonly<Log>,
  { from, to, bucket }: LogWindow,
): LogBucketsRow {
  const first = Math.floor(from / bucket) * bucket
  const size = Math.ceil((to - first) / bucket)
  const counts = {
    first,
    bucket,
    low: Math.max(first, log.logStart),
    records: new Array<number>(size).fill(0),
    acknowledged: new Array<number>(size).fill(0),
    lost: new Array<number>(size).fill(0),
  }
  for (const chunk of chunksBetween(log, counts.low, to)) addChunk(counts, acknowledgedOf, chunk)
  const { records, acknowledged, lost } = counts
  return {
    address: `replica:${log.partition}@${log.nodeId}`,
    node: log.nodeId,
    first,
    records,
    acknowledged,
    lost,
  }
}

interface Counts {
  readonly first: number
  readonly bucket: number
  readonly low: number
  readonly records: number[]
  readonly acknowledged: number[]
  readonly lost: number[]
}

function addChunk(counts: Counts, acknowledgedOf: AcknowledgedOf, chunk: LogChunk): void {
  const { first, bucket, low } = counts
  const place = Math.floor((baseOf(chunk) - first) / bucket)
  const isInside = baseOf(chunk) >= low && Math.floor((endOfLogChunk(chunk) - 1 - first) / bucket) === place
  const { batches } = chunk
  const last = batches[batches.length - 1] as Batch
  // Batches are acknowledged in order, or nearly: what holds for both ends of a full chunk holds for all of it as far as a picture from afar goes.
  const answer = isInside && chunk.sealed ? acknowledgedOf(batches[0] as Batch) : null
  if (answer !== null && answer === acknowledgedOf(last)) {
    addCount(counts, place, recordsIn(chunk), answer)
    return
  }
  for (const batch of batches) addBatch(counts, batch, acknowledgedOf(batch))
}

function addBatch(counts: Counts, batch: Batch, answer: ReturnType<AcknowledgedOf>): void {
  const { first, bucket, low, records } = counts
  const from = Math.floor((batch.baseOffset - first) / bucket)
  const to = Math.floor((endOf(batch) - 1 - first) / bucket)
  if (from === to && batch.baseOffset >= low) {
    if (from < records.length) addCount(counts, from, batch.count, answer)
    return
  }
  for (let place = 0; place < batch.count; place++) {
    const offset = offsetAt(batch, place)
    const into = Math.floor((offset - first) / bucket)
    if (offset >= low && into < records.length) addCount(counts, into, 1, answer)
  }
}

function addCount(counts: Counts, place: number, count: number, answer: ReturnType<AcknowledgedOf>): void {
  counts.records[place] = (counts.records[place] ?? 0) + count
  if (answer === 'yes') counts.acknowledged[place] = (counts.acknowledged[place] ?? 0) + count
  if (answer === 'lost') counts.lost[place] = (counts.lost[place] ?? 0) + count
}

/** Sealed chunks never change: each is counted once. */
const known = new WeakMap<LogChunk, number>()

function recordsIn(chunk: LogChunk): number {
  const count = known.get(chunk)
  if (count !== undefined) return count
  let records = 0
  for (const batch of chunk.batches) records += batch.count
  known.set(chunk, records)
  return records
}
