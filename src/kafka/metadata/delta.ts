// What a run of committed records changed in a node's image: enough for a broker to know what to look at again (server.md 4.12).

import type { Image } from './image.ts'
import { partitionsWithElr } from './image.ts'
import type { MetadataRecord } from './records.ts'
import { partitionName } from './records.ts'

export interface MetadataDelta {
  /** Partitions by name, in order of first change. */
  readonly changedPartitions: string[]
  readonly changedBrokers: number[]
  readonly newTopics: string[]
  /** Topics that were removed, with the ids they had; one of the same name may have been created since. */
  readonly deletedTopics: { readonly name: string; readonly topicId: number }[]
  /** Resources as in the image: `topic/<name>`, `broker/<id>`. */
  readonly changedConfigs: string[]
}

export function emptyDelta(): MetadataDelta {
  return { changedPartitions: [], changedBrokers: [], newTopics: [], deletedTopics: [], changedConfigs: [] }
}

export function isEmptyDelta(delta: MetadataDelta): boolean {
  return (
    delta.changedPartitions.length === 0 &&
    delta.changedBrokers.length === 0 &&
    delta.newTopics.length === 0 &&
    delta.deletedTopics.length === 0 &&
    delta.changedConfigs.length === 0
  )
}

/** Notes what one record is about to change in an image. */
export function noteRecord(delta: MetadataDelta, image: Readonly<Image>, record: MetadataRecord): void {
  switch (record.type) {
    case 'registerBroker':
    case 'brokerRegistrationChange':
      noteOnce(delta.changedBrokers, record.brokerId)
      return
    case 'topic':
      noteOnce(delta.newTopics, record.name)
      return
    case 'removeTopic':
      delta.deletedTopics.push({ name: record.name, topicId: record.topicId })
      return
    case 'partition':
      noteOnce(delta.changedPartitions, partitionName(record.state.topic, record.state.index))
      return
    case 'partitionChange':
      noteOnce(delta.changedPartitions, partitionName(record.topic, record.index))
      return
    case 'config':
      noteOnce(delta.changedConfigs, `${record.resource}/${record.name}`)
      return
    case 'clearElr':
      // Brokers keep no ELR, but a leader asks for another ISR by the partition epoch, which this moves.
      for (const partition of partitionsWithElr(image, record.topic))
        noteOnce(delta.changedPartitions, partition)
      return
    case 'beginTransaction':
    case 'endTransaction':
    case 'featureLevel':
    case 'zkMigrationState':
    case 'producerIds':
    case 'leaderChange':
    case 'noOp':
      return
  }
}

function noteOnce<T>(list: T[], item: T): void {
  if (!list.includes(item)) list.push(item)
}
