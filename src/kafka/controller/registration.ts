// BrokerRegistration (server.md 5.7): a new incarnation starts fenced, with an epoch of its own; the old one must be out of its session first.

import type { Connection, Message } from '../../sim/connection.ts'
import { cancelTimer } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { BrokerState } from '../metadata/image.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import type { BrokerRegistrationRequest } from '../protocol/broker-requests.ts'
import { DUPLICATE_BROKER_REGISTRATION, NONE } from '../protocol/errors.ts'
import { SESSION_TIMER } from '../timers.ts'
import { answerAtCommit, answerError } from './answers.ts'
import { newIncarnationRecords } from './broker-changes.ts'
import { BROKER_REGISTERED, REGISTRATION_REFUSED } from './facts.ts'
import { controllerOf, ensureSession, sessionOf } from './state.ts'
import { nextWriteOffset, write } from './write.ts'

export function handleRegistration(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as BrokerRegistrationRequest
  const { brokerId } = body
  const { image } = controllerOf(world, node)
  const known = image.brokers.get(brokerId)
  const isSame = known !== undefined && known.incarnation === body.incarnation
  const brokerSlot = nodeById(world, brokerId).processSlot
  const waitUs = known === undefined || isSame ? 0 : sessionLeftUs(world, node, known)
  if (waitUs > 0) {
    const error = DUPLICATE_BROKER_REGISTRATION
    fact(world, REGISTRATION_REFUSED, node.processSlot, brokerSlot, brokerId, error, waitUs)
    answerError(world, connection, message, error)
    return
  }
  const isClean = known === undefined || known.brokerEpoch === body.previousBrokerEpoch
  const records: MetadataRecord[] = isSame ? [] : newIncarnationRecords(image, node, brokerId, isClean)
  const brokerEpoch = isSame ? known.brokerEpoch : nextWriteOffset(world, node) + records.length
  records.push({
    type: 'registerBroker',
    brokerId,
    incarnation: body.incarnation,
    brokerEpoch,
    rack: body.rack,
    fenced: isSame ? known.fenced : true,
    inControlledShutdown: isSame && known.inControlledShutdown,
  })
  const cleanStop = known === undefined ? -1 : isClean ? 1 : 0
  fact(world, BROKER_REGISTERED, node.processSlot, brokerSlot, brokerId, brokerEpoch, cleanStop)
  write(world, node, records)
  if (!isSame) startSession(world, node, brokerId)
  answerAtCommit(world, node, connection, message, {
    sealed: true,
    type: 'brokerRegistration',
    error: NONE,
    brokerEpoch,
  })
}

/** How long the session of a registered broker still lasts; a fenced one has none. */
function sessionLeftUs(world: World, node: Readonly<Node>, known: BrokerState): number {
  const session = sessionOf(controllerOf(world, node), known.brokerId)
  if (known.fenced || session === null) return 0
  return session.lastContactUs + msToUs(node.config.brokerSessionTimeoutMs) - world.nowUs
}

/** Fenced: the session begins to run when it is unfenced. */
function startSession(world: World, node: Readonly<Node>, brokerId: number): void {
  const session = ensureSession(own(world, controllerOf(world, node)), brokerId)
  session.lastContactUs = world.nowUs
  session.metadataOffset = -1
  session.shutdownOffset = -1
  cancelTimer(world, processOf(world, node), SESSION_TIMER, brokerId)
}
