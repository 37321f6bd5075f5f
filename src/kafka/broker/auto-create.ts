// Topics that a broker has created because somebody asked for them (DefaultAutoTopicCreationManager; server.md 7.7): one request in flight for each name, with
// the asked broker's own defaults. Whoever asked is told UNKNOWN_TOPIC_OR_PARTITION meanwhile, and what the controller says is only logged.

import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import { isTopicName } from '../metadata/topic-names.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { CREATE_TOPICS } from '../protocol/api.ts'
import type { CreateTopicsRequest, NewTopic } from '../protocol/create-topics.ts'
import { AUTO_CREATE_ASKED } from './admin-facts.ts'
import { brokerOf } from './broker.ts'
import { forwardOwn } from './forwarding.ts'

export const OFFSETS_TOPIC = '__consumer_offsets'

// rule: topics.auto-create
/** Asks the controller for topics that are not asked for already. */
export function autoCreate(world: World, node: Readonly<Node>, wanted: readonly NewTopic[]): void {
  const { autoCreating } = brokerOf(world, node)
  const topics: NewTopic[] = []
  for (const topic of wanted) {
    if (isTopicName(topic.name) && !autoCreating.includes(topic.name)) topics.push(topic)
  }
  if (topics.length === 0) return
  const broker = own(world, brokerOf(world, node))
  let partitions = 0
  for (const topic of topics) {
    broker.autoCreating.push(topic.name)
    partitions += topic.partitions
    const { name, replicationFactor } = topic
    const { slot } = processOf(world, node)
    fact(world, AUTO_CREATE_ASKED, slot, -1, intern(world, name), topic.partitions, replicationFactor)
  }
  const body: CreateTopicsRequest = { sealed: true, type: 'createTopics', topics }
  forwardOwn(world, node, CREATE_TOPICS, body, 36 + 40 * topics.length + 18 * partitions)
}

/** A topic as this broker would have it made: by its own defaults, an internal one by the configs that are for it. */
export function brokersTopic(node: Readonly<Node>, name: string): NewTopic {
  const { config } = node
  if (name === OFFSETS_TOPIC) {
    return {
      name,
      partitions: config.offsetsTopicNumPartitions,
      replicationFactor: config.offsetsTopicReplicationFactor,
      placement: null,
      config: {
        'cleanup.policy': 'compact',
        'compression.type': 'producer',
        'segment.bytes': String(config.offsetsTopicSegmentBytes),
      },
    }
  }
  const { numPartitions: partitions, defaultReplicationFactor: replicationFactor } = config
  return { name, partitions, replicationFactor, placement: null, config: {} }
}
