// Producer ids: a broker hands them out from blocks of 1,000 that the controller allots (KIP-730); any broker serves a producer without a transactional id.

import type { Connection, Message } from '../../sim/connection.ts'
import { connectionAt, sendResponse } from '../../sim/connection.ts'
import { armTimer, isArmed } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { connect, isReady, send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { ALLOCATE_PRODUCER_IDS } from '../protocol/api.ts'
import type { AllocateProducerIdsRequest, AllocateProducerIdsResponse } from '../protocol/broker-requests.ts'
import type { InitProducerIdResponse } from '../protocol/client-requests.ts'
import { NONE } from '../protocol/errors.ts'
import { PRODUCER_IDS_TIMER } from '../timers.ts'
import type { Broker } from './broker.ts'
import { brokerOf } from './broker.ts'
import { controllerChannel } from './controller-channel.ts'
import { PRODUCER_ID_ALLOTTED } from './facts.ts'
import { brokerEpochOf } from './lifecycle-state.ts'

const RETRY_US = 100_000

export function handleInitProducerId(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const broker = own(world, brokerOf(world, node))
  broker.idWaiters.push({ sealed: true, connectionSlot: connection.slot, message })
  serveWaiters(world, node, broker)
  if (broker.idWaiters.length > 0) askForBlock(world, node)
}

function serveWaiters(world: World, node: Readonly<Node>, broker: Broker): void {
  while (broker.idWaiters.length > 0 && broker.nextProducerId < broker.producerIdsEnd) {
    const waiter = broker.idWaiters.shift()
    if (waiter === undefined) return
    const producerId = broker.nextProducerId
    broker.nextProducerId += 1
    fact(world, PRODUCER_ID_ALLOTTED, processOf(world, node).slot, waiter.connectionSlot, producerId)
    const body: InitProducerIdResponse = {
      sealed: true,
      type: 'initProducerId',
      error: NONE,
      producerId,
      producerEpoch: 0,
    }
    sendResponse(world, connectionAt(world, waiter.connectionSlot), waiter.message, body, 24)
  }
}

/** One request at a time, to the active controller; it is asked again until it answers. */
export function askForBlock(world: World, node: Readonly<Node>): void {
  if (brokerOf(world, node).idWaiters.length === 0) return
  const channel = controllerChannel(world, node, 'forwarding')
  if (channel === null) {
    retryLater(world, node)
    return
  }
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  if (channel.inFlight.some((request) => request.api === ALLOCATE_PRODUCER_IDS)) return
  const body: AllocateProducerIdsRequest = {
    sealed: true,
    type: 'allocateProducerIds',
    brokerId: node.id,
    brokerEpoch: brokerEpochOf(world, node),
  }
  send(world, channel, ALLOCATE_PRODUCER_IDS, body, 36, node.config.requestTimeoutMs)
}

export function blockAnswered(world: World, node: Readonly<Node>, message: Message): void {
  const response = message.body as AllocateProducerIdsResponse
  if (response.error !== NONE) {
    retryLater(world, node)
    return
  }
  const broker = own(world, brokerOf(world, node))
  broker.nextProducerId = response.start
  broker.producerIdsEnd = response.start + response.length
  serveWaiters(world, node, broker)
}

export function retryLater(world: World, node: Readonly<Node>): void {
  const process = processOf(world, node)
  if (!isArmed(process, PRODUCER_IDS_TIMER, 0)) armTimer(world, process, PRODUCER_IDS_TIMER, 0, RETRY_US)
}
