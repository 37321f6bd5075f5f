// What a record of __cluster_metadata does, as a sentence; the page's catalogues word it.

import type { MetadataRecord, PartitionChangeRecord } from '../kafka/metadata/records.ts'
import { partitionName } from '../kafka/metadata/records.ts'
import { assertNever } from '../sim/assert.ts'
import type { Sentence } from '../tell/sentence.ts'
import { sentence } from '../tell/sentence.ts'
import { listText } from './text.ts'

/** As Kafka's schema files call it. */
export function recordType(record: MetadataRecord): string {
  if (record.type === 'leaderChange') return 'LeaderChangeMessage'
  return `${record.type.slice(0, 1).toUpperCase()}${record.type.slice(1)}Record`
}

export function recordSentence(record: MetadataRecord): Sentence {
  switch (record.type) {
    case 'leaderChange':
      return say('leaderChange', { leader: record.leader })
    case 'registerBroker':
      return say('registerBroker', { broker: record.brokerId, epoch: record.brokerEpoch })
    case 'brokerRegistrationChange': {
      if (record.inControlledShutdown) return say('shuttingDown', { broker: record.brokerId })
      return say(record.fenced === 1 ? 'fenced' : 'unfenced', { broker: record.brokerId })
    }
    case 'topic':
      return say('topic', { topic: record.name })
    case 'removeTopic':
      return say('removeTopic', { topic: record.name })
    case 'partition': {
      const { topic, index, replicas, leader } = record.state
      const partition = partitionName(topic, index)
      return say('partition', { partition, replicas: listText(replicas), leader })
    }
    case 'partitionChange':
      return changeSentence(record)
    case 'config': {
      const { name, key, value } = record
      if (name === '') return say('configDefault', { key, value: value ?? '–' })
      return say(value === null ? 'configRemoved' : 'config', { name, key, value: value ?? '' })
    }
    case 'featureLevel':
      return say('featureLevel', { name: record.name, level: record.level })
    case 'zkMigrationState':
      return say('zkMigrationState', {})
    case 'producerIds':
      return say('producerIds', { broker: record.brokerId, next: record.nextProducerId })
    case 'clearElr':
      return say('clearElr', { topic: record.topic })
    case 'beginTransaction':
      return say('beginTransaction', { name: record.name })
    case 'endTransaction':
      return say('endTransaction', {})
    case 'noOp':
      return say('noOp', {})
    default:
      return assertNever(record, 'metadata record')
  }
}

/** The leader first, then the ISR, then whatever else it sets. */
function changeSentence(record: PartitionChangeRecord): Sentence {
  const { leader, isr, elr, replicas, adding, removing } = record
  const partition = partitionName(record.topic, record.index)
  if ((adding?.length ?? 0) > 0 || (removing?.length ?? 0) > 0)
    return say('reassigning', {
      partition,
      adding: listText(adding ?? []),
      removing: listText(removing ?? []),
    })
  if ((adding !== null || removing !== null) && replicas !== null)
    return say('reassigned', { partition, replicas: listText(replicas) })
  if (leader !== null && leader < 0) return say('leaderless', { partition, elr: listText(elr ?? []) })
  if (leader !== null && isr !== null) return say('leaderIsr', { partition, leader, isr: listText(isr) })
  if (leader !== null) return say('leader', { partition, leader })
  if (isr !== null && elr !== null)
    return say('isrElr', { partition, isr: listText(isr), elr: listText(elr) })
  if (isr !== null) return say('isr', { partition, isr: listText(isr) })
  if (elr !== null) return say('elr', { partition, elr: listText(elr) })
  if (replicas !== null) return say('replicas', { partition, replicas: listText(replicas) })
  return say('partitionOther', { partition })
}

function say(key: string, args: Sentence['args']): Sentence {
  return sentence(`record.${key}`, args)
}
