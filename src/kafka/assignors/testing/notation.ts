// The short hand of the examples in tests: `t0=3` or `t0=[a ab b]`, the racks of each partition's replicas; `C0{t0,t1}/i0@a had t0-0 t0-1 g4`.

import type { Assignment, Group, GroupMember, GroupTopic, TopicPartition } from '../group.ts'
import { nameOf } from '../group.ts'

/** Topics are parted by blanks, members by semicolons. */
export function groupOf(topics: string, members: string): Group {
  return {
    topics: [...topics.matchAll(/(\S+?)=(?:\[(.*?)\]|(\d+))/g)].map(([, name, racks, count]) =>
      topicOf(name ?? '', racks, count),
    ),
    members: members.split('; ').map(memberOf),
  }
}

function topicOf(name: string, racks: string | undefined, count: string | undefined): GroupTopic {
  if (racks === undefined) return { name, partitions: Number(count), racks: null }
  const ofPartitions = racks.split(' ').map((letters) => [...letters])
  return { name, partitions: ofPartitions.length, racks: ofPartitions }
}

function memberOf(text: string): GroupMember {
  const parts = /^(\w+)\{(.*?)\}(?:\/(\w+))?(?:@(\w+))?(?: had (.*?))?(?: g(\d+))?$/.exec(text)
  if (parts === null) throw new Error(`not a member: ${text}`)
  const [, id = '', topics = '', instance = null, rack = null, owned = '', generation = '-1'] = parts
  return {
    id,
    topics: topics === '' ? [] : topics.split(','),
    owned: owned === '' || owned === '-' ? [] : owned.split(' ').map(partitionOf),
    generation: Number(generation),
    instance,
    rack,
  }
}

export function partitionOf(name: string): TopicPartition {
  const dash = name.lastIndexOf('-')
  return { topic: name.slice(0, dash), index: Number(name.slice(dash + 1)) }
}

/** Results as sets: `C0: t0-0 t0-1; C1: -`. */
export function assignmentText(assignment: Assignment): string {
  return assignment
    .map(({ member, partitions }) => `${member}: ${partitions.map(nameOf).sort().join(' ') || '-'}`)
    .join('; ')
}

/** The same result with each member's partitions sorted as assignmentText sorts them. */
export function sortedText(result: string): string {
  return result
    .split('; ')
    .map((part) => {
      const [member = '', partitions = ''] = part.split(': ')
      return `${member}: ${partitions.split(' ').sort().join(' ')}`
    })
    .join('; ')
}
