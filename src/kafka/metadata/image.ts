// A metadata image: the cluster as the records of __cluster_metadata up to some offset describe it. Every node holds its own, at its own offset.

import { assertNever, present } from '../../sim/assert.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { MetadataRecord, PartitionState } from './records.ts'
import { mergePartition, NO_CHANGE, partitionName } from './records.ts'

export interface Image {
  /** Offset after the last applied record. */
  endOffset: number
  readonly brokers: Map<number, BrokerState>
  /** Ids of the registered brokers, ascending. */
  readonly brokerIds: number[]
  readonly topics: Map<string, TopicState>
  /** Names in order of creation. */
  readonly topicNames: string[]
  readonly partitions: Map<string, PartitionState>
  /** Overrides: `topic/<name>` or `broker/<id>` to key to value. */
  readonly configs: Map<string, { readonly [key: string]: string }>
  readonly features: Map<string, number>
  nextProducerId: number
}

export interface BrokerState extends Sealed {
  readonly brokerId: number
  readonly incarnation: number
  readonly brokerEpoch: number
  readonly rack: string | null
  readonly fenced: boolean
  readonly inControlledShutdown: boolean
  /** Partitions whose replicas there went offline with their directory: known to the active controller alone, from heartbeats. */
  readonly offline?: readonly string[]
}

export interface TopicState extends Sealed {
  readonly name: string
  readonly topicId: number
  /** Partitions, by name, in order of index. */
  readonly partitions: readonly string[]
}

export function emptyImage(): Image {
  return {
    endOffset: 0,
    brokers: new Map(),
    brokerIds: [],
    topics: new Map(),
    topicNames: [],
    partitions: new Map(),
    configs: new Map(),
    features: new Map(),
    nextProducerId: 0,
  }
}

/** Applies one record at its offset. The image's entity must be owned. */
export function applyRecord(image: Image, offset: number, record: MetadataRecord): void {
  image.endOffset = offset + 1
  switch (record.type) {
    case 'registerBroker': {
      if (!image.brokers.has(record.brokerId)) insertSorted(image.brokerIds, record.brokerId)
      const { type: _, ...fields } = record
      image.brokers.set(record.brokerId, { sealed: true, ...fields })
      return
    }
    case 'brokerRegistrationChange': {
      const broker = present(image.brokers.get(record.brokerId), `broker ${record.brokerId} in the image`)
      const fenced = record.fenced === 0 ? broker.fenced : record.fenced === 1
      image.brokers.set(record.brokerId, {
        ...broker,
        fenced,
        inControlledShutdown: record.inControlledShutdown || broker.inControlledShutdown,
      })
      return
    }
    case 'topic':
      image.topics.set(record.name, {
        sealed: true,
        name: record.name,
        topicId: record.topicId,
        partitions: [],
      })
      image.topicNames.push(record.name)
      return
    case 'removeTopic':
      removeTopic(image, record.name)
      return
    case 'partition': {
      const { topic, index } = record.state
      const name = partitionName(topic, index)
      const known = present(image.topics.get(topic), `topic ${topic} in the image`)
      image.topics.set(topic, { ...known, partitions: [...known.partitions, name] })
      image.partitions.set(name, record.state)
      return
    }
    case 'partitionChange': {
      const name = partitionName(record.topic, record.index)
      const state = present(image.partitions.get(name), `partition ${name} in the image`)
      image.partitions.set(name, mergePartition(state, record))
      return
    }
    case 'config': {
      const resource = `${record.resource}/${record.name}`
      const overrides = { ...image.configs.get(resource) }
      if (record.value === null) delete overrides[record.key]
      else overrides[record.key] = record.value
      image.configs.set(resource, overrides)
      return
    }
    case 'featureLevel':
      image.features.set(record.name, record.level)
      return
    case 'producerIds':
      image.nextProducerId = record.nextProducerId
      return
    case 'clearElr':
      clearElr(image, record.topic)
      return
    // The controller writes a transaction as one batch, so whoever reads one record of it reads them all.
    case 'zkMigrationState':
    case 'beginTransaction':
    case 'endTransaction':
    case 'leaderChange':
    case 'noOp':
      return
    default:
      assertNever(record, 'metadata record')
  }
}

function removeTopic(image: Image, name: string): void {
  for (const partition of image.topics.get(name)?.partitions ?? []) image.partitions.delete(partition)
  image.topics.delete(name)
  image.configs.delete(`topic/${name}`)
  const place = image.topicNames.indexOf(name)
  if (place >= 0) image.topicNames.splice(place, 1)
}

function clearElr(image: Image, topic: string): void {
  for (const name of partitionsWithElr(image, topic)) {
    const state = present(image.partitions.get(name), `partition ${name} in the image`)
    const change = { ...NO_CHANGE, topic: state.topic, index: state.index, elr: [], lastKnownElr: [] }
    image.partitions.set(name, mergePartition(state, change))
  }
}

/** What a ClearElr of a topic, or with '' of all of them, changes. */
export function partitionsWithElr(image: Readonly<Image>, topic: string): string[] {
  const found: string[] = []
  for (const name of topic === '' ? image.topicNames : [topic]) {
    for (const partition of image.topics.get(name)?.partitions ?? []) {
      const state = present(image.partitions.get(partition), `partition ${partition} in the image`)
      if (state.elr.length > 0 || state.lastKnownElr.length > 0) found.push(partition)
    }
  }
  return found
}

/** Registered, unfenced and not about to leave: may lead. */
export function isActiveBroker(image: Readonly<Image>, brokerId: number): boolean {
  const broker = image.brokers.get(brokerId)
  return broker !== undefined && !broker.fenced && !broker.inControlledShutdown
}

/** May lead a partition: its broker is active, and has its replica's directory. */
export function mayLead(image: Readonly<Image>, brokerId: number, partition: PartitionState): boolean {
  return isActiveBroker(image, brokerId) && hasOnline(image, brokerId, partition)
}

/** As far as the broker's heartbeats say. */
export function hasOnline(
  image: Readonly<Image>,
  brokerId: number,
  { topic, index }: PartitionState,
): boolean {
  return image.brokers.get(brokerId)?.offline?.includes(partitionName(topic, index)) !== true
}

function insertSorted(list: number[], value: number): void {
  const index = list.findIndex((other) => other > value)
  if (index < 0) list.push(value)
  else list.splice(index, 0, value)
}
