// Configs as a running broker goes by them (server.md 1): what it was started with, and over it what the metadata has set since, for all brokers and for
// this one; a topic's own values over those.

import type { World } from '../../sim/world.ts'
import { camelName } from '../config/camel.ts'
import { checkValue } from '../config/check-value.ts'
import type { BrokerConfig } from '../config/resolve.ts'
import { topicConfig } from '../config/resolve.ts'
import type { LogConfig } from '../log/log-config.ts'
import { sealLogConfig } from '../log/log-config.ts'
import type { Image } from '../metadata/image.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'

type Overrides = { readonly [key: string]: string }

const NONE: Overrides = {}

// rule: configs.dynamic
/** The broker's configs with what has been set while it runs; those that are read at the start only stay as they were. */
export function brokerConfigOn(world: World, node: Readonly<Node>): BrokerConfig {
  const image = imageOf(world, node)
  const forAll = image.configs.get('broker/') ?? NONE
  const forThis = image.configs.get(`broker/${node.id}`) ?? NONE
  return overlaid(overlaid(node.config, forAll), forThis)
}

export function topicConfigOn(world: World, node: Readonly<Node>, topic: string): LogConfig {
  const broker = brokerConfigOn(world, node)
  const overrides = overridesOf(imageOf(world, node), topic)
  const last = lastOn[node.id]
  if (last !== undefined && last.broker === broker && last.overrides === overrides) return last.config
  const config = sealLogConfig(topicConfig(overrides, broker))
  lastOn[node.id] = { broker, overrides, config }
  return config
}

/** What was asked last on each node, and what it came to: it is asked at every change of a partition. A memo, not state: what it looks at is replaced, never written. */
const lastOn: { broker: BrokerConfig; overrides: Overrides; config: LogConfig }[] = []

function overridesOf(image: Readonly<Image>, topic: string): Overrides {
  return image.configs.get(`topic/${topic}`) ?? NONE
}

function overlaid(config: BrokerConfig, overrides: Overrides): BrokerConfig {
  let changed: { [key: string]: unknown } | null = null
  for (const name of Object.keys(overrides)) {
    const checked = checkValue('cluster', name, overrides[name] ?? '')
    if (!checked.ok) continue
    const key = camelName(name as keyof BrokerConfig & string) as keyof BrokerConfig
    if (config[key] === checked.value) continue
    changed ??= { ...config }
    changed[key] = checked.value
  }
  return changed === null ? config : (changed as unknown as BrokerConfig)
}
