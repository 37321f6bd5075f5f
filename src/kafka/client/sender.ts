// The sender thread of a producer (clients.md 1.3; Sender.sendProducerData, RecordAccumulator.ready and drain). It runs whenever something it looks at has
// changed, and sets a timer for the next moment at which one of its batches is due by itself.

import { listWith } from '../../sim/lists.ts'
import type { Process } from '../../sim/process.ts'
import { msToUs, NEVER_US } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { Batch } from '../log/batch.ts'
import { makeBatch } from '../log/batch.ts'
import { codecNumber, codedBatch } from '../log/codecs.ts'
import type { Channel } from '../network/channel.ts'
import { connect, isReady, send, sendUnanswered } from '../network/channel.ts'
import { INIT_PRODUCER_ID, PRODUCE } from '../protocol/api.ts'
import type { InitProducerIdRequest } from '../protocol/client-requests.ts'
import type { ProduceRequest } from '../protocol/produce.ts'
import { SENDER_TIMER } from '../timers.ts'
import { close, isFull } from './accumulator.ts'
import { BATCH_SENT } from './facts.ts'
import { requestUpdate } from './metadata.ts'
import { channelTo, leastLoaded, setTimer } from './network-client.ts'
import { noteReadiness, weighPartitions } from './partitioner.ts'
import { completeBatch, expireBatches } from './produce-answer.ts'
import type { Producer, ProducerBatch, ProducerPartition } from './producer.ts'
import { backsOff, isIdempotent, lingersUntilUs } from './producer.ts'
import { assignSequence, bumpEpochIfRequired, mayDrain, resolveSequences } from './sequences.ts'
import { initProducerIdRequestBytes, produceRequestBytes } from './sizes.ts'

/** What a produce request in flight carries: partitions by index, with the number of each one's batch. */
export interface ProduceContext extends Sealed {
  readonly partitions: readonly number[]
  readonly batches: readonly number[]
}

/** Sends what may be sent now. */
export function runSender(world: World, process: Readonly<Process>, mine: Producer): void {
  expireBatches(world, process, mine)
  if (isIdempotent(mine)) {
    resolveSequences(mine)
    bumpEpochIfRequired(world, process, mine)
    if (mine.producerId < 0) {
      requestProducerId(world, process, mine)
      setSenderTimer(world, process, mine)
      return
    }
  }
  for (;;) {
    const ready = readyNodes(world, process, mine)
    let sent = 0
    for (const node of ready) if (sendToNode(world, process, mine, node)) sent += 1
    if (sent === 0) break
  }
  setSenderTimer(world, process, mine)
}

/** Leaders of a partition whose head is sendable and does not back off; a partition without a leader asks for metadata. */
function readyNodes(world: World, process: Readonly<Process>, mine: Producer): number[] {
  weighPartitions(mine)
  let ready: number[] = []
  let leaderless = false
  for (const partition of mine.partitions) {
    if (partition.deque.length === 0 || isMuted(mine, partition)) continue
    if (partition.leader < 0) leaderless = true
    else if (isSendable(world, mine, partition) && !ready.includes(partition.leader))
      ready = listWith(ready, partition.leader)
  }
  if (leaderless) requestUpdate(world, process, mine)
  return ready
}

// rule: producer.batching
function isSendable(world: World, mine: Producer, partition: ProducerPartition): boolean {
  const { deque } = partition
  const head = deque[0] as ProducerBatch
  if (backsOff(world, partition, head)) return false
  if (deque.length > 1 || isFull(head) || mine.closing) return true
  if (mine.blockedSinceUs >= 0 && mine.blockedForBytes > 0) return true
  return lingersUntilUs(world, mine, partition) <= world.nowUs
}

/** With one request in flight a partition is muted until its answer. */
function isMuted(mine: Producer, partition: ProducerPartition): boolean {
  return mine.config.maxInFlightRequestsPerConnection === 1 && partition.inFlight.length > 0
}

/** One request with at most one batch of each partition. False when there was nothing to send, or no way. */
function sendToNode(world: World, process: Readonly<Process>, mine: Producer, node: number): boolean {
  const channel = channelTo(world, process, mine, node)
  const place = mine.links.findIndex((link) => link.node === node)
  if (!isReady(channel)) {
    noteReadiness(world, mine, place, false)
    connect(world, channel)
    return false
  }
  const isBusy = channel.inFlight.length >= mine.config.maxInFlightRequestsPerConnection
  noteReadiness(world, mine, place, !isBusy)
  if (isBusy) return false
  const drained = drain(world, process, mine, node)
  if (drained.length === 0) return false
  sendProduce(world, process, mine, channel, drained)
  return true
}

interface Drained {
  readonly partition: ProducerPartition
  readonly batch: Batch
  readonly attempt: number
}

/** Goes round the node's partitions from where the last drain ended. */
function drain(world: World, process: Readonly<Process>, mine: Producer, node: number): Drained[] {
  let drained: Drained[] = []
  const place = mine.links.findIndex((link) => link.node === node)
  while (mine.cursors.length <= place) mine.cursors.push(0)
  const start = mine.cursors[place] as number
  let bytes = 0
  for (let i = 0; i < mine.partitions.length; i++) {
    const index = (start + i) % mine.partitions.length
    const partition = mine.partitions[index] as ProducerPartition
    if (partition.leader !== node) continue
    mine.cursors[place] = index
    const head = partition.deque[0]
    if (head === undefined || isMuted(mine, partition) || backsOff(world, partition, head)) continue
    if (bytes + head.sizeBytes > mine.config.maxRequestSize && drained.length > 0) break
    // A sequence rule stops the whole node, not just the partition (clients.md, trap 2).
    if (isIdempotent(mine) && !mayDrain(mine, partition, head)) break
    bytes += head.sizeBytes
    const batch = takeHead(world, process, mine, partition, head)
    drained = listWith(drained, { partition, batch, attempt: head.attempts + 1 })
  }
  return drained
}

