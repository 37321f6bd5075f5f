// Partitions for records without a key: the built-in sticky, adaptive choice (clients.md 1.5; BuiltInPartitioner), and RoundRobinPartitioner.

import { drawBits } from '../../sim/chance.ts'
import type { Process } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, stream } from '../../sim/world.ts'
import { recordBytes } from '../log/record-size.ts'
import { toPositive } from '../workload/murmur2.ts'
import { areAllFull, closeWithoutRoom } from './accumulator.ts'
import { STICKY_SWITCHED } from './facts.ts'
import type { Producer, ProducerPartition } from './producer.ts'
import { partitionAt } from './producer.ts'

/** The partition of a record without a key. One that does not fit any more closes the open batch, and then the partition may change before it is appended. */
export function choosePartition(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  keyBytes: number,
  valueBytes: number,
  timestampMs: number,
): ProducerPartition {
  switch (mine.partitioner.keyless) {
    case 'roundRobin': {
      const first = roundRobin(world, mine)
      if (!mine.partitioner.asksTwice || !needsBatch(mine, first, keyBytes, valueBytes, timestampMs))
        return first
      return roundRobin(world, mine)
    }
    case 'oldSticky':
      return oldSticky(world, process, mine, keyBytes, valueBytes, timestampMs)
    case 'random':
      return stickyFor(world, mine, RANDOM_STICKY_US)
    case 'builtIn':
  }
  let partition = stickyPartition(world, process, mine)
  while (closeWithoutRoom(world, process, mine, partition, keyBytes, valueBytes, timestampMs)) {
    partition = stickyPartition(world, process, mine)
  }
  return partition
}

function stickyPartition(world: World, process: Readonly<Process>, mine: Producer): ProducerPartition {
  const { sticky } = mine
  if (sticky.partition < 0) sticky.partition = nextPartition(world, mine)
  // A switch that had to wait for the open batch is made up for once that is full or gone.
  if (areAllFull(partitionAt(mine, sticky.partition))) produced(world, process, mine, 0)
  return partitionAt(mine, sticky.partition)
}

// rule: partition.sticky
/** After an append: switches at a batch boundary once batch.size has been produced, and in any case at twice that. */
export function produced(world: World, process: Readonly<Process>, mine: Producer, bytes: number): void {
  const { sticky } = mine
  if (mine.partitioner.keyless !== 'builtIn' || sticky.partition < 0) return
  sticky.producedBytes += bytes
  const stickyBytes = Math.max(1, mine.config.batchSize)
  const atBoundary = areAllFull(partitionAt(mine, sticky.partition))
  if (sticky.producedBytes < (atBoundary ? stickyBytes : 2 * stickyBytes)) return
  const { producedBytes } = sticky
  sticky.partition = nextPartition(world, mine)
  sticky.producedBytes = 0
  fact(world, STICKY_SWITCHED, process.slot, -1, partitionAt(mine, sticky.partition).nameId, producedBytes)
}

/** May give the same partition again. */
function nextPartition(world: World, mine: Producer): number {
  const random = toPositive(drawBits(stream(world, `client/${mine.id}/partitioner`)))
  const { loadPartitions, loadSums } = mine.sticky
  const total = loadSums[loadSums.length - 1]
  if (total === undefined) {
    const led = mine.partitions.filter((partition) => partition.leader >= 0)
    const among = led.length > 0 ? led : mine.partitions
    return (among[random % among.length] as ProducerPartition).index
  }
  const weighted = random % total
  return loadPartitions[loadSums.findIndex((sum) => sum > weighted)] as number
}

/** The load table, made anew at every pass of the sender: a partition with a long queue is chosen less often. */
export function weighPartitions(mine: Producer): void {
  if (mine.partitioner.keyless !== 'builtIn' || mine.config.partitionerClass !== null) return
  if (mine.workload.keys !== null || !mine.config.partitionerAdaptivePartitioningEnable) return
  const { sticky, partitions } = mine
  sticky.loadPartitions = []
  sticky.loadSums = []
  let longest = 0
  let shortest = -1
  for (const partition of partitions) {
    if (!partition.touched) return
    if (!isAvailable(mine, partition)) continue
    const queued = partition.deque.length
    if (queued > longest) longest = queued
    if (shortest < 0 || queued < shortest) shortest = queued
  }
  const isEven = shortest === longest && partitions.every((partition) => isAvailable(mine, partition))
  if (shortest < 0 || partitions.length < 2 || isEven) return
  let sum = 0
  for (const partition of partitions) {
    if (!isAvailable(mine, partition)) continue
    sum += longest + 1 - partition.deque.length
    sticky.loadPartitions.push(partition.index)
    sticky.loadSums.push(sum)
  }
}

