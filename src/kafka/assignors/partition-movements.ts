// What a sticky rebalance has moved so far, so that two partitions of a topic never swap places between two members: the one that came is sent back instead.

import type { TopicPartition } from './group.ts'
import { nameOf } from './group.ts'
import { grownCapacity, hashMapOrder } from './hash-map-order.ts'
import { topicPartitionHash } from './java-hash.ts'

interface Movement {
  readonly from: string
  readonly to: string
}

/** Of one topic between two members: a Java HashSet, which keeps the room it once needed. */
interface Moved {
  partitions: TopicPartition[]
  capacity: number
}

export interface Movements {
  /** By partition: from its owner before the rebalance to its owner now. */
  readonly byPartition: Map<string, Movement>
  readonly byPair: Map<string, Moved>
}

export function noMovements(): Movements {
  return { byPartition: new Map(), byPair: new Map() }
}

/** The partition to move when this one should go from `owner` to `taker`. */
export function actualToMove(
  movements: Movements,
  partition: TopicPartition,
  owner: string,
  taker: string,
): TopicPartition {
  const origin = movements.byPartition.get(nameOf(partition))?.from ?? owner
  const back = movements.byPair.get(pairKey(partition.topic, { from: taker, to: origin }))
  if (back === undefined || back.partitions.length === 0) return partition
  return hashMapOrder(back.partitions, topicPartitionHash, back.capacity)[0] as TopicPartition
}

export function noteMovement(
  movements: Movements,
  partition: TopicPartition,
  owner: string,
  taker: string,
): void {
  const name = nameOf(partition)
  const before = movements.byPartition.get(name)
  if (before !== undefined) forget(movements, partition, before)
  const movement = { from: before?.from ?? owner, to: taker }
  // Home again is not moved.
  if (movement.from === taker) return
  movements.byPartition.set(name, movement)
  const key = pairKey(partition.topic, movement)
  const moved = movements.byPair.get(key) ?? { partitions: [], capacity: 0 }
  moved.partitions.push(partition)
  moved.capacity = Math.max(moved.capacity, grownCapacity(moved.partitions.length))
  movements.byPair.set(key, moved)
}

function forget(movements: Movements, partition: TopicPartition, movement: Movement): void {
  movements.byPartition.delete(nameOf(partition))
  const key = pairKey(partition.topic, movement)
  const moved = movements.byPair.get(key)
  if (moved === undefined) return
  moved.partitions = moved.partitions.filter((other) => other.index !== partition.index)
  if (moved.partitions.length === 0) movements.byPair.delete(key)
}

function pairKey(topic: string, movement: Movement): string {
  return JSON.stringify([topic, movement.from, movement.to])
}
