// A request's way through a broker (server.md 7.1): read from the socket, queued, taken by an io thread, handled. The queue is a step of its own.

import { EngineError } from '../../sim/assert.ts'
import type { Connection, Message } from '../../sim/connection.ts'
import { closeAtServer, connectionAt } from '../../sim/connection.ts'
import { later } from '../../sim/process.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { handleFindCoordinator } from '../group/find-coordinator.ts'
import { handleGroupRequest } from '../group/requests.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import {
  ALTER_PARTITION_REASSIGNMENTS,
  apiOf,
  CONSUMER_GROUP_HEARTBEAT,
  CREATE_PARTITIONS,
  CREATE_TOPICS,
  DELETE_GROUPS,
  DELETE_RECORDS,
  DELETE_TOPICS,
  DESCRIBE_CLUSTER,
  DESCRIBE_CONFIGS,
  DESCRIBE_QUORUM,
  DESCRIBE_TOPIC_PARTITIONS,
  ELECT_LEADERS,
  FETCH,
  FIND_COORDINATOR,
  HEARTBEAT,
  INCREMENTAL_ALTER_CONFIGS,
  INIT_PRODUCER_ID,
  JOIN_GROUP,
  LEAVE_GROUP,
  LIST_OFFSETS,
  LIST_PARTITION_REASSIGNMENTS,
  METADATA,
  OFFSET_COMMIT,
  OFFSET_FETCH,
  OFFSET_FOR_LEADER_EPOCH,
  PRODUCE,
  SYNC_GROUP,
} from '../protocol/api.ts'
import { HANDLE_TASK } from '../timers.ts'
import { handleAlterConfigs } from './alter-configs.ts'
import { handleListOffsets, handleMetadata, handleOffsetForLeaderEpoch } from './client-requests.ts'
import { handleDeleteRecords } from './delete-records.ts'
import { handleDescribeCluster, handleDescribeTopics } from './describe.ts'
import { handleDescribeConfigs } from './describe-configs.ts'
import { REQUEST_QUEUED } from './facts.ts'
import { handleFetch } from './fetch.ts'
import { forwardRequest } from './forwarding.ts'
import { isServing } from './lifecycle-state.ts'
import { verifyProduce } from './produce.ts'
import { handleInitProducerId } from './producer-ids.ts'

// rule: load.request-queue
/** From the network thread through the request queue to an io thread. Load does not lengthen it: the simulation has as many io threads as it needs. */
const QUEUE_US = 30

export interface HandleStep extends Sealed {
  readonly connectionSlot: number
  readonly message: Message
}

export function queueRequest(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  if (!isServing(world, node)) {
    // A controller in the same process listens before and after the broker does.
    closeAtServer(world, connection)
    return
  }
  const process = processOf(world, node)
  fact(world, REQUEST_QUEUED, process.slot, connection.slot, message.api, message.id)
  const step: HandleStep = { sealed: true, connectionSlot: connection.slot, message }
  later(world, process, HANDLE_TASK, QUEUE_US, step)
}

export function handleRequest(world: World, node: Readonly<Node>, step: HandleStep): void {
  const connection = connectionAt(world, step.connectionSlot)
  const { message } = step
  switch (message.api) {
    case PRODUCE:
      verifyProduce(world, node, connection, message)
      return
    case FETCH:
      handleFetch(world, node, connection, message)
      return
    case METADATA:
      handleMetadata(world, node, connection, message)
      return
    case LIST_OFFSETS:
      handleListOffsets(world, node, connection, message)
      return
    case OFFSET_FOR_LEADER_EPOCH:
      handleOffsetForLeaderEpoch(world, node, connection, message)
      return
    case CREATE_TOPICS:
    case DELETE_TOPICS:
    case CREATE_PARTITIONS:
    case ELECT_LEADERS:
    case ALTER_PARTITION_REASSIGNMENTS:
    case LIST_PARTITION_REASSIGNMENTS:
    case DESCRIBE_QUORUM:
      forwardRequest(world, node, connection, message)
      return
    case INCREMENTAL_ALTER_CONFIGS:
      handleAlterConfigs(world, node, connection, message)
      return
    case DESCRIBE_CONFIGS:
      handleDescribeConfigs(world, node, connection, message)
      return
    case DESCRIBE_CLUSTER:
      handleDescribeCluster(world, node, connection, message)
      return
    case DESCRIBE_TOPIC_PARTITIONS:
      handleDescribeTopics(world, node, connection, message)
      return
    case DELETE_RECORDS:
      handleDeleteRecords(world, node, connection, message)
      return
    case FIND_COORDINATOR:
      handleFindCoordinator(world, node, connection, message)
      return
    case JOIN_GROUP:
    case SYNC_GROUP:
    case HEARTBEAT:
    case LEAVE_GROUP:
    case CONSUMER_GROUP_HEARTBEAT:
    case OFFSET_COMMIT:
    case OFFSET_FETCH:
    case DELETE_GROUPS:
      handleGroupRequest(world, node, connection, message)
      return
    case INIT_PRODUCER_ID:
      handleInitProducerId(world, node, connection, message)
      return
    default:
      throw new EngineError(`a broker does not serve ${apiOf(message.api).name}`)
  }
}
