// BrokerRegistration (server.md 5.7): a new incarnation starts fenced, with an epoch of its own; the session of the old one must be over first, even
// after a clean stop (seen on 4.3.1: stopped at 5 s, started at 12 s, registered at 17.5 to 17.7 s).

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { nodeById } from '../node.ts'
import { isPlanted } from '../plants.ts'
import type { BrokerRegistrationRequest } from '../protocol/broker-requests.ts'
import { DUPLICATE_BROKER_REGISTRATION, NONE } from '../protocol/errors.ts'
import { answerAtCommit, answerError } from './answers.ts'
import { newIncarnationRecords } from './broker-changes.ts'
import { BROKER_REGISTERED, REGISTRATION_REFUSED } from './facts.ts'
import { resetSession, sessionLeftUs } from './sessions.ts'
import { controllerOf } from './state.ts'
import { nextWriteOffset, write } from './write.ts'

// rule: session.refuses-return
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
  const isChecked = known !== undefined && !isSame && !isPlanted(world, 'session-unchecked')
  const waitUs = isChecked ? sessionLeftUs(world, node, brokerId) : 0
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
  if (!isSame) resetSession(world, node, brokerId)
  answerAtCommit(world, node, connection, message, {
    sealed: true,
    type: 'brokerRegistration',
    error: NONE,
    brokerEpoch,
  })
}
