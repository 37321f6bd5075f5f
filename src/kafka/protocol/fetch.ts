// Fetch (API key 1), by consumers and follower replicas, with incremental sessions (KIP-227) and truncation on fetch (KIP-595).

import type { Sealed } from '../../sim/tree.ts'
import type { Batch } from '../log/batch.ts'

export interface FetchRequest extends Sealed {
  readonly type: 'fetch'
  /** Broker id of a follower, −1 for a consumer. */
  readonly replicaId: number
  readonly replicaEpoch: number
  readonly maxWaitMs: number
  readonly minBytes: number
  readonly maxBytes: number
  /** (0, 0) asks for a new session; (0, −1) for none. */
  readonly sessionId: number
  readonly sessionEpoch: number
  /** New or changed partitions; with a fresh session, all. */
  readonly partitions: readonly FetchPartition[]
  /** Partitions to leave the session. */
  readonly forgotten: readonly string[]
  /** Of a consumer (KIP-392); '': none, as of a follower. */
  readonly rack: string
}

export interface FetchPartition {
  readonly partition: string
  /** −1: not known, so that the name alone counts. */
  readonly topicId: number
  /** −1: unknown to the client. */
  readonly currentLeaderEpoch: number
  readonly fetchOffset: number
  /** −1: no truncation check. */
  readonly lastFetchedEpoch: number
  readonly logStartOffset: number
  readonly maxBytes: number
}

export interface FetchResponse extends Sealed {
  readonly type: 'fetch'
  readonly error: number
  /** 0: no session. */
  readonly sessionId: number
  readonly partitions: readonly FetchPartitionResponse[]
}

export interface FetchPartitionResponse {
  readonly partition: string
  readonly error: number
  readonly highWatermark: number
  readonly logStartOffset: number
  readonly batches: readonly Batch[]
  /** Set when the logs part ways: the end of the greatest epoch that both know. */
  /** Where a consumer had better fetch: then there are no records. −1: here. */
  readonly preferredReadReplica: number
  readonly diverging: { readonly epoch: number; readonly endOffset: number } | null
  readonly currentLeader: number
  readonly currentLeaderEpoch: number
}
