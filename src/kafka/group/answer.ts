// Answers of a coordinator: how they are sent, how large they are, and what stands in them when there is only an error to tell.

import { assertNever } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import { connectionAt, sendResponse } from '../../sim/connection.ts'
import { later } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type {
  HeartbeatRequest,
  HeartbeatResponse,
  JoinGroupRequest,
  JoinGroupResponse,
  LeaveGroupRequest,
  LeaveGroupResponse,
  SyncGroupRequest,
  SyncGroupResponse,
} from '../protocol/classic-group.ts'
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../protocol/consumer-group.ts'
import type { DeleteGroupsRequest, DeleteGroupsResponse } from '../protocol/delete-groups.ts'
import type {
  OffsetCommitRequest,
  OffsetCommitResponse,
  OffsetFetchRequest,
  OffsetFetchResponse,
} from '../protocol/offsets.ts'
import { GROUP_ANSWER_TASK } from '../timers.ts'
import type { Answer } from './coordinator.ts'
import { GROUP_ANSWERED } from './facts.ts'
import type { Parked } from './group.ts'

export type GroupRequest =
  | JoinGroupRequest
  | SyncGroupRequest
  | HeartbeatRequest
  | LeaveGroupRequest
  | ConsumerGroupHeartbeatRequest
  | OffsetCommitRequest
  | OffsetFetchRequest
  | DeleteGroupsRequest

export type GroupResponse =
  | JoinGroupResponse
  | SyncGroupResponse
  | HeartbeatResponse
  | LeaveGroupResponse
  | ConsumerGroupHeartbeatResponse
  | OffsetCommitResponse
  | OffsetFetchResponse
  | DeleteGroupsResponse

// rule: group.service-time
/** From the coordinator's thread to the response queue of the network thread. */
const ANSWER_US = 20

export function answerTo(request: Parked, body: GroupResponse): Answer {
  return {
    sealed: true,
    connectionSlot: request.connectionSlot,
    message: request.message,
    body,
    sizeBytes: responseBytes(body),
  }
}

/** Sends it as a step of its own: between the work and the answer a broker can die. */
export function answerSoon(world: World, node: Readonly<Node>, answer: Answer): void {
  later(world, processOf(world, node), GROUP_ANSWER_TASK, ANSWER_US, answer)
}

export function answerWith(world: World, node: Readonly<Node>, request: Parked, body: GroupResponse): void {
  answerSoon(world, node, answerTo(request, body))
}

export function sendGroupAnswer(world: World, node: Readonly<Node>, answer: Answer): void {
  const { connectionSlot, message } = answer
  fact(world, GROUP_ANSWERED, processOf(world, node).slot, connectionSlot, message.api, message.id)
  sendResponse(world, connectionAt(world, connectionSlot), message, answer.body, answer.sizeBytes)
}

/** The answer that says only what went wrong. */
export function errorAnswer(message: Message, error: number): GroupResponse {
  const request = message.body as GroupRequest
  switch (request.type) {
    case 'joinGroup':
      return joinError(error, request.memberId)
    case 'syncGroup':
      return { sealed: true, type: 'syncGroup', error, partitions: [] }
    case 'heartbeat':
      return { sealed: true, type: 'heartbeat', error }
    case 'leaveGroup':
      return { sealed: true, type: 'leaveGroup', error, members: [] }
    case 'deleteGroups':
      return { sealed: true, type: 'deleteGroups', error }
    case 'consumerGroupHeartbeat':
      return heartbeatError(error)
    case 'offsetCommit':
      return {
        sealed: true,
        type: 'offsetCommit',
        partitions: request.partitions.map(({ partition }) => ({ partition, error })),
      }
    case 'offsetFetch':
      return { sealed: true, type: 'offsetFetch', error, partitions: [] }
    default:
      return assertNever(request, 'group request')
  }
}

export function joinError(error: number, memberId: string): JoinGroupResponse {
  return {
    sealed: true,
    type: 'joinGroup',
    error,
    generation: -1,
    protocol: '',
    leader: '',
    memberId,
    skipAssignment: false,
    members: [],
  }
}

function heartbeatError(error: number): ConsumerGroupHeartbeatResponse {
  return {
    sealed: true,
    type: 'consumerGroupHeartbeat',
    error,
    memberId: '',
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
    assignment: null,
  }
}

/** Near the size on the wire: what varies is counted, the rest is a constant of the message. */
function responseBytes(body: GroupResponse): number {
  switch (body.type) {
    case 'joinGroup': {
      let bytes = 40 + body.memberId.length + body.leader.length + body.protocol.length
      for (const { memberId, subscription } of body.members)
        bytes += 40 + memberId.length + 20 * subscription.topics.length + 12 * subscription.owned.length
      return bytes
    }
    case 'syncGroup':
      return 40 + 12 * body.partitions.length
    case 'heartbeat':
      return 16
    case 'deleteGroups':
      return 40
    case 'leaveGroup':
      return 20 + 50 * body.members.length
    case 'consumerGroupHeartbeat':
      return 44 + body.memberId.length + 8 * (body.assignment?.length ?? 0)
    case 'offsetCommit':
      return 20 + 12 * body.partitions.length
    case 'offsetFetch':
      return 24 + 24 * body.partitions.length
    default:
      return assertNever(body, 'group response')
  }
}
