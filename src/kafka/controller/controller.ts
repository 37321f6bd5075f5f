// The quorum controller as the programme sees it: one node's start and end, requests, timers, and the events of its queue.

import { assertNever, EngineError } from '../../sim/assert.ts'
import type { Connection, Message } from '../../sim/connection.ts'
import { connectionAt } from '../../sim/connection.ts'
import type { Task, TimerRow } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { NOT_CONTROLLER } from '../protocol/errors.ts'
import { raftOf } from '../raft/state.ts'
import { BALANCE_TIMER, NO_OP_TIMER, SESSION_TIMER, UNCLEAN_ELECTION_TIMER } from '../timers.ts'
import { handleAlterConfigs } from './alter-configs.ts'
import { handleAlterPartition } from './alter-partition.ts'
import type { ControllerRequest } from './answers.ts'
import { answerError } from './answers.ts'
import { claim } from './claim.ts'
import { handleCreatePartitions } from './create-partitions.ts'
import { handleCreateTopics } from './create-topics.ts'
import { handleDeleteTopics } from './delete-topics.ts'
import { handleDescribeQuorum } from './describe-quorum.ts'
import { handleElectLeaders } from './elect-leaders.ts'
import { balanceLeaders, electUncleanly } from './elections.ts'
import { NOT_THE_CONTROLLER } from './facts.ts'
import { handleHeartbeat } from './heartbeat.ts'
import { handleAllocateProducerIds } from './producer-ids.ts'
import type { ControllerEvent } from './queue.ts'
import { enqueue } from './queue.ts'
import { handleAlterReassignments, handleListReassignments } from './reassign.ts'
import { handleRegistration } from './registration.ts'
import { fenceStaleBroker } from './sessions.ts'
import { clearController, controllerOf, ensureController } from './state.ts'
import { write } from './write.ts'

export function controllerStarted(world: World, node: Readonly<Node>): void {
  ensureController(world, node)
}

/** Memory is gone. */
export function controllerEnded(world: World, node: Readonly<Node>): void {
  const mine = own(world, controllerOf(world, node))
  clearController(mine)
  mine.busyUntilUs = 0
}

/** Every request takes its place in the queue. */
export function controllerRequest(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  enqueue(world, node, { sealed: true, event: 'request', connectionSlot: connection.slot, message })
}

export function controllerTimer(world: World, node: Readonly<Node>, row: TimerRow): void {
  switch (row.timer) {
    case SESSION_TIMER:
      enqueue(world, node, { sealed: true, event: 'sessionEnded', brokerId: row.key })
      return
    case NO_OP_TIMER:
      enqueue(world, node, { sealed: true, event: 'noOp' })
      return
    case BALANCE_TIMER:
      enqueue(world, node, { sealed: true, event: 'balance' })
      return
    case UNCLEAN_ELECTION_TIMER:
      enqueue(world, node, { sealed: true, event: 'uncleanElections' })
      return
    default:
      throw new EngineError(`timer ${row.timer} is not the controller's`)
  }
}

/** CONTROLLER_TASK: the next event of the queue. */
export function controllerTask(world: World, node: Readonly<Node>, task: Task): void {
  const event = task.payload as ControllerEvent
  if (event.event === 'claim') {
    claim(world, node, event.epoch)
    return
  }
  const { active } = controllerOf(world, node)
  if (event.event === 'request') {
    const connection = connectionAt(world, event.connectionSlot)
    if (active) handle(world, node, connection, event.message)
    else refuse(world, node, connection, event.message)
    return
  }
  if (!active) return
  switch (event.event) {
    case 'sessionEnded':
      fenceStaleBroker(world, node, event.brokerId)
      return
    case 'noOp':
      write(world, node, [{ type: 'noOp' }])
      return
    case 'balance':
      balanceLeaders(world, node)
      return
    case 'uncleanElections':
      electUncleanly(world, node)
      return
    default:
      assertNever(event, 'controller event')
  }
}

function refuse(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const { leader } = raftOf(world, node)
  fact(world, NOT_THE_CONTROLLER, node.processSlot, connection.slot, message.api, leader)
  answerError(world, connection, message, NOT_CONTROLLER)
}

function handle(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as ControllerRequest
  switch (body.type) {
    case 'brokerRegistration':
      handleRegistration(world, node, connection, message)
      return
    case 'brokerHeartbeat':
      handleHeartbeat(world, node, connection, message)
      return
    case 'alterPartition':
      handleAlterPartition(world, node, connection, message)
      return
    case 'createTopics':
      handleCreateTopics(world, node, connection, message)
      return
    case 'deleteTopics':
      handleDeleteTopics(world, node, connection, message)
      return
    case 'createPartitions':
      handleCreatePartitions(world, node, connection, message)
      return
    case 'incrementalAlterConfigs':
      handleAlterConfigs(world, node, connection, message)
      return
    case 'electLeaders':
      handleElectLeaders(world, node, connection, message)
      return
    case 'alterPartitionReassignments':
      handleAlterReassignments(world, node, connection, message)
      return
    case 'listPartitionReassignments':
      handleListReassignments(world, node, connection, message)
      return
    case 'describeQuorum':
      handleDescribeQuorum(world, node, connection, message)
      return
    case 'allocateProducerIds':
      handleAllocateProducerIds(world, node, connection, message)
      return
    default:
      assertNever(body, 'controller request')
  }
}
