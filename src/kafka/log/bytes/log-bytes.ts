// A batch of a log, of which only the numbers of its records are kept, to its bytes: keys, values and times come from the workload of its producer.

import { EngineError } from '../../../sim/assert.ts'
import { utf8Bytes } from '../../workload/murmur2.ts'
import { recordValue } from '../../workload/value.ts'
import type { Workload } from '../../workload/workload.ts'
import { keyOf } from '../../workload/workload.ts'
import type { Batch } from '../batch.ts'
import { encodeBatch } from './encode-batch.ts'
import type { RecordBatch, RecordBytes } from './record-batch.ts'
import { timestampDeltas } from './record-times.ts'

/** Workload of a producer, by its name. */
export type WorkloadOf = (producer: string) => Workload

export function contentOf(batch: Batch, workload: Workload): RecordBatch {
  const deltas = timestampDeltas(batch, workload)
  const records: RecordBytes[] = []
  for (let place = 0; place < batch.count; place++) {
    const number = batch.records[place] as number
    const key = keyOf(workload, number)
    records.push({
      timestampDelta: deltas[place] as number,
      offsetDelta: place,
      key: key === null ? null : Uint8Array.from(utf8Bytes(key)),
      value: recordValue(workload, number),
      headers: [],
    })
  }
  return {
    baseOffset: batch.baseOffset,
    partitionLeaderEpoch: batch.leaderEpoch,
    codec: 'none',
    timestampType: 'CreateTime',
    isTransactional: false,
    isControl: false,
    hasDeleteHorizon: false,
    lastOffsetDelta: batch.count - 1,
    baseTimestampMs: batch.baseTimestampMs,
    maxTimestampMs: batch.maxTimestampMs,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    records,
  }
}

/** The bytes of batches that follow each other: what a segment's .log file holds. */
export function bytesOf(batches: readonly Batch[], workloadOf: WorkloadOf): Uint8Array {
  let sizeBytes = 0
  for (const batch of batches) sizeBytes += batch.sizeBytes
  const bytes = new Uint8Array(sizeBytes)
  let at = 0
  for (const batch of batches) {
    const encoded = encodeBatch(contentOf(batch, workloadOf(batch.producer)))
    if (encoded.length !== batch.sizeBytes)
      throw new EngineError(`a batch of ${batch.sizeBytes} bytes came out with ${encoded.length}`)
    bytes.set(encoded, at)
    at += encoded.length
  }
  return bytes
}
