// Idempotence at the client (clients.md 1.7; TransactionManager): which sequences a batch carries, when it may be drained, and when the epoch is bumped.

import type { Process } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { makeBatch } from '../log/batch.ts'
import { OUT_OF_ORDER_SEQUENCE_NUMBER } from '../protocol/errors.ts'
import { PRODUCER_EPOCH_BUMPED } from './facts.ts'
import type { Producer, ProducerBatch, ProducerPartition } from './producer.ts'

const EPOCH_MAX = 32_767
const SEQUENCES = 2_147_483_648

// rule: producer.order
/** RecordAccumulator.shouldStopDrainBatchesForPartition: a batch with a sequence must be the lowest in flight; a new one must not follow doubtful ones. */
export function mayDrain(mine: Producer, partition: ProducerPartition, head: ProducerBatch): boolean {
  if (head.baseSequence >= 0) {
    const first = partition.inFlight[0]
    return first === undefined || head.baseSequence < first.baseSequence
  }
  if (partition.inFlight.length > 0 && !hasCurrentEpoch(mine, partition)) return false
  return !isUnresolved(partition)
}

/** Gives a batch that is drained for the first time its sequence. */
export function assignSequence(mine: Producer, partition: ProducerPartition, batch: ProducerBatch): void {
  if (batch.baseSequence >= 0) return
  if (!hasCurrentEpoch(mine, partition)) startSequences(mine, partition)
  batch.baseSequence = partition.nextSequence
  partition.nextSequence = (partition.nextSequence + batch.count) % SEQUENCES
}

function hasCurrentEpoch(mine: Producer, partition: ProducerPartition): boolean {
  return partition.producerId === mine.producerId && partition.producerEpoch === mine.producerEpoch
}

function startSequences(mine: Producer, partition: ProducerPartition): void {
  partition.producerId = mine.producerId
  partition.producerEpoch = mine.producerEpoch
  partition.nextSequence = 0
  partition.lastAckedSequence = -1
}

/** Back into the deque by sequence, so that the order stays. */
export function requeueInSequence(partition: ProducerPartition, batch: ProducerBatch): void {
  const { deque } = partition
  let place = 0
  while (place < deque.length) {
    const other = deque[place] as ProducerBatch
    if (other.baseSequence < 0 || other.baseSequence > batch.baseSequence) break
    place += 1
  }
  deque.splice(place, 0, batch)
}

export function sequenceAcknowledged(partition: ProducerPartition, batch: ProducerBatch): void {
  if (batch.sealedBatch?.producerEpoch !== partition.producerEpoch) return
  const last = batch.baseSequence + batch.count - 1
  if (last > partition.lastAckedSequence) partition.lastAckedSequence = last
}

/**
 * OUT_OF_ORDER_SEQUENCE_NUMBER, formally final, is tried again: as it is when the batch's turn had not come, else under a new epoch. Behind a batch of
 * unknown fate only the one that follows it at once proves a gap (TransactionManager.canRetry).
 */
export function metOutOfOrder(mine: Producer, partition: ProducerPartition, batch: ProducerBatch): void {
  const provesGap = isUnresolved(partition)
    ? batch.baseSequence === partition.unresolvedNext
    : batch.baseSequence === partition.lastAckedSequence + 1 && !batch.sequenceReset
  if (provesGap) requireEpochBump(mine, partition)
}

/** A batch expired that had been sent: nobody knows whether the broker has it. */
export function leaveUnresolved(partition: ProducerPartition, batch: ProducerBatch): void {
  const next = ((batch.baseSequence + batch.count - 1) % SEQUENCES) + 1
  partition.unresolvedNext = Math.max(partition.unresolvedNext, next)
}

function isUnresolved(partition: Readonly<ProducerPartition>): boolean {
  return partition.unresolvedNext >= 0
}

function resolved(partition: ProducerPartition): void {
  partition.unresolvedNext = -1
}

/** A batch has failed for good: the broker will never see its sequences. */
export function sequenceFailed(
  mine: Producer,
  partition: ProducerPartition,
  batch: ProducerBatch,
  error: number,
): void {
  const exhausted = batch.attempts >= mine.config.retries
  if (error === OUT_OF_ORDER_SEQUENCE_NUMBER || !exhausted) requireEpochBump(mine, partition)
}

function requireEpochBump(mine: Producer, partition: ProducerPartition): void {
  mine.epochBumpRequired = true
  partition.rewrite = true
}

/** Once nothing of the partition is in flight any more, it shows whether the broker has all sequences before the next. */
export function resolveSequences(mine: Producer): void {
  for (const partition of mine.partitions) {
    if (!isUnresolved(partition) || hasSequenced(partition)) continue
    resolved(partition)
    if (partition.lastAckedSequence !== partition.nextSequence - 1) requireEpochBump(mine, partition)
  }
}

/** On the wire, or waiting to be sent again. */
function hasSequenced(partition: ProducerPartition): boolean {
  return partition.inFlight.length > 0 || (partition.deque[0]?.baseSequence ?? -1) >= 0
}

// rule: producer.epoch-bump
/** The idempotent producer bumps its epoch by itself; at the last epoch it needs a new id. */
export function bumpEpochIfRequired(world: World, process: Readonly<Process>, mine: Producer): void {
  if (!mine.epochBumpRequired || mine.producerId < 0) return
  if (mine.producerEpoch >= EPOCH_MAX) {
    mine.producerId = -1
    mine.producerEpoch = -1
    return
  }
  mine.producerEpoch += 1
  mine.epochBumpRequired = false
  fact(world, PRODUCER_EPOCH_BUMPED, process.slot, -1, mine.producerEpoch)
  for (const partition of mine.partitions) {
    if (partition.rewrite) rewriteSequences(mine, partition)
  }
}

function rewriteSequences(mine: Producer, partition: ProducerPartition): void {
  partition.rewrite = false
  resolved(partition)
  startSequences(mine, partition)
  for (const batch of partition.inFlight) rewriteBatch(mine, partition, batch)
  for (const batch of partition.deque) {
    if (batch.baseSequence >= 0) rewriteBatch(mine, partition, batch)
  }
}

function rewriteBatch(mine: Producer, partition: ProducerPartition, batch: ProducerBatch): void {
  batch.baseSequence = partition.nextSequence
  batch.sequenceReset = true
  partition.nextSequence += batch.count
  if (batch.sealedBatch !== null) batch.sealedBatch = sealWithSequence(mine, batch)
}

function sealWithSequence(mine: Producer, batch: ProducerBatch): ProducerBatch['sealedBatch'] {
  if (batch.sealedBatch === null) return null
  const { producerId, producerEpoch } = mine
  return makeBatch({ ...batch.sealedBatch, producerId, producerEpoch, baseSequence: batch.baseSequence })
}
