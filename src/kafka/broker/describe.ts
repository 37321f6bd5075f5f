// DescribeCluster and DescribeTopicPartitions, answered from the broker's own copy of the metadata (server.md 7.7).

import { drawInt } from '../../sim/chance.ts'
import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, stream } from '../../sim/world.ts'
import type { Image } from '../metadata/image.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { PartitionState } from '../metadata/records.ts'
import { isTopicName } from '../metadata/topic-names.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type {
  DescribeClusterResponse,
  DescribeTopicPartitionsRequest,
  DescribeTopicPartitionsResponse,
} from '../protocol/describe.ts'
import { INVALID_TOPIC_EXCEPTION, NONE, UNKNOWN_TOPIC_OR_PARTITION } from '../protocol/errors.ts'
import { METADATA_ANSWERED } from './facts.ts'

export function handleDescribeCluster(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const image = imageOf(world, node)
  const brokers: { id: number; rack: string | null; fenced: boolean }[] = []
  const live: number[] = []
  for (const id of image.brokerIds) {
    const broker = image.brokers.get(id)
    if (broker === undefined) continue
    brokers.push({ id, rack: broker.rack, fenced: broker.fenced })
    if (!broker.fenced) live.push(id)
  }
  const chance = stream(world, `metadata/${node.id}`)
  const controllerId = live.length === 0 ? -1 : (live[drawInt(chance, live.length)] as number)
  fact(world, METADATA_ANSWERED, processOf(world, node).slot, connection.slot, message.id, 0)
  const body: DescribeClusterResponse = {
    sealed: true,
    type: 'describeCluster',
    error: NONE,
    controllerId,
    brokers,
  }
  sendResponse(world, connection, message, body, 60 + 40 * brokers.length)
}

export function handleDescribeTopics(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as DescribeTopicPartitionsRequest
  const image = imageOf(world, node)
  const topics = request.topics.map((name) => describeTopic(image, name))
  fact(world, METADATA_ANSWERED, processOf(world, node).slot, connection.slot, message.id, topics.length)
  const body: DescribeTopicPartitionsResponse = { sealed: true, type: 'describeTopicPartitions', topics }
  let sizeBytes = 20
  for (const topic of topics) sizeBytes += 40 + 60 * topic.partitions.length
  sendResponse(world, connection, message, body, sizeBytes)
}

function describeTopic(
  image: Readonly<Image>,
  name: string,
): DescribeTopicPartitionsResponse['topics'][number] {
  const topic = image.topics.get(name)
  if (topic === undefined) {
    const error = isTopicName(name) ? UNKNOWN_TOPIC_OR_PARTITION : INVALID_TOPIC_EXCEPTION
    return { name, error, topicId: -1, partitions: [] }
  }
  const partitions: PartitionState[] = []
  for (const partition of topic.partitions) {
    const state = image.partitions.get(partition)
    if (state !== undefined) partitions.push(state)
  }
  return { name, error: NONE, topicId: topic.topicId, partitions }
}
