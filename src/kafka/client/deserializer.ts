// A record that the deserializer cannot read (clients.md 3; CompletedFetch.fetchRecords): poll() hands out what lies before it, then throws
// RecordDeserializationException at every call until the application moves the position. Nothing else of this consumer is handed out meanwhile.

import type { Process } from '../../sim/process.ts'
import { later } from '../../sim/process.ts'
import { US_PER_S } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { POLL_TASK } from '../timers.ts'
import { recordsFrom } from './batch-position.ts'
import type { CompletedFetch, Consumer, ConsumerPartition } from './consumer.ts'
import { partitionNamed } from './consumer.ts'
import { DESERIALIZATION_FAILED, SOUGHT } from './group/facts.ts'
import { closeConsumer } from './poll-loop.ts'
import { setPosition } from './positions.ts'

/** An application that catches the exception writes a line and waits, or it would fill its disk. */
const CAUGHT_US = US_PER_S

/** Offset at which reading on from here ends, MAX_SAFE_INTEGER for none. */
export function unreadableFrom(mine: Readonly<Consumer>, partition: Readonly<ConsumerPartition>): number {
  const { deserializer } = mine
  if (deserializer === null || deserializer.partition !== partition.name) return Number.MAX_SAFE_INTEGER
  return partition.position <= deserializer.offset ? deserializer.offset : Number.MAX_SAFE_INTEGER
}

/** Records of a batch between two offsets, at most `max`. */
export function recordsBetween(
  batch: CompletedFetch['batches'][number],
  from: number,
  end: number,
  max: number,
): number {
  if (end === Number.MAX_SAFE_INTEGER) return recordsFrom(batch, from, max)
  const all = recordsFrom(batch, from, Number.MAX_SAFE_INTEGER)
  return Math.min(all - recordsFrom(batch, end, Number.MAX_SAFE_INTEGER), max)
}

/** Whether the next record of this batch is the one. */
export function isUnreadable(batch: CompletedFetch['batches'][number], from: number, end: number): boolean {
  if (end === Number.MAX_SAFE_INTEGER) return false
  const here = recordsFrom(batch, from, Number.MAX_SAFE_INTEGER)
  return (
    here > 0 &&
    here === recordsFrom(batch, end, Number.MAX_SAFE_INTEGER) &&
    here > recordsFrom(batch, end + 1, Number.MAX_SAFE_INTEGER)
  )
}

// rule: consumer.deserialises
/** poll() has thrown. */
export function deserializationFailed(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { deserializer } = mine
  const partition = deserializer === null ? undefined : partitionNamed(mine, deserializer.partition)
  if (deserializer === null || partition === undefined) return
  const { offset } = deserializer
  mine.loop.throws = false
  fact(world, DESERIALIZATION_FAILED, process.slot, -1, partition.nameId, offset)
  switch (deserializer.onThrow) {
    case 'pollAgain':
      mine.pollScheduled = true
      later(world, process, POLL_TASK, CAUGHT_US, null)
      return
    case 'seekPast':
      fact(world, SOUGHT, process.slot, -1, partition.nameId, offset + 1, partition.position)
      setPosition(partition, offset + 1, -1)
      return
    case 'close':
      closeConsumer(world, process, mine)
      return
  }
}
