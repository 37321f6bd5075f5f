// The server's UniformAssignor (KIP-848), the default: as even as can be over all topics, and sticky to the previous target (clients.md 5.8).

import type { Assignment, Group } from './group.ts'
import { assignmentOf } from './group.ts'
import { uniformHeterogeneous } from './server-uniform-heterogeneous.ts'
import { uniformHomogeneous } from './server-uniform-homogeneous.ts'
import { sameSubscriptions } from './subscribed-topics.ts'

// rule: assignor.server-uniform
export function serverUniform(group: Group): Assignment {
  const shares = sameSubscriptions(group) ? uniformHomogeneous(group) : uniformHeterogeneous(group)
  // The server keeps sets, which have no order of their own.
  const place = new Map(group.topics.map((topic, index) => [topic.name, index]))
  return assignmentOf(group, shares).map(({ member, partitions }) => ({
    member,
    partitions: [...partitions].sort(
      (a, b) => (place.get(a.topic) ?? 0) - (place.get(b.topic) ?? 0) || a.index - b.index,
    ),
  }))
}
