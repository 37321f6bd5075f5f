// What a consumer knows of its group: the coordinator, its membership, its commits (clients.md 3.6, 4.6, 6.7). Memory of its process.

import { NEVER_US } from '../../../sim/time.ts'
import type { Sealed } from '../../../sim/tree.ts'
import type { ConsumerConfig } from '../../config/resolve.ts'
import type { JoinGroupResponse } from '../../protocol/classic-group.ts'

/** Both protocols in one: `preparing` and `completing` are of the classic one, what follows `stable` of KIP-848. */
export type MemberState =
  | 'unjoined'
  | 'preparing'
  | 'completing'
  | 'stable'
  | 'joining'
  | 'reconciling'
  | 'acknowledging'
  | 'fenced'
  | 'stale'
  | 'leaving'
  | 'left'

export interface Membership {
  readonly id: string
  readonly protocol: 'classic' | 'consumer'
  // The coordinator.
  /** Node id, −1 unknown. */
  coordinator: number
  /** Slots of the channels to all coordinators so far. */
  readonly channels: number[]
  finding: boolean
  findAttempts: number
  findAgainUs: number
  // The membership.
  state: MemberState
  memberId: string
  /** Generation, or the member's epoch under KIP-848; −1 none. */
  generation: number
  /** The assignor that the group chose; classic. */
  assignor: string
  isLeader: boolean
  /** Topics of the last join or heartbeat. */
  joinedTopics: readonly string[]
  rejoinNeeded: boolean
  rejoinReason: string
  /** The callbacks before a join have yet to run. */
  prepareNeeded: boolean
  /** The commit before partitions are given away that is waited for, −1 none; `prepared` once it is settled. */
  prepareCommit: number
  prepared: boolean
  /** JoinGroup or SyncGroup is on its way. */
  joinInFlight: boolean
  joinAttempts: number
  joinAgainUs: number
  /** The leader waits for metadata of topics that only others subscribe to. */
  waitsForMetadata: JoinAnswer | null
  /** Partition counts under which the leader assigned, as text. */
  assignedUnder: string
  /** Partitions that the group has given and no callback has told of yet; null: nothing new. */
  target: readonly string[] | null
  /** KIP-848: its callbacks have told of an assignment, if only of an empty one, since it joined. */
  isAssigned: boolean
  /** Last assignment, for sticky assignors. */
  lastOwned: readonly string[]
  // Heartbeats.
  heartbeatDueUs: number
  heartbeatInFlight: boolean
  heartbeatAttempts: number
  heartbeatOkUs: number
  intervalMs: number
  /** KIP-848: the next heartbeat tells everything. */
  tellAll: boolean
  toldOwned: string
  // Commits.
  readonly commits: Commit[]
  nextCommit: number
  autoCommitDueUs: number
}

export interface JoinAnswer extends Sealed {
  readonly body: JoinGroupResponse
}

/** Who asked for a commit, and so what becomes of it when it fails. */
export type CommitKind = 'auto' | 'rebalance' | 'close' | 'sync' | 'async' | 'byHand'

export interface Commit {
  readonly number: number
  readonly kind: CommitKind
  readonly offsets: readonly CommitOffset[]
  inFlight: boolean
  attempts: number
  dueUs: number
  /** Not retried beyond. */
  readonly untilUs: number
}

export interface CommitOffset extends Sealed {
  readonly partition: string
  readonly offset: number
  readonly leaderEpoch: number
}

export function newMembership(id: string, config: ConsumerConfig): Membership {
  return {
    id,
    protocol: config.groupProtocol,
    coordinator: -1,
    channels: [],
    finding: false,
    findAttempts: 0,
    findAgainUs: 0,
    state: 'unjoined',
    memberId: '',
    generation: -1,
    assignor: '',
    isLeader: false,
    joinedTopics: [],
    rejoinNeeded: true,
    rejoinReason: '',
    prepareNeeded: true,
    prepareCommit: -1,
    prepared: false,
    joinInFlight: false,
    joinAttempts: 0,
    joinAgainUs: 0,
    waitsForMetadata: null,
    assignedUnder: '',
    target: null,
    isAssigned: false,
    lastOwned: [],
    heartbeatDueUs: NEVER_US,
    heartbeatInFlight: false,
    heartbeatAttempts: 0,
    heartbeatOkUs: 0,
    intervalMs: config.heartbeatIntervalMs,
    tellAll: true,
    toldOwned: '',
    commits: [],
    nextCommit: 0,
    autoCommitDueUs: NEVER_US,
  }
}
