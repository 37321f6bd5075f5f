// The records of __cluster_metadata (server.md 5.6), typed. Topics go by name here; a topic id is the offset of its Topic record.

import type { Sealed } from '../../sim/tree.ts'

export type MetadataRecord =
  | LeaderChangeRecord
  | RegisterBrokerRecord
  | BrokerRegistrationChangeRecord
  | TopicRecord
  | RemoveTopicRecord
  | PartitionRecord
  | PartitionChangeRecord
  | ConfigRecord
  | FeatureLevelRecord
  | ZkMigrationStateRecord
  | ProducerIdsRecord
  | ClearElrRecord
  | BeginTransactionRecord
  | EndTransactionRecord
  | NoOpRecord

/** Control record: the first of every raft epoch. */
export interface LeaderChangeRecord {
  readonly type: 'leaderChange'
  readonly leader: number
}

export interface RegisterBrokerRecord {
  readonly type: 'registerBroker'
  readonly brokerId: number
  readonly incarnation: number
  /** Equals the offset of this record, so epochs grow strictly. */
  readonly brokerEpoch: number
  readonly rack: string | null
  readonly fenced: boolean
  readonly inControlledShutdown: boolean
}

export interface BrokerRegistrationChangeRecord {
  readonly type: 'brokerRegistrationChange'
  readonly brokerId: number
  readonly brokerEpoch: number
  /** −1 unfences, 0 leaves it, 1 fences. */
  readonly fenced: -1 | 0 | 1
  readonly inControlledShutdown: boolean
}

export interface TopicRecord {
  readonly type: 'topic'
  readonly name: string
  readonly topicId: number
}

/** The topic is gone, with its partitions and configs. */
export interface RemoveTopicRecord {
  readonly type: 'removeTopic'
  readonly name: string
  readonly topicId: number
}

/** Leader recovery state, directories and last known ELR as in PartitionRegistration. */
export interface PartitionState extends Sealed {
  readonly topic: string
  readonly index: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly elr: readonly number[]
  readonly lastKnownElr: readonly number[]
  readonly adding: readonly number[]
  readonly removing: readonly number[]
  /** −1: none. */
  readonly leader: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  readonly recovering: boolean
}

export interface PartitionRecord {
  readonly type: 'partition'
  readonly state: PartitionState
}

/** Only the changed fields. A set `leader` bumps the leader epoch, every change bumps the partition epoch. */
export interface PartitionChangeRecord {
  readonly type: 'partitionChange'
  readonly topic: string
  readonly index: number
  readonly leader: number | null
  readonly isr: readonly number[] | null
  readonly elr: readonly number[] | null
  readonly lastKnownElr: readonly number[] | null
  readonly replicas: readonly number[] | null
  readonly adding: readonly number[] | null
  readonly removing: readonly number[] | null
  readonly recovering: boolean | null
}

/** A change that says nothing yet. */
export const NO_CHANGE: Omit<PartitionChangeRecord, 'topic' | 'index'> = {
  type: 'partitionChange',
  leader: null,
  isr: null,
  elr: null,
  lastKnownElr: null,
  replicas: null,
  adding: null,
  removing: null,
  recovering: null,
}

export interface ConfigRecord {
  readonly type: 'config'
  readonly resource: 'topic' | 'broker'
  /** Topic name, broker id, or '' for the cluster default. */
  readonly name: string
  readonly key: string
  /** null deletes. */
  readonly value: string | null
}

export interface FeatureLevelRecord {
  readonly type: 'featureLevel'
  readonly name: string
  readonly level: number
}

/** Until 3.9; 0: there is no migration. */
export interface ZkMigrationStateRecord {
  readonly type: 'zkMigrationState'
  readonly state: number
}

export interface ProducerIdsRecord {
  readonly type: 'producerIds'
  readonly brokerId: number
  readonly brokerEpoch: number
  readonly nextProducerId: number
}

/** min.insync.replicas of a topic was set: its ELR starts anew (server.md 4.14). */
export interface ClearElrRecord {
  readonly type: 'clearElr'
  /** '' for every topic. */
  readonly topic: string
}

/** Around records that hold all together or not at all, e.g. the first ones of a cluster. */
export interface BeginTransactionRecord {
  readonly type: 'beginTransaction'
  readonly name: string
}

export interface EndTransactionRecord {
  readonly type: 'endTransaction'
}

export interface NoOpRecord {
  readonly type: 'noOp'
}

// rule: topics.ids
/** Partitions go by `<topic>-<index>` everywhere. */
export function partitionName(topic: string, index: number): string {
  return `${topic}-${index}`
}

// rule: election.epochs
/** Applies a change as PartitionRegistration.merge does. */
export function mergePartition(state: PartitionState, change: PartitionChangeRecord): PartitionState {
  return {
    sealed: true,
    topic: state.topic,
    index: state.index,
    replicas: change.replicas ?? state.replicas,
    isr: change.isr ?? state.isr,
    elr: change.elr ?? state.elr,
    lastKnownElr: change.lastKnownElr ?? state.lastKnownElr,
    adding: change.adding ?? state.adding,
    removing: change.removing ?? state.removing,
    leader: change.leader ?? state.leader,
    leaderEpoch: change.leader === null ? state.leaderEpoch : state.leaderEpoch + 1,
    partitionEpoch: state.partitionEpoch + 1,
    recovering: change.recovering ?? state.recovering,
  }
}
