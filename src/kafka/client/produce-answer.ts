// What becomes of a batch once it was sent, or waited too long (clients.md 1.3, 1.6, 2.6; Sender.completeBatch).

import type { Process } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { backoffMs } from '../network/backoff.ts'
import { isPlanted } from '../plants.ts'
import {
  errorOf,
  MESSAGE_TOO_LARGE,
  NONE,
  OUT_OF_ORDER_SEQUENCE_NUMBER,
  REQUEST_TIMED_OUT,
} from '../protocol/errors.ts'
import type { ProducePartitionResponse, ProduceResponse } from '../protocol/produce.ts'
import { BATCH_ACKNOWLEDGED, BATCH_EXPIRED, BATCH_FAILED, BATCH_RETRIED } from './facts.ts'
import { requestUpdate, takeHint } from './metadata.ts'
import type { Producer, ProducerBatch, ProducerPartition } from './producer.ts'
import { isIdempotent, partitionAt, syncPartitions } from './producer.ts'
import type { ProduceContext } from './sender.ts'
import {
  leaveUnresolved,
  metOutOfOrder,
  requeueInSequence,
  sequenceAcknowledged,
  sequenceFailed,
} from './sequences.ts'
import { splitBatch } from './split.ts'

/** A produce request was answered, partition by partition. */
export function takeProduceAnswer(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  connectionSlot: number,
  context: ProduceContext,
  body: ProduceResponse,
): void {
  let refresh = false
  for (let i = 0; i < context.partitions.length; i++) {
    const partition = partitionAt(mine, context.partitions[i] as number)
    const said = body.partitions.find((each) => each.partition === partition.name)
    if (said === undefined) continue
    if (said.error !== NONE && errorOf(said.error).refreshesMetadata) {
      refresh = true
      if (takeHint(world, process, mine, said)) syncPartitions(world, mine)
    }
    const batch = partition.inFlight.find((each) => each.number === context.batches[i])
    // Expired meanwhile: its records have failed already, whatever the broker says now.
    if (batch === undefined) continue
    takePartitionAnswer(world, process, mine, connectionSlot, partition, batch, said)
  }
  if (refresh) requestUpdate(world, process, mine)
}

function takePartitionAnswer(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  connectionSlot: number,
  partition: ProducerPartition,
  batch: ProducerBatch,
  said: ProducePartitionResponse,
): void {
  if (said.error === NONE) {
    completeBatch(world, process, mine, partition, batch, said.baseOffset, connectionSlot)
  } else if (said.error === MESSAGE_TOO_LARGE && batch.count > 1) {
    splitBatch(world, process, mine, partition, batch)
  } else failAttempt(world, process, mine, connectionSlot, partition, batch, said.error)
}

/** The connection went, or the client gave up on it: every batch of the request has met this error. */
export function produceRequestFailed(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  connectionSlot: number,
  context: ProduceContext,
  error: number,
): void {
  for (let i = 0; i < context.partitions.length; i++) {
    const partition = partitionAt(mine, context.partitions[i] as number)
    const batch = partition.inFlight.find((each) => each.number === context.batches[i])
    if (batch !== undefined) failAttempt(world, process, mine, connectionSlot, partition, batch, error)
  }
}

// rule: producer.acks
/** `baseOffset` −1 with acks=0. */
export function completeBatch(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  partition: ProducerPartition,
  batch: ProducerBatch,
  baseOffset: number,
  connectionSlot: number,
): void {
  fact(
    world,
    BATCH_ACKNOWLEDGED,
    process.slot,
    connectionSlot,
    partition.nameId,
    batch.number,
    batch.count,
    baseOffset,
  )
  if (isIdempotent(mine)) sequenceAcknowledged(partition, batch)
  mine.acknowledgedRecords += batch.count
  mine.inFlightRecords -= batch.count
  mine.freeBytes += batch.capacityBytes
  removeFrom(partition.inFlight, batch)
}

