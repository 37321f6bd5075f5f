// Gauges read off the world at one moment. What brokers report is what each of them believes of the partitions it leads: a broker that does not run reports nothing.

import type { Replica } from '../kafka/broker/replica.ts'
import type { Process } from '../sim/process.ts'
import { isAlive } from '../sim/process.ts'
import { find } from '../sim/world.ts'
import type { Scene } from './scene.ts'

/** Values by metric; a metric with a line a broker has one for each broker, in the order of `brokerNames`. */
export type Gauges = { readonly [metric: string]: readonly number[] }

export function brokerNames(scene: Scene): string[] {
  return scene.things.broker.map((broker) => String(broker.nodeId))
}

export function gaugesOf(scene: Scene): Gauges {
  return {
    ...replicaGauges(scene),
    ...controllerGauges(scene),
    ...requestGauges(scene),
    ...clientGauges(scene),
  }
}

function replicaGauges(scene: Scene): Gauges {
  const leaders: number[] = []
  const partitions: number[] = []
  let under = 0
  let underMin = 0
  let atMin = 0
  for (const broker of scene.things.broker) {
    let leads = 0
    let holds = 0
    for (const replica of runs(scene, broker.nodeId) ? replicasOf(scene, broker.nodeId, broker.logs) : []) {
      holds += 1
      if (replica.role !== 'leader') continue
      leads += 1
      const { isr, replicas, adding, effectiveMinIsr } = replica
      if (isr.length < replicas.length - adding) under += 1
      if (isr.length < effectiveMinIsr) underMin += 1
      if (isr.length === effectiveMinIsr) atMin += 1
    }
    leaders.push(leads)
    partitions.push(holds)
  }
  return {
    UnderReplicatedPartitions: [under],
    UnderMinIsrPartitionCount: [underMin],
    AtMinIsrPartitionCount: [atMin],
    LeaderCount: leaders,
    PartitionCount: partitions,
  }
}

function replicasOf(scene: Scene, id: number, logs: readonly string[]): Replica[] {
  const found: Replica[] = []
  for (const partition of logs) {
    const replica = find(scene.world, `replica:${partition}@${id}`) as Replica | null
    if (replica !== null && replica.role !== 'none') found.push(replica)
  }
  return found
}

/** As the metadata have it. */
function controllerGauges(scene: Scene): Gauges {
  const { truth, things } = scene
  let offline = 0
  let imbalanced = 0
  for (const { leader, replicas } of truth.partitions.values()) {
    if (leader < 0) offline += 1
    if (leader !== replicas[0]) imbalanced += 1
  }
  const active = things.controller.filter((each) => each.active && runs(scene, each.nodeId))
  const fenced = truth.brokerIds.filter((id) => truth.brokers.get(id)?.fenced === true)
  return {
    OfflinePartitionsCount: [offline],
    PreferredReplicaImbalanceCount: [imbalanced],
    ActiveControllerCount: [active.length],
    FencedBrokerCount: [fenced.length],
  }
}

function requestGauges(scene: Scene): Gauges {
  const { broker, fetchSession } = scene.things
  let produce = 0
  for (const { nodeId, operations } of broker) if (runs(scene, nodeId)) produce += operations.length
  const fetch = fetchSession.filter(({ nodeId, parked }) => parked !== null && runs(scene, nodeId))
  return { 'PurgatorySize-Produce': [produce], 'PurgatorySize-Fetch': [fetch.length] }
}

/** A consumer knows only the high watermark that its last fetch brought. */
function clientGauges(scene: Scene): Gauges {
  const { consumer, producer } = scene.things
  let lag = 0
  for (const { partitions } of consumer)
    for (const { position, highWatermark } of partitions)
      if (position >= 0 && highWatermark >= 0) lag = Math.max(lag, highWatermark - position)
  let waiting = 0
  let inFlight = 0
  for (const { waitingRecords, inFlightRecords } of producer) {
    waiting += waitingRecords
    inFlight += inFlightRecords
  }
  return { 'records-lag-max': [lag], 'accumulator-records': [waiting], 'in-flight-records': [inFlight] }
}

function runs(scene: Scene, id: number): boolean {
  const process = find(scene.world, `process:${id}`) as Process | null
  return process !== null && isAlive(process)
}
