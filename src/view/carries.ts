// What a message carries, in a few characters beside its arrow; and the first error that an answer brings.

import type { Batch } from '../kafka/log/batch.ts'
import { errorOf, NONE } from '../kafka/protocol/errors.ts'
import { assertNever } from '../sim/assert.ts'
import type { Message } from '../sim/connection.ts'
import type { Sentence } from '../tell/sentence.ts'
import { sentence } from '../tell/sentence.ts'
import type { RequestBody, ResponseBody } from './bodies.ts'
import { requestBody, responseBody } from './bodies.ts'

export function carriesOf(message: Message): Sentence | null {
  const request = requestBody(message)
  if (request !== null) return requestCarries(request)
  const response = responseBody(message)
  return response === null ? null : responseCarries(response)
}

/** Kafka's name of the error, null when all went well. */
export function errorNameOf(message: Message): string | null {
  const body = responseBody(message)
  const error = body === null ? NONE : errorIn(body)
  return error === NONE ? null : errorOf(error).name
}

function requestCarries(body: RequestBody): Sentence | null {
  switch (body.type) {
    case 'produce': {
      let count = 0
      for (const { batch } of body.partitions) count += batch.count
      return records(count)
    }
    case 'fetch':
      return places(body.partitions.map(({ fetchOffset }) => fetchOffset))
    case 'raftFetch':
      return offset(body.fetchOffset)
    case 'fetchSnapshot':
      return offset(body.snapshotId.endOffset)
    case 'vote':
      return sentence(body.preVote ? 'message.carries.preVote' : 'message.carries.epoch', {
        epoch: body.epoch,
      })
    case 'beginQuorumEpoch':
    case 'endQuorumEpoch':
      return sentence('message.carries.epoch', { epoch: body.epoch })
    case 'alterPartition':
      return places(
        [],
        body.partitions.map(({ isr }) => isr.map(({ brokerId }) => brokerId)),
      )
    case 'brokerHeartbeat':
      return body.wantShutDown ? sentence('message.carries.wantShutDown') : offset(body.currentMetadataOffset)
    case 'createTopics':
    case 'deleteTopics':
    case 'createPartitions':
    case 'describeTopicPartitions':
      return sentence('message.carries.topics', { count: body.topics.length })
    case 'offsetForLeaderEpoch':
      return body.partitions.length === 1
        ? sentence('message.carries.epoch', { epoch: body.partitions[0]?.leaderEpoch ?? -1 })
        : partitions(body.partitions.length)
    case 'incrementalAlterConfigs':
      return configs(body.resources.flatMap(({ changes }) => changes))
    case 'electLeaders':
    case 'listPartitionReassignments':
      return body.partitions === null ? null : partitions(body.partitions.length)
    case 'alterPartitionReassignments':
    case 'deleteRecords':
    case 'listOffsets':
      return partitions(body.partitions.length)
    case 'offsetCommit':
      return places(body.partitions.map((partition) => partition.offset))
    case 'offsetFetch':
      return body.partitions === null ? null : partitions(body.partitions.length)
    case 'consumerGroupHeartbeat':
      return body.owned === null ? null : partitions(body.owned.length)
    case 'describeCluster':
    case 'describeConfigs':
    case 'describeQuorum':
    case 'metadata':
    case 'apiVersions':
    case 'initProducerId':
    case 'brokerRegistration':
    case 'allocateProducerIds':
    case 'findCoordinator':
    case 'joinGroup':
    case 'syncGroup':
    case 'heartbeat':
    case 'leaveGroup':
    case 'deleteGroups':
      return null
    default:
      return assertNever(body, 'request')
  }
}

