// Produce at a broker (server.md 2.2, 4.5, 7.4): verify, append, answer. Each is a step of its own: a broker can die or lose its leadership between them.

import type { Connection, Message } from '../../sim/connection.ts'
import { connectionAt } from '../../sim/connection.ts'
import { later } from '../../sim/process.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import type { Batch } from '../log/batch.ts'
import { endOf } from '../log/batch.ts'
import { checkSequence } from '../log/producer-state.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { isPlanted } from '../plants.ts'
import {
  INVALID_REQUIRED_ACKS,
  KAFKA_STORAGE_ERROR,
  NONE,
  NOT_ENOUGH_REPLICAS,
  UNKNOWN_TOPIC_ID,
} from '../protocol/errors.ts'
import type { ProduceRequest } from '../protocol/produce.ts'
import { mayWrite } from '../storage/may-write.ts'
import { APPEND_TASK } from '../timers.ts'
import { answerProduce } from './answer.ts'
import type { ProduceOperation, ProduceResult } from './broker.ts'
import { brokerOf, OPEN } from './broker.ts'
import { APPENDED, APPENDED_BATCH, DUPLICATE_BATCH, PRODUCE_REFUSED, PRODUCE_VERIFIED } from './facts.ts'
import { newsOfRecords } from './fetch-purgatory.ts'
import { sessionAt } from './fetch-session.ts'
import { maybeAdvanceHighWatermark } from './high-watermark.ts'
import { appendAsLeader } from './log-append.ts'
import { whyNotServed } from './not-served.ts'
import { parkProduce } from './produce-purgatory.ts'
import type { Replica } from './replica.ts'
import { findReplica, logOf } from './replica.ts'
import { asAppended, validateBatch } from './validate-batch.ts'

// rule: produce.service-time
/** From verification to the append: the wait for the log's lock. */
const APPEND_US = 20

export interface AppendStep extends Sealed {
  readonly connectionSlot: number
  readonly message: Message
}

/** An io thread has taken the request from the queue. */
export function verifyProduce(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as ProduceRequest
  fact(
    world,
    PRODUCE_VERIFIED,
    processOf(world, node).slot,
    connection.slot,
    message.id,
    request.partitions.length,
  )
  if (request.acks < -1 || request.acks > 1) {
    const results = request.partitions.map(({ partition }) =>
      refuse(world, node, partition, INVALID_REQUIRED_ACKS),
    )
    answerProduce(world, node, connection, message, results)
    return
  }
  const step: AppendStep = { sealed: true, connectionSlot: connection.slot, message }
  later(world, processOf(world, node), APPEND_TASK, APPEND_US, step)
}

/** Appends each partition's batch to its log, under the rules as they stand now. */
export function appendProduce(world: World, node: Readonly<Node>, step: AppendStep): void {
  const request = step.message.body as ProduceRequest
  const results: ProduceResult[] = []
  let open = 0
  for (const { partition, topicId, batch } of request.partitions) {
    const result = appendOne(world, node, partition, topicId, batch, request.acks)
    if (result.error === OPEN) open += 1
    results.push(result)
  }
  if (open === 0) {
    answerProduce(world, node, connectionAt(world, step.connectionSlot), step.message, results)
    return
  }
  const broker = own(world, brokerOf(world, node))
  const operation: ProduceOperation = {
    id: broker.nextOperation,
    connectionSlot: step.connectionSlot,
    message: step.message,
    deadlineUs: world.nowUs + request.timeoutMs * 1_000,
    results,
    open,
  }
  broker.nextOperation += 1
  parkProduce(world, node, operation)
  // A sole member of the ISR commits at once.
  for (const result of results) {
    const replica = findReplica(world, node.id, result.partition)
    if (replica !== null && replica.role === 'leader') maybeAdvanceHighWatermark(world, node, replica)
  }
}

