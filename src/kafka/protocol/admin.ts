// What admin clients ask: of any broker, which passes most of it on to the active controller, and of leaders. An `error` at the top stands for the whole
// request; Kafka's older APIs repeat it in every result.

import type { Sealed } from '../../sim/tree.ts'
import type { CreateTopicsRequest, CreateTopicsResponse } from './create-topics.ts'

export type AdminRequest =
  | CreateTopicsRequest
  | DeleteTopicsRequest
  | CreatePartitionsRequest
  | IncrementalAlterConfigsRequest
  | ElectLeadersRequest
  | AlterPartitionReassignmentsRequest
  | ListPartitionReassignmentsRequest
  | DescribeQuorumRequest

export type AdminResponse =
  | CreateTopicsResponse
  | DeleteTopicsResponse
  | CreatePartitionsResponse
  | IncrementalAlterConfigsResponse
  | ElectLeadersResponse
  | AlterPartitionReassignmentsResponse
  | ListPartitionReassignmentsResponse
  | DescribeQuorumResponse

export interface DeleteTopicsRequest extends Sealed {
  readonly type: 'deleteTopics'
  readonly topics: readonly string[]
}

export interface DeleteTopicsResponse extends Sealed {
  readonly type: 'deleteTopics'
  readonly error: number
  readonly topics: readonly TopicResult[]
}

export interface TopicResult {
  readonly name: string
  readonly error: number
}

export interface CreatePartitionsRequest extends Sealed {
  readonly type: 'createPartitions'
  readonly topics: readonly NewPartitions[]
}

export interface NewPartitions {
  readonly name: string
  /** How many there shall be in all. */
  readonly count: number
  /** Replica lists of the added ones, or null: the placer decides. */
  readonly placement: readonly (readonly number[])[] | null
}

export interface CreatePartitionsResponse extends Sealed {
  readonly type: 'createPartitions'
  readonly error: number
  readonly topics: readonly TopicResult[]
}

export type ConfigResource = 'topic' | 'broker'
export type ConfigOp = 'set' | 'delete' | 'append' | 'subtract'

export interface ConfigChange {
  readonly key: string
  readonly op: ConfigOp
  readonly value: string | null
}

export interface ResourceChanges {
  readonly resource: ConfigResource
  /** Topic name, broker id, or '' for all brokers. */
  readonly name: string
  readonly changes: readonly ConfigChange[]
}

export interface IncrementalAlterConfigsRequest extends Sealed {
  readonly type: 'incrementalAlterConfigs'
  readonly resources: readonly ResourceChanges[]
}

export interface ResourceResult {
  readonly resource: ConfigResource
  readonly name: string
  readonly error: number
}

export interface IncrementalAlterConfigsResponse extends Sealed {
  readonly type: 'incrementalAlterConfigs'
  readonly error: number
  readonly resources: readonly ResourceResult[]
}

export interface ElectLeadersRequest extends Sealed {
  readonly type: 'electLeaders'
  readonly election: 'preferred' | 'unclean'
  /** null: every partition. */
  readonly partitions: readonly string[] | null
}

export interface PartitionResult {
  readonly partition: string
  readonly error: number
}

export interface ElectLeadersResponse extends Sealed {
  readonly type: 'electLeaders'
  readonly error: number
  readonly partitions: readonly PartitionResult[]
}

export interface AlterPartitionReassignmentsRequest extends Sealed {
  readonly type: 'alterPartitionReassignments'
  readonly partitions: readonly {
    readonly partition: string
    /** null cancels what is under way. */
    readonly replicas: readonly number[] | null
  }[]
}

export interface AlterPartitionReassignmentsResponse extends Sealed {
  readonly type: 'alterPartitionReassignments'
  readonly error: number
  readonly partitions: readonly PartitionResult[]
}

export interface ListPartitionReassignmentsRequest extends Sealed {
  readonly type: 'listPartitionReassignments'
  /** null: all that are under way. */
  readonly partitions: readonly string[] | null
}

export interface OngoingReassignment {
  readonly partition: string
  readonly replicas: readonly number[]
  readonly adding: readonly number[]
  readonly removing: readonly number[]
}

export interface ListPartitionReassignmentsResponse extends Sealed {
  readonly type: 'listPartitionReassignments'
  readonly error: number
  readonly partitions: readonly OngoingReassignment[]
}

export interface DescribeQuorumRequest extends Sealed {
  readonly type: 'describeQuorum'
}

export interface QuorumReplica {
  readonly id: number
  readonly logEnd: number
  /** −1: unknown. */
  readonly lastFetchUs: number
}

export interface DescribeQuorumResponse extends Sealed {
  readonly type: 'describeQuorum'
  readonly error: number
  readonly leader: number
  readonly leaderEpoch: number
  readonly highWatermark: number
  readonly voters: readonly QuorumReplica[]
  readonly observers: readonly QuorumReplica[]
}
