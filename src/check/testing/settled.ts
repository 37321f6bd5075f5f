// Whether a cluster has come to rest: everybody runs, knows the same, follows, and holds the same records; clients have nothing left to do.

import type { Lifecycle } from '../../kafka/broker/lifecycle.ts'
import { findReplica, logOf } from '../../kafka/broker/replica.ts'
import type { Consumer } from '../../kafka/client/consumer.ts'
import type { Producer } from '../../kafka/client/producer.ts'
import { logHash } from '../../kafka/log/log.ts'
import { imageOf } from '../../kafka/metadata/node-image.ts'
import type { PartitionState } from '../../kafka/metadata/records.ts'
import { activeController, nodesOf, truthImage } from '../../kafka/truth.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'

/** Some NoOp records may be on their way. */
const METADATA_LAG_RECORDS = 4

/** What is not at rest, one line each. Nothing may have been produced for a while. */
export function unsettled(world: World): string[] {
  const wrong: string[] = []
  const image = truthImage(world)
  if (activeController(world) < 0) wrong.push('no active controller')
  for (const node of nodesOf(world)) {
    const lag = image.endOffset - imageOf(world, node).endOffset
    if (lag > METADATA_LAG_RECORDS) wrong.push(`node ${node.id} is ${lag} records behind`)
    if (!node.isBroker) continue
    const lifecycle = find(world, `lifecycle:${node.id}`) as Lifecycle
    if (lifecycle.state !== 'running') wrong.push(`broker ${node.id} is ${lifecycle.state}`)
    if (image.brokers.get(node.id)?.fenced !== false) wrong.push(`broker ${node.id} is fenced`)
  }
  for (const topic of image.topicNames) {
    for (const name of image.topics.get(topic)?.partitions ?? []) {
      const state = image.partitions.get(name)
      if (state !== undefined) unsettledPartition(world, name, state, wrong)
    }
  }
  for (const entity of world.tables.entities) {
    if (entity.kind === 'producer') unsettledProducer(entity as Producer, wrong)
    else if (entity.kind === 'consumer') unsettledConsumer(world, entity as Consumer, wrong)
  }
  return wrong
}

function unsettledPartition(world: World, name: string, state: PartitionState, wrong: string[]): void {
  if (state.leader < 0) {
    wrong.push(`${name} has no leader, isr ${state.isr.join(',')}`)
    return
  }
  if (state.isr.length !== state.replicas.length)
    wrong.push(`${name}: isr ${state.isr.join(',')} of ${state.replicas.join(',')}`)
  const leader = findReplica(world, state.leader, name)
  if (leader === null || leader.role !== 'leader') {
    wrong.push(`${name} is led by ${state.leader}, who does not know`)
    return
  }
  const leaderLog = logOf(world, leader)
  for (const id of state.replicas) {
    const replica = findReplica(world, id, name)
    if (replica === null || replica.leaderEpoch !== state.leaderEpoch) {
      wrong.push(`${name} on ${id} is of another epoch than ${state.leaderEpoch}`)
      continue
    }
    const log = logOf(world, replica)
    if (logHash(log) !== logHash(leaderLog))
      wrong.push(`${name} on ${id} ends at ${log.logEnd}, on its leader at ${leaderLog.logEnd}`)
    if (replica.highWatermark !== leaderLog.logEnd)
      wrong.push(`${name} on ${id}: high watermark ${replica.highWatermark} of ${leaderLog.logEnd}`)
  }
}

function unsettledProducer(producer: Readonly<Producer>, wrong: string[]): void {
  if (producer.waitingRecords > 0) wrong.push(`${producer.id}: ${producer.waitingRecords} records wait`)
  if (producer.inFlightRecords > 0) wrong.push(`${producer.id}: ${producer.inFlightRecords} in flight`)
}

function unsettledConsumer(world: World, consumer: Readonly<Consumer>, wrong: string[]): void {
  for (const { name, position, state, leader } of consumer.partitions) {
    const replica = findReplica(world, leader, name)
    if (replica === null || position !== replica.highWatermark)
      wrong.push(`${consumer.id}: ${name} ${state} at ${position} of ${replica?.highWatermark}`)
  }
}
