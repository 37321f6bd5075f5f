// Answers of the controller: an error at once, anything else when what it rests on is committed.

import type { Connection, Message } from '../../sim/connection.ts'
import { connectionAt, sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import type { AdminRequest, AdminResponse } from '../protocol/admin.ts'
import { adminErrorResponse, adminResponseBytes } from '../protocol/admin-answers.ts'
import type {
  AllocateProducerIdsRequest,
  AllocateProducerIdsResponse,
  AlterPartitionRequest,
  AlterPartitionResponse,
  BrokerHeartbeatRequest,
  BrokerHeartbeatResponse,
  BrokerRegistrationRequest,
  BrokerRegistrationResponse,
} from '../protocol/broker-requests.ts'
import type { PendingAnswer } from './state.ts'
import { controllerOf } from './state.ts'

export type ControllerRequest =
  | BrokerRegistrationRequest
  | BrokerHeartbeatRequest
  | AlterPartitionRequest
  | AdminRequest
  | AllocateProducerIdsRequest

export type ControllerResponse =
  | BrokerRegistrationResponse
  | BrokerHeartbeatResponse
  | AlterPartitionResponse
  | AdminResponse
  | AllocateProducerIdsResponse

/** Answers when everything written so far is committed: reads see uncommitted state, so they wait for it too. */
export function answerAtCommit(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
  body: ControllerResponse,
): void {
  const mine = own(world, controllerOf(world, node))
  const sizeBytes = sizeOfResponse(body)
  if (mine.writtenEnd <= imageOf(world, node).endOffset) {
    sendResponse(world, connection, message, body, sizeBytes)
    return
  }
  const endOffset = mine.writtenEnd
  mine.pending.push({ sealed: true, connectionSlot: connection.slot, message, body, sizeBytes, endOffset })
}

/** Sends what waited for records below the offset. */
export function sendCommittedAnswers(world: World, node: Readonly<Node>, endOffset: number): void {
  const first = controllerOf(world, node).pending[0]
  if (first === undefined || first.endOffset > endOffset) return
  const mine = own(world, controllerOf(world, node))
  let sent = 0
  while (sent < mine.pending.length && (mine.pending[sent] as PendingAnswer).endOffset <= endOffset) {
    const answer = mine.pending[sent] as PendingAnswer
    sendResponse(
      world,
      connectionAt(world, answer.connectionSlot),
      answer.message,
      answer.body,
      answer.sizeBytes,
    )
    sent += 1
  }
  mine.pending.splice(0, sent)
}

export function answerError(
  world: World,
  connection: Readonly<Connection>,
  message: Message,
  error: number,
): void {
  const body = errorResponse(message.body as ControllerRequest, error)
  sendResponse(world, connection, message, body, sizeOfResponse(body))
}

/** A response that says only what went wrong. */
function errorResponse(request: ControllerRequest, error: number): ControllerResponse {
  switch (request.type) {
    case 'brokerRegistration':
      return { sealed: true, type: 'brokerRegistration', error, brokerEpoch: -1 }
    case 'brokerHeartbeat':
      return {
        sealed: true,
        type: 'brokerHeartbeat',
        error,
        isCaughtUp: false,
        isFenced: true,
        shouldShutDown: false,
      }
    case 'alterPartition':
      return { sealed: true, type: 'alterPartition', error, partitions: [] }
    case 'allocateProducerIds':
      return { sealed: true, type: 'allocateProducerIds', error, start: -1, length: 0 }
    default:
      return adminErrorResponse(request, error)
  }
}

function sizeOfResponse(body: ControllerResponse): number {
  switch (body.type) {
    case 'brokerRegistration':
      return 24
    case 'brokerHeartbeat':
      return 20
    case 'alterPartition': {
      let sizeBytes = 20
      for (const row of body.partitions) sizeBytes += 48 + 4 * row.isr.length
      return sizeBytes
    }
    case 'allocateProducerIds':
      return 30
    default:
      return adminResponseBytes(body)
  }
}
