// DescribeConfigs (server.md 7.9): every value with where it comes from. A broker speaks of itself only, and of what is set for all.

import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { ConfigValue } from '../config/entry.ts'
import { configNamed } from '../config/named.ts'
import { configEntry, configNames } from '../config/registry.ts'
import { INHERITED } from '../config/topic.ts'
import type { Image } from '../metadata/image.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type {
  ConfigSource,
  DescribeConfigsRequest,
  DescribeConfigsResponse,
  DescribedConfig,
} from '../protocol/describe.ts'
import { INVALID_REQUEST, NONE, UNKNOWN_TOPIC_OR_PARTITION } from '../protocol/errors.ts'
import { METADATA_ANSWERED } from './facts.ts'
import { brokerDefaults } from './release-defaults.ts'
import { brokerConfigOn, topicConfigOn } from './topic-config.ts'

type Asked = DescribeConfigsRequest['resources'][number]

export function handleDescribeConfigs(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as DescribeConfigsRequest
  const resources = request.resources.map((asked) => {
    const { resource, name } = asked
    const error = refusal(world, node, asked)
    return { resource, name, error, configs: error === NONE ? describe(world, node, asked) : [] }
  })
  fact(world, METADATA_ANSWERED, processOf(world, node).slot, connection.slot, message.id, resources.length)
  const body: DescribeConfigsResponse = { sealed: true, type: 'describeConfigs', resources }
  let sizeBytes = 20
  for (const { configs } of resources) sizeBytes += 20 + 50 * configs.length
  sendResponse(world, connection, message, body, sizeBytes)
}

function refusal(world: World, node: Readonly<Node>, { resource, name }: Asked): number {
  if (resource === 'topic') return imageOf(world, node).topics.has(name) ? NONE : UNKNOWN_TOPIC_OR_PARTITION
  return name === '' || name === String(node.id) ? NONE : INVALID_REQUEST
}

function describe(world: World, node: Readonly<Node>, { resource, name, keys }: Asked): DescribedConfig[] {
  const image = imageOf(world, node)
  if (resource === 'broker' && name === '') {
    const set = image.configs.get('broker/') ?? {}
    return Object.keys(set)
      .sort()
      .filter((key) => keys?.includes(key) !== false)
      .map((key) => ({ key, value: set[key] ?? null, source: 'dynamicDefault' as const }))
  }
  const scope = resource === 'topic' ? 'topic' : 'cluster'
  const config = resource === 'topic' ? topicConfigOn(world, node, name) : brokerConfigOn(world, node)
  return configNames(scope)
    .filter((key) => keys?.includes(key) !== false)
    .map((key) => ({
      key,
      value: text(configNamed(config, key)),
      source: resource === 'topic' ? topicSource(image, node, name, key) : brokerSource(image, node, key),
    }))
}

function topicSource(image: Readonly<Image>, node: Readonly<Node>, topic: string, key: string): ConfigSource {
  if (image.configs.get(`topic/${topic}`)?.[key] !== undefined) return 'topic'
  for (const [inherited] of INHERITED[key as keyof typeof INHERITED]) {
    const source = brokerSource(image, node, inherited)
    if (source !== 'default') return source
  }
  return 'default'
}

/** What equals the default is taken for it: the file is not kept as it was given. */
function brokerSource(image: Readonly<Image>, node: Readonly<Node>, key: string): ConfigSource {
  if (image.configs.get(`broker/${node.id}`)?.[key] !== undefined) return 'dynamicBroker'
  if (image.configs.get('broker/')?.[key] !== undefined) return 'dynamicDefault'
  const value = configNamed(node.config, key)
  const ofRelease = brokerDefaults(node.rules)[key] ?? configEntry('cluster', key)?.default ?? null
  return text(value) === text(ofRelease) ? 'default' : 'static'
}

function text(value: ConfigValue): string | null {
  if (value === null) return null
  return typeof value === 'object' ? value.join(',') : String(value)
}
