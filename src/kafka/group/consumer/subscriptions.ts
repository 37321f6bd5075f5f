// What the members of a KIP-848 group subscribe to, by name and by pattern, and what the coordinator's metadata says of it (clients.md 6.3).

import type { Hash } from '../../../sim/hash.ts'
import { HASH_SEED, mixInt, mixNumber, mixString } from '../../../sim/hash.ts'
import { later } from '../../../sim/process.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern, own } from '../../../sim/world.ts'
import type { Image } from '../../metadata/image.ts'
import { imageOf } from '../../metadata/node-image.ts'
import type { Node } from '../../node.ts'
import { processOf } from '../../node.ts'
import { RESOLVE_PATTERNS_TASK } from '../../timers.ts'
import { BUMPED, PATTERN_RESOLVED } from '../facts.ts'
import type { ConsumerGroup, ConsumerMember, Group } from '../group.ts'
import { findGroup } from '../group.ts'
import { groupRecord } from '../records.ts'
import type { Turn } from '../turn.ts'
import type { Consumer } from './state.ts'
import { bumpEpoch, noteConsumerState } from './state.ts'

/** Resolving takes a thread of its own. */
const RESOLVE_US = 1_000
/** New topics are looked at no more often than this. */
const REFRESH_LEAST_MS = 10_000

export interface ResolveStep {
  readonly sealed: true
  readonly groupId: string
  readonly partition: number
}

/** The topics a member subscribes to: those it names, and those its pattern was resolved to. */
export function topicsOf(
  group: Readonly<ConsumerGroup>,
  member: Readonly<ConsumerMember>,
): readonly string[] {
  if (member.pattern === null) return member.topics
  const resolved = group.patterns.find(({ pattern }) => pattern === member.pattern)
  if (resolved === undefined) return member.topics
  return [...member.topics, ...resolved.topics.filter((topic) => !member.topics.includes(topic))]
}

/** Of all members, in order of name. */
export function subscribedTopics(group: Readonly<ConsumerGroup>): string[] {
  const topics = new Set<string>()
  for (const member of group.members) for (const topic of topicsOf(group, member)) topics.add(topic)
  return [...topics].sort()
}

// rule: group.metadata-hash
/** Changes when a subscribed topic comes, goes, gets more partitions, or its replicas are on other racks. */
export function metadataHashOf(image: Readonly<Image>, group: Readonly<ConsumerGroup>): number {
  const hash: Hash = { lo: HASH_SEED.lo, hi: HASH_SEED.hi }
  let known = 0
  for (const name of subscribedTopics(group)) {
    const topic = image.topics.get(name)
    if (topic === undefined) continue
    known += 1
    mixString(hash, name)
    mixNumber(hash, topic.topicId)
    mixInt(hash, topic.partitions.length)
    for (const partition of topic.partitions) {
      for (const broker of image.partitions.get(partition)?.replicas ?? [])
        mixString(hash, image.brokers.get(broker)?.rack ?? '')
    }
  }
  if (known === 0) return 0
  return (hash.hi >>> 0) * 1_048_576 + (hash.lo >>> 12)
}

/** null: no regular expression. */
export function compilePattern(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u')
  } catch {
    return null
  }
}

// rule: group.pattern
/** Has patterns resolved that are new, old, or that match other topics by now. */
export function maybeResolve(turn: Turn, { group, consumer }: Consumer): void {
  const image = imageOf(turn.world, turn.node)
  const refreshMs = turn.node.config.groupConsumerRegexRefreshIntervalMs
  for (const { pattern } of consumer.members) {
    if (pattern === null) continue
    const resolved = consumer.patterns.find((one) => one.pattern === pattern)
    const ageMs = resolved === undefined ? 0 : turn.nowMs - resolved.resolvedMs
    const isDue =
      resolved === undefined ||
      ageMs >= refreshMs ||
      (ageMs >= REFRESH_LEAST_MS && !sameTopics(resolved.topics, matching(image, pattern)))
    if (!isDue) continue
    const step: ResolveStep = { sealed: true, groupId: group.groupId, partition: group.partition }
    later(turn.world, processOf(turn.world, turn.node), RESOLVE_PATTERNS_TASK, RESOLVE_US, step)
    return
  }
}

/** All patterns of a group against the topics that there are. */
export function resolvePatterns(turn: Turn, groupId: string): void {
  const consumer = ownConsumer(turn.world, turn.node, groupId)
  if (consumer === null) return
  const image = imageOf(turn.world, turn.node)
  let changed = false
  for (const pattern of patternsOf(consumer.consumer)) {
    const topics = matching(image, pattern)
    const known = consumer.consumer.patterns.findIndex((one) => one.pattern === pattern)
    const before = consumer.consumer.patterns[known]
    const resolved = { sealed: true, pattern, topics, resolvedMs: turn.nowMs } as const
    if (before === undefined) consumer.consumer.patterns.push(resolved)
    else consumer.consumer.patterns[known] = resolved
    if (before !== undefined && sameTopics(before.topics, topics)) continue
    changed = true
    turn.records.push(
      groupRecord(['pattern', groupId, pattern], {
        sealed: true,
        type: 'pattern',
        topics,
        version: image.endOffset,
        resolvedMs: turn.nowMs,
      }),
    )
    const { nameId, slot } = consumer.group
    const key = intern(turn.world, pattern)
    fact(turn.world, PATTERN_RESOLVED, turn.node.processSlot, slot, nameId, key, topics.length)
  }
  if (!changed) return
  consumer.consumer.metadataHash = metadataHashOf(image, consumer.consumer)
  bumpEpoch(turn, consumer, BUMPED.pattern)
  noteConsumerState(turn, consumer)
}

function patternsOf(group: Readonly<ConsumerGroup>): string[] {
  const patterns: string[] = []
  for (const { pattern } of group.members)
    if (pattern !== null && !patterns.includes(pattern)) patterns.push(pattern)
  return patterns
}

/** Patterns that no member uses any more. */
export function forgetPatterns(turn: Turn, { group, consumer }: Consumer): void {
  const used = patternsOf(consumer)
  for (let i = consumer.patterns.length - 1; i >= 0; i--) {
    const { pattern } = consumer.patterns[i] as ConsumerGroup['patterns'][number]
    if (used.includes(pattern)) continue
    consumer.patterns.splice(i, 1)
    turn.records.push(groupRecord(['pattern', group.groupId, pattern], null))
  }
}

function matching(image: Readonly<Image>, pattern: string): string[] {
  const expression = compilePattern(pattern)
  if (expression === null) return []
  return image.topicNames.filter((name) => expression.test(name)).sort()
}

function sameTopics(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((topic, index) => topic === b[index])
}

/** The consumer group of that id, owned, or null. */
export function ownConsumer(world: World, node: Readonly<Node>, groupId: string): Consumer | null {
  const known = findGroup(world, node.id, groupId)
  if (known?.members?.type !== 'consumer') return null
  const group: Group = own(world, known)
  return group.members?.type === 'consumer' ? { group, consumer: group.members } : null
}
