// Java's hash codes, where Kafka hangs a decision on one (clients.md 0.2).

import type { TopicPartition } from './group.ts'

/** String.hashCode: signed, modulo 2^32, over UTF-16 code units. */
export function javaHash(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0
  return hash
}

/** TopicPartition.hashCode. */
export function topicPartitionHash(partition: TopicPartition): number {
  return (Math.imul(31, 31 + partition.index) + javaHash(partition.topic)) | 0
}

/** Utils.abs, which coordinators are found by: another function than the toPositive of record keys. */
export function coordinatorAbs(hash: number): number {
  return hash === -0x80000000 ? 0 : Math.abs(hash)
}

/** The partition of __consumer_offsets whose leader coordinates the group. */
export function coordinatorPartition(groupId: string, partitions: number): number {
  return coordinatorAbs(javaHash(groupId)) % partitions
}
