// The small requests of clients: ApiVersions, ListOffsets, InitProducerId, OffsetForLeaderEpoch.

import type { Sealed } from '../../sim/tree.ts'

export interface ApiVersionsRequest extends Sealed {
  readonly type: 'apiVersions'
}

export interface ApiVersionsResponse extends Sealed {
  readonly type: 'apiVersions'
  readonly error: number
}

/** Timestamps with a meaning of their own. */
export const LATEST = -1
export const EARLIEST = -2
/** The record with the greatest timestamp (KIP-734). */
export const MAX_TIMESTAMP = -3
/** Where the log starts on the broker itself, tiered storage aside (KIP-405). */
export const EARLIEST_LOCAL = -4

export interface ListOffsetsRequest extends Sealed {
  readonly type: 'listOffsets'
  /** −1 for a consumer. */
  readonly replicaId: number
  readonly partitions: readonly {
    readonly partition: string
    readonly currentLeaderEpoch: number
    readonly timestamp: number
  }[]
}

export interface ListOffsetsResponse extends Sealed {
  readonly type: 'listOffsets'
  readonly partitions: readonly {
    readonly partition: string
    readonly error: number
    /** −1 without an error: no record so late. */
    readonly offset: number
    /** Of the record that was found by time; −1. */
    readonly timestamp: number
    readonly leaderEpoch: number
  }[]
}

export interface InitProducerIdRequest extends Sealed {
  readonly type: 'initProducerId'
}

export interface InitProducerIdResponse extends Sealed {
  readonly type: 'initProducerId'
  readonly error: number
  readonly producerId: number
  readonly producerEpoch: number
}

export interface OffsetForLeaderEpochRequest extends Sealed {
  readonly type: 'offsetForLeaderEpoch'
  readonly replicaId: number
  readonly partitions: readonly {
    readonly partition: string
    readonly currentLeaderEpoch: number
    readonly leaderEpoch: number
  }[]
}

export interface OffsetForLeaderEpochResponse extends Sealed {
  readonly type: 'offsetForLeaderEpoch'
  readonly partitions: readonly {
    readonly partition: string
    readonly error: number
    readonly leaderEpoch: number
    readonly endOffset: number
  }[]
}
