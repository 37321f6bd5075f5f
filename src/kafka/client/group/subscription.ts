// What a member subscribes to and which assignors it offers.

import type { ConsumerConfig } from '../../config/resolve.ts'
import type { Consumer } from '../consumer.ts'

/** Topics by name, or under a pattern those that the metadata knows and that match it whole. */
export function subscribedTopics(mine: Readonly<Consumer>): readonly string[] {
  const { subscribe } = mine
  if (subscribe === null) return []
  if (subscribe.pattern === null) return subscribe.topics
  const pattern = new RegExp(`^(?:${subscribe.pattern})$`, 'u')
  const known = [...mine.metadata.partitionCounts.keys()].sort()
  return known.filter((topic) => !topic.startsWith('__') && pattern.test(topic))
}

const CLASS_NAMES: readonly (readonly [className: string, name: string])[] = [
  ['CooperativeStickyAssignor', 'cooperative-sticky'],
  ['StickyAssignor', 'sticky'],
  ['RoundRobinAssignor', 'roundrobin'],
  ['RangeAssignor', 'range'],
]

/** partition.assignment.strategy by the names under which assignors go over the wire. */
export function assignorNames(
  config: Pick<ConsumerConfig, 'partitionAssignmentStrategy'>,
): readonly string[] {
  return config.partitionAssignmentStrategy.map(
    (text) => CLASS_NAMES.find(([className]) => text.endsWith(className))?.[1] ?? text,
  )
}

/** The highest protocol that all of them support: one assignor that is only eager makes the member eager (4.8). */
export function isCooperative(config: Pick<ConsumerConfig, 'partitionAssignmentStrategy'>): boolean {
  return assignorNames(config).every((name) => name === 'cooperative-sticky')
}
