// The accumulator: a deque of batches for each partition, all within buffer.memory (clients.md 1.3; RecordAccumulator, MemoryRecordsBuilder, BufferPool).

import type { Process } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { BATCH_HEADER_BYTES } from '../log/batch.ts'
import { recordBytes } from '../log/record-size.ts'
import { BATCH_CLOSED, BATCH_CREATED } from './facts.ts'
import type { Producer, ProducerBatch, ProducerPartition } from './producer.ts'
import { recordUpperBoundBytes } from './sizes.ts'

/** What became of an append: how much the batch grew, or that memory is short. */
export interface Appended {
  readonly appended: boolean
  readonly newBatch: boolean
  readonly grownBytes: number
  readonly batch: number
}

/** Closes the partition's open batch if the record does not fit in it; true when it did. */
export function closeWithoutRoom(
  world: World,
  process: Readonly<Process>,
  mine: Readonly<Producer>,
  partition: ProducerPartition,
  keyBytes: number,
  valueBytes: number,
  timestampMs: number,
): boolean {
  const tail = partition.deque[partition.deque.length - 1]
  if (tail === undefined || tail.closed) return false
  const { headersBytes } = mine.workload
  const timeDelta = timestampMs - tail.baseTimestampMs
  const bytes = recordBytes(timeDelta, tail.count, keyBytes, valueBytes, headersBytes)
  if (tail.capacityBytes >= tail.sizeBytes + bytes) return false
  close(world, process, partition, tail)
  return true
}

/** Appends a record to the partition's last batch, or to a new one if it has no room. */
export function append(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  partition: ProducerPartition,
  record: number,
  keyBytes: number,
  valueBytes: number,
  timestampMs: number,
): Appended {
  partition.touched = true
  const { headersBytes } = mine.workload
  closeWithoutRoom(world, process, mine, partition, keyBytes, valueBytes, timestampMs)
  const tail = partition.deque[partition.deque.length - 1]
  if (tail !== undefined && !tail.closed) {
    const timeDelta = timestampMs - tail.baseTimestampMs
    const bytes = recordBytes(timeDelta, tail.count, keyBytes, valueBytes, headersBytes)
    add(mine, tail, record, bytes, timestampMs)
    if (isFull(tail)) close(world, process, partition, tail)
    return { appended: true, newBatch: false, grownBytes: bytes, batch: tail.number }
  }
  const capacityBytes = batchCapacityBytes(mine, keyBytes, valueBytes)
  if (mine.freeBytes < capacityBytes) return { appended: false, newBatch: false, grownBytes: 0, batch: -1 }
  mine.freeBytes -= capacityBytes
  const batch = openBatch(world, mine, capacityBytes, timestampMs)
  partition.deque.push(batch)
  fact(world, BATCH_CREATED, process.slot, -1, partition.nameId, batch.number)
  add(mine, batch, record, recordBytes(0, 0, keyBytes, valueBytes, headersBytes), timestampMs)
  if (isFull(batch)) close(world, process, partition, batch)
  return { appended: true, newBatch: true, grownBytes: batch.sizeBytes, batch: batch.number }
}

/** A batch reserves batch.size, or what its first record may take at most. */
export function batchCapacityBytes(mine: Producer, keyBytes: number, valueBytes: number): number {
  return Math.max(
    mine.config.batchSize,
    1,
    recordUpperBoundBytes(keyBytes, valueBytes, mine.workload.headersBytes),
  )
}

function openBatch(world: World, mine: Producer, capacityBytes: number, timestampMs: number): ProducerBatch {
  const number = mine.nextBatch
  mine.nextBatch += 1
  return {
    number,
    createdUs: world.nowUs,
    capacityBytes,
    records: [],
    count: 0,
    sizeBytes: BATCH_HEADER_BYTES,
    baseTimestampMs: timestampMs,
    maxTimestampMs: timestampMs,
    closed: false,
    waitingSinceUs: world.nowUs,
    attempts: 0,
    backoffUntilUs: 0,
    attemptLeaderEpoch: -1,
    baseSequence: -1,
    sequenceReset: false,
    wasSplit: false,
    sealedBatch: null,
  }
}

function add(mine: Producer, batch: ProducerBatch, record: number, bytes: number, timestampMs: number): void {
  batch.records.push(record)
  batch.count += 1
  batch.sizeBytes += bytes
  if (timestampMs > batch.maxTimestampMs) batch.maxTimestampMs = timestampMs
  mine.waitingRecords += 1
  mine.sentRecords += 1
}

export function close(
  world: World,
  process: Readonly<Process>,
  partition: ProducerPartition,
  batch: ProducerBatch,
): void {
  if (batch.closed) return
  batch.closed = true
  fact(world, BATCH_CLOSED, process.slot, -1, partition.nameId, batch.number, batch.count, batch.sizeBytes)
}

/** Closed for appends, or grown to its capacity. */
export function isFull(batch: ProducerBatch): boolean {
  return batch.closed || batch.capacityBytes <= batch.sizeBytes
}

/** Nothing lies open in the partition: the sticky partitioner may leave it. */
export function areAllFull(partition: ProducerPartition): boolean {
  const tail = partition.deque[partition.deque.length - 1]
  return tail === undefined || isFull(tail)
}
