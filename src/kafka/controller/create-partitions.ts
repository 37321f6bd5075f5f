// CreatePartitions on the controller (server.md 7.9): a topic gets more partitions, never fewer. What is there stays where it is, so keys map anew.

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern, stream } from '../../sim/world.ts'
import type { Image } from '../metadata/image.ts'
import { isActiveBroker } from '../metadata/image.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import type { CreatePartitionsRequest, NewPartitions, TopicResult } from '../protocol/admin.ts'
import {
  INVALID_PARTITIONS,
  INVALID_REPLICA_ASSIGNMENT,
  INVALID_REPLICATION_FACTOR,
  INVALID_REQUEST,
  NONE,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { ADMIN_REFUSED, PARTITIONS_ADDED } from './admin-facts.ts'
import { answerAtCommit } from './answers.ts'
import { newPartition, usableBrokers } from './create-topics.ts'
import { manualError } from './manual-placement.ts'
import { placeReplicas } from './placement.ts'
import { controllerOf } from './state.ts'
import { write } from './write.ts'

export function handleCreatePartitions(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as CreatePartitionsRequest
  const { image } = controllerOf(world, node)
  const records: MetadataRecord[] = []
  const topics: TopicResult[] = []
  for (const wanted of body.topics) {
    const isTwice = body.topics.filter(({ name }) => name === wanted.name).length > 1
    const placed = isTwice ? INVALID_REQUEST : placementOf(world, image, wanted)
    const nameId = intern(world, wanted.name)
    if (typeof placed === 'number') {
      fact(world, ADMIN_REFUSED, node.processSlot, -1, nameId, placed)
      topics.push({ name: wanted.name, error: placed })
      continue
    }
    const from = wanted.count - placed.length
    placed.forEach((replicas, place) => {
      records.push(newPartition(image, wanted.name, from + place, replicas))
    })
    fact(world, PARTITIONS_ADDED, node.processSlot, -1, nameId, from, wanted.count)
    topics.push({ name: wanted.name, error: NONE })
  }
  write(world, node, records)
  const answer = { sealed: true, type: 'createPartitions', error: NONE, topics } as const
  answerAtCommit(world, node, connection, message, answer)
}

// rule: topics.add-partitions
/** Replica lists of the partitions to be added, or the error. As many replicas as the first partition has: a reassignment under way inflates that. */
function placementOf(
  world: World,
  image: Readonly<Image>,
  wanted: NewPartitions,
): readonly (readonly number[])[] | number {
  const topic = image.topics.get(wanted.name)
  if (topic === undefined) return UNKNOWN_TOPIC_OR_PARTITION
  const added = wanted.count - topic.partitions.length
  if (added <= 0) return INVALID_PARTITIONS
  const factor = image.partitions.get(topic.partitions[0] ?? '')?.replicas.length ?? 1
  if (wanted.placement !== null) {
    if (wanted.placement.length !== added) return INVALID_REPLICA_ASSIGNMENT
    const isSound = wanted.placement.every(
      (replicas) =>
        manualError(image, replicas, factor) === NONE && replicas.some((id) => isActiveBroker(image, id)),
    )
    return isSound ? wanted.placement : INVALID_REPLICA_ASSIGNMENT
  }
  const placed = placeReplicas(stream(world, 'placement'), usableBrokers(image), added, factor)
  const isLed = placed?.every((replicas) => replicas.some((id) => isActiveBroker(image, id)))
  return placed === null || isLed !== true ? INVALID_REPLICATION_FACTOR : placed
}
