// What an assignor is given and what it answers. Every assignor here is a pure function of a Group (clients.md 5).

import { partitionName } from '../metadata/records.ts'

export interface TopicPartition {
  readonly topic: string
  readonly index: number
}

export interface GroupTopic {
  readonly name: string
  readonly partitions: number
  /** The racks of each partition's replicas, offline ones too; null where the brokers name none. */
  readonly racks: readonly (readonly string[])[] | null
}

export interface GroupMember {
  readonly id: string
  /** Subscribed topics; one without metadata is passed over. */
  readonly topics: readonly string[]
  /** What it reports to own, or on the server its previous target. */
  readonly owned: readonly TopicPartition[]
  /** Of the assignment that `owned` comes from; −1 when it has none. */
  readonly generation: number
  /** group.instance.id. */
  readonly instance: string | null
  /** client.rack; an empty one counts as none. */
  readonly rack: string | null
}

export interface Group {
  /** The server's assignors break ties by topic id; here ids ascend in this order. */
  readonly topics: readonly GroupTopic[]
  /** In the order in which the coordinator lists them, which tells only where two ids share a bucket of a HashMap. */
  readonly members: readonly GroupMember[]
}

export interface MemberAssignment {
  readonly member: string
  readonly partitions: readonly TopicPartition[]
}

/** One entry a member, in the order of the group. */
export type Assignment = readonly MemberAssignment[]

/** Partitions by member while an assignor is at work. */
export type Shares = ReadonlyMap<string, TopicPartition[]>

export function emptyShares(group: Group): Shares {
  return new Map(group.members.map((member) => [member.id, []]))
}

/** A member that is in the group has a share. */
export function shareOf(shares: Shares, member: string): TopicPartition[] {
  return shares.get(member) as TopicPartition[]
}

export function assignmentOf(group: Group, shares: Shares): Assignment {
  return group.members.map(({ id }) => ({ member: id, partitions: [...shareOf(shares, id)] }))
}

export function nameOf(partition: TopicPartition): string {
  return partitionName(partition.topic, partition.index)
}

export function partitionsOf(topic: GroupTopic): TopicPartition[] {
  return Array.from({ length: topic.partitions }, (_, index) => ({ topic: topic.name, index }))
}

/** By code unit, as Java compares strings. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function compareTopicFirst(a: TopicPartition, b: TopicPartition): number {
  return compareText(a.topic, b.topic) || a.index - b.index
}
