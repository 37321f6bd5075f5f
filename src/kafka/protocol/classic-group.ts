// JoinGroup (11), SyncGroup (14), Heartbeat (12), LeaveGroup (13): the classic group protocol (clients.md 5.2).
// What a real client sends as opaque bytes stands here as itself: subscriptions and assignments.

import type { Sealed } from '../../sim/tree.ts'

/** What a member tells the leader: its version of the consumer protocol's subscription. */
export interface Subscription extends Sealed {
  readonly topics: readonly string[]
  /** Partitions it has, by name: empty under the eager protocol. */
  readonly owned: readonly string[]
  /** Generation in which it got them, −1 for none. */
  readonly generation: number
  readonly rack: string | null
}

export interface JoinGroupRequest extends Sealed {
  readonly type: 'joinGroup'
  readonly group: string
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs: number
  /** '' before the coordinator has given one. */
  readonly memberId: string
  /** group.instance.id of a static member, or null. */
  readonly instanceId: string | null
  /** Assignors in the order in which the member likes them, each with its subscription. */
  readonly protocols: readonly { readonly name: string; readonly subscription: Subscription }[]
  readonly reason: string
}

export interface JoinGroupResponse extends Sealed {
  readonly type: 'joinGroup'
  readonly error: number
  readonly generation: number
  /** Assignor that the group chose, '' with an error. */
  readonly protocol: string
  readonly leader: string
  readonly memberId: string
  /** KIP-814: a static leader that came back need not assign anew. */
  readonly skipAssignment: boolean
  /** For the leader alone. */
  readonly members: readonly {
    readonly memberId: string
    readonly instanceId: string | null
    readonly subscription: Subscription
  }[]
}

export interface SyncGroupRequest extends Sealed {
  readonly type: 'syncGroup'
  readonly group: string
  readonly generation: number
  readonly memberId: string
  readonly instanceId: string | null
  readonly protocol: string
  /** From the leader; empty from all others. */
  readonly assignments: readonly { readonly memberId: string; readonly partitions: readonly string[] }[]
}

export interface SyncGroupResponse extends Sealed {
  readonly type: 'syncGroup'
  readonly error: number
  readonly partitions: readonly string[]
}

export interface HeartbeatRequest extends Sealed {
  readonly type: 'heartbeat'
  readonly group: string
  readonly generation: number
  readonly memberId: string
  readonly instanceId: string | null
}

export interface HeartbeatResponse extends Sealed {
  readonly type: 'heartbeat'
  readonly error: number
}

export interface LeaveGroupRequest extends Sealed {
  readonly type: 'leaveGroup'
  readonly group: string
  readonly members: readonly {
    readonly memberId: string
    readonly instanceId: string | null
    readonly reason: string
  }[]
}

export interface LeaveGroupResponse extends Sealed {
  readonly type: 'leaveGroup'
  readonly error: number
  readonly members: readonly { readonly memberId: string; readonly error: number }[]
}
