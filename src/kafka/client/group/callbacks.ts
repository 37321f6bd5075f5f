// The callbacks of a rebalance listener, in the order in which an application hears them (clients.md 4.8). They take no time; facts tell of them.

import type { FactKind } from '../../../sim/facts.ts'
import type { Process } from '../../../sim/process.ts'
import { msToUs } from '../../../sim/time.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import type { Consumer, ConsumerPartition } from '../consumer.ts'
import { partitionNamed, replaceAssignment, topicOf } from '../consumer.ts'
import { requestUpdate } from '../metadata.ts'
import { followLeaders } from '../positions.ts'
import { ASSIGNMENT_EMPTY, PARTITION_ASSIGNED, PARTITION_LOST, PARTITION_REVOKED } from './facts.ts'
import type { Membership } from './membership.ts'

// rule: member.callbacks
/** onPartitionsRevoked: partitions that the member gives away while it is still their owner. */
export function revoked(
  world: World,
  process: Readonly<Process>,
  member: Membership,
  partitions: readonly Pick<ConsumerPartition, 'name' | 'nameId'>[],
): void {
  tell(world, process, member, PARTITION_REVOKED, partitions)
}

/** onPartitionsLost: others may own them already. */
export function lost(world: World, process: Readonly<Process>, mine: Consumer, member: Membership): void {
  tell(world, process, member, PARTITION_LOST, mine.partitions)
  replaceAssignment(world, mine, [], false)
}

/** What the group has given takes effect, then onPartitionsAssigned with what was added. */
export function assigned(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  names: readonly string[],
  keep: boolean,
): void {
  const before = keep ? mine.partitions.map(({ name }) => name) : []
  replaceAssignment(world, mine, names, keep)
  const added = mine.partitions.filter(({ name }) => !before.includes(name))
  tell(world, process, member, PARTITION_ASSIGNED, added)
  if (added.length === 0) {
    fact(world, ASSIGNMENT_EMPTY, process.slot, -1, intern(world, member.id), member.generation)
  }
  member.lastOwned = names.slice()
  member.autoCommitDueUs = world.nowUs + msToUs(mine.config.autoCommitIntervalMs)
  followLeaders(mine)
  learnTopics(world, process, mine, names)
}

/** Metadata of every topic that it has partitions of. */
function learnTopics(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  names: readonly string[],
): void {
  const unknown = names.map(topicOf).filter((topic) => !mine.topics.includes(topic))
  if (unknown.length === 0) return
  mine.topics = [...new Set([...mine.topics, ...unknown])]
  requestUpdate(world, process, mine)
}

/** The partitions that it owns and that are not among `names`. */
export function ownedBeyond(mine: Readonly<Consumer>, names: readonly string[]): ConsumerPartition[] {
  return mine.partitions.filter(({ name }) => !names.includes(name))
}

export function ownsAll(mine: Consumer, names: readonly string[]): boolean {
  return names.every((name) => partitionNamed(mine, name) !== undefined)
}

function tell(
  world: World,
  process: Readonly<Process>,
  member: Membership,
  kind: FactKind,
  partitions: readonly Pick<ConsumerPartition, 'name' | 'nameId'>[],
): void {
  const group = intern(world, member.id)
  const sorted = partitions.slice().sort(byTopicAndIndex)
  for (const { nameId } of sorted) fact(world, kind, process.slot, -1, nameId, group, member.generation)
}

function byTopicAndIndex(a: { readonly name: string }, b: { readonly name: string }): number {
  const [topicA, topicB] = [topicOf(a.name), topicOf(b.name)]
  if (topicA !== topicB) return topicA < topicB ? -1 : 1
  return indexOf(a.name) - indexOf(b.name)
}

function indexOf(partition: string): number {
  return Number(partition.slice(partition.lastIndexOf('-') + 1))
}
