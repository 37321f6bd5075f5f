// The metadata log of the active controller, told as the recorder tells a real one: histories of partitions and brokers, and what was written with what.

import type { MetadataBatch } from '../../src/kafka/metadata/metadata-batch.ts'
import type { MetadataRecord, PartitionState } from '../../src/kafka/metadata/records.ts'
import { mergePartition, partitionName } from '../../src/kafka/metadata/records.ts'
import { METADATA_APPENDED } from '../../src/kafka/raft/facts.ts'
import type { MetadataLog } from '../../src/kafka/raft/metadata-log.ts'
import { readMetadataLog } from '../../src/kafka/raft/metadata-log.ts'
import { activeController } from '../../src/kafka/truth.ts'
import { find } from '../../src/sim/world.ts'
import type { Noted, Replay } from './driver.ts'
import { atMs } from './plan.ts'
import type { Json } from './recording.ts'

export interface Timed {
  readonly ms: number
  readonly value: Json
}

export interface MetadataFacts {
  readonly bootstrap: Json
  /** When each raft epoch began. */
  readonly leaderChangesMs: readonly number[]
  readonly createdBy: ReadonlyMap<string, Json>
  /** By partition. */
  readonly partitions: ReadonlyMap<string, readonly Timed[]>
  /** By broker id: its records, and the batch that holds each. */
  readonly brokers: ReadonlyMap<string, readonly (Timed & { readonly writtenWith: Json })[]>
}

export function metadataFacts(replayed: Replay): MetadataFacts {
  const createdBy = new Map<string, Json>()
  const partitions = new Map<string, Timed[]>()
  const brokers = new Map<string, (Timed & { writtenWith: Json })[]>()
  const states = new Map<string, PartitionState>()
  const registrations = new Map<number, number>()
  const leaderChangesMs: number[] = []
  const appends = replayed.noted.filter(({ code }) => code === METADATA_APPENDED.code)
  let bootstrap: Json = null
  for (const batch of batchesOf(replayed)) {
    const ms = appendedMs(appends, batch)
    if (batch.records[0]?.type === 'leaderChange') leaderChangesMs.push(ms)
    const told: Json[] = []
    const about: { readonly broker: string; readonly value: Json }[] = []
    let topic: string | null = null
    const types: string[] = []
    for (const record of batch.records) {
      if (record.type === 'registerBroker') {
        registrations.set(record.brokerId, (registrations.get(record.brokerId) ?? 0) + 1)
      }
      if (record.type === 'topic' && topic !== null) createdBy.set(topic, types.splice(0))
      if (record.type === 'topic') topic = record.name
      if (topic !== null) types.push(typeName(record))
      const value = tell(record, registrations)
      if (value === null || isInternal(value)) continue
      told.push(value)
      if (record.type === 'registerBroker' || record.type === 'brokerRegistrationChange') {
        about.push({ broker: String(record.brokerId), value })
      }
      const state = partitionAfter(record, states)
      if (state === null) continue
      const name = partitionName(state.topic, state.index)
      states.set(name, state)
      partitions.set(name, [...(partitions.get(name) ?? []), { ms, value: brief(state) }])
    }
    if (topic !== null) createdBy.set(topic, types)
    if (batch.records[0]?.type === 'beginTransaction') bootstrap = told
    for (const { broker, value } of about) {
      brokers.set(broker, [...(brokers.get(broker) ?? []), { ms, value, writtenWith: told }])
    }
  }
  return { bootstrap, leaderChangesMs, createdBy, partitions, brokers }
}

/** Of Kafka's own topics, which the recorder leaves out. */
function isInternal(record: Json): boolean {
  const { partition, topic, name } = record as { readonly [field: string]: Json }
  return String(partition ?? topic ?? name ?? '').startsWith('__')
}

function batchesOf({ world }: Replay): MetadataBatch[] {
  const log = find(world, `metadata-log:${activeController(world)}`) as MetadataLog
  return readMetadataLog(log, 0, log.endOffset, Number.MAX_SAFE_INTEGER)
}

/** The append that took the batch in: those of one epoch follow one another. */
function appendedMs(appends: readonly Noted[], batch: MetadataBatch): number {
  const fact = appends.find(
    ({ a, b, c }) => a <= batch.baseOffset && b > batch.baseOffset && c === batch.epoch,
  )
  return fact === undefined ? Number.NaN : atMs(fact.timeUs)
}

