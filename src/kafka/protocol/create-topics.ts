// CreateTopics (API key 19), answered by the active controller once the records are committed.

import type { Sealed } from '../../sim/tree.ts'

export interface CreateTopicsRequest extends Sealed {
  readonly type: 'createTopics'
  readonly topics: readonly NewTopic[]
  /** Sent to the listener of a broker, which passes it on; else to that of a controller (KIP-919). */
  readonly toBroker?: true
}

export interface NewTopic {
  readonly name: string
  /** −1: the controller's default. With a placement both must be −1. */
  readonly partitions: number
  readonly replicationFactor: number
  /** Replica lists by partition, or null: the placer decides. */
  readonly placement: readonly (readonly number[])[] | null
  readonly config: { readonly [name: string]: string }
}

export interface CreateTopicsResponse extends Sealed {
  readonly type: 'createTopics'
  readonly topics: readonly NewTopicResult[]
}

export interface NewTopicResult {
  readonly name: string
  readonly error: number
  readonly topicId: number
  readonly partitions: number
  readonly replicationFactor: number
}
