// The rows of the lenses beside the cluster's: plain data, found by their addresses, sharing no object with the world.

import type { Sentence } from '../tell/sentence.ts'
import type { GroupRow } from './group-rows.ts'
import type { LogTables } from './log-rows.ts'
import type { ClusterRows, LifeStatus, MessageRow, RaftRole } from './rows.ts'

export type LensId =
  | 'cluster'
  | 'partitions'
  | 'controller'
  | 'metrics'
  | 'log'
  | 'spacetime'
  | 'ledger'
  | 'groups'

export const LENSES: readonly LensId[] = [
  'cluster',
  'partitions',
  'controller',
  'metrics',
  'log',
  'spacetime',
  'ledger',
  'groups',
]

/** What the event at this moment changed about a partition or a replica. */
export interface ChangeRow {
  readonly address: string
  readonly fields: readonly string[]
}

export interface VoterRow {
  readonly address: string
  readonly id: number
  readonly status: LifeStatus
  readonly role: RaftRole
  readonly epoch: number
  readonly active: boolean
  /** The node it takes for the leader, −1 for none. */
  readonly leader: number
  /** Whom it voted for in this epoch, −1 for nobody. */
  readonly votedFor: number
  /** While it asks for votes: who said yes, itself included, and who said no. */
  readonly granted: readonly number[]
  readonly rejected: readonly number[]
  readonly logStart: number
  readonly logEnd: number
  /** End of what is flushed: power loss cuts there. */
  readonly flushedEnd: number
  /** −1: it does not know any. */
  readonly highWatermark: number
}

/** Each voter's copy of a record: not there, there, or there and known to be committed. */
export type CopyState = 'absent' | 'held' | 'committed'

export interface MetadataRecordRow {
  readonly address: string
  readonly offset: number
  readonly epoch: number
  /** Kafka's own name of the record. */
  readonly type: string
  readonly says: Sentence
  /** In order of the voter rows. */
  readonly copies: readonly { readonly voter: number; readonly state: CopyState }[]
  readonly committed: boolean
  /** First record of a batch: what stands in one batch holds all together or not at all. */
  readonly opensBatch: boolean
}

export interface QuorumRow {
  readonly address: 'quorum'
  readonly epoch: number
  /** −1: none. */
  readonly leader: number
  readonly highWatermark: number
  readonly logEnd: number
  /** Records before these are in the log, but not among the rows. */
  readonly firstShown: number
  readonly sessionTimeoutUs: number
  /** How many voters make a majority. */
  readonly majority: number
}

/** A figure just before and just after the event at this moment. */
export interface MetricRow {
  readonly address: string
  readonly metric: string
  /** What of it: a broker, a request; '' for the only one. */
  readonly series: string
  readonly was: number
  readonly now: number
}

export interface LensRows extends ClusterRows, LogTables {
  readonly changes: readonly ChangeRow[]
  readonly voters: readonly VoterRow[]
  readonly votes: readonly MessageRow[]
  readonly records: readonly MetadataRecordRow[]
  readonly quorum: readonly QuorumRow[]
  readonly metrics: readonly MetricRow[]
  readonly groups: readonly GroupRow[]
}

/** A figure over virtual time, as far as the run has been computed. */
export interface MetricSeries {
  readonly metric: string
  readonly series: string
  /** One for each of the sample times. */
  readonly values: readonly number[]
}

export interface MetricsRows {
  readonly timesUs: readonly number[]
  /** Rates are counted over so long. */
  readonly windowUs: number
  readonly series: readonly MetricSeries[]
}
