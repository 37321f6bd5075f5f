// Clients as a setup describes them: a process each, and right after it, in the next slot, the entity that lives in it.

import type { Process } from '../../sim/process.ts'
import { addProcess } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { add } from '../../sim/world.ts'
import type { ConfigValues } from '../config/check-value.ts'
import { consumerConfig, producerConfig } from '../config/resolve.ts'
import { PRESENT_RULES } from '../rules/releases.ts'
import type { Rules } from '../rules/rules.ts'
import type { ClientSetup, ConsumerSetup, ProducerSetup, Setup } from '../setup.ts'
import { workloadOf } from '../workload/workload.ts'
import type { Admin } from './admin.ts'
import { emptyAdminMemory, newTopic } from './admin.ts'
import type { Consumer, Subscribe } from './consumer.ts'
import { asksEveryTopic, emptyConsumerMemory, topicsOf } from './consumer.ts'
import { bootstrapMetadata } from './metadata.ts'
import { partitionerOf } from './partitioner-kind.ts'
import { isAtOnce, processingOf, processingSetup } from './processing.ts'
import type { Producer } from './producer.ts'
import { emptyProducerMemory } from './producer.ts'
import { consumerDefaults, producerDefaults } from './release-defaults.ts'
import { sealConfig } from './sealed-config.ts'

/** `bootstrap`: the brokers that bootstrap.servers names. */
export function addClient(
  world: World,
  setup: ClientSetup,
  bootstrap: readonly number[],
  rules: Rules = PRESENT_RULES,
  declared: readonly string[] = [],
): Process {
  const process = addProcess(world, setup.id)
  if (setup.kind === 'producer') addProducer(world, setup, rules, bootstrap, declared)
  else addConsumer(world, setup, rules, bootstrap, declared)
  return process
}

function addProducer(
  world: World,
  setup: ProducerSetup,
  rules: Rules,
  bootstrap: readonly number[],
  declared: readonly string[],
): void {
  const config = sealConfig(producerConfig({ ...producerDefaults(rules, setup.config), ...setup.config }))
  add<Producer>(world, (slot, stamp) => ({
    kind: 'producer',
    address: `producer:${setup.id}`,
    slot,
    stamp,
    id: setup.id,
    config,
    bootstrap: bootstrap.slice(),
    topics: [setup.topic],
    autoCreatesTopics: true,
    declaredTopics: declared.slice(),
    links: [],
    metadata: bootstrapMetadata(bootstrap.slice()),
    workload: workloadOf(setup, world.seed),
    partitioner: partitionerOf(config.partitionerClass, rules),
    closesItself: setup.closesItself === true,
    nextBatch: 0,
    ...emptyProducerMemory(config),
  }))
}

function addConsumer(
  world: World,
  setup: ConsumerSetup,
  rules: Rules,
  bootstrap: readonly number[],
  declared: readonly string[],
): void {
  const config = sealConfig(
    consumerConfig({ ...consumerDefaults(rules, setup.config), ...withoutClock(setup) }),
  )
  const subscribe: Subscribe | null =
    setup.subscribe === undefined ? null : { ...setup.subscribe, sealed: true }
  add<Consumer>(world, (slot, stamp) => ({
    kind: 'consumer',
    address: `consumer:${setup.id}`,
    slot,
    stamp,
    id: setup.id,
    config,
    nextConfig: null,
    bootstrap: bootstrap.slice(),
    topics: topicsOf(setup.assign, subscribe),
    ...(asksEveryTopic(subscribe, config) ? { everyTopic: true as const } : {}),
    autoCreatesTopics: config.allowAutoCreateTopics,
    declaredTopics: declared.slice(),
    links: [],
    metadata: bootstrapMetadata(bootstrap.slice()),
    assign: setup.assign.slice(),
    subscribe,
    commits: setup.commits === undefined ? null : { ...setup.commits, sealed: true },
    processing: processingOf(setup.processing),
    deserializer: setup.deserializer === undefined ? null : { ...setup.deserializer, sealed: true },
    resetsTo: setup.resetsTo ?? null,
    fromUs: setup.fromUs,
    checksEpochs: rules.consumerTruncation === 'epoch-check',
    ...emptyConsumerMemory(config),
  }))
}

/** One more member, set up as `like` is. */
export function memberLike(
  like: Readonly<Consumer> | null,
  id: string,
  group: string,
  topic: string,
  fromUs: number,
): ConsumerSetup {
  const protocol = like?.config.groupProtocol ?? 'classic'
  const remote = like?.config.groupRemoteAssignor ?? null
  return {
    kind: 'consumer',
    id,
    assign: [],
    subscribe: { topics: [topic], pattern: null },
    fromUs,
    ...(like === null || isAtOnce(like.processing) ? {} : { processing: processingSetup(like.processing) }),
    ...(like === null || like.deserializer === null
      ? {}
      : {
          deserializer: {
            partition: like.deserializer.partition,
            offset: like.deserializer.offset,
            onThrow: like.deserializer.onThrow,
          },
        }),
    ...(like === null || like.commits === null
      ? {}
      : { commits: { how: like.commits.how, when: like.commits.when } }),
    config: {
      'group.id': group,
      'group.protocol': protocol,
      ...(remote === null ? {} : { 'group.remote.assignor': remote }),
      ...(like === null
        ? {}
        : {
            'partition.assignment.strategy': like.config.partitionAssignmentStrategy.join(','),
            'session.timeout.ms': like.config.sessionTimeoutMs,
            'heartbeat.interval.ms': like.config.heartbeatIntervalMs,
            'max.poll.interval.ms': like.config.maxPollIntervalMs,
            'max.poll.records': like.config.maxPollRecords,
            'auto.offset.reset': like.config.autoOffsetReset,
            'enable.auto.commit': like.config.enableAutoCommit,
          }),
    },
  }
}

/** An application that commits by itself has turned the clock off, unless it says otherwise. */
function withoutClock(setup: ConsumerSetup): ConfigValues {
  return setup.commits === undefined ? setup.config : { 'enable.auto.commit': false, ...setup.config }
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
    autoCreatesTopics: false,
    declaredTopics: [],
    links: [],
    metadata: bootstrapMetadata(brokers.slice()),
    brokers,
    controllers: setup.cluster.controllers.slice(),
    missing: setup.topics.map(newTopic),
    nextOperation: 1,
    ...emptyAdminMemory(),
  }))
  return process
}
