// The image that one node holds, in its memory: `image:<id>`. It starts empty at every start and is rebuilt from the log.

import { assert } from '../../sim/assert.ts'
import { numberedFinder } from '../../sim/finders.ts'
import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { add, own } from '../../sim/world.ts'
import type { Image } from './image.ts'
import { emptyImage } from './image.ts'

export interface NodeImage extends Entity, Image {
  readonly kind: 'image'
}

const findNumbered = numberedFinder((id: number) => `image:${id}`)

type WithId = { readonly id: number }

export function imageOf(world: World, node: WithId): NodeImage {
  const image = findImage(world, node)
  assert(image !== null, 'a node without an image')
  return image
}

/** Made at the first start of the node. */
export function ensureImage(world: World, node: WithId): NodeImage {
  return (
    findImage(world, node) ??
    add<NodeImage>(world, (slot, stamp) => ({
      kind: 'image',
      address: `image:${node.id}`,
      slot,
      stamp,
      ...emptyImage(),
    }))
  )
}

function findImage(world: World, node: WithId): NodeImage | null {
  return findNumbered(world.tables, node.id, node.id) as NodeImage | null
}

export function forgetImage(world: World, node: WithId): void {
  clearImage(own(world, imageOf(world, node)))
}

/** Empties an owned image. */
export function clearImage(image: Image): void {
  image.endOffset = 0
  image.brokers.clear()
  image.brokerIds.length = 0
  image.topics.clear()
  image.topicNames.length = 0
  image.partitions.clear()
  image.configs.clear()
  image.features.clear()
  image.nextProducerId = 0
}
