// The application's thread of a producer: send() for each record in its time (clients.md 1.2). It blocks for metadata and for memory, up to max.block.ms
// for both together; what falls due meanwhile is sent right after.

import type { Process } from '../../sim/process.ts'
import { wallClockUs } from '../../sim/process.ts'
import { msToUs, NEVER_US, usToMs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { MESSAGE_TOO_LARGE, REQUEST_TIMED_OUT } from '../protocol/errors.ts'
import { BLOCK_TIMER, SENDER_TIMER, WORKLOAD_TIMER } from '../timers.ts'
import { keyBytesAt, partitionAtKey } from '../workload/key-hash.ts'
import { createdUs, isBeyond, valueBytesOf } from '../workload/workload.ts'
import { append, batchCapacityBytes, isFull } from './accumulator.ts'
import {
  RECORD_APPENDED,
  RECORD_FAILED,
  SEND_BLOCKED_BY_MEMORY,
  SEND_BLOCKED_BY_METADATA,
  SEND_UNBLOCKED,
} from './facts.ts'
import { requestUpdate } from './metadata.ts'
import { setTimer } from './network-client.ts'
import { choosePartition, produced } from './partitioner.ts'
import type { Producer, ProducerPartition } from './producer.ts'
import { lingersUntilUs, partitionAt } from './producer.ts'
import { runSender } from './sender.ts'
import { recordUpperBoundBytes } from './sizes.ts'

/** Whether send() came through, and whether the sender has something to do at once. */
type Sent = 'blocked' | 'waits' | 'sendable'

/** Sends what is due, then waits for the next record, or for what blocks. */
export function runApplication(world: World, process: Readonly<Process>, mine: Producer): void {
  let wakesSender = false
  while (!mine.closing && !isBeyond(mine.workload, mine.nextRecord)) {
    const dueUs = createdUs(mine.workload, mine.nextRecord)
    if (dueUs > world.nowUs) {
      setTimer(world, process, WORKLOAD_TIMER, dueUs)
      break
    }
    const sent = sendRecord(world, process, mine, mine.nextRecord)
    if (sent === 'blocked') {
      wakesSender = true
      break
    }
    if (mine.blockedSinceUs >= 0) unblock(world, process, mine)
    if (sent === 'sendable') wakesSender = true
    mine.nextRecord += 1
  }
  if (mine.closesItself && mine.blockedSinceUs < 0 && isBeyond(mine.workload, mine.nextRecord)) {
    mine.closing = true
    wakesSender = true
  }
  if (wakesSender) runSender(world, process, mine)
}

/** What the application waits for may be there. */
export function resumeApplication(world: World, process: Readonly<Process>, mine: Producer): void {
  if (mine.blockedSinceUs < 0) return
  if (mine.blockedForBytes > 0 ? mine.freeBytes < mine.blockedForBytes : mine.partitions.length === 0) return
  runApplication(world, process, mine)
}

// rule: producer.buffer
/** max.block.ms is over: this record fails, the next is tried. */
export function blockedTooLong(world: World, process: Readonly<Process>, mine: Producer): void {
  if (mine.blockedSinceUs < 0) return
  failRecord(world, process, mine, REQUEST_TIMED_OUT, world.nowUs - mine.blockedSinceUs)
  mine.blockedSinceUs = -1
  mine.nextRecord += 1
  runApplication(world, process, mine)
}

function sendRecord(world: World, process: Readonly<Process>, mine: Producer, number: number): Sent {
  const { workload } = mine
  // Metadata of the topic must be there; whether its partitions have leaders does not matter yet.
  if (!mine.metadata.partitionCounts.has(workload.topic)) {
    if (mine.blockedSinceUs < 0) fact(world, SEND_BLOCKED_BY_METADATA, process.slot, -1, number)
    block(world, process, mine, 0)
    requestUpdate(world, process, mine)
    return 'blocked'
  }
  const keyBytes = keyBytesAt(workload, number)
  const valueBytes = valueBytesOf(workload, number)
  const boundBytes = recordUpperBoundBytes(keyBytes, valueBytes, workload.headersBytes)
  if (boundBytes > mine.config.maxRequestSize || boundBytes > mine.config.bufferMemory) {
    failRecord(world, process, mine, MESSAGE_TOO_LARGE, 0)
    return 'waits'
  }
  const timestampMs = usToMs(wallClockUs(world, process))
  const { keyHash, emptyKeyIsNone } = mine.partitioner
  const { counter } = mine.sticky
  const hasKey =
    keyBytes >= (emptyKeyIsNone ? 1 : 0) && keyHash !== null && !mine.config.partitionerIgnoreKeys
  const partition = hasKey
    ? partitionAt(mine, partitionAtKey(workload, number, knownCount(mine), keyHash))
    : choosePartition(world, process, mine, keyBytes, valueBytes, timestampMs)
  const result = append(world, process, mine, partition, number, keyBytes, valueBytes, timestampMs)
  if (!result.appended) {
    // One send() asks the round-robin partitioner once, however often it is tried.
    mine.sticky.counter = counter
    const neededBytes = batchCapacityBytes(mine, keyBytes, valueBytes)
    fact(world, SEND_BLOCKED_BY_MEMORY, process.slot, -1, number, mine.freeBytes, neededBytes)
    block(world, process, mine, neededBytes)
    return 'blocked'
  }
  fact(world, RECORD_APPENDED, process.slot, -1, number, partition.nameId, result.batch, mine.waitingRecords)
  if (!hasKey) produced(world, process, mine, result.grownBytes)
  return isSendable(world, process, mine, partition, result.newBatch) ? 'sendable' : 'waits'
}

/** The sender is woken when the batch is full or a new one was begun; lingering, the new one only moves its timer. */
function isSendable(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  partition: ProducerPartition,
  newBatch: boolean,
): boolean {
  const { deque } = partition
  if (deque.length > 1) return newBatch
  const head = deque[0]
  if (head === undefined || isFull(head)) return true
  if (!newBatch) return false
  const untilUs = lingersUntilUs(world, mine, partition)
  if (untilUs <= world.nowUs) return true
  const row = process.timers.find((timer) => timer.timer === SENDER_TIMER)
  if (row === undefined || untilUs < row.deadlineUs) setTimer(world, process, SENDER_TIMER, untilUs)
  return false
}

function block(world: World, process: Readonly<Process>, mine: Producer, bytes: number): void {
  if (mine.blockedSinceUs < 0) {
    mine.blockedSinceUs = world.nowUs
    setTimer(world, process, BLOCK_TIMER, world.nowUs + msToUs(mine.config.maxBlockMs))
  }
  mine.blockedForBytes = bytes
}

function unblock(world: World, process: Readonly<Process>, mine: Producer): void {
  fact(world, SEND_UNBLOCKED, process.slot, -1, mine.nextRecord, world.nowUs - mine.blockedSinceUs)
  mine.blockedSinceUs = -1
  mine.blockedForBytes = 0
  setTimer(world, process, BLOCK_TIMER, NEVER_US)
}

function failRecord(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  error: number,
  blockedUs: number,
): void {
  mine.sentRecords += 1
  mine.failedRecords += 1
  fact(world, RECORD_FAILED, process.slot, -1, mine.nextRecord, error, blockedUs)
}

/** A topic that was made again may have fewer partitions than the producer has met. */
function knownCount(mine: Readonly<Producer>): number {
  return mine.metadata.partitionCounts.get(mine.workload.topic) ?? mine.partitions.length
}
