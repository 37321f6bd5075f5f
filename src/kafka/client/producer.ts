// A producer: KafkaProducer with its accumulator, and what its sender thread knows (clients.md 1). All of it is memory of its process, but for the
// number of the next batch, by which the ledger tells batches apart.

import { present } from '../../sim/assert.ts'
import type { Process } from '../../sim/process.ts'
import { NEVER_US } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import type { ProducerConfig } from '../config/resolve.ts'
import type { Batch } from '../log/batch.ts'
import { partitionName } from '../metadata/records.ts'
import type { Workload } from '../workload/workload.ts'
import { firstRecordAt } from '../workload/workload.ts'
import { PRODUCER_ENDED } from './facts.ts'
import { bootstrapMetadata } from './metadata.ts'
import type { NetworkClient } from './network-client.ts'
import { forgetChannels } from './network-client.ts'
import type { Partitioner } from './partitioner-kind.ts'
import type { SealedConfig } from './sealed-config.ts'

export interface Producer extends NetworkClient {
  readonly kind: 'producer'
  readonly config: SealedConfig<ProducerConfig>
  readonly workload: Workload
  readonly partitioner: Partitioner
  /** Closes after its last record. */
  readonly closesItself: boolean
  /** Number of the next batch; goes on over restarts. */
  nextBatch: number
  /** Next record that the application sends. */
  nextRecord: number
  /** Since when send() blocks, −1 when it does not. */
  blockedSinceUs: number
  /** Bytes that the blocked send() waits for, 0 if it waits for metadata. */
  blockedForBytes: number
  /** close() was called: everything is sendable, and nothing new comes. */
  closing: boolean
  /** What is left of buffer.memory. */
  freeBytes: number
  /** By index, once metadata is known. */
  readonly partitions: ProducerPartition[]
  readonly sticky: Sticky
  /** By place in `links`, kept only with partitioner.availability.timeout.ms: when a node last had something to send, and last took it. */
  readonly nodes: NodeReadiness[]
  /** Partition at which the next drain of a node begins, by place in `links`. */
  readonly cursors: number[]
  producerId: number
  producerEpoch: number
  producerIdRequested: boolean
  /** Before this InitProducerId is not asked for again. */
  producerIdRetryUs: number
  epochBumpRequired: boolean
  /** Records in the accumulator, and on their way or being retried. */
  waitingRecords: number
  inFlightRecords: number
  sentRecords: number
  acknowledgedRecords: number
  failedRecords: number
}

export interface ProducerPartition {
  readonly index: number
  readonly name: string
  readonly nameId: number
  leader: number
  leaderEpoch: number
  /** Of the topic as the producer knows it, −1 before it does. */
  topicId: number
  /** Whether it has ever had a deque. */
  touched: boolean
  /** Batches to be sent, oldest first; only the last can be open. */
  readonly deque: ProducerBatch[]
  /** Batches on the wire, in order of sending. */
  readonly inFlight: ProducerBatch[]
  // Idempotence: the id under which the sequences below were given out.
  producerId: number
  producerEpoch: number
  nextSequence: number
  lastAckedSequence: number
  /** A batch expired after a send, and whether the broker has its sequences is open: the sequence right behind the last such batch. −1: none is open. */
  unresolvedNext: number
  /** To start from sequence 0 with the next epoch. */
  rewrite: boolean
}

export interface ProducerBatch {
  readonly number: number
  readonly createdUs: number
  readonly capacityBytes: number
  /** Numbers of its records, until it is sealed. */
  readonly records: number[]
  count: number
  sizeBytes: number
  readonly baseTimestampMs: number
  maxTimestampMs: number
  closed: boolean
  /** Since when it lingers: its creation, or the last failure. */
  waitingSinceUs: number
  attempts: number
  backoffUntilUs: number
  /** Leader epoch at the last attempt: under a newer one there is no back-off. */
  attemptLeaderEpoch: number
  baseSequence: number
  /** Its sequence was rewritten after an epoch bump. */
  sequenceReset: boolean
  wasSplit: boolean
  /** As it goes over the wire, once drained. */
  sealedBatch: Batch | null
}

export interface NodeReadiness {
  readyUs: number
  drainedUs: number
}

/** The built-in partitioner for records without a key (KIP-794). */
export interface Sticky {
  /** −1: none chosen yet. */
  partition: number
  producedBytes: number
  /** Partitions with running sums of their weights; empty: all weigh the same. */
  loadPartitions: number[]
  loadSums: number[]
  /** RoundRobinPartitioner's counter, −1 before the first. */
  counter: number
  /** When the partition was chosen. */
  chosenUs: number
}

