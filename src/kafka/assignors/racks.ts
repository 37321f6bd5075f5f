// When the client's assignors look at racks (KIP-881).

import type { GroupMember, GroupTopic } from './group.ts'

export function rackOf(member: GroupMember): string | null {
  return member.rack === '' ? null : member.rack
}

export function replicaRacks(topic: GroupTopic, index: number): readonly string[] {
  return topic.racks?.[index] ?? []
}

/** Some member shares a rack with some replica, and not every partition is on every rack. */
export function racksMatter(members: readonly GroupMember[], topics: readonly GroupTopic[]): boolean {
  const onPartitions = topics.flatMap((topic) =>
    Array.from({ length: topic.partitions }, (_, index) => new Set(replicaRacks(topic, index))),
  )
  const replicas = new Set(onPartitions.flatMap((racks) => [...racks]))
  const shared = members.some((member) => replicas.has(rackOf(member) ?? ''))
  return shared && onPartitions.some((racks) => racks.size < replicas.size)
}
