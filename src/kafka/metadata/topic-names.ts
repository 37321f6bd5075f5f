// Which names a topic may have (Topic.validate; server.md 7.3).

import type { Image } from './image.ts'

const NAME_MAX = 249

export function isTopicName(name: string): boolean {
  return name.length <= NAME_MAX && name !== '.' && name !== '..' && /^[a-zA-Z0-9._-]+$/.test(name)
}

/** Metric names turn dots into underscores: two topics must not meet there. */
export function collides(image: Readonly<Image>, name: string): boolean {
  const flat = name.split('.').join('_')
  return image.topicNames.some((other) => other !== name && other.split('.').join('_') === flat)
}