// rule: produce.min-isr
function appendOne(
  world: World,
  node: Readonly<Node>,
  partition: string,
  topicId: number,
  batch: Batch,
  acks: number,
): ProduceResult {
  const replica = findReplica(world, node.id, partition)
  if (topicId >= 0 && isOfAnother(world, node, partition, topicId))
    return refuse(world, node, partition, UNKNOWN_TOPIC_ID)
  if (replica === null || replica.role !== 'leader')
    return refuse(world, node, partition, whyNotServed(world, node, partition))
  if (acks === -1 && replica.isr.length < replica.effectiveMinIsr)
    return refuse(world, node, partition, NOT_ENOUGH_REPLICAS)
  const invalid = validateBatch(world, node, replica, batch)
  if (invalid !== NONE) return refuse(world, node, partition, invalid)
  if (batch.producerId >= 0) {
    const check = checkSequence(logOf(world, replica).producers, batch)
    if (check.kind === 'refuse' && !isPlanted(world, 'order-unchecked'))
      return refuse(world, node, partition, check.error)
    if (check.kind === 'duplicate' && !isPlanted(world, 'duplicates-appended'))
      return duplicate(world, node, replica, batch, check.baseOffset, acks)
  }
  // A disk that takes nothing more is met here: what is refused or known already is not written.
  if (!mayWrite(world, node, replica, batch.sizeBytes))
    return refuse(world, node, partition, KAFKA_STORAGE_ERROR)
  return append(world, node, replica, batch, acks)
}

/** The topic that is meant is gone, or this broker has not heard of it (since 4.1 producers name ids, KIP-516). */
function isOfAnother(world: World, node: Readonly<Node>, partition: string, topicId: number): boolean {
  const known = findReplica(world, node.id, partition)
  if (known !== null && known.topicId === topicId) return false
  const image = imageOf(world, node)
  const state = image.partitions.get(partition)
  return state === undefined || image.topics.get(state.topic)?.topicId !== topicId
}

function append(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  batch: Batch,
  acks: number,
): ProduceResult {
  const log = own(world, logOf(world, replica))
  const leader = own(world, replica)
  noteCaughtUp(world, leader, log.logEnd)
  const appended = appendAsLeader(world, node, leader, log, asAppended(world, node, leader, batch))
  const process = processOf(world, node)
  fact(
    world,
    APPENDED,
    process.slot,
    leader.slot,
    leader.nameId,
    appended.baseOffset,
    appended.count,
    leader.leaderEpoch,
  )
  fact(
    world,
    APPENDED_BATCH,
    process.slot,
    leader.slot,
    intern(world, batch.producer),
    batch.batchNumber,
    appended.baseOffset,
  )
  newsOfRecords(world, node, leader)
  if (acks !== -1) maybeAdvanceHighWatermark(world, node, leader)
  const endOffset = endOf(appended)
  const waits = acks === -1 && !isPlanted(world, 'answer-before-commit')
  return {
    partition: leader.partition,
    baseOffset: appended.baseOffset,
    endOffset,
    error: waits ? OPEN : NONE,
  }
}

/** Records that a broker writes itself, at the end of a log that it leads. Returns the end of them; a disk that takes nothing more will never get there. */
export function appendRecords(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  batch: Batch,
): number {
  if (!mayWrite(world, node, replica, batch.sizeBytes)) return logOf(world, replica).logEnd + batch.count
  return append(world, node, replica, batch, -1).endOffset
}

/** A follower that stood at the end until now was caught up when its session fetched last, though that fetch did not name this partition. */
function noteCaughtUp(world: World, leader: Replica, logEnd: number): void {
  for (const follower of leader.followers) {
    if (follower.logEnd !== logEnd || follower.session < 0) continue
    const { lastFetchUs } = sessionAt(world, follower.session)
    if (follower.lastCaughtUpUs < lastFetchUs) follower.lastCaughtUpUs = lastFetchUs
  }
}

/** One of the last five batches again: success with its old offset; nothing is written. acks=all still waits for it to be committed. */
function duplicate(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  batch: Batch,
  baseOffset: number,
  acks: number,
): ProduceResult {
  fact(
    world,
    DUPLICATE_BATCH,
    processOf(world, node).slot,
    replica.slot,
    replica.nameId,
    batch.producerId,
    batch.baseSequence,
    baseOffset,
  )
  const endOffset = baseOffset + batch.lastOffsetDelta + 1
  const committed = acks !== -1 || replica.highWatermark >= endOffset
  return { partition: replica.partition, baseOffset, endOffset, error: committed ? NONE : OPEN }
}

function refuse(world: World, node: Readonly<Node>, partition: string, error: number): ProduceResult {
  fact(world, PRODUCE_REFUSED, processOf(world, node).slot, -1, intern(world, partition), error)
  return { partition, baseOffset: -1, endOffset: -1, error }
}
