import { describe, expect, test } from 'vitest'
import { emptyDelta } from './delta.ts'
import type { Image } from './image.ts'
import { applyRecord, emptyImage } from './image.ts'
import type { MetadataRecord, PartitionState } from './records.ts'
import { NO_CHANGE } from './records.ts'
import { loadSnapshot, takeSnapshot } from './snapshot.ts'

function partition(topic: string, index: number): MetadataRecord {
  const state: PartitionState = {
    sealed: true,
    topic,
    index,
    replicas: [1, 2],
    isr: [1, 2],
    elr: [],
    lastKnownElr: [],
    adding: [],
    removing: [],
    leader: 1,
    leaderEpoch: 0,
    partitionEpoch: 0,
    recovering: false,
  }
  return { type: 'partition', state }
}

function config(name: string, value: string | null): MetadataRecord {
  return { type: 'config', resource: 'topic', name, key: 'retention.ms', value }
}

const broker: MetadataRecord = {
  type: 'registerBroker',
  brokerId: 1,
  incarnation: 7,
  brokerEpoch: 1,
  rack: 'a',
  fenced: true,
  inControlledShutdown: false,
}

const BEFORE: readonly MetadataRecord[] = [
  { type: 'featureLevel', name: 'metadata.version', level: 25 },
  broker,
  { type: 'topic', name: 'orders', topicId: 2 },
  partition('orders', 0),
  partition('orders', 1),
  { type: 'topic', name: 'bills', topicId: 5 },
  partition('bills', 0),
  { type: 'topic', name: 'clicks', topicId: 7 },
  partition('clicks', 0),
  config('orders', '1000'),
  config('bills', '1000'),
]

const AFTER: readonly MetadataRecord[] = [
  { type: 'brokerRegistrationChange', brokerId: 1, brokerEpoch: 1, fenced: -1, inControlledShutdown: false },
  { ...NO_CHANGE, topic: 'orders', index: 1, isr: [1] },
  { type: 'removeTopic', name: 'clicks', topicId: 7 },
  { type: 'removeTopic', name: 'bills', topicId: 5 },
  { type: 'topic', name: 'bills', topicId: 15 },
  partition('bills', 0),
  config('orders', null),
  { type: 'producerIds', brokerId: 1, brokerEpoch: 1, nextProducerId: 1_000 },
  { type: 'noOp' },
]

function imageOf(records: readonly MetadataRecord[]): Image {
  const image = emptyImage()
  records.forEach((record, offset) => {
    applyRecord(image, offset, record)
  })
  return image
}

describe('a snapshot of the metadata', () => {
  test('says what the log below it says, with one record each and none for what is gone', () => {
    const image = imageOf([...BEFORE, ...AFTER])
    const snapshot = takeSnapshot(image, 3, 1_000)
    expect(snapshot.endOffset).toBe(20)
    expect(snapshot.records.map(({ type }) => type)).toEqual([
      'featureLevel',
      'registerBroker',
      'topic',
      'partition',
      'partition',
      'topic',
      'partition',
      'producerIds',
    ])
    const loaded = emptyImage()
    loadSnapshot(loaded, snapshot, emptyDelta())
    // An override that was deleted leaves nothing behind.
    image.configs.delete('topic/orders')
    expect(loaded).toEqual(image)
    expect(takeSnapshot(loaded, 3, 1_000)).toEqual(snapshot)
  })

  test('that is loaded over older metadata changes just what has changed since', () => {
    const image = imageOf(BEFORE)
    const delta = emptyDelta()
    loadSnapshot(image, takeSnapshot(imageOf([...BEFORE, ...AFTER]), 3, 1_000), delta)
    expect(delta).toEqual({
      changedPartitions: ['orders-1', 'bills-0'],
      changedBrokers: [1],
      newTopics: ['bills'],
      deletedTopics: [
        { name: 'bills', topicId: 5 },
        { name: 'clicks', topicId: 7 },
      ],
      changedConfigs: ['topic/bills', 'topic/orders'],
    })
  })
})
