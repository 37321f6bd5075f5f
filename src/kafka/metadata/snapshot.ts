// A snapshot of the metadata (server.md 5.4): what the log says up to an offset, as the fewest records that say the same. File `<endOffset>-<epoch>.checkpoint`.

import type { Hash } from '../../sim/hash.ts'
import { mixInt, mixNumber } from '../../sim/hash.ts'
import type { Sealed } from '../../sim/tree.ts'
import { mixTree } from '../../sim/tree.ts'
import { BATCH_HEADER_BYTES } from '../log/batch.ts'
import type { MetadataDelta } from './delta.ts'
import type { Image } from './image.ts'
import { applyRecord, emptyImage } from './image.ts'
import { recordBytes } from './metadata-batch.ts'
import { clearImage } from './node-image.ts'
import type { MetadataRecord } from './records.ts'

/** Which prefix of the log it stands for: end, exclusive, and epoch of its last record. */
export interface SnapshotId extends Sealed {
  readonly endOffset: number
  readonly epoch: number
}

export interface MetadataSnapshot extends SnapshotId {
  readonly contentHash: number
  readonly records: readonly MetadataRecord[]
  readonly sizeBytes: number
  /** When its writer applied the last record that it stands for. */
  readonly containedUs: number
}

/** Header and footer are control batches of one record each. */
const HEADER_AND_FOOTER_BYTES = 2 * (BATCH_HEADER_BYTES + 20)

export function takeSnapshot(image: Readonly<Image>, epoch: number, nowUs: number): MetadataSnapshot {
  const records = recordsOf(image)
  const hash: Hash = { lo: 7, hi: 11 }
  mixNumber(hash, image.endOffset)
  mixInt(hash, epoch)
  mixNumber(hash, nowUs)
  let sizeBytes = HEADER_AND_FOOTER_BYTES + BATCH_HEADER_BYTES
  for (const record of records) {
    mixTree(hash, record)
    sizeBytes += recordBytes(record)
  }
  return {
    sealed: true,
    contentHash: hash.lo,
    endOffset: image.endOffset,
    epoch,
    records,
    sizeBytes,
    containedUs: nowUs,
  }
}

/** Features, brokers, topics, configs, producer ids: the order of MetadataImage.write. */
function recordsOf(image: Readonly<Image>): MetadataRecord[] {
  const records: MetadataRecord[] = []
  for (const name of [...image.features.keys()].sort()) {
    records.push({ type: 'featureLevel', name, level: image.features.get(name) ?? 0 })
  }
  for (const brokerId of image.brokerIds) {
    const broker = image.brokers.get(brokerId)
    if (broker === undefined) continue
    const { sealed: _, ...fields } = broker
    records.push({ type: 'registerBroker', ...fields })
  }
  for (const name of image.topicNames) {
    const topic = image.topics.get(name)
    if (topic === undefined) continue
    records.push({ type: 'topic', name, topicId: topic.topicId })
    for (const partition of topic.partitions) {
      const state = image.partitions.get(partition)
      if (state !== undefined) records.push({ type: 'partition', state })
    }
  }
  for (const target of [...image.configs.keys()].sort()) {
    const slash = target.indexOf('/')
    const resource = target.slice(0, slash) as 'topic' | 'broker'
    const name = target.slice(slash + 1)
    for (const [key, value] of Object.entries(image.configs.get(target) ?? {})) {
      records.push({ type: 'config', resource, name, key, value })
    }
  }
  if (image.nextProducerId > 0) {
    const { nextProducerId } = image
    records.push({ type: 'producerIds', brokerId: -1, brokerEpoch: -1, nextProducerId })
  }
  return records
}

/** Puts what a snapshot says in an owned image's place, and notes what that changes. */
export function loadSnapshot(image: Image, snapshot: MetadataSnapshot, delta: MetadataDelta): void {
  const fresh = emptyImage()
  applySnapshot(fresh, snapshot)
  noteDifferences(delta, image, fresh)
  clearImage(image)
  applySnapshot(image, snapshot)
}

export function applySnapshot(image: Image, snapshot: MetadataSnapshot): void {
  for (const record of snapshot.records) applyRecord(image, 0, record)
  image.endOffset = snapshot.endOffset
}

function noteDifferences(delta: MetadataDelta, before: Readonly<Image>, after: Readonly<Image>): void {
  for (const name of before.topicNames) {
    const topicId = before.topics.get(name)?.topicId ?? -1
    if (after.topics.get(name)?.topicId !== topicId) delta.deletedTopics.push({ name, topicId })
  }
  for (const name of after.topicNames) {
    const topic = after.topics.get(name)
    if (topic === undefined) continue
    const isNew = before.topics.get(name)?.topicId !== topic.topicId
    if (isNew) delta.newTopics.push(name)
    for (const partition of topic.partitions) {
      const state = after.partitions.get(partition)
      const known = before.partitions.get(partition)
      if (isNew || known?.partitionEpoch !== state?.partitionEpoch) delta.changedPartitions.push(partition)
    }
  }
  for (const brokerId of after.brokerIds) {
    const now = after.brokers.get(brokerId)
    const was = before.brokers.get(brokerId)
    const same =
      was !== undefined &&
      now !== undefined &&
      was.brokerEpoch === now.brokerEpoch &&
      was.fenced === now.fenced &&
      was.inControlledShutdown === now.inControlledShutdown
    if (!same) delta.changedBrokers.push(brokerId)
  }
  const targets = new Set([...before.configs.keys(), ...after.configs.keys()])
  for (const target of [...targets].sort()) {
    if (!sameConfigs(before.configs.get(target), after.configs.get(target))) delta.changedConfigs.push(target)
  }
}

type Configs = { readonly [key: string]: string } | undefined

function sameConfigs(one: Configs, other: Configs): boolean {
  const left = Object.entries(one ?? {})
  return (
    left.length === Object.keys(other ?? {}).length && left.every(([key, value]) => other?.[key] === value)
  )
}
