// CreateTopics on the controller (server.md 7.8): checked topic by topic, answered at commit, before any broker has heard of it.

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern, stream } from '../../sim/world.ts'
import { checkValue } from '../config/check-value.ts'
import type { Image } from '../metadata/image.ts'
import { isActiveBroker } from '../metadata/image.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import { collides, isTopicName } from '../metadata/topic-names.ts'
import type { Node } from '../node.ts'
import type { CreateTopicsRequest, NewTopic, NewTopicResult } from '../protocol/create-topics.ts'
import {
  INVALID_CONFIG,
  INVALID_PARTITIONS,
  INVALID_REPLICA_ASSIGNMENT,
  INVALID_REPLICATION_FACTOR,
  INVALID_REQUEST,
  INVALID_TOPIC_EXCEPTION,
  NONE,
  TOPIC_ALREADY_EXISTS,
} from '../protocol/errors.ts'
import { answerAtCommit } from './answers.ts'
import { TOPIC_CREATED, TOPIC_REFUSED } from './facts.ts'
import type { UsableBroker } from './placement.ts'
import { placeReplicas } from './placement.ts'
import { controllerOf } from './state.ts'
import { areLagsCrossed, isElrOn } from './topic-rules.ts'
import { nextWriteOffset, write } from './write.ts'

type Placement = { readonly error: number; readonly replicas: readonly (readonly number[])[] }

export function handleCreateTopics(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as CreateTopicsRequest
  const { image } = controllerOf(world, node)
  const records: MetadataRecord[] = []
  const results: NewTopicResult[] = []
  for (const topic of body.topics) {
    const nameId = intern(world, topic.name)
    const early = refusal(image, node, body, topic)
    const placement = early === NONE ? place(world, node, image, topic) : { error: early, replicas: [] }
    if (placement.error !== NONE) {
      fact(world, TOPIC_REFUSED, node.processSlot, -1, nameId, placement.error)
      results.push(refused(topic.name, placement.error))
      continue
    }
    const topicId = nextWriteOffset(world, node) + records.length
    for (const record of topicRecords(image, topic, topicId, placement.replicas)) records.push(record)
    const replicationFactor = placement.replicas[0]?.length ?? 0
    const partitions = placement.replicas.length
    fact(world, TOPIC_CREATED, node.processSlot, -1, nameId, partitions, replicationFactor)
    results.push({ name: topic.name, error: NONE, topicId, partitions, replicationFactor })
  }
  write(world, node, records)
  answerAtCommit(world, node, connection, message, { sealed: true, type: 'createTopics', topics: results })
}

// rule: topics.refusals
function refusal(
  image: Readonly<Image>,
  node: Readonly<Node>,
  body: CreateTopicsRequest,
  topic: NewTopic,
): number {
  const { name } = topic
  if (body.topics.filter((other) => other.name === name).length > 1) return INVALID_REQUEST
  if (name === '__cluster_metadata') return INVALID_REQUEST
  if (!isTopicName(name) || collides(image, name)) return INVALID_TOPIC_EXCEPTION
  if (image.topics.has(name)) return TOPIC_ALREADY_EXISTS
  for (const key of Object.keys(topic.config)) {
    if (!checkValue('topic', key, topic.config[key] ?? '').ok) return INVALID_CONFIG
  }
  return areLagsCrossed(topic.config, node) ? INVALID_CONFIG : NONE
}

function place(world: World, node: Readonly<Node>, image: Readonly<Image>, topic: NewTopic): Placement {
  if (topic.placement !== null) return { error: manualError(image, topic), replicas: topic.placement }
  const { replicationFactor, partitions } = topic
  if (replicationFactor === 0 || replicationFactor < -1)
    return { error: INVALID_REPLICATION_FACTOR, replicas: [] }
  if (partitions === 0 || partitions < -1) return { error: INVALID_PARTITIONS, replicas: [] }
  const count = partitions === -1 ? node.config.numPartitions : partitions
  const factor = replicationFactor === -1 ? node.config.defaultReplicationFactor : replicationFactor
  const replicas = placeReplicas(stream(world, 'placement'), usableBrokers(image), count, factor)
  return replicas === null ? { error: INVALID_REPLICATION_FACTOR, replicas: [] } : { error: NONE, replicas }
}

/** All registered brokers, fenced ones too, but for those about to leave; once they are gone they are fenced ones. */
export function usableBrokers(image: Readonly<Image>): UsableBroker[] {
  const usable: UsableBroker[] = []
  for (const id of image.brokerIds) {
    const broker = image.brokers.get(id)
    if (broker === undefined || (broker.inControlledShutdown && !broker.fenced)) continue
    usable.push({ id, rack: broker.rack, fenced: broker.fenced })
  }
  return usable
}

function manualError(image: Readonly<Image>, topic: NewTopic): number {
  const placement = topic.placement ?? []
  if (topic.partitions !== -1 || topic.replicationFactor !== -1) return INVALID_REQUEST
  const size = placement[0]?.length ?? 0
  const isSound =
    size > 0 &&
    placement.every(
      (replicas) =>
        replicas.length === size &&
        replicas.every((id, at) => image.brokers.has(id) && replicas.indexOf(id) === at) &&
        replicas.some((id) => isActiveBroker(image, id)),
    )
  return isSound ? NONE : INVALID_REPLICA_ASSIGNMENT
}

// rule: elr.cleared
/** Topic, configs, with ELR on a ClearElr when they set the min ISR, partitions (seen on 4.3.1). */
function topicRecords(
  image: Readonly<Image>,
  topic: NewTopic,
  topicId: number,
  placement: readonly (readonly number[])[],
): MetadataRecord[] {
  const records: MetadataRecord[] = [{ type: 'topic', name: topic.name, topicId }]
  for (const key of Object.keys(topic.config).sort()) {
    records.push({ type: 'config', resource: 'topic', name: topic.name, key, value: topic.config[key] ?? '' })
  }
  if (isElrOn(image) && topic.config['min.insync.replicas'] !== undefined) {
    records.push({ type: 'clearElr', topic: topic.name })
  }
  placement.forEach((replicas, index) => {
    records.push(newPartition(image, topic.name, index, replicas))
  })
  return records
}

/** The ISR is whoever is active, the first of them leads. */
export function newPartition(
  image: Readonly<Image>,
  topic: string,
  index: number,
  replicas: readonly number[],
): MetadataRecord {
  const isr = replicas.filter((id) => isActiveBroker(image, id))
  return {
    type: 'partition',
    state: {
      sealed: true,
      topic,
      index,
      replicas,
      isr,
      elr: [],
      lastKnownElr: [],
      adding: [],
      removing: [],
      leader: isr[0] ?? -1,
      leaderEpoch: 0,
      partitionEpoch: 0,
      recovering: false,
    },
  }
}

function refused(name: string, error: number): NewTopicResult {
  return { name, error, topicId: -1, partitions: -1, replicationFactor: -1 }
}