/** What stands in memory when the process starts. */
export function emptyProducerMemory(config: ProducerConfig): {
  -readonly [Field in keyof ProducerMemory]: ProducerMemory[Field]
} {
  return {
    nextRecord: 0,
    blockedSinceUs: -1,
    blockedForBytes: 0,
    closing: false,
    freeBytes: config.bufferMemory,
    partitions: [],
    sticky: { partition: -1, producedBytes: 0, loadPartitions: [], loadSums: [], counter: -1, chosenUs: 0 },
    nodes: [],
    cursors: [],
    producerId: -1,
    producerEpoch: -1,
    producerIdRequested: false,
    producerIdRetryUs: 0,
    epochBumpRequired: false,
    waitingRecords: 0,
    inFlightRecords: 0,
    sentRecords: 0,
    acknowledgedRecords: 0,
    failedRecords: 0,
  }
}

type ProducerMemory = Omit<
  Producer,
  keyof NetworkClient | 'kind' | 'workload' | 'partitioner' | 'closesItself' | 'nextBatch'
>

/** The process starts: the application's schedule goes by the clock, so what was due while it was down is never sent. */
export function beginProducer(world: World, mine: Producer): void {
  mine.nextRecord = firstRecordAt(mine.workload, world.nowUs)
}

/** The process is gone, with what it held. */
export function emptyProducer(world: World, process: Readonly<Process>, mine: Producer): void {
  const unresolved = mine.waitingRecords + mine.inFlightRecords
  fact(
    world,
    PRODUCER_ENDED,
    process.slot,
    -1,
    mine.sentRecords,
    mine.acknowledgedRecords,
    mine.failedRecords,
    unresolved,
  )
  forgetChannels(world, mine)
  Object.assign(mine, emptyProducerMemory(mine.config))
  mine.metadata = bootstrapMetadata(mine.bootstrap)
}

/** Takes leaders over from the metadata. Partitions stay once they are known. */
export function syncPartitions(world: World, mine: Producer): void {
  const { topic } = mine.workload
  const count = mine.metadata.partitionCounts.get(topic) ?? 0
  for (let index = mine.partitions.length; index < count; index++) {
    mine.partitions.push(newPartition(world, topic, index))
  }
  for (const partition of mine.partitions) {
    const known = mine.metadata.leaders.get(partition.name)
    if (known === undefined) {
      if (partition.index >= count) partition.leader = -1
      continue
    }
    partition.leader = known.leader
    partition.leaderEpoch = known.leaderEpoch
    partition.topicId = known.topicId
  }
}

function newPartition(world: World, topic: string, index: number): ProducerPartition {
  const name = partitionName(topic, index)
  return {
    index,
    name,
    nameId: intern(world, name),
    leader: -1,
    leaderEpoch: -1,
    topicId: -1,
    touched: false,
    deque: [],
    inFlight: [],
    producerId: -1,
    producerEpoch: -1,
    nextSequence: 0,
    lastAckedSequence: -1,
    unresolvedNext: -1,
    rewrite: false,
  }
}

export function isIdempotent(mine: Readonly<Producer>): boolean {
  return mine.config.enableIdempotence
}

/** True when nothing is left to send or to hear of. */
export function isDrained(mine: Readonly<Producer>): boolean {
  return mine.waitingRecords === 0 && mine.inFlightRecords === 0
}

/** After failures a partition's head waits, unless a newer leader epoch has become known since. */
export function backsOff(world: World, partition: ProducerPartition, batch: ProducerBatch): boolean {
  if (batch.attempts === 0 || world.nowUs >= batch.backoffUntilUs) return false
  return partition.leaderEpoch <= batch.attemptLeaderEpoch
}

/** When a batch will have waited long enough by itself. NEVER_US without one. */
export function lingersUntilUs(world: World, mine: Producer, partition: ProducerPartition): number {
  const head = partition.deque[0]
  if (head === undefined) return NEVER_US
  if (backsOff(world, partition, head)) return head.backoffUntilUs
  return head.waitingSinceUs + mine.config.lingerMs * 1_000
}

export function partitionAt(mine: Producer, index: number): ProducerPartition {
  return present(mine.partitions[index], `partition ${index} of ${mine.address}`)
}
