// Answers to admin requests: one that only says what went wrong, and their sizes on the wire, near enough.

import { assertNever } from '../../sim/assert.ts'
import type { AdminRequest, AdminResponse } from './admin.ts'
import { NONE, NOT_CONTROLLER } from './errors.ts'

export function adminErrorResponse(request: AdminRequest, error: number): AdminResponse {
  switch (request.type) {
    case 'createTopics': {
      const none = { topicId: -1, partitions: -1, replicationFactor: -1 }
      const topics = request.topics.map(({ name }) => ({ name, error, ...none }))
      return { sealed: true, type: 'createTopics', topics }
    }
    case 'deleteTopics':
      return { sealed: true, type: 'deleteTopics', error, topics: [] }
    case 'createPartitions':
      return { sealed: true, type: 'createPartitions', error, topics: [] }
    case 'incrementalAlterConfigs':
      return { sealed: true, type: 'incrementalAlterConfigs', error, resources: [] }
    case 'electLeaders':
      return { sealed: true, type: 'electLeaders', error, partitions: [] }
    case 'alterPartitionReassignments':
      return { sealed: true, type: 'alterPartitionReassignments', error, partitions: [] }
    case 'listPartitionReassignments':
      return { sealed: true, type: 'listPartitionReassignments', error, partitions: [] }
    case 'describeQuorum': {
      const unknown = { leader: -1, leaderEpoch: -1, highWatermark: -1, voters: [], observers: [] }
      return { sealed: true, type: 'describeQuorum', error, ...unknown }
    }
    default:
      return assertNever(request, 'admin request')
  }
}

/** The error of the whole request, NONE when there is none. */
export function wholeError(answer: AdminResponse): number {
  if (answer.type !== 'createTopics') return answer.error
  return answer.topics.some(({ error }) => error === NOT_CONTROLLER) ? NOT_CONTROLLER : NONE
}

export function adminResponseBytes(answer: AdminResponse): number {
  switch (answer.type) {
    case 'createTopics': {
      let sizeBytes = 16
      for (const row of answer.topics) sizeBytes += 40 + row.name.length
      return sizeBytes
    }
    case 'deleteTopics':
    case 'createPartitions':
      return 16 + 36 * answer.topics.length
    case 'incrementalAlterConfigs':
      return 16 + 24 * answer.resources.length
    case 'electLeaders':
    case 'alterPartitionReassignments':
      return 20 + 20 * answer.partitions.length
    case 'listPartitionReassignments':
      return 20 + 48 * answer.partitions.length
    case 'describeQuorum':
      return 60 + 40 * (answer.voters.length + answer.observers.length)
    default:
      return assertNever(answer, 'admin answer')
  }
}
