// What consumers do as members of groups, and their applications. Codes 530 to 609; subject is the client's process.

import { declareFact } from '../../../sim/facts.ts'

// The callbacks of the rebalance listener, one fact a partition.
export const PARTITION_ASSIGNED = declareFact(530, 'group.partitionAssigned', 'group', 72, [
  'name:partition',
  'name:group',
  'generation',
])
export const PARTITION_REVOKED = declareFact(531, 'group.partitionRevoked', 'group', 71, [
  'name:partition',
  'name:group',
  'generation',
])
/** Taken away without a word before: the membership has ended. */
export const PARTITION_LOST = declareFact(532, 'group.partitionLost', 'group', 73, [
  'name:partition',
  'name:group',
  'generation',
])
/** onPartitionsAssigned with an empty list: a round has ended that brought this member nothing new. */
export const ASSIGNMENT_EMPTY = declareFact(533, 'group.assignmentEmpty', 'group', 62, [
  'name:group',
  'generation',
])
// Membership.
export const MEMBER_JOINED = declareFact(534, 'group.joined', 'group', 68, [
  'name:group',
  'generation',
  'name:memberId',
])
export const MEMBER_LEFT = declareFact(535, 'group.left', 'group', 67, ['name:group', 'error'])
/** The coordinator knows this member no more, or another has taken its place. */
export const MEMBER_FENCED = declareFact(536, 'group.fenced', 'group', 74, [
  'name:group',
  'error',
  'generation',
])
export const JOIN_SENT = declareFact(537, 'group.joinSent', 'group', 44, ['name:group', 'generation'])
export const MEMBER_ID_GIVEN = declareFact(538, 'group.memberIdGiven', 'group', 45, [
  'name:group',
  'name:memberId',
])
export const JOIN_REFUSED = declareFact(539, 'group.joinRefused', 'group', 58, ['name:group', 'error'])
/** The group's leader has worked out who gets what. */
export const ASSIGNMENT_MADE = declareFact(540, 'group.assignmentMade', 'group', 66, [
  'name:group',
  'generation',
  'name:assignor',
  'members',
])
export const REBALANCE_HEARD = declareFact(541, 'group.rebalanceHeard', 'group', 64, [
  'name:group',
  'generation',
])
export const POLL_EXPIRED = declareFact(542, 'group.pollExpired', 'group', 76, ['name:group', 'sinceUs'])
export const COORDINATOR_FOUND = declareFact(543, 'group.coordinatorFound', 'group', 46, [
  'name:group',
  'node',
])
export const COORDINATOR_UNKNOWN = declareFact(544, 'group.coordinatorUnknown', 'group', 47, [
  'name:group',
  'error',
])
export const COORDINATOR_FORGOTTEN = declareFact(545, 'group.coordinatorForgotten', 'group', 52, [
  'name:group',
  'node',
  'error',
])
// Offsets. One fact a partition.
export const COMMITTED_READ = declareFact(546, 'group.committedRead', 'group', 48, [
  'name:partition',
  'name:group',
  'offset',
])
export const COMMIT_SENT = declareFact(547, 'group.commitSent', 'group', 34, [
  'name:partition',
  'name:group',
  'offset',
  'commit',
])
export const COMMIT_CONFIRMED = declareFact(548, 'group.commitConfirmed', 'group', 38, [
  'name:partition',
  'name:group',
  'offset',
  'commit',
])
/** `partition` −1: the whole commit failed before it was sent. */
export const COMMIT_FAILED = declareFact(549, 'group.commitFailed', 'group', 63, [
  'name:partition',
  'name:group',
  'offset',
  'error',
])
/** CommitFailedException or RebalanceInProgressException before anything is sent: it is no member at this moment. */
export const COMMIT_NOT_SENT = declareFact(557, 'group.commitNotSent', 'group', 63, [
  'name:group',
  'generation',
])
// The application.
export const RECORDS_PROCESSED = declareFact(550, 'records.processed', 'client', 30, [
  'name:partition',
  'fromOffset',
  'toOffset',
])
/** Polled, and given up without being processed: the commit before them failed. */
export const RECORDS_DROPPED = declareFact(551, 'records.dropped', 'client', 60, [
  'name:partition',
  'fromOffset',
  'toOffset',
])
export const PROCESSING_STUCK = declareFact(552, 'processing.stuck', 'client', 65, [
  'name:partition',
  'offset',
])
/** poll() throws RecordDeserializationException. */
export const DESERIALIZATION_FAILED = declareFact(558, 'record.unreadable', 'client', 74, [
  'name:partition',
  'offset',
])
/** An exception that the application does not survive. */
export const APPLICATION_FAILED = declareFact(553, 'application.failed', 'client', 75, [
  'name:group',
  'error',
])
export const PARTITION_PAUSED = declareFact(554, 'consumer.paused', 'client', 49, ['name:partition'])
export const PARTITION_RESUMED = declareFact(555, 'consumer.resumed', 'client', 49, ['name:partition'])
export const SOUGHT = declareFact(556, 'consumer.sought', 'client', 56, [
  'name:partition',
  'offset',
  'previousOffset',
])
