// DeleteRecords on leaders (server.md 7.9): the log start moves up at once; the answer waits until every live replica has followed, by fetching.

import type { Connection, Message } from '../../sim/connection.ts'
import { connectionAt, sendResponse } from '../../sim/connection.ts'
import { armTimer, cancelTimer } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type { DeleteRecordsRequest, DeleteRecordsResponse } from '../protocol/delete-records.ts'
import { TO_HIGH_WATERMARK } from '../protocol/delete-records.ts'
import {
  INVALID_TOPIC_EXCEPTION,
  NONE,
  OFFSET_OUT_OF_RANGE,
  POLICY_VIOLATION,
  REQUEST_TIMED_OUT,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { DELETE_RECORDS_TIMER } from '../timers.ts'
import { RECORDS_DELETED, RECORDS_DELETION_REFUSED } from './admin-facts.ts'
import type { DeleteOperation, DeleteResult } from './broker.ts'
import { brokerOf, OPEN } from './broker.ts'
import { moveLogStart } from './log-start.ts'
import { whyNotServed } from './not-served.ts'
import type { Replica } from './replica.ts'
import { findReplica, logOf } from './replica.ts'
import { topicConfigOn } from './topic-config.ts'

// rule: records.deleted
export function handleDeleteRecords(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as DeleteRecordsRequest
  const results = request.partitions.map(({ partition, offset }) =>
    deleteBelow(world, node, connection, partition, offset),
  )
  const operation: DeleteOperation = {
    id: message.id,
    connectionSlot: connection.slot,
    message,
    deadlineUs: world.nowUs + request.timeoutMs * 1_000,
    results,
  }
  const broker = own(world, brokerOf(world, node))
  broker.deletions.push(operation)
  pursueDeletions(world, node)
}

function deleteBelow(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  partition: string,
  wanted: number,
): DeleteResult {
  const replica = findReplica(world, node.id, partition)
  const offset = wanted === TO_HIGH_WATERMARK ? (replica?.highWatermark ?? 0) : wanted
  const error = refusal(world, node, replica, partition, offset)
  const { slot } = processOf(world, node)
  if (error !== NONE || replica === null) {
    const nameId = intern(world, partition)
    fact(world, RECORDS_DELETION_REFUSED, slot, connection.slot, nameId, error, wanted)
    return { partition, offset, error, lowWatermark: -1 }
  }
  fact(world, RECORDS_DELETED, slot, replica.slot, replica.nameId, logOf(world, replica).logStart, offset)
  moveLogStart(world, node, replica, offset)
  return { partition, offset, error: OPEN, lowWatermark: -1 }
}

function refusal(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica> | null,
  partition: string,
  offset: number,
): number {
  const state = imageOf(world, node).partitions.get(partition)
  if (state === undefined) return UNKNOWN_TOPIC_OR_PARTITION
  if (state.topic === '__consumer_offsets' || state.topic === '__transaction_state')
    return INVALID_TOPIC_EXCEPTION
  if (replica === null || replica.role !== 'leader') return whyNotServed(world, node, partition)
  if (!topicConfigOn(world, node, state.topic).cleanupPolicy.includes('delete')) return POLICY_VIOLATION
  return offset < 0 || offset > replica.highWatermark ? OFFSET_OUT_OF_RANGE : NONE
}

/** Looks whether replicas have followed: at a follower's fetch, when a leader goes, and when time is up. */
export function pursueDeletions(world: World, node: Readonly<Node>): void {
  if (brokerOf(world, node).deletions.length === 0) return
  const broker = own(world, brokerOf(world, node))
  let earliestUs = -1
  for (const operation of broker.deletions.slice()) {
    for (const result of operation.results) look(world, node, result, operation.deadlineUs)
    if (operation.results.some(({ error }) => error === OPEN)) {
      if (earliestUs < 0 || operation.deadlineUs < earliestUs) earliestUs = operation.deadlineUs
      continue
    }
    broker.deletions.splice(broker.deletions.indexOf(operation), 1)
    answer(world, operation)
  }
  const process = processOf(world, node)
  if (earliestUs < 0) cancelTimer(world, process, DELETE_RECORDS_TIMER, 0)
  else armTimer(world, process, DELETE_RECORDS_TIMER, 0, earliestUs - world.nowUs)
}

function look(world: World, node: Readonly<Node>, result: DeleteResult, deadlineUs: number): void {
  if (result.error !== OPEN) return
  const replica = findReplica(world, node.id, result.partition)
  if (replica === null || replica.role !== 'leader') {
    result.error = whyNotServed(world, node, result.partition)
    return
  }
  const low = lowWatermark(world, node, replica)
  if (low >= result.offset) {
    result.error = NONE
    result.lowWatermark = low
  } else if (world.nowUs >= deadlineUs) result.error = REQUEST_TIMED_OUT
}

/** The lowest log start of the leader and of its followers on live brokers. */
function lowWatermark(world: World, node: Readonly<Node>, replica: Readonly<Replica>): number {
  const { brokers } = imageOf(world, node)
  let low = logOf(world, replica).logStart
  for (const follower of replica.followers) {
    if (brokers.get(follower.id)?.fenced === false && follower.logStart < low) low = follower.logStart
  }
  return low
}

function answer(world: World, operation: Readonly<DeleteOperation>): void {
  const partitions = operation.results.map(({ partition, error, lowWatermark: low }) => ({
    partition,
    error,
    lowWatermark: low,
  }))
  const body: DeleteRecordsResponse = { sealed: true, type: 'deleteRecords', partitions }
  const connection = connectionAt(world, operation.connectionSlot)
  sendResponse(world, connection, operation.message, body, 16 + 20 * partitions.length)
}