function partitionAfter(
  record: MetadataRecord,
  states: ReadonlyMap<string, PartitionState>,
): PartitionState | null {
  if (record.type === 'partition') return record.state
  if (record.type !== 'partitionChange') return null
  const before = states.get(partitionName(record.topic, record.index))
  return before === undefined ? null : mergePartition(before, record)
}

/** Empty lists are the rule: only what is there is told. */
function brief(state: PartitionState): Json {
  const {
    leader,
    leaderEpoch,
    partitionEpoch,
    isr,
    replicas,
    elr,
    lastKnownElr,
    adding,
    removing,
    recovering,
  } = state
  return {
    leader,
    leaderEpoch,
    partitionEpoch,
    isr,
    replicas,
    ...(elr.length > 0 ? { elr } : {}),
    ...(lastKnownElr.length > 0 ? { lastKnownElr } : {}),
    ...(adding.length > 0 ? { adding } : {}),
    ...(removing.length > 0 ? { removing } : {}),
    ...(recovering ? { recovery: 1 } : {}),
  }
}

const TYPE_NAMES: { readonly [type in MetadataRecord['type']]: string } = {
  leaderChange: 'LeaderChange',
  registerBroker: 'REGISTER_BROKER_RECORD',
  brokerRegistrationChange: 'BROKER_REGISTRATION_CHANGE_RECORD',
  topic: 'TOPIC_RECORD',
  partition: 'PARTITION_RECORD',
  partitionChange: 'PARTITION_CHANGE_RECORD',
  config: 'CONFIG_RECORD',
  featureLevel: 'FEATURE_LEVEL_RECORD',
  zkMigrationState: 'ZK_MIGRATION_STATE_RECORD',
  producerIds: 'PRODUCER_IDS_RECORD',
  clearElr: 'CLEAR_ELR_RECORD',
  removeTopic: 'REMOVE_TOPIC_RECORD',
  beginTransaction: 'BEGIN_TRANSACTION_RECORD',
  endTransaction: 'END_TRANSACTION_RECORD',
  noOp: 'NO_OP_RECORD',
}

function typeName(record: MetadataRecord): string {
  return TYPE_NAMES[record.type]
}

/** A record as the recorder tells it; a broker epoch is the number of the registration. Null for what it leaves out. */
function tell(record: MetadataRecord, registrations: ReadonlyMap<number, number>): Json {
  const type = typeName(record)
  switch (record.type) {
    case 'registerBroker': {
      const { brokerId, rack, fenced, inControlledShutdown } = record
      const brokerEpoch = registrations.get(brokerId) ?? 0
      return { type, brokerId, brokerEpoch, rack, fenced, inControlledShutdown }
    }
    case 'brokerRegistrationChange': {
      const { brokerId, fenced, inControlledShutdown } = record
      const brokerEpoch = registrations.get(brokerId) ?? 0
      return {
        type,
        brokerId,
        brokerEpoch,
        ...(fenced === 0 ? {} : { fenced }),
        ...(inControlledShutdown ? { inControlledShutdown: 1 } : {}),
      }
    }
    case 'partitionChange': {
      const { topic, index, isr, leader, elr, lastKnownElr, recovering, replicas, adding, removing } = record
      return {
        type,
        partition: partitionName(topic, index),
        ...(isr === null ? {} : { isr }),
        ...(leader === null ? {} : { leader }),
        ...(elr === null ? {} : { eligibleLeaderReplicas: elr }),
        ...(lastKnownElr === null ? {} : { lastKnownElr }),
        ...(recovering === null ? {} : { leaderRecoveryState: recovering ? 1 : 0 }),
        ...(replicas === null ? {} : { replicas }),
        ...(adding === null ? {} : { addingReplicas: adding }),
        ...(removing === null ? {} : { removingReplicas: removing }),
      }
    }
    case 'featureLevel':
      return { type, name: record.name, featureLevel: record.level }
    case 'zkMigrationState':
      return { type, zkMigrationState: record.state }
    case 'config': {
      const resourceType = record.resource === 'topic' ? 2 : 4
      return { type, resourceType, resourceName: record.name, name: record.key, value: record.value }
    }
    case 'beginTransaction':
      return { type, name: record.name }
    case 'endTransaction':
      return { type }
    case 'partition':
      return { type, partition: partitionName(record.state.topic, record.state.index) }
    case 'topic':
    case 'removeTopic':
      return { type, name: record.name }
    case 'clearElr':
      return { type, topic: record.topic }
    case 'producerIds':
    case 'leaderChange':
    case 'noOp':
      return null
  }
}
