// What a healed cluster is still waiting for: everybody runs, knows the same, follows, and holds the same records; clients have nothing left to do.

import type { Lifecycle } from '../kafka/broker/lifecycle-state.ts'
import { findReplica, logOf } from '../kafka/broker/replica.ts'
import type { Consumer } from '../kafka/client/consumer.ts'
import type { Producer } from '../kafka/client/producer.ts'
import { logHash } from '../kafka/log/history.ts'
import { imageOf } from '../kafka/metadata/node-image.ts'
import type { PartitionState } from '../kafka/metadata/records.ts'
import { activeController, nodesOf, truthImage } from '../kafka/truth.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'

/** A message key and its arguments, as src/tell words them. */
export interface Waiting {
  readonly key: string
  readonly args: { readonly [name: string]: string | number }
}

/** Some NoOp records may be on their way. */
const METADATA_LAG_RECORDS = 4

/** Empty when the cluster is at rest. Nothing may have been produced for a while. */
export function waitingFor(world: World): Waiting[] {
  const found: Waiting[] = []
  const wait = (key: string, args: Waiting['args'] = {}): void => {
    found.push({ key: `waiting.${key}`, args })
  }
  const image = truthImage(world)
  if (activeController(world) < 0) wait('controller')
  for (const node of nodesOf(world)) {
    const lag = image.endOffset - imageOf(world, node).endOffset
    if (lag > METADATA_LAG_RECORDS) wait('metadata', { node: node.id, records: lag })
    if (!node.isBroker) continue
    const lifecycle = find(world, `lifecycle:${node.id}`) as Lifecycle
    if (lifecycle.state !== 'running') wait('broker', { node: node.id, state: lifecycle.state })
    else if (image.brokers.get(node.id)?.fenced !== false) wait('unfencing', { node: node.id })
  }
  for (const topic of image.topicNames) {
    for (const name of image.topics.get(topic)?.partitions ?? []) {
      const state = image.partitions.get(name)
      if (state !== undefined) partitionWaits(world, name, state, wait)
    }
  }
  for (const entity of world.tables.entities) {
    if (entity.kind === 'producer') producerWaits(entity as Producer, wait)
    else if (entity.kind === 'consumer') consumerWaits(world, entity as Consumer, wait)
  }
  return found
}

type Wait = (key: string, args?: Waiting['args']) => void

function partitionWaits(world: World, partition: string, state: PartitionState, wait: Wait): void {
  if (state.leader < 0) {
    wait('leader', { partition, isr: state.isr.join(', ') })
    return
  }
  if (state.isr.length !== state.replicas.length)
    wait('isr', { partition, isr: state.isr.join(', '), replicas: state.replicas.join(', ') })
  const leader = findReplica(world, state.leader, partition)
  if (leader === null || leader.role !== 'leader') {
    wait('leaderToKnow', { partition, node: state.leader })
    return
  }
  const leaderLog = logOf(world, leader)
  const wanted = logHash(leaderLog)
  for (const node of state.replicas) {
    const replica = findReplica(world, node, partition)
    if (replica === null || replica.leaderEpoch !== state.leaderEpoch) {
      wait('epoch', { partition, node, epoch: state.leaderEpoch })
      continue
    }
    const log = logOf(world, replica)
    if (logHash(log) !== wanted)
      wait('log', { partition, node, end: log.logEnd, leaderEnd: leaderLog.logEnd })
    else if (replica.highWatermark !== leaderLog.logEnd)
      wait('highWatermark', { partition, node, highWatermark: replica.highWatermark, end: leaderLog.logEnd })
  }
}

function producerWaits(producer: Readonly<Producer>, wait: Wait): void {
  const records = producer.waitingRecords + producer.inFlightRecords
  if (records > 0) wait('producer', { client: producer.id, records })
}

function consumerWaits(world: World, consumer: Readonly<Consumer>, wait: Wait): void {
  for (const { name, position, leader } of consumer.partitions) {
    const replica = findReplica(world, leader, name)
    if (replica === null || position !== replica.highWatermark)
      wait('consumer', { client: consumer.id, partition: name, position })
  }
}
