// Produce (API key 0).

import type { Sealed } from '../../sim/tree.ts'
import type { Batch } from '../log/batch.ts'

export interface ProduceItem {
  readonly partition: string
  /** −1: not known, so that the name alone counts. */
  readonly topicId: number
  readonly batch: Batch
}

export interface ProduceRequest extends Sealed {
  readonly type: 'produce'
  /** −1 for all, 0, 1. */
  readonly acks: number
  readonly timeoutMs: number
  /** At most one batch a partition. */
  readonly partitions: readonly ProduceItem[]
}

export interface ProduceResponse extends Sealed {
  readonly type: 'produce'
  readonly partitions: readonly ProducePartitionResponse[]
}

export interface ProducePartitionResponse {
  readonly partition: string
  readonly error: number
  /** −1 unless appended. */
  readonly baseOffset: number
  readonly logStartOffset: number
  /** KIP-951: who leads now, when the error is NOT_LEADER_OR_FOLLOWER and the broker knows. −1 otherwise. */
  readonly currentLeader: number
  readonly currentLeaderEpoch: number
}
