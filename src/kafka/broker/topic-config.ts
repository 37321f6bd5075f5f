// Configs as a running broker goes by them (server.md 1): what it was started with, and over it what the metadata has set since, for all brokers and for
// this one; a topic's own values over those.

import type { World } from '../../sim/world.ts'
import { camelName } from '../config/camel.ts'
import { checkValue } from '../config/check-value.ts'
import type { BrokerConfig, TopicConfig } from '../config/resolve.ts'
import { topicConfig } from '../config/resolve.ts'
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

export function topicConfigOn(world: World, node: Readonly<Node>, topic: string): TopicConfig {
  return topicConfig(overridesOf(imageOf(world, node), topic), brokerConfigOn(world, node))
}

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
