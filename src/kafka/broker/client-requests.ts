// What a broker answers from its own cache and logs: Metadata, ListOffsets, OffsetForLeaderEpoch (server.md 7.6, 7.7, 4.6).

import { drawInt } from '../../sim/chance.ts'
import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, stream } from '../../sim/world.ts'
import { endOffsetFor } from '../log/leader-epochs.ts'
import type { Image } from '../metadata/image.ts'
import { imageOf } from '../metadata/node-image.ts'
import { isTopicName } from '../metadata/topic-names.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type {
  ListOffsetsRequest,
  ListOffsetsResponse,
  OffsetForLeaderEpochRequest,
  OffsetForLeaderEpochResponse,
} from '../protocol/client-requests.ts'
import {
  FENCED_LEADER_EPOCH,
  INVALID_TOPIC_EXCEPTION,
  LEADER_NOT_AVAILABLE,
  NONE,
  NOT_LEADER_OR_FOLLOWER,
  UNKNOWN_LEADER_EPOCH,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import type {
  MetadataPartition,
  MetadataRequest,
  MetadataResponse,
  MetadataTopic,
} from '../protocol/metadata.ts'
import { autoCreate, brokersTopic } from './auto-create.ts'
import { METADATA_ANSWERED, OFFSETS_ANSWERED } from './facts.ts'
import { offsetFor } from './list-offsets.ts'
import { whyNotServed } from './not-served.ts'
import type { Replica } from './replica.ts'
import { findReplica, logOf } from './replica.ts'

export function handleMetadata(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as MetadataRequest
  const image = imageOf(world, node)
  const brokers = image.brokerIds.filter((id) => image.brokers.get(id)?.fenced === false)
  const names = request.everyTopic === true ? [...image.topics.keys()].sort() : request.topics
  const topics = names.map((name) => describeTopic(image, name))
  if (request.allowAutoTopicCreation && node.config.autoCreateTopicsEnable) {
    const unknown = topics.filter(({ error }) => error === UNKNOWN_TOPIC_OR_PARTITION)
    if (unknown.length > 0)
      autoCreate(
        world,
        node,
        unknown.map(({ name }) => brokersTopic(node, name)),
      )
  }
  fact(world, METADATA_ANSWERED, processOf(world, node).slot, connection.slot, message.id, topics.length)
  const controllerId =
    brokers.length === 0
      ? -1
      : (brokers[drawInt(stream(world, `metadata/${node.id}`), brokers.length)] as number)
  const body: MetadataResponse = { sealed: true, type: 'metadata', brokers, controllerId, topics }
  let bytes = 40 + 30 * brokers.length
  for (const topic of topics) bytes += 40 + 40 * topic.partitions.length
  sendResponse(world, connection, message, body, bytes)
}

function describeTopic(image: Readonly<Image>, name: string): MetadataTopic {
  const topic = image.topics.get(name)
  if (topic === undefined) {
    const error = isTopicName(name) ? UNKNOWN_TOPIC_OR_PARTITION : INVALID_TOPIC_EXCEPTION
    return { name, topicId: -1, error, partitions: [] }
  }
  return {
    name,
    topicId: topic.topicId,
    error: NONE,
    partitions: topic.partitions.map((partition) => describePartition(image, partition)),
  }
}

function describePartition(image: Readonly<Image>, partition: string): MetadataPartition {
  const state = image.partitions.get(partition)
  if (state === undefined)
    return { partition, error: UNKNOWN_TOPIC_OR_PARTITION, leader: -1, leaderEpoch: -1 }
  // No leader, or none that is registered; a fenced one would be named.
  const error = image.brokers.has(state.leader) ? NONE : LEADER_NOT_AVAILABLE
  const { leader, leaderEpoch } = state
  if (!namesRacks(image)) return { partition, error, leader, leaderEpoch }
  const racks = state.replicas.map((id) => {
    const broker = image.brokers.get(id)
    return broker === undefined || broker.fenced ? '' : (broker.rack ?? '')
  })
  return { partition, error, leader, leaderEpoch, racks }
}

function namesRacks(image: Readonly<Image>): boolean {
  for (const id of image.brokerIds) {
    const rack = image.brokers.get(id)?.rack ?? null
    if (rack !== null) return true
  }
  return false
}

export function handleListOffsets(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as ListOffsetsRequest
  const partitions = request.partitions.map((asked) => {
    const replica = findReplica(world, node.id, asked.partition)
    const error = leaderCheck(world, node, replica, asked.partition, asked.currentLeaderEpoch)
    if (error !== NONE || replica === null)
      return { partition: asked.partition, error, offset: -1, timestamp: -1, leaderEpoch: -1 }
    return {
      partition: asked.partition,
      ...offsetFor(world, node, replica, asked.timestamp, request.replicaId),
    }
  })
  fact(world, OFFSETS_ANSWERED, processOf(world, node).slot, connection.slot, message.id, partitions.length)
  const body: ListOffsetsResponse = { sealed: true, type: 'listOffsets', partitions }
  sendResponse(world, connection, message, body, 20 + 40 * partitions.length)
}

export function handleOffsetForLeaderEpoch(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as OffsetForLeaderEpochRequest
  const partitions = request.partitions.map((asked) => {
    const replica = findReplica(world, node.id, asked.partition)
    const error = leaderCheck(world, node, replica, asked.partition, asked.currentLeaderEpoch)
    if (error !== NONE || replica === null)
      return { partition: asked.partition, error, leaderEpoch: -1, endOffset: -1 }
    const log = logOf(world, replica)
    const end = endOffsetFor(log.epochs, log.logEnd, asked.leaderEpoch)
    return { partition: asked.partition, error: NONE, leaderEpoch: end.epoch, endOffset: end.endOffset }
  })
  fact(world, OFFSETS_ANSWERED, processOf(world, node).slot, connection.slot, message.id, partitions.length)
  const body: OffsetForLeaderEpochResponse = { sealed: true, type: 'offsetForLeaderEpoch', partitions }
  sendResponse(world, connection, message, body, 20 + 40 * partitions.length)
}

function leaderCheck(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica> | null,
  partition: string,
  epoch: number,
): number {
  if (replica === null || replica.role === 'none') return whyNotServed(world, node, partition)
  if (epoch >= 0 && epoch < replica.leaderEpoch) return FENCED_LEADER_EPOCH
  if (epoch >= 0 && epoch > replica.leaderEpoch) return UNKNOWN_LEADER_EPOCH
  return replica.role === 'leader' ? NONE : NOT_LEADER_OR_FOLLOWER
}
