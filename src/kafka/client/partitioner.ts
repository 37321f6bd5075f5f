// Partitions for records without a key: the built-in sticky, adaptive choice (clients.md 1.5; BuiltInPartitioner), and RoundRobinPartitioner.

import { drawBits } from '../../sim/chance.ts'
import type { Process } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, stream } from '../../sim/world.ts'
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
  if (isRoundRobin(mine)) return roundRobin(mine)
  let partition = stickyPartition(world, process, mine)
  while (closeWithoutRoom(world, process, partition, keyBytes, valueBytes, timestampMs)) {
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
  if (isRoundRobin(mine) || sticky.partition < 0) return
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
  if (mine.workload.keys !== null || !mine.config.partitionerAdaptivePartitioningEnable) return
  const { sticky, partitions } = mine
  sticky.loadPartitions = []
  sticky.loadSums = []
  let longest = 0
  let shortest = -1
  for (const partition of partitions) {
    if (!partition.touched) return
    if (partition.leader < 0) continue
    const queued = partition.deque.length
    if (queued > longest) longest = queued
    if (shortest < 0 || queued < shortest) shortest = queued
  }
  const isEven = shortest === longest && partitions.every((partition) => partition.leader >= 0)
  if (shortest < 0 || partitions.length < 2 || isEven) return
  let sum = 0
  for (const partition of partitions) {
    if (partition.leader < 0) continue
    sum += longest + 1 - partition.deque.length
    sticky.loadPartitions.push(partition.index)
    sticky.loadSums.push(sum)
  }
}

function isRoundRobin(mine: Producer): boolean {
  return mine.config.partitionerClass?.endsWith('RoundRobinPartitioner') === true
}

// rule: partition.round-robin
/** Goes round the partitions that have a leader; without any, round all. */
function roundRobin(mine: Producer): ProducerPartition {
  const led = mine.partitions.filter((partition) => partition.leader >= 0)
  const among = led.length > 0 ? led : mine.partitions
  const chosen = among[toPositive(mine.sticky.counter) % among.length] as ProducerPartition
  mine.sticky.counter += 1
  return chosen
}
