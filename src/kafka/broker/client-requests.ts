// What a broker answers from its own cache and logs: Metadata, ListOffsets, OffsetForLeaderEpoch (server.md 7.6, 7.7, 4.6).

import { drawInt } from '../../sim/chance.ts'
import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, stream } from '../../sim/world.ts'
import { endOffsetFor } from '../log/leader-epochs.ts'
import { lastEpochOf } from '../log/log.ts'
import type { Image } from '../metadata/image.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type {
  ListOffsetsRequest,
  ListOffsetsResponse,
  OffsetForLeaderEpochRequest,
  OffsetForLeaderEpochResponse,
} from '../protocol/client-requests.ts'
import { EARLIEST } from '../protocol/client-requests.ts'
import {
  FENCED_LEADER_EPOCH,
  LEADER_NOT_AVAILABLE,
  NONE,
  NOT_LEADER_OR_FOLLOWER,
  OFFSET_NOT_AVAILABLE,
  UNKNOWN_LEADER_EPOCH,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import type {
  MetadataPartition,
  MetadataRequest,
  MetadataResponse,
  MetadataTopic,
} from '../protocol/metadata.ts'
import { METADATA_ANSWERED, OFFSETS_ANSWERED } from './facts.ts'
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
  const topics = request.topics.map((name) => describeTopic(image, name))
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
  if (topic === undefined) return { name, error: UNKNOWN_TOPIC_OR_PARTITION, partitions: [] }
  return {
    name,
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
  return { partition, error, leader: state.leader, leaderEpoch: state.leaderEpoch }
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
      return { partition: asked.partition, error, offset: -1, leaderEpoch: -1 }
    const offset = offsetAt(world, replica, asked.timestamp, request.replicaId)
    if (offset < 0)
      return { partition: asked.partition, error: OFFSET_NOT_AVAILABLE, offset: -1, leaderEpoch: -1 }
    return {
      partition: asked.partition,
      error: NONE,
      offset,
      leaderEpoch: lastEpochOf(logOf(world, replica)),
    }
  })
  fact(world, OFFSETS_ANSWERED, processOf(world, node).slot, connection.slot, message.id, partitions.length)
  const body: ListOffsetsResponse = { sealed: true, type: 'listOffsets', partitions }
  sendResponse(world, connection, message, body, 20 + 40 * partitions.length)
}

/** A replica asks for the log end, a consumer for the high watermark; −1 while a new leader's high watermark is below the start of its epoch (KIP-207). */
function offsetAt(world: World, replica: Readonly<Replica>, timestamp: number, replicaId: number): number {
  const log = logOf(world, replica)
  if (timestamp === EARLIEST) return log.logStart
  if (replicaId >= 0) return log.logEnd
  return replica.highWatermark < replica.epochStart ? -1 : replica.highWatermark
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
  if (replica === null || replica.role === 'none') {
    return imageOf(world, node).partitions.has(partition)
      ? NOT_LEADER_OR_FOLLOWER
      : UNKNOWN_TOPIC_OR_PARTITION
  }
  if (epoch >= 0 && epoch < replica.leaderEpoch) return FENCED_LEADER_EPOCH
  if (epoch >= 0 && epoch > replica.leaderEpoch) return UNKNOWN_LEADER_EPOCH
  return replica.role === 'leader' ? NONE : NOT_LEADER_OR_FOLLOWER
}
