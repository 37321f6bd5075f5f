// DeleteTopics on the controller (server.md 7.9): one record takes a topic, its partitions and its configs away. Brokers delete their logs when they hear of it.

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import type { DeleteTopicsRequest, TopicResult } from '../protocol/admin.ts'
import {
  INVALID_REQUEST,
  NONE,
  TOPIC_DELETION_DISABLED,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { ADMIN_REFUSED, TOPIC_DELETED } from './admin-facts.ts'
import { answerAtCommit } from './answers.ts'
import { controllerOf } from './state.ts'
import { write } from './write.ts'

export function handleDeleteTopics(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as DeleteTopicsRequest
  const { image } = controllerOf(world, node)
  const records: MetadataRecord[] = []
  const topics: TopicResult[] = []
  for (const name of body.topics) {
    const topic = image.topics.get(name)
    const error = refusal(node, body, name, topic !== undefined)
    topics.push({ name, error })
    const nameId = intern(world, name)
    if (error !== NONE || topic === undefined) {
      fact(world, ADMIN_REFUSED, node.processSlot, -1, nameId, error)
      continue
    }
    fact(world, TOPIC_DELETED, node.processSlot, -1, nameId, topic.partitions.length)
    records.push({ type: 'removeTopic', name, topicId: topic.topicId })
  }
  write(world, node, records)
  answerAtCommit(world, node, connection, message, {
    sealed: true,
    type: 'deleteTopics',
    error: NONE,
    topics,
  })
}

function refusal(node: Readonly<Node>, body: DeleteTopicsRequest, name: string, isThere: boolean): number {
  if (!node.config.deleteTopicEnable) return TOPIC_DELETION_DISABLED
  if (body.topics.filter((other) => other === name).length > 1) return INVALID_REQUEST
  return isThere ? NONE : UNKNOWN_TOPIC_OR_PARTITION
}
