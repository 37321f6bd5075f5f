// AllocateProducerIds: brokers hand out producer ids from blocks of a thousand.

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { nodeById } from '../node.ts'
import type { AllocateProducerIdsRequest } from '../protocol/broker-requests.ts'
import { BROKER_ID_NOT_REGISTERED, NONE, STALE_BROKER_EPOCH } from '../protocol/errors.ts'
import { answerAtCommit, answerError } from './answers.ts'
import { PRODUCER_IDS_ALLOCATED } from './facts.ts'
import { controllerOf } from './state.ts'
import { write } from './write.ts'

const BLOCK_LENGTH = 1_000

export function handleAllocateProducerIds(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const { brokerId, brokerEpoch } = message.body as AllocateProducerIdsRequest
  const { image } = controllerOf(world, node)
  const broker = image.brokers.get(brokerId)
  if (broker === undefined || broker.brokerEpoch !== brokerEpoch) {
    const error = broker === undefined ? BROKER_ID_NOT_REGISTERED : STALE_BROKER_EPOCH
    answerError(world, connection, message, error)
    return
  }
  const start = image.nextProducerId
  const brokerSlot = nodeById(world, brokerId).processSlot
  fact(world, PRODUCER_IDS_ALLOCATED, node.processSlot, brokerSlot, brokerId, start, BLOCK_LENGTH)
  write(world, node, [{ type: 'producerIds', brokerId, brokerEpoch, nextProducerId: start + BLOCK_LENGTH }])
  answerAtCommit(world, node, connection, message, {
    sealed: true,
    type: 'allocateProducerIds',
    error: NONE,
    start,
    length: BLOCK_LENGTH,
  })
}