function responseCarries(body: ResponseBody): Sentence | null {
  if (errorIn(body) !== NONE) return null
  switch (body.type) {
    case 'produce':
      return places(body.partitions.map(({ baseOffset }) => baseOffset))
    case 'fetch': {
      let count = 0
      for (const { batches } of body.partitions) count += recordsIn(batches)
      return count === 0 ? null : records(count)
    }
    case 'fetchSnapshot':
      return body.snapshot === null ? null : records(body.snapshot.records.length)
    case 'raftFetch': {
      if (body.snapshotId !== null) return offset(body.snapshotId.endOffset)
      let count = 0
      for (const batch of body.batches) count += batch.records.length
      return count === 0 ? null : records(count)
    }
    case 'vote':
      return sentence(body.granted ? 'message.carries.granted' : 'message.carries.denied')
    case 'beginQuorumEpoch':
    case 'endQuorumEpoch':
      return sentence('message.carries.epoch', { epoch: body.epoch })
    case 'alterPartition':
      return places(
        [],
        body.partitions.map(({ isr }) => isr),
      )
    case 'brokerHeartbeat':
      return body.isFenced ? sentence('message.carries.fenced') : null
    case 'brokerRegistration':
      return sentence('message.carries.epoch', { epoch: body.brokerEpoch })
    case 'initProducerId':
      return sentence('message.carries.producerId', { id: body.producerId })
    case 'allocateProducerIds':
      return sentence('message.carries.producerIds', { start: body.start, count: body.length })
    case 'listOffsets':
      return places(body.partitions.map((partition) => partition.offset))
    case 'offsetForLeaderEpoch':
      return places(body.partitions.map(({ endOffset }) => endOffset))
    case 'createTopics':
    case 'deleteTopics':
    case 'createPartitions':
    case 'describeTopicPartitions':
      return sentence('message.carries.topics', { count: body.topics.length })
    case 'deleteRecords':
      return places(body.partitions.map(({ lowWatermark }) => lowWatermark))
    case 'electLeaders':
    case 'alterPartitionReassignments':
    case 'listPartitionReassignments':
      return partitions(body.partitions.length)
    case 'describeQuorum':
      return sentence('message.carries.epoch', { epoch: body.leaderEpoch })
    case 'incrementalAlterConfigs':
    case 'describeConfigs':
      return null
    case 'describeCluster':
    case 'metadata':
      return sentence('message.carries.brokers', { count: body.brokers.length })
    case 'syncGroup':
      return partitions(body.partitions.length)
    case 'consumerGroupHeartbeat':
      return body.assignment === null ? null : partitions(body.assignment.length)
    case 'offsetFetch':
      return places(
        body.partitions.map((partition) => partition.offset).filter((committed) => committed >= 0),
      )
    case 'apiVersions':
    case 'findCoordinator':
    case 'joinGroup':
    case 'heartbeat':
    case 'leaveGroup':
    case 'offsetCommit':
    case 'deleteGroups':
      return null
    default:
      return assertNever(body, 'response')
  }
}

/** One by its name and value, several by their number. */
function configs(changes: readonly { readonly key: string; readonly value: string | null }[]): Sentence {
  const [only] = changes
  if (changes.length === 1 && only !== undefined)
    return sentence('message.carries.config', { key: only.key, value: only.value ?? '–' })
  return sentence('message.carries.configs', { count: changes.length })
}

function partitions(count: number): Sentence {
  return sentence('message.carries.partitions', { count })
}

function records(count: number): Sentence {
  return sentence('message.carries.records', { count })
}

function offset(value: number): Sentence {
  return sentence('message.carries.offset', { offset: value })
}

/** Of one partition its offset or ISR, of several their number. */
function places(offsets: readonly number[], isrs: readonly (readonly number[])[] = []): Sentence | null {
  const count = offsets.length + isrs.length
  if (count === 0) return null
  if (count > 1) return partitions(count)
  const isr = isrs[0]
  return isr === undefined
    ? offset(offsets[0] as number)
    : sentence('message.carries.isr', { isr: isr.join(', ') })
}

function recordsIn(batches: readonly Batch[]): number {
  let count = 0
  for (const batch of batches) count += batch.count
  return count
}

function errorIn(body: ResponseBody): number {
  if ('error' in body && body.error !== NONE) return body.error
  switch (body.type) {
    case 'produce':
    case 'fetch':
    case 'alterPartition':
    case 'alterPartitionReassignments':
    case 'deleteRecords':
    case 'electLeaders':
    case 'listOffsets':
    case 'offsetCommit':
    case 'offsetFetch':
    case 'offsetForLeaderEpoch':
      return firstError(body.partitions)
    case 'findCoordinator':
      return firstError(body.coordinators)
    case 'leaveGroup':
      return firstError(body.members)
    case 'createTopics':
    case 'deleteTopics':
    case 'createPartitions':
    case 'describeTopicPartitions':
    case 'metadata':
      return firstError(body.topics)
    case 'incrementalAlterConfigs':
    case 'describeConfigs':
      return firstError(body.resources)
    default:
      return NONE
  }
}

function firstError(rows: readonly { readonly error: number }[]): number {
  for (const { error } of rows) if (error !== NONE) return error
  return NONE
}
