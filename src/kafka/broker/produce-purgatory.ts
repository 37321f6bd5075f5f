// The purgatory of produce requests (server.md 4.5, 7.1): acks=all waits here until its records are committed, its partition has another leader, or time is up.

import { connectionAt } from '../../sim/connection.ts'
import { armTimer, cancelTimer } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import {
  NONE,
  NOT_ENOUGH_REPLICAS_AFTER_APPEND,
  NOT_LEADER_OR_FOLLOWER,
  REQUEST_TIMED_OUT,
} from '../protocol/errors.ts'
import { PRODUCE_PURGATORY_TIMER } from '../timers.ts'
import { answerProduce } from './answer.ts'
import type { Broker, ProduceOperation } from './broker.ts'
import { brokerOf, OPEN } from './broker.ts'
import { PRODUCE_EXPIRED, PRODUCE_PARKED } from './facts.ts'
import type { Replica } from './replica.ts'
import { maximalIsr, presentReplica } from './replica.ts'

// rule: produce.acks-all
/** Parks an operation with open results; each of its partitions will look at it when something of theirs moves. */
export function parkProduce(world: World, node: Readonly<Node>, operation: ProduceOperation): void {
  const broker = own(world, brokerOf(world, node))
  broker.operations.push(operation)
  for (const result of operation.results) {
    if (result.error !== OPEN) continue
    const replica = own(world, presentReplica(world, node.id, result.partition))
    replica.waiting.push({ sealed: true, operation: operation.id, endOffset: result.endOffset })
  }
  const process = processOf(world, node)
  fact(
    world,
    PRODUCE_PARKED,
    process.slot,
    operation.connectionSlot,
    operation.message.id,
    operation.deadlineUs,
  )
  if (broker.operations.length === 1) armExpiry(world, node, broker)
}

/** The high watermark moved: whoever waited for offsets below it is done, with NONE, or AFTER_APPEND if the ISR has become too small. */
export function completeProduce(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  if (replica.waiting.length === 0) return
  const error =
    maximalIsr(replica).length >= replica.effectiveMinIsr ? NONE : NOT_ENOUGH_REPLICAS_AFTER_APPEND
  settle(world, node, replica, replica.highWatermark, error)
}

/** Another broker leads, or the partition is gone: all who wait here are told at once. */
export function failProduce(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  error = NOT_LEADER_OR_FOLLOWER,
): void {
  settle(world, node, replica, Number.MAX_SAFE_INTEGER, error)
}

function settle(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  upTo: number,
  error: number,
): void {
  const mine = own(world, replica)
  const broker = own(world, brokerOf(world, node))
  let kept = 0
  for (let i = 0; i < mine.waiting.length; i++) {
    const waiter = mine.waiting[i] as Replica['waiting'][number]
    if (waiter.endOffset > upTo) {
      mine.waiting[kept] = waiter
      kept += 1
      continue
    }
    const operation = broker.operations.find((candidate) => candidate.id === waiter.operation)
    if (operation !== undefined) settleResult(world, node, broker, operation, mine.partition, error)
  }
  // Popping keeps the array's store.
  while (mine.waiting.length > kept) mine.waiting.pop()
}

function settleResult(
  world: World,
  node: Readonly<Node>,
  broker: Broker,
  operation: ProduceOperation,
  partition: string,
  error: number,
): void {
  for (const result of operation.results) {
    if (result.partition !== partition || result.error !== OPEN) continue
    result.error = error
    operation.open -= 1
  }
  if (operation.open > 0) return
  removeOperation(world, node, broker, operation)
  answerProduce(
    world,
    node,
    connectionAt(world, operation.connectionSlot),
    operation.message,
    operation.results,
  )
}

function removeOperation(
  world: World,
  node: Readonly<Node>,
  broker: Broker,
  operation: ProduceOperation,
): void {
  broker.operations.splice(broker.operations.indexOf(operation), 1)
  armExpiry(world, node, broker)
}

/** One timer for the earliest deadline of the purgatory. */
function armExpiry(world: World, node: Readonly<Node>, broker: Broker): void {
  const process = processOf(world, node)
  let earliest: ProduceOperation | null = null
  for (const operation of broker.operations) {
    if (earliest === null || operation.deadlineUs < earliest.deadlineUs) earliest = operation
  }
  if (earliest === null) cancelTimer(world, process, PRODUCE_PURGATORY_TIMER, 0)
  else armTimer(world, process, PRODUCE_PURGATORY_TIMER, 0, earliest.deadlineUs - world.nowUs)
}

/** Time is up: what is still open is answered REQUEST_TIMED_OUT; the records stay in the log. */
export function expireProduce(world: World, node: Readonly<Node>): void {
  const broker = own(world, brokerOf(world, node))
  for (const operation of broker.operations.filter((candidate) => candidate.deadlineUs <= world.nowUs)) {
    for (const result of operation.results) {
      if (result.error !== OPEN) continue
      result.error = REQUEST_TIMED_OUT
      const replica = own(world, presentReplica(world, node.id, result.partition))
      const index = replica.waiting.findIndex((waiter) => waiter.operation === operation.id)
      if (index >= 0) replica.waiting.splice(index, 1)
    }
    fact(world, PRODUCE_EXPIRED, processOf(world, node).slot, operation.connectionSlot, operation.message.id)
    removeOperation(world, node, broker, operation)
    answerProduce(
      world,
      node,
      connectionAt(world, operation.connectionSlot),
      operation.message,
      operation.results,
    )
  }
  armExpiry(world, node, broker)
}
