// What nodes of the metadata quorum ask each other (server.md 5.2, 5.3). A response always says who leads which epoch, as far as the answerer knows.

import type { Sealed } from '../../sim/tree.ts'
import type { MetadataBatch } from '../metadata/metadata-batch.ts'
import type { MetadataSnapshot, SnapshotId } from '../metadata/snapshot.ts'

export interface VoteRequest extends Sealed {
  readonly type: 'vote'
  readonly candidateId: number
  /** Of a pre-vote: the present epoch; of a vote: the one that the candidate would lead. */
  readonly epoch: number
  readonly lastEpoch: number
  readonly lastOffset: number
  readonly preVote: boolean
}

export interface VoteResponse extends Sealed {
  readonly type: 'vote'
  readonly error: number
  readonly epoch: number
  /** −1: not known. */
  readonly leader: number
  readonly granted: boolean
}

export interface BeginQuorumEpochRequest extends Sealed {
  readonly type: 'beginQuorumEpoch'
  readonly leader: number
  readonly epoch: number
}

export interface BeginQuorumEpochResponse extends Sealed {
  readonly type: 'beginQuorumEpoch'
  readonly error: number
  readonly epoch: number
  readonly leader: number
}

export interface EndQuorumEpochRequest extends Sealed {
  readonly type: 'endQuorumEpoch'
  readonly leader: number
  readonly epoch: number
  /** Voters by descending fetch offset: who should stand first. */
  readonly preferred: readonly number[]
}

export interface EndQuorumEpochResponse extends Sealed {
  readonly type: 'endQuorumEpoch'
  readonly error: number
  readonly epoch: number
  readonly leader: number
}

/** Fetch (API key 1) of the metadata log. */
export interface RaftFetchRequest extends Sealed {
  readonly type: 'raftFetch'
  readonly replicaId: number
  readonly epoch: number
  readonly fetchOffset: number
  readonly lastFetchedEpoch: number
  readonly maxWaitMs: number
  /** What the follower knows already, −1 for nothing (since 4.1): a higher one of the leader ends the wait. */
  readonly highWatermark: number
}

export interface RaftFetchResponse extends Sealed {
  readonly type: 'raftFetch'
  readonly error: number
  readonly epoch: number
  readonly leader: number
  /** −1: the leader has not committed a record of its own epoch yet. */
  readonly highWatermark: number
  /** Set when the logs part ways: the end of the greatest epoch that both know. */
  readonly diverging: { readonly epoch: number; readonly endOffset: number } | null
  /** Set when the log no longer reaches so far back: what to fetch instead. */
  readonly snapshotId: SnapshotId | null
  readonly batches: readonly MetadataBatch[]
}

export interface FetchSnapshotRequest extends Sealed {
  readonly type: 'fetchSnapshot'
  readonly replicaId: number
  readonly epoch: number
  readonly snapshotId: SnapshotId
  readonly position: number
  readonly maxBytes: number
}

export interface FetchSnapshotResponse extends Sealed {
  readonly type: 'fetchSnapshot'
  readonly error: number
  readonly epoch: number
  readonly leader: number
  /** From `position` on so many bytes of a file of `sizeBytes`. */
  readonly position: number
  readonly chunkBytes: number
  readonly sizeBytes: number
  /** What the bytes say, with the last of them. */
  readonly snapshot: MetadataSnapshot | null
}

export type RaftRequest =
  | VoteRequest
  | BeginQuorumEpochRequest
  | EndQuorumEpochRequest
  | RaftFetchRequest
  | FetchSnapshotRequest

export type RaftResponse =
  | VoteResponse
  | BeginQuorumEpochResponse
  | EndQuorumEpochResponse
  | RaftFetchResponse
  | FetchSnapshotResponse
