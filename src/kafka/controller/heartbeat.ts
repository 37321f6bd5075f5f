// BrokerHeartbeat (server.md 5.7, BrokerHeartbeatManager). What becomes of a broker that sends none: sessions.ts.

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { BrokerState } from '../metadata/image.ts'
import { isActiveBroker } from '../metadata/image.ts'
import type { Node } from '../node.ts'
import { nodeById } from '../node.ts'
import { isPlanted } from '../plants.ts'
import type { BrokerHeartbeatRequest } from '../protocol/broker-requests.ts'
import { BROKER_ID_NOT_REGISTERED, NONE, STALE_BROKER_EPOCH } from '../protocol/errors.ts'
import { DIRS_OFFLINE } from '../storage/facts.ts'
import { answerAtCommit, answerError } from './answers.ts'
import {
  controlledShutdownRecords,
  fenceRecords,
  leadsAny,
  offlineRecords,
  unfenceRecords,
} from './broker-changes.ts'
import { BROKER_FENCED, BROKER_SHUTTING_DOWN, BROKER_UNFENCED, HEARTBEAT_HANDLED } from './facts.ts'
import { contact } from './sessions.ts'
import type { BrokerSession, Controller } from './state.ts'
import { controllerOf, ensureSession } from './state.ts'
import { write } from './write.ts'

export type BrokerControlState = 'fenced' | 'unfenced' | 'controlledShutdown' | 'shutdownNow'

// rule: lifecycle.states
/** The next-state table. */
export function nextBrokerState(
  current: BrokerControlState,
  request: Pick<BrokerHeartbeatRequest, 'wantFence' | 'wantShutDown' | 'currentMetadataOffset'>,
  registrationOffset: number,
  leadsPartitions: () => boolean,
  shutdownOffset: number,
  lowestActiveOffset: () => number,
): BrokerControlState {
  switch (current) {
    case 'fenced':
      if (request.wantShutDown) return 'shutdownNow'
      return !request.wantFence && request.currentMetadataOffset >= registrationOffset ? 'unfenced' : 'fenced'
    case 'unfenced':
      if (request.wantFence) return request.wantShutDown ? 'shutdownNow' : 'fenced'
      if (!request.wantShutDown) return 'unfenced'
      return leadsPartitions() ? 'controlledShutdown' : 'shutdownNow'
    case 'controlledShutdown':
      if (leadsPartitions()) return 'controlledShutdown'
      return shutdownOffset <= lowestActiveOffset() ? 'shutdownNow' : 'controlledShutdown'
    case 'shutdownNow':
      return 'shutdownNow'
  }
}

export function handleHeartbeat(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as BrokerHeartbeatRequest
  const mine = own(world, controllerOf(world, node))
  const broker = mine.image.brokers.get(body.brokerId)
  if (broker === undefined || broker.brokerEpoch !== body.brokerEpoch) {
    const error = broker === undefined ? BROKER_ID_NOT_REGISTERED : STALE_BROKER_EPOCH
    answerError(world, connection, message, error)
    return
  }
  const session = ensureSession(mine, body.brokerId)
  const current = currentState(broker, session)
  const next = nextBrokerState(
    current,
    body,
    broker.brokerEpoch,
    () => leadsAny(mine.image, body.brokerId),
    session.shutdownOffset,
    () => (isPlanted(world, 'leave-at-once') ? Number.MAX_SAFE_INTEGER : lowestActiveOffset(mine)),
  )
  const isFenced = next === 'fenced' || next === 'shutdownNow'
  const shutDown = next === 'shutdownNow' ? 1 : 0
  const brokerSlot = nodeById(world, body.brokerId).processSlot
  const offset = body.currentMetadataOffset
  fact(
    world,
    HEARTBEAT_HANDLED,
    node.processSlot,
    brokerSlot,
    body.brokerId,
    offset,
    isFenced ? 1 : 0,
    shutDown,
  )
  noteOffline(mine, broker, body.offline)
  if (next !== current) changeState(world, node, broker, next)
  else if (body.offline.length > 0) dirsOffline(world, node, broker, body.offline)
  contact(world, node, mine, session)
  session.metadataOffset = offset
  // The last record of the change, which a broker that has it reports as its own offset (recording elr-saves-partition: leave comes after 2.1 s, not 4.1).
  if (isFenced) session.shutdownOffset = -1
  else if (next === 'controlledShutdown' && session.shutdownOffset < 0)
    session.shutdownOffset = mine.writtenEnd - 1
  answerAtCommit(world, node, connection, message, {
    sealed: true,
    type: 'brokerHeartbeat',
    error: NONE,
    isCaughtUp: offset >= broker.brokerEpoch,
    isFenced,
    shouldShutDown: shutDown === 1,
  })
}

/** Who has gone offline with a directory may not be elected. A registration begins without any. */
function noteOffline(mine: Controller, broker: BrokerState, offline: readonly string[]): void {
  if (offline.length === 0 && broker.offline === undefined) return
  mine.image.brokers.set(broker.brokerId, { ...broker, offline })
}

// rule: dirs.controller
/** Replicas in failed directories leave their ISRs, and their leaderships move (handleDirectoriesOffline). */
function dirsOffline(
  world: World,
  node: Readonly<Node>,
  broker: BrokerState,
  offline: readonly string[],
): void {
  const { image } = controllerOf(world, node)
  const records = offlineRecords(image, node, broker.brokerId, offline)
  if (records.length === 0) return
  const brokerSlot = nodeById(world, broker.brokerId).processSlot
  fact(world, DIRS_OFFLINE, node.processSlot, brokerSlot, broker.brokerId, records.length)
  write(world, node, records)
}

function currentState(broker: BrokerState, session: BrokerSession): BrokerControlState {
  if (broker.fenced) return 'fenced'
  return session.shutdownOffset >= 0 ? 'controlledShutdown' : 'unfenced'
}

/** What every broker that serves has seen, as far as heartbeats tell. */
function lowestActiveOffset(controller: Readonly<Controller>): number {
  let lowest = Number.MAX_SAFE_INTEGER
  for (const session of controller.sessions) {
    if (!isActiveBroker(controller.image, session.brokerId)) continue
    if (session.metadataOffset < lowest) lowest = session.metadataOffset
  }
  return lowest
}

function changeState(
  world: World,
  node: Readonly<Node>,
  broker: BrokerState,
  next: BrokerControlState,
): void {
  const { image } = controllerOf(world, node)
  const { brokerId, brokerEpoch } = broker
  const brokerSlot = nodeById(world, brokerId).processSlot
  switch (next) {
    case 'fenced':
    case 'shutdownNow': {
      const records = fenceRecords(image, node, brokerId)
      const changed = records.length - 1
      fact(world, BROKER_FENCED, node.processSlot, brokerSlot, brokerId, brokerEpoch, -1, changed)
      write(world, node, records)
      return
    }
    case 'unfenced': {
      const records = unfenceRecords(image, node, brokerId)
      const changed = records.length - 1
      fact(world, BROKER_UNFENCED, node.processSlot, brokerSlot, brokerId, brokerEpoch, changed)
      write(world, node, records)
      return
    }
    case 'controlledShutdown': {
      const records = controlledShutdownRecords(image, node, brokerId)
      const changed = records.length - 1
      fact(world, BROKER_SHUTTING_DOWN, node.processSlot, brokerSlot, brokerId, brokerEpoch, changed)
      write(world, node, records)
      return
    }
  }
}
