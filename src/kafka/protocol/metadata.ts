// Metadata (API key 3): what clients learn of the cluster, from one broker's own cache.

import type { Sealed } from '../../sim/tree.ts'

export interface MetadataRequest extends Sealed {
  readonly type: 'metadata'
  readonly topics: readonly string[]
  /** All topics that there are, whatever stands above: no list on the wire. */
  readonly everyTopic?: true
  /** The broker may create what is not there. Producers say so, consumers as `allow.auto.create.topics` has it, admin clients do not. */
  readonly allowAutoTopicCreation: boolean
}

export interface MetadataResponse extends Sealed {
  readonly type: 'metadata'
  /** Unfenced brokers. */
  readonly brokers: readonly number[]
  /** Under KRaft any unfenced broker, drawn anew for each answer: clients never see the quorum's leader. −1: none. */
  readonly controllerId: number
  readonly topics: readonly MetadataTopic[]
}

export interface MetadataTopic {
  readonly name: string
  /** −1: unknown. */
  readonly topicId: number
  readonly error: number
  /** In order of partition index. */
  readonly partitions: readonly MetadataPartition[]
}

export interface MetadataPartition {
  readonly partition: string
  readonly error: number
  readonly leader: number
  readonly leaderEpoch: number
  /** Of its replicas in their order, '' for a broker that is fenced or names none; absent where no broker names any. */
  readonly racks?: readonly string[]
}
