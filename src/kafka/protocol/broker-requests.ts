// What brokers ask of the active controller: registration, heartbeats, changes of the ISR, blocks of producer ids.

import type { Sealed } from '../../sim/tree.ts'

export interface BrokerRegistrationRequest extends Sealed {
  readonly type: 'brokerRegistration'
  readonly brokerId: number
  /** Stands for the random UUID of a process start: its count of starts. */
  readonly incarnation: number
  /** Broker epoch that the clean-shutdown file remembers, −1 after an unclean stop. */
  readonly previousBrokerEpoch: number
  readonly rack: string | null
}

export interface BrokerRegistrationResponse extends Sealed {
  readonly type: 'brokerRegistration'
  readonly error: number
  readonly brokerEpoch: number
}

export interface BrokerHeartbeatRequest extends Sealed {
  readonly type: 'brokerHeartbeat'
  readonly brokerId: number
  readonly brokerEpoch: number
  readonly currentMetadataOffset: number
  readonly wantFence: boolean
  readonly wantShutDown: boolean
  /** Partitions whose replica on it lies in a directory that is offline. In Kafka it names the directories, and the controllers know what lies in them. */
  readonly offline: readonly string[]
}

export interface BrokerHeartbeatResponse extends Sealed {
  readonly type: 'brokerHeartbeat'
  readonly error: number
  readonly isCaughtUp: boolean
  readonly isFenced: boolean
  readonly shouldShutDown: boolean
}

export interface AlterPartitionRequest extends Sealed {
  readonly type: 'alterPartition'
  readonly brokerId: number
  readonly brokerEpoch: number
  readonly partitions: readonly AlterPartitionItem[]
}

export interface AlterPartitionItem {
  readonly partition: string
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  /** Wanted ISR, each member with the broker epoch that the leader knows (−1: not known). */
  readonly isr: readonly { readonly brokerId: number; readonly brokerEpoch: number }[]
}

export interface AlterPartitionResponse extends Sealed {
  readonly type: 'alterPartition'
  readonly error: number
  readonly partitions: readonly AlterPartitionResult[]
}

export interface AlterPartitionResult {
  readonly partition: string
  readonly error: number
  readonly leader: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  readonly isr: readonly number[]
}

export interface AllocateProducerIdsRequest extends Sealed {
  readonly type: 'allocateProducerIds'
  readonly brokerId: number
  readonly brokerEpoch: number
}

export interface AllocateProducerIdsResponse extends Sealed {
  readonly type: 'allocateProducerIds'
  readonly error: number
  readonly start: number
  readonly length: number
}
