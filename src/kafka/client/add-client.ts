// Clients as a setup describes them: a process each, and right after it, in the next slot, the entity that lives in it.

import type { Process } from '../../sim/process.ts'
import { addProcess } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { add } from '../../sim/world.ts'
import { consumerConfig, producerConfig } from '../config/resolve.ts'
import type { ClientSetup, ConsumerSetup, ProducerSetup, Setup } from '../setup.ts'
import { workloadOf } from '../workload/workload.ts'
import type { Admin } from './admin.ts'
import { emptyAdminMemory, newTopic } from './admin.ts'
import type { Consumer } from './consumer.ts'
import { emptyConsumerMemory, topicOf } from './consumer.ts'
import { bootstrapMetadata } from './metadata.ts'
import type { Producer } from './producer.ts'
import { emptyProducerMemory } from './producer.ts'
import { sealConfig } from './sealed-config.ts'

/** `bootstrap`: the brokers that bootstrap.servers names. */
export function addClient(world: World, setup: ClientSetup, bootstrap: readonly number[]): Process {
  const process = addProcess(world, setup.id)
  if (setup.kind === 'producer') addProducer(world, setup, bootstrap)
  else addConsumer(world, setup, bootstrap)
  return process
}

function addProducer(world: World, setup: ProducerSetup, bootstrap: readonly number[]): void {
  const config = sealConfig(producerConfig(setup.config))
  add<Producer>(world, (slot, stamp) => ({
    kind: 'producer',
    address: `producer:${setup.id}`,
    slot,
    stamp,
    id: setup.id,
    config,
    bootstrap: bootstrap.slice(),
    topics: [setup.topic],
    links: [],
    metadata: bootstrapMetadata(bootstrap.slice()),
    workload: workloadOf(setup, world.seed),
    nextBatch: 0,
    ...emptyProducerMemory(config),
  }))
}

function addConsumer(world: World, setup: ConsumerSetup, bootstrap: readonly number[]): void {
  const topics: string[] = []
  for (const partition of setup.assign) {
    const topic = topicOf(partition)
    if (!topics.includes(topic)) topics.push(topic)
  }
  add<Consumer>(world, (slot, stamp) => ({
    kind: 'consumer',
    address: `consumer:${setup.id}`,
    slot,
    stamp,
    id: setup.id,
    config: sealConfig(consumerConfig(setup.config)),
    bootstrap: bootstrap.slice(),
    topics,
    links: [],
    metadata: bootstrapMetadata(bootstrap.slice()),
    assign: setup.assign.slice(),
    fromUs: setup.fromUs,
    ...emptyConsumerMemory(),
  }))
}

/** The admin of the setup, process `admin`. */
export function addAdmin(world: World, setup: Setup): Process {
  const process = addProcess(world, 'admin')
  const brokers = setup.cluster.brokers.map((broker) => broker.id)
  add<Admin>(world, (slot, stamp) => ({
    kind: 'admin',
    address: 'admin:admin',
    slot,
    stamp,
    id: 'admin',
    config: sealConfig(consumerConfig({})),
    bootstrap: brokers.slice(),
    topics: [],
    links: [],
    metadata: bootstrapMetadata(brokers.slice()),
    brokers,
    controllers: setup.cluster.controllers.slice(),
    missing: setup.topics.map(newTopic),
    ...emptyAdminMemory(),
  }))
  return process
}
