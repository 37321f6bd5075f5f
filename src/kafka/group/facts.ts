// What coordinators do to groups. Codes 450 to 529. Subject: the broker's process; object: the group, or the connection that asked.

import { declareFact } from '../../sim/facts.ts'

export const GROUP_STATE = declareFact(450, 'group.state', 'group', 70, [
  'name:group',
  'state',
  'generation',
  'members',
])
export const GROUP_MEMBER_ADDED = declareFact(451, 'group.memberAdded', 'group', 72, [
  'name:group',
  'name:member',
  'reason',
])
export const GROUP_MEMBER_REMOVED = declareFact(452, 'group.memberRemoved', 'group', 76, [
  'name:group',
  'name:member',
  'reason',
])
export const GROUP_REFUSED = declareFact(453, 'group.refused', 'group', 65, [
  'name:group',
  'api',
  'error',
  'name:member',
])
export const OFFSET_COMMITTED = declareFact(454, 'offset.committed', 'group', 42, [
  'name:group',
  'name:partition',
  'offset',
  'leaderEpoch',
])
export const OFFSETS_FETCHED = declareFact(455, 'offsets.fetched', 'group', 26, ['name:group', 'partitions'])
export const COORDINATOR_LOADING = declareFact(456, 'coordinator.loading', 'group', 86, [
  'name:partition',
  'leaderEpoch',
  'bytes',
])
export const COORDINATOR_LOADED = declareFact(457, 'coordinator.loaded', 'group', 86, [
  'name:partition',
  'leaderEpoch',
  'groups',
  'records',
])
export const COORDINATOR_UNLOADED = declareFact(458, 'coordinator.unloaded', 'group', 75, [
  'name:partition',
  'leaderEpoch',
  'groups',
])
export const GROUP_JOIN_PARKED = declareFact(459, 'group.joinParked', 'group', 38, [
  'name:group',
  'name:member',
  'joined',
  'members',
])
/** A rebalance of the classic protocol begins: the coordinator waits for everybody to join again. */
export const GROUP_REBALANCE = declareFact(460, 'group.rebalance', 'group', 73, [
  'name:group',
  'reason',
  'generation',
  'waitUs',
])
/** Everybody has joined: a new generation. */
export const GROUP_GENERATION = declareFact(461, 'group.generation', 'group', 77, [
  'name:group',
  'generation',
  'members',
  'name:protocol',
])
export const GROUP_SYNC_PARKED = declareFact(462, 'group.syncParked', 'group', 37, [
  'name:group',
  'name:member',
  'missing',
])
/** The leader's assignment is committed, and everybody is told. */
export const GROUP_ASSIGNED = declareFact(463, 'group.assigned', 'group', 71, [
  'name:group',
  'generation',
  'members',
  'partitions',
])
export const GROUP_HEARTBEAT = declareFact(464, 'group.heartbeat', 'group', 20, [
  'name:group',
  'name:member',
  'generation',
  'error',
])
/** KIP-848: a new target assignment. */
export const GROUP_TARGET = declareFact(465, 'group.target', 'group', 74, [
  'name:group',
  'epoch',
  'members',
  'moved',
])
/** KIP-848: a member takes a step towards the target. */
export const MEMBER_RECONCILED = declareFact(466, 'group.reconciled', 'group', 66, [
  'name:group',
  'name:member',
  'epoch',
  'state',
])
export const PARTITION_GRANTED = declareFact(467, 'group.granted', 'group', 50, [
  'name:group',
  'name:partition',
  'name:member',
  'epoch',
])
/** A partition of a member's target that somebody else has not let go. */
export const PARTITION_WITHHELD = declareFact(468, 'group.withheld', 'group', 49, [
  'name:group',
  'name:partition',
  'name:member',
])
export const PARTITION_RELEASED = declareFact(469, 'group.released', 'group', 51, [
  'name:group',
  'name:partition',
  'name:member',
  'epoch',
])
export const OFFSET_EXPIRED = declareFact(470, 'offset.expired', 'group', 60, [
  'name:group',
  'name:partition',
  'offset',
  'reason',
])
export const GROUP_DELETED = declareFact(471, 'group.deleted', 'group', 68, ['name:group'])
export const WRITE_TIMED_OUT = declareFact(472, 'coordinator.writeTimedOut', 'group', 64, [
  'name:partition',
  'endOffset',
  'highWatermark',
])
export const COORDINATOR_ANSWERED = declareFact(473, 'coordinator.answered', 'group', 28, [
  'name:group',
  'node',
  'partition',
  'error',
])
export const GROUP_MEMBER_ID = declareFact(474, 'group.memberId', 'group', 40, ['name:group', 'name:member'])
export const GROUP_EPOCH = declareFact(475, 'group.epoch', 'group', 60, ['name:group', 'epoch', 'reason'])
export const GROUP_ANSWERED = declareFact(476, 'group.answered', 'group', 22, ['api', 'id'])
export const PATTERN_RESOLVED = declareFact(477, 'group.pattern', 'group', 58, [
  'name:group',
  'name:pattern',
  'topics',
])

/** Who commits is a member, or nobody while the group is empty. */
export const COMMIT_TAKEN = declareFact(478, 'commit.taken', 'group', 41, [
  'name:group',
  'name:member',
  'generation',
  'partitions',
])

/** Why a member is added. */
export const ADDED = { joined: 0, returned: 1 } as const
export type Added = (typeof ADDED)[keyof typeof ADDED]

/** Why a member is removed. */
export const REMOVED = {
  left: 0,
  sessionEnded: 1,
  notRejoined: 2,
  notSynced: 3,
  revokedTooSlowly: 4,
  replaced: 5,
  neverCame: 6,
} as const
export type Removal = (typeof REMOVED)[keyof typeof REMOVED]

/** Why a classic rebalance begins. */
export const REBALANCE = {
  newMember: 0,
  memberLeft: 1,
  sessionEnded: 2,
  leaderRejoined: 3,
  metadataChanged: 4,
  notSynced: 5,
  staticReturned: 6,
  writeFailed: 7,
  tooLarge: 8,
} as const
export type RebalanceReason = (typeof REBALANCE)[keyof typeof REBALANCE]

/** Why a group epoch grows. */
export const BUMPED = { subscription: 0, memberLeft: 1, topics: 2, fenced: 3, pattern: 4 } as const
export type Bump = (typeof BUMPED)[keyof typeof BUMPED]

/** Why an offset is removed. */
export const EXPIRED = { retention: 0, topicDeleted: 1, groupDeleted: 2 } as const
