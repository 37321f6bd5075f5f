// FindCoordinator (clients.md 4.1): any broker knows, from its metadata, who leads the partition that a group's name falls on.

import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import { coordinatorPartition } from '../assignors/java-hash.ts'
import { autoCreate, brokersTopic, OFFSETS_TOPIC } from '../broker/auto-create.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import type { FindCoordinatorRequest, FindCoordinatorResponse } from '../protocol/coordinator.ts'
import { COORDINATOR_NOT_AVAILABLE, NONE } from '../protocol/errors.ts'
import { COORDINATOR_ANSWERED } from './facts.ts'
import { offsetsPartition, offsetsPartitions } from './load.ts'

type Found = FindCoordinatorResponse['coordinators'][number]

// rule: group.find-coordinator
export function handleFindCoordinator(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const { groups } = message.body as FindCoordinatorRequest
  // The first who asks has the topic made; until it is there nobody can be named.
  if (!imageOf(world, node).topics.has(OFFSETS_TOPIC))
    autoCreate(world, node, [brokersTopic(node, OFFSETS_TOPIC)])
  const coordinators = groups.map((group): Found => {
    const index = coordinatorPartition(group, offsetsPartitions(world, node))
    const leader = aliveLeader(world, node, offsetsPartition(index))
    const error = leader < 0 ? COORDINATOR_NOT_AVAILABLE : NONE
    const key = intern(world, group)
    fact(world, COORDINATOR_ANSWERED, node.processSlot, connection.slot, key, leader, index, error)
    return { group, error, node: leader }
  })
  const body: FindCoordinatorResponse = { sealed: true, type: 'findCoordinator', coordinators }
  sendResponse(world, connection, message, body, 20 + 40 * coordinators.length)
}

/** One that is dead is named until it is fenced. −1: nobody. */
function aliveLeader(world: World, node: Readonly<Node>, partition: string): number {
  const image = imageOf(world, node)
  const leader = image.partitions.get(partition)?.leader ?? -1
  return image.brokers.get(leader)?.fenced === false ? leader : -1
}