// rule: partition.availability
/** It has a leader, and that has not been ready for longer than partitioner.availability.timeout.ms without taking anything. */
function isAvailable(mine: Producer, partition: ProducerPartition): boolean {
  if (partition.leader < 0) return false
  const timeoutUs = mine.config.partitionerAvailabilityTimeoutMs * 1_000
  if (timeoutUs === 0) return true
  const node = mine.nodes[mine.links.findIndex((link) => link.node === partition.leader)]
  return node === undefined || node.readyUs - node.drainedUs <= timeoutUs
}

/** The sender looked at a node that has something to send; `drains`: and it could take it. */
export function noteReadiness(world: World, mine: Producer, place: number, drains: boolean): void {
  if (mine.config.partitionerAvailabilityTimeoutMs === 0 || place < 0) return
  while (mine.nodes.length <= place) mine.nodes.push({ readyUs: world.nowUs, drainedUs: world.nowUs })
  const node = mine.nodes[place]
  if (node === undefined) return
  node.readyUs = world.nowUs
  if (drains) node.drainedUs = world.nowUs
}

/** Those that have a leader; without any, all. */
function ledPartitions(mine: Producer): readonly ProducerPartition[] {
  const led = mine.partitions.filter((partition) => partition.leader >= 0)
  return led.length > 0 ? led : mine.partitions
}

function randomOf(world: World, mine: Producer, among: readonly ProducerPartition[]): ProducerPartition {
  const random = toPositive(drawBits(stream(world, `client/${mine.id}/partitioner`)))
  return among[random % among.length] as ProducerPartition
}

/** Whether the record would begin a batch there. */
function needsBatch(
  mine: Readonly<Producer>,
  partition: ProducerPartition,
  keyBytes: number,
  valueBytes: number,
  timestampMs: number,
): boolean {
  const tail = partition.deque[partition.deque.length - 1]
  if (tail === undefined || tail.closed) return true
  const timeDelta = timestampMs - tail.baseTimestampMs
  const bytes = recordBytes(timeDelta, tail.count, keyBytes, valueBytes, mine.workload.headersBytes)
  return tail.capacityBytes < tail.sizeBytes + bytes
}

// rule: partition.old-sticky
/** 2.4 to 3.2: a partition is kept until a record needs a new batch there; then another one is drawn, and the record goes there. */
function oldSticky(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  keyBytes: number,
  valueBytes: number,
  timestampMs: number,
): ProducerPartition {
  const { sticky } = mine
  if (sticky.partition < 0) sticky.partition = randomOf(world, mine, ledPartitions(mine)).index
  const present = partitionAt(mine, sticky.partition)
  if (!needsBatch(mine, present, keyBytes, valueBytes, timestampMs)) return present
  const others = ledPartitions(mine).filter((partition) => partition !== present)
  const next = others.length === 0 ? present : randomOf(world, mine, others)
  sticky.partition = next.index
  fact(world, STICKY_SWITCHED, process.slot, -1, next.nameId, 0)
  return next
}

/** sticky.partitioning.linger.ms of librdkafka. */
const RANDOM_STICKY_US = 10_000

function stickyFor(world: World, mine: Producer, spanUs: number): ProducerPartition {
  const { sticky } = mine
  if (sticky.partition < 0 || world.nowUs - sticky.chosenUs >= spanUs) {
    sticky.partition = randomOf(world, mine, ledPartitions(mine)).index
    sticky.chosenUs = world.nowUs
  }
  return partitionAt(mine, sticky.partition)
}

// rule: partition.round-robin
/** Goes round the partitions that have a leader; without any, round all. Up to 2.3 from a random place on. */
function roundRobin(world: World, mine: Producer): ProducerPartition {
  const { sticky, partitioner } = mine
  if (sticky.counter < 0) {
    sticky.counter = partitioner.startsAnywhere
      ? toPositive(drawBits(stream(world, `client/${mine.id}/partitioner`)))
      : 0
  }
  const among = ledPartitions(mine)
  const chosen = among[toPositive(sticky.counter) % among.length] as ProducerPartition
  sticky.counter += 1
  return chosen
}
