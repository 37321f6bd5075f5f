// Requests as a test writes them: batches of its own, fetches with and without a session.

import type { Batch } from '../log/batch.ts'
import { makeBatch } from '../log/batch.ts'
import type { FetchPartition, FetchRequest } from '../protocol/fetch.ts'
import type { ProduceRequest } from '../protocol/produce.ts'

export interface TestBatch {
  /** By default the next one. */
  readonly number?: number
  readonly count?: number
  readonly sizeBytes?: number
  readonly producerId?: number
  readonly producerEpoch?: number
  readonly baseSequence?: number
  readonly timestampMs?: number
}

let batches = 0

export function testBatch(fields: TestBatch = {}): Batch {
  batches += 1
  const count = fields.count ?? 1
  return makeBatch({
    sizeBytes: fields.sizeBytes ?? 100 * count,
    baseTimestampMs: fields.timestampMs ?? 0,
    maxTimestampMs: fields.timestampMs ?? 0,
    producerId: fields.producerId ?? -1,
    producerEpoch: fields.producerEpoch ?? -1,
    baseSequence: fields.baseSequence ?? -1,
    producer: 'probe',
    batchNumber: fields.number ?? batches,
    records: Array.from({ length: count }, (_, index) => index),
  })
}

export function produce(
  acks: number,
  batch: Batch = testBatch(),
  partition = 'orders-0',
  timeoutMs = 30_000,
): ProduceRequest {
  return { sealed: true, type: 'produce', acks, timeoutMs, partitions: [{ partition, topicId: -1, batch }] }
}

export function fetchPartition(fetchOffset: number, fields: Partial<FetchPartition> = {}): FetchPartition {
  return {
    partition: 'orders-0',
    topicId: -1,
    currentLeaderEpoch: -1,
    fetchOffset,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    maxBytes: 1_000_000,
    ...fields,
  }
}

/** A consumer's fetch; by default of a new session, answered at once. */
export function fetch(
  partitions: readonly FetchPartition[],
  fields: Partial<FetchRequest> = {},
): FetchRequest {
  return {
    sealed: true,
    type: 'fetch',
    replicaId: -1,
    replicaEpoch: -1,
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 10_000_000,
    sessionId: 0,
    sessionEpoch: 0,
    partitions,
    forgotten: [],
    rack: '',
    ...fields,
  }
}