/** One attempt failed: again after a back-off, or for good. */
function failAttempt(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  connectionSlot: number,
  partition: ProducerPartition,
  batch: ProducerBatch,
  error: number,
): void {
  if (!canRetry(world, mine, partition, batch, error)) {
    failBatch(world, process, mine, partition, batch, error)
    return
  }
  const { retryBackoffMs, retryBackoffMaxMs } = mine.config
  const backoffUs = msToUs(backoffMs(world, mine.id, retryBackoffMs, retryBackoffMaxMs, batch.attempts))
  batch.attempts += 1
  batch.waitingSinceUs = world.nowUs
  batch.backoffUntilUs = world.nowUs + backoffUs
  removeFrom(partition.inFlight, batch)
  if (isPlanted(world, 'order-unchecked')) partition.deque.push(batch)
  else if (isIdempotent(mine)) requeueInSequence(partition, batch)
  // Without idempotence simply in front: of two that fail together the later comes first (clients.md 1.6).
  else partition.deque.unshift(batch)
  fact(world, BATCH_RETRIED, process.slot, connectionSlot, partition.nameId, batch.number, error, backoffUs)
}

function canRetry(
  world: World,
  mine: Producer,
  partition: ProducerPartition,
  batch: ProducerBatch,
  error: number,
): boolean {
  if (world.nowUs - batch.createdUs >= msToUs(mine.config.deliveryTimeoutMs)) return false
  if (batch.attempts >= mine.config.retries) return false
  if (error === OUT_OF_ORDER_SEQUENCE_NUMBER && isIdempotent(mine)) {
    metOutOfOrder(mine, partition, batch)
    return true
  }
  return errorOf(error).retriable
}

function failBatch(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  partition: ProducerPartition,
  batch: ProducerBatch,
  error: number,
): void {
  if (isIdempotent(mine)) sequenceFailed(mine, partition, batch, error)
  dropBatch(world, process, mine, partition, batch, error)
}

// rule: producer.delivery-timeout
/** delivery.timeout.ms since creation is over, wherever the batch is: only the oldest of each list need be looked at. */
export function expireBatches(world: World, process: Readonly<Process>, mine: Producer): void {
  const deliveryUs = msToUs(mine.config.deliveryTimeoutMs)
  for (const partition of mine.partitions) {
    expireFrom(world, process, mine, partition, partition.inFlight, deliveryUs)
    expireFrom(world, process, mine, partition, partition.deque, deliveryUs)
  }
}

function expireFrom(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  partition: ProducerPartition,
  list: readonly ProducerBatch[],
  deliveryUs: number,
): void {
  for (;;) {
    const batch = list[0]
    if (batch === undefined || world.nowUs - batch.createdUs < deliveryUs) return
    const ageUs = world.nowUs - batch.createdUs
    fact(world, BATCH_EXPIRED, process.slot, -1, partition.nameId, batch.number, ageUs)
    // Sent before, it leaves a hole of unknown fate in the sequences.
    if (isIdempotent(mine) && batch.attempts > 0) leaveUnresolved(partition, batch)
    dropBatch(world, process, mine, partition, batch, REQUEST_TIMED_OUT)
  }
}

function dropBatch(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  partition: ProducerPartition,
  batch: ProducerBatch,
  error: number,
): void {
  const wasSent = batch.sealedBatch !== null
  if (wasSent) mine.inFlightRecords -= batch.count
  else mine.waitingRecords -= batch.count
  mine.failedRecords += batch.count
  mine.freeBytes += batch.capacityBytes
  removeFrom(partition.inFlight, batch)
  removeFrom(partition.deque, batch)
  fact(world, BATCH_FAILED, process.slot, -1, partition.nameId, batch.number, batch.count, error)
}

function removeFrom(list: ProducerBatch[], batch: ProducerBatch): void {
  const index = list.indexOf(batch)
  if (index >= 0) list.splice(index, 1)
}
