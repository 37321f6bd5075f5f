// OffsetCommit (8) and OffsetFetch (9) (clients.md 5.9).

import type { Sealed } from '../../sim/tree.ts'

export interface OffsetCommitRequest extends Sealed {
  readonly type: 'offsetCommit'
  readonly group: string
  /** Generation or member epoch; −1 with memberId '' for a consumer that assigns by hand. */
  readonly generation: number
  readonly memberId: string
  readonly instanceId: string | null
  readonly partitions: readonly {
    readonly partition: string
    readonly offset: number
    /** Leader epoch of the last record consumed, −1 unknown. */
    readonly leaderEpoch: number
  }[]
}

export interface OffsetCommitResponse extends Sealed {
  readonly type: 'offsetCommit'
  readonly partitions: readonly { readonly partition: string; readonly error: number }[]
}

export interface OffsetFetchRequest extends Sealed {
  readonly type: 'offsetFetch'
  readonly group: string
  /** '' and −1 under the classic protocol. */
  readonly memberId: string
  readonly memberEpoch: number
  /** null: all that the group has committed. */
  readonly partitions: readonly string[] | null
}

export interface OffsetFetchResponse extends Sealed {
  readonly type: 'offsetFetch'
  readonly error: number
  readonly partitions: readonly {
    readonly partition: string
    /** −1: nothing committed. */
    readonly offset: number
    readonly leaderEpoch: number
    readonly error: number
  }[]
}
