// What the groups lens draws: a group at one moment, and its story over virtual time. Plain data, sharing no object with the world.

import type { ClassicState, ConsumerState } from '../kafka/group/group.ts'
import type { LifeStatus } from './rows.ts'

/** In Kafka's own words: these are states of its code. */
export type GroupState = ClassicState | ConsumerState

/** A stretch in which a member owned a partition, as its own callbacks told the application. */
export interface OwnedSpan {
  readonly partition: string
  readonly fromUs: number
  readonly fromEvent: number
  /** null: it owns it still. */
  readonly toUs: number | null
  readonly toEvent: number
  /** How it ended: taken back, lost (fenced, expired), or with the process. */
  readonly end: 'revoked' | 'lost' | 'process' | null
  /** Generation or member epoch in which it began. */
  readonly epoch: number
}

export interface MemberLane {
  readonly client: string
  readonly spans: readonly OwnedSpan[]
}

/** From the end of one ownership to the beginning of the next: nobody processes the partition. */
export interface OwnershipGap {
  readonly partition: string
  readonly from: string
  /** null: nobody has taken it yet. */
  readonly to: string | null
  readonly fromUs: number
  readonly toUs: number | null
}

/** Two processes that both believe that they own it: what no group protocol rules out. */
export interface OwnershipOverlap {
  readonly partition: string
  readonly clients: readonly [string, string]
  readonly fromUs: number
  readonly toUs: number | null
}

export interface GroupMark {
  readonly timeUs: number
  readonly event: number
  readonly kind: 'joined' | 'left' | 'fenced'
  readonly client: string
}

export interface GroupPhase {
  readonly fromUs: number
  readonly event: number
  readonly state: GroupState
  /** Generation or group epoch. */
  readonly epoch: number
}

/** Records that the group had processed before, and processes again. */
export interface RecordsAgain {
  readonly timeUs: number
  readonly client: string
  readonly partition: string
  readonly records: number
}

/** A request or response of the group protocols. */
export interface GroupMessage {
  readonly event: number
  readonly timeUs: number
  readonly api: number
  readonly id: number
  readonly from: string
  readonly to: string
  readonly isResponse: boolean
}

export interface GroupStory {
  readonly group: string
  readonly phases: readonly GroupPhase[]
  readonly lanes: readonly MemberLane[]
  readonly gaps: readonly OwnershipGap[]
  readonly overlaps: readonly OwnershipOverlap[]
  readonly marks: readonly GroupMark[]
  readonly messages: readonly GroupMessage[]
  readonly lags: readonly LagSeries[]
  readonly again: readonly RecordsAgain[]
}

/** A group at one moment, as its coordinator has it; the members' own view beside it. */
export interface GroupRow {
  readonly address: string
  readonly group: string
  readonly protocol: 'classic' | 'consumer'
  readonly state: GroupState
  /** Generation or group epoch. */
  readonly epoch: number
  /** '' before one has been chosen. */
  readonly assignor: string
  /** Broker id of the coordinator, −1 for none. */
  readonly coordinator: number
  /** Member id of the classic leader, '' for none. */
  readonly leader: string
  readonly members: readonly GroupMemberRow[]
  readonly offsets: readonly GroupOffsetRow[]
}

export interface GroupMemberRow {
  /** Client whose process it is. */
  readonly client: string
  readonly memberId: string
  readonly instanceId: string | null
  readonly epoch: number
  /** As the coordinator has it. */
  readonly assigned: readonly string[]
  /** As the client has it. */
  readonly owned: readonly string[]
  readonly status: LifeStatus
}

export interface GroupOffsetRow {
  readonly partition: string
  /** Client that owns it, as it believes itself; null for nobody. */
  readonly owner: string | null
  /** −1: none. */
  readonly committed: number
  readonly position: number
  readonly highWatermark: number
  readonly logEnd: number
  /** High watermark less the committed offset, as kafka-consumer-groups.sh prints it; −1 without one. */
  readonly lag: number
}

/** Lag at even steps from 0 on; −1 before the first commit. */
export interface LagSeries {
  readonly partition: string
  readonly stepUs: number
  readonly values: readonly number[]
}
