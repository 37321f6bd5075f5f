// A batch of a log, of which only the numbers of its records are kept, to its bytes: keys, values and times come from the workload of its producer.

import { EngineError } from '../../../sim/assert.ts'
import { encodeKey, encodeValue } from '../../group/record-bytes.ts'
import type { GroupValue } from '../../group/records.ts'
import { groupKeyOf } from '../../group/records.ts'
import { utf8Bytes } from '../../workload/murmur2.ts'
import { recordHeaders, recordValue } from '../../workload/value.ts'
import type { Workload } from '../../workload/workload.ts'
import { keyOf } from '../../workload/workload.ts'
import type { Batch, RecordData } from '../batch.ts'
import { offsetAt } from '../batch.ts'
import { encodeBatch } from './encode-batch.ts'
import type { RecordBatch, RecordBytes } from './record-batch.ts'
import { CODECS } from './record-batch.ts'
import { timestampDeltas } from './record-times.ts'

/** Workload of a producer, by its name. */
export type WorkloadOf = (producer: string) => Workload

/** `workload`: of its producer, null if its records carry their content. */
export function contentOf(batch: Batch, workload: Workload | null): RecordBatch {
  return {
    baseOffset: batch.baseOffset,
    partitionLeaderEpoch: batch.leaderEpoch,
    codec: CODECS[batch.codec] ?? 'none',
    timestampType: batch.isLogAppendTime ? 'LogAppendTime' : 'CreateTime',
    isTransactional: false,
    isControl: false,
    hasDeleteHorizon: batch.deleteHorizonMs >= 0,
    lastOffsetDelta: batch.lastOffsetDelta,
    baseTimestampMs: batch.baseTimestampMs,
    maxTimestampMs: batch.maxTimestampMs,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    records: batch.data === null ? workloadRecords(batch, workload) : dataRecords(batch, batch.data),
  }
}

function workloadRecords(batch: Batch, workload: Workload | null): RecordBytes[] {
  if (batch.count === 0) return []
  if (workload === null) throw new EngineError(`nobody knows the records of ${batch.producer}`)
  const deltas = timestampDeltas(batch, workload)
  const records: RecordBytes[] = []
  for (let place = 0; place < batch.count; place++) {
    const number = batch.records[place] as number
    const key = keyOf(workload, number)
    records.push({
      timestampDelta: deltas[place] as number,
      offsetDelta: offsetAt(batch, place) - batch.baseOffset,
      key: key === null ? null : Uint8Array.from(utf8Bytes(key)),
      value: recordValue(workload, number),
      headers: recordHeaders(workload, number),
    })
  }
  return records
}

function dataRecords(batch: Batch, data: readonly RecordData[]): RecordBytes[] {
  return data.map((record, place) => ({
    timestampDelta: (batch.timesMs?.[place] ?? batch.maxTimestampMs) - batch.baseTimestampMs,
    offsetDelta: offsetAt(batch, place) - batch.baseOffset,
    key: record.key === null ? null : encodeKey(groupKeyOf(record)),
    value: record.value === null ? null : encodeValue(record.value as GroupValue, () => NO_UUID),
    headers: [],
  }))
}

const NO_UUID: readonly number[] = new Array<number>(16).fill(0)

/** The bytes of batches that follow each other: what a segment's .log file holds. */
export function bytesOf(batches: readonly Batch[], workloadOf: WorkloadOf): Uint8Array {
  let sizeBytes = 0
  for (const batch of batches) sizeBytes += batch.sizeBytes
  const bytes = new Uint8Array(sizeBytes)
  let at = 0
  for (const batch of batches) {
    const encoded = encodeBatch(contentOf(batch, batch.data === null ? workloadOf(batch.producer) : null))
    if (encoded.length !== batch.sizeBytes)
      throw new EngineError(`a batch of ${batch.sizeBytes} bytes came out with ${encoded.length}`)
    bytes.set(encoded, at)
    at += encoded.length
  }
  return bytes
}
