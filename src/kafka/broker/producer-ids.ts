// Producer ids: a broker hands them out from blocks of 1,000 that the controller allots (KIP-730); any broker serves a producer without a transactional id.

import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import { armTimer, isArmed } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { connect, isReady, send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { ALLOCATE_PRODUCER_IDS } from '../protocol/api.ts'
import type { AllocateProducerIdsRequest, AllocateProducerIdsResponse } from '../protocol/broker-requests.ts'
import type { InitProducerIdResponse } from '../protocol/client-requests.ts'
import { COORDINATOR_LOAD_IN_PROGRESS, NONE, NOT_CONTROLLER } from '../protocol/errors.ts'
import { PRODUCER_IDS_TIMER } from '../timers.ts'
import type { Broker } from './broker.ts'
import { brokerOf } from './broker.ts'
import { controllerChannel } from './controller-channel.ts'
import { PRODUCER_ID_ALLOTTED } from './facts.ts'
import { brokerEpochOf } from './lifecycle-state.ts'

/** With so much of a block used the next one is asked for. */
const PREFETCH_PERCENT = 90
const REFUSED_BACKOFF_US = 50_000
/** While the controller is unknown or out of reach (NodeToControllerChannelManager). */
const CONTROLLER_POLL_US = 100_000

/** A producer that comes while there is no id is told to come again: it is not kept waiting. */
export function handleInitProducerId(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const producerId = claimId(world, node)
  const error = producerId < 0 ? COORDINATOR_LOAD_IN_PROGRESS : NONE
  const producerEpoch = producerId < 0 ? -1 : 0
  if (producerId >= 0) fact(world, PRODUCER_ID_ALLOTTED, node.processSlot, connection.slot, producerId)
  const body: InitProducerIdResponse = {
    sealed: true,
    type: 'initProducerId',
    error,
    producerId,
    producerEpoch,
  }
  sendResponse(world, connection, message, body, 24)
}

/** The next id, -1 while there is none. */
function claimId(world: World, node: Readonly<Node>): number {
  const broker = own(world, brokerOf(world, node))
  if (broker.nextProducerId >= broker.producerIdsEnd) {
    const { nextBlock } = broker
    if (nextBlock === null) {
      maybeAsk(world, node, broker)
      return -1
    }
    broker.nextProducerId = nextBlock.start
    broker.producerIdsEnd = nextBlock.start + nextBlock.length
    broker.prefetchAt = nextBlock.start + Math.floor((nextBlock.length * PREFETCH_PERCENT) / 100)
    broker.nextBlock = null
    broker.blockAsked = false
  }
  const producerId = broker.nextProducerId
  broker.nextProducerId += 1
  if (producerId === broker.prefetchAt) maybeAsk(world, node, broker)
  return producerId
}

function maybeAsk(world: World, node: Readonly<Node>, broker: Broker): void {
  if (broker.nextBlock !== null || broker.blockAsked || world.nowUs < broker.blockRetryUs) return
  broker.blockAsked = true
  askForBlock(world, node)
}

/** One request at a time, to whoever is the active controller; it is sent again until it is answered. */
export function askForBlock(world: World, node: Readonly<Node>): void {
  const { blockAsked, nextBlock } = brokerOf(world, node)
  if (!blockAsked || nextBlock !== null) return
  const channel = controllerChannel(world, node, 'forwarding')
  if (channel === null) {
    retryLater(world, node)
    return
  }
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  if (channel.inFlight.length > 0) return
  const body: AllocateProducerIdsRequest = {
    sealed: true,
    type: 'allocateProducerIds',
    brokerId: node.id,
    brokerEpoch: brokerEpochOf(world, node),
  }
  send(world, channel, ALLOCATE_PRODUCER_IDS, body, 36, node.config.requestTimeoutMs)
}

export function blockAnswered(world: World, node: Readonly<Node>, message: Message): void {
  const { error, start, length } = message.body as AllocateProducerIdsResponse
  if (error === NOT_CONTROLLER) {
    retryLater(world, node)
    return
  }
  const broker = own(world, brokerOf(world, node))
  if (error === NONE) {
    broker.nextBlock = { sealed: true, start, length }
    return
  }
  broker.blockAsked = false
  broker.blockRetryUs = world.nowUs + REFUSED_BACKOFF_US
}

/** The request is kept for when the controller is within reach again. */
export function retryLater(world: World, node: Readonly<Node>): void {
  const process = processOf(world, node)
  if (!isArmed(process, PRODUCER_IDS_TIMER, 0))
    armTimer(world, process, PRODUCER_IDS_TIMER, 0, CONTROLLER_POLL_US)
}
