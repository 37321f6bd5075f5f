// The records of __consumer_offsets (clients.md 7.1): typed, each under the key that compaction compares. Their bytes: record-bytes.ts.

import type { Sealed } from '../../sim/tree.ts'
import type { RecordData } from '../log/batch.ts'
import type { Subscription } from '../protocol/classic-group.ts'
import type { Held, MemberState } from './group.ts'
import { indexOf, topicOf } from './names.ts'
import { keyBytesOf, valueBytesOf } from './record-bytes.ts'

export type GroupKey =
  | readonly ['offset', group: string, topic: string, partition: number]
  | readonly ['group', group: string]
  | readonly ['consumerGroup', group: string]
  | readonly ['member', group: string, member: string]
  | readonly ['target', group: string]
  | readonly ['targetMember', group: string, member: string]
  | readonly ['current', group: string, member: string]
  | readonly ['pattern', group: string, pattern: string]

export type GroupValue =
  | OffsetValue
  | ClassicValue
  | ConsumerGroupValue
  | MemberValue
  | TargetValue
  | TargetMemberValue
  | CurrentValue
  | PatternValue

/** OffsetCommitValue. */
export interface OffsetValue extends Sealed {
  readonly type: 'offset'
  readonly topic: string
  readonly offset: number
  readonly leaderEpoch: number
  readonly metadata: string
  readonly commitMs: number
  readonly topicId: number
}

/** GroupMetadataValue: one generation of the classic protocol. */
export interface ClassicValue extends Sealed {
  readonly type: 'group'
  readonly protocolType: string
  readonly generation: number
  readonly protocol: string | null
  readonly leader: string | null
  readonly stateSinceMs: number
  readonly members: readonly ClassicMemberValue[]
}

export interface ClassicMemberValue {
  readonly memberId: string
  readonly instanceId: string | null
  readonly clientId: string
  readonly rebalanceTimeoutMs: number
  readonly sessionTimeoutMs: number
  /** For the assignor that was chosen. */
  readonly subscription: Subscription
  readonly assignment: readonly string[]
}

/** ConsumerGroupMetadataValue. */
export interface ConsumerGroupValue extends Sealed {
  readonly type: 'consumerGroup'
  readonly epoch: number
  readonly metadataHash: number
}

/** ConsumerGroupMemberMetadataValue. */
export interface MemberValue extends Sealed {
  readonly type: 'member'
  readonly instanceId: string | null
  readonly rack: string | null
  readonly clientId: string
  readonly topics: readonly string[]
  readonly pattern: string | null
  readonly rebalanceTimeoutMs: number
  readonly assignor: string | null
}

/** ConsumerGroupTargetAssignmentMetadataValue. */
export interface TargetValue extends Sealed {
  readonly type: 'target'
  readonly assignmentEpoch: number
  readonly assignedMs: number
}

/** ConsumerGroupTargetAssignmentMemberValue. */
export interface TargetMemberValue extends Sealed {
  readonly type: 'targetMember'
  readonly partitions: readonly string[]
}

/** ConsumerGroupCurrentMemberAssignmentValue. */
export interface CurrentValue extends Sealed {
  readonly type: 'current'
  readonly epoch: number
  readonly previousEpoch: number
  readonly state: MemberState
  readonly assigned: readonly Held[]
  readonly revoking: readonly Held[]
}

/** ConsumerGroupRegularExpressionValue. */
export interface PatternValue extends Sealed {
  readonly type: 'pattern'
  readonly topics: readonly string[]
  /** Offset of the metadata that it was resolved by. */
  readonly version: number
  readonly resolvedMs: number
}

/** A record, or with null a tombstone. */
export function groupRecord(key: GroupKey, value: GroupValue | null): RecordData {
  return {
    sealed: true,
    key: JSON.stringify(key),
    value,
    keyBytes: keyBytesOf(key),
    valueBytes: value === null ? -1 : valueBytesOf(value),
  }
}

export function offsetKey(group: string, partition: string): GroupKey {
  return ['offset', group, topicOf(partition), indexOf(partition)]
}

/** The key of a record as it was made by `groupRecord`. */
export function groupKeyOf(record: RecordData): GroupKey {
  return JSON.parse(record.key ?? '[]') as GroupKey
}
