// Requests of groups at a broker: the coordinator that they are for is found, and does one turn of work for each (clients.md 4.1).

import { EngineError } from '../../sim/assert.ts'
import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { coordinatorPartition } from '../assignors/java-hash.ts'
import type { Node } from '../node.ts'
import {
  CONSUMER_GROUP_HEARTBEAT,
  DELETE_GROUPS,
  HEARTBEAT,
  JOIN_GROUP,
  LEAVE_GROUP,
  OFFSET_COMMIT,
  OFFSET_FETCH,
  SYNC_GROUP,
} from '../protocol/api.ts'
import { COORDINATOR_LOAD_IN_PROGRESS, INVALID_GROUP_ID, NONE, NOT_COORDINATOR } from '../protocol/errors.ts'
import type { GroupRequest } from './answer.ts'
import { answerWith, errorAnswer } from './answer.ts'
import { heartbeat } from './classic/heartbeat.ts'
import { joinGroup } from './classic/join.ts'
import { leaveGroup } from './classic/leave.ts'
import { syncGroup } from './classic/sync.ts'
import { consumerHeartbeat } from './consumer/heartbeat.ts'
import { findCoordinator } from './coordinator.ts'
import type { Parked } from './group.ts'
import { offsetsPartitions } from './load.ts'
import { noteRefused } from './note.ts'
import { commitOffsets } from './offsets/commit.ts'
import { deleteGroup } from './offsets/delete-group.ts'
import { fetchOffsets } from './offsets/fetch.ts'
import type { Turn } from './turn.ts'
import { closeTurn, openTurn } from './turn.ts'

export function handleGroupRequest(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as GroupRequest
  const parked: Parked = { sealed: true, connectionSlot: connection.slot, message }
  const index = coordinatorPartition(request.group, offsetsPartitions(world, node))
  const coordinator = findCoordinator(world, node.id, index)
  const error = checkCoordinator(request, coordinator?.state ?? 'none')
  if (error !== NONE || coordinator === null) {
    const memberId = 'memberId' in request ? request.memberId : ''
    noteRefused(world, node, connection.slot, request.group, message.api, error, memberId)
    answerWith(world, node, parked, errorAnswer(message, error))
    return
  }
  if (coordinator.state === 'loading') {
    // A Heartbeat alone is answered meanwhile.
    answerWith(world, node, parked, { sealed: true, type: 'heartbeat', error: NONE })
    return
  }
  const turn = openTurn(world, node, coordinator)
  work(turn, parked)
  closeTurn(turn)
}

// rule: group.coordinator-checks
function checkCoordinator(request: GroupRequest, state: 'none' | 'loading' | 'active'): number {
  const mayBeNameless = request.type === 'offsetCommit' || request.type === 'offsetFetch'
  if (request.group === '' && !mayBeNameless && request.type !== 'consumerGroupHeartbeat')
    return INVALID_GROUP_ID
  if (state === 'none') return NOT_COORDINATOR
  if (state === 'loading' && request.type !== 'heartbeat') return COORDINATOR_LOAD_IN_PROGRESS
  return NONE
}

function work(turn: Turn, parked: Parked): void {
  switch (parked.message.api) {
    case JOIN_GROUP:
      joinGroup(turn, parked)
      return
    case SYNC_GROUP:
      syncGroup(turn, parked)
      return
    case HEARTBEAT:
      heartbeat(turn, parked)
      return
    case LEAVE_GROUP:
      leaveGroup(turn, parked)
      return
    case CONSUMER_GROUP_HEARTBEAT:
      consumerHeartbeat(turn, parked)
      return
    case OFFSET_COMMIT:
      commitOffsets(turn, parked)
      return
    case OFFSET_FETCH:
      fetchOffsets(turn, parked)
      return
    case DELETE_GROUPS:
      deleteGroup(turn, parked)
      return
    default:
      throw new EngineError(`a coordinator does not serve API ${parked.message.api}`)
  }
}
