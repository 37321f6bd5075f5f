// Answers to produce requests. An answer follows its append as a step of its own: between the two a broker can die with the records in its log.

import type { Connection, Message } from '../../sim/connection.ts'
import { closeAtServer, connectionAt, dismissRequest, sendResponse } from '../../sim/connection.ts'
import { later } from '../../sim/process.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { NONE, NOT_LEADER_OR_FOLLOWER } from '../protocol/errors.ts'
import type { ProducePartitionResponse, ProduceRequest, ProduceResponse } from '../protocol/produce.ts'
import { ANSWER_TASK } from '../timers.ts'
import type { ProduceResult } from './broker.ts'
import { PRODUCE_ANSWERED } from './facts.ts'
import { findReplica, logOf } from './replica.ts'

/** From the end of the work to the response queue of the network thread. */
const ANSWER_US = 20

export interface AnswerStep extends Sealed {
  readonly connectionSlot: number
  readonly message: Message
  readonly body: ProduceResponse
}

/** Schedules the answer of a produce request whose results are all known. */
export function answerProduce(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
  results: readonly Readonly<ProduceResult>[],
): void {
  const partitions = results.map((result) => partitionAnswer(world, node, result))
  const body: ProduceResponse = { sealed: true, type: 'produce', partitions }
  const step: AnswerStep = { sealed: true, connectionSlot: connection.slot, message, body }
  later(world, processOf(world, node), ANSWER_TASK, ANSWER_US, step)
}

function partitionAnswer(
  world: World,
  node: Readonly<Node>,
  result: Readonly<ProduceResult>,
): ProducePartitionResponse {
  // KIP-951: a broker that does not lead says who does.
  const known =
    result.error === NOT_LEADER_OR_FOLLOWER
      ? imageOf(world, node).partitions.get(result.partition)
      : undefined
  return {
    partition: result.partition,
    error: result.error,
    baseOffset: result.error === NONE ? result.baseOffset : -1,
    logStartOffset: result.error === NONE ? logStartOf(world, node, result.partition) : -1,
    currentLeader: known === undefined ? -1 : known.leader,
    currentLeaderEpoch: known === undefined ? -1 : known.leaderEpoch,
  }
}

function logStartOf(world: World, node: Readonly<Node>, partition: string): number {
  const replica = findReplica(world, node.id, partition)
  return replica === null ? -1 : logOf(world, replica).logStart
}

// rule: produce.acks-zero
/** Sends it. With acks=0 there is no answer: an error closes the connection, which is all that the client learns. */
export function sendProduceAnswer(world: World, node: Readonly<Node>, step: AnswerStep): void {
  const connection = connectionAt(world, step.connectionSlot)
  const request = step.message.body as ProduceRequest
  const failed = step.body.partitions.find((partition) => partition.error !== NONE)
  fact(
    world,
    PRODUCE_ANSWERED,
    processOf(world, node).slot,
    connection.slot,
    step.message.id,
    failed?.error ?? NONE,
  )
  if (request.acks !== 0) {
    sendResponse(world, connection, step.message, step.body, 16 + 40 * step.body.partitions.length)
    return
  }
  if (failed !== undefined && connection.accepted === step.message.generation)
    closeAtServer(world, connection)
  else dismissRequest(world, connection, step.message)
}
