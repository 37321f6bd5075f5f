// APPEND and SUBTRACT of a config that is a list: from the value that is set now, else from the default.

import { configNamed } from '../config/named.ts'
import { topicConfig } from '../config/resolve.ts'
import type { Image } from '../metadata/image.ts'
import type { Node } from '../node.ts'
import type { ConfigChange, ResourceChanges } from '../protocol/admin.ts'

/** Appending adds what is missing, subtracting takes away what is there. */
export function changedList(
  image: Readonly<Image>,
  node: Readonly<Node>,
  wanted: ResourceChanges,
  change: ConfigChange,
): string {
  const items = presentList(image, node, wanted, change.key)
  const given = words(change.value ?? '')
  const changed =
    change.op === 'append'
      ? [...items, ...given.filter((word) => !items.includes(word))]
      : items.filter((word) => !given.includes(word))
  return changed.join(',')
}

function presentList(
  image: Readonly<Image>,
  node: Readonly<Node>,
  { resource, name }: ResourceChanges,
  key: string,
): readonly string[] {
  const set = image.configs.get(`${resource}/${name}`)?.[key]
  if (set !== undefined) return words(set)
  const config = resource === 'topic' ? topicConfig({}, node.config) : node.config
  const inherited = configNamed(config, key)
  return typeof inherited === 'object' && inherited !== null ? inherited : []
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