/** From the deque onto the wire: closed, and with a sequence if idempotent. */
function takeHead(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  partition: ProducerPartition,
  head: ProducerBatch,
): Batch {
  partition.deque.shift()
  close(world, process, partition, head)
  if (isIdempotent(mine)) assignSequence(mine, partition, head)
  // In order of sequence; without sequences they are all -1, and it comes last.
  let place = partition.inFlight.length
  while (place > 0 && (partition.inFlight[place - 1] as ProducerBatch).baseSequence > head.baseSequence)
    place -= 1
  partition.inFlight.splice(place, 0, head)
  head.attemptLeaderEpoch = partition.leaderEpoch
  if (head.sealedBatch !== null) return head.sealedBatch
  mine.waitingRecords -= head.count
  mine.inFlightRecords += head.count
  const whole = makeBatch({
    sizeBytes: head.sizeBytes,
    baseTimestampMs: head.baseTimestampMs,
    maxTimestampMs: head.maxTimestampMs,
    producerId: partition.producerId,
    producerEpoch: partition.producerEpoch,
    baseSequence: head.baseSequence,
    producer: mine.id,
    batchNumber: head.number,
    records: head.records.slice(),
  })
  const batch = codedBatch(whole, codecNumber(mine.config.compressionType), mine.workload)
  head.sealedBatch = batch
  head.records.length = 0
  return batch
}

function sendProduce(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  channel: Channel,
  drained: readonly Drained[],
): void {
  const { acks, requestTimeoutMs: timeoutMs } = mine.config
  let items: ProduceRequest['partitions'][number][] = []
  let indexes: number[] = []
  let batches: number[] = []
  let bytes = 0
  for (const { partition, batch, attempt } of drained) {
    const { batchNumber, count } = batch
    items = listWith(items, { partition: partition.name, topicId: partition.topicId, batch })
    indexes = listWith(indexes, partition.index)
    batches = listWith(batches, batchNumber)
    bytes += batch.sizeBytes
    fact(
      world,
      BATCH_SENT,
      process.slot,
      channel.connectionSlot,
      partition.nameId,
      batchNumber,
      count,
      attempt,
    )
  }
  const body: ProduceRequest = { sealed: true, type: 'produce', acks, timeoutMs, partitions: items }
  const sizeBytes = produceRequestBytes(items.length, bytes)
  if (acks === 0) {
    sendUnanswered(world, channel, PRODUCE, body, sizeBytes)
    for (const { partition, batch } of drained)
      completeUnanswered(world, process, mine, channel, partition, batch)
    return
  }
  const context: ProduceContext = { sealed: true, partitions: indexes, batches }
  send(world, channel, PRODUCE, body, sizeBytes, timeoutMs, context)
}

/** With acks=0 a batch is done when it is sent, at no known offset. */
function completeUnanswered(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  channel: Channel,
  partition: ProducerPartition,
  batch: Batch,
): void {
  const sent = partition.inFlight.find((each) => each.number === batch.batchNumber)
  if (sent !== undefined) completeBatch(world, process, mine, partition, sent, -1, channel.connectionSlot)
}

/** Any broker hands out producer ids. No data is sent before there is one. */
function requestProducerId(world: World, process: Readonly<Process>, mine: Producer): void {
  if (mine.producerIdRequested || world.nowUs < mine.producerIdRetryUs) return
  const channel = leastLoaded(world, process, mine, mine.metadata.brokers)
  if (channel === null) return
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  const body: InitProducerIdRequest = { sealed: true, type: 'initProducerId' }
  const sizeBytes = initProducerIdRequestBytes()
  send(world, channel, INIT_PRODUCER_ID, body, sizeBytes, mine.config.requestTimeoutMs)
  mine.producerIdRequested = true
}

/** The next moment at which a batch is due by itself: its linger or back-off ends, or it expires. */
function setSenderTimer(world: World, process: Readonly<Process>, mine: Producer): void {
  let nextUs = mine.producerId < 0 && isIdempotent(mine) ? retryUs(world, mine) : NEVER_US
  const deliveryUs = msToUs(mine.config.deliveryTimeoutMs)
  for (const partition of mine.partitions) {
    const flying = partition.inFlight[0]
    if (flying !== undefined && flying.createdUs + deliveryUs < nextUs) nextUs = flying.createdUs + deliveryUs
    const head = partition.deque[0]
    if (head === undefined) continue
    if (head.createdUs + deliveryUs < nextUs) nextUs = head.createdUs + deliveryUs
    // One that is full waits for the network only.
    if (isFull(head) && !backsOff(world, partition, head)) continue
    const untilUs = lingersUntilUs(world, mine, partition)
    if (untilUs > world.nowUs && untilUs < nextUs) nextUs = untilUs
  }
  setTimer(world, process, SENDER_TIMER, nextUs)
}

function retryUs(world: World, mine: Producer): number {
  return mine.producerIdRetryUs > world.nowUs ? mine.producerIdRetryUs : NEVER_US
}
