// What clients do. Codes 180 to 219; subject is the client's process, object the connection where there is one.

import { declareFact } from '../../sim/facts.ts'

// The application's thread and the accumulator.
export const RECORD_APPENDED = declareFact(180, 'record.appended', 'client', 16, [
  'record',
  'name:partition',
  'batch',
  'waitingRecords',
])
/** A record that never came into a batch: no metadata, no memory, or too large. */
export const RECORD_FAILED = declareFact(181, 'record.failed', 'client', 66, ['record', 'error', 'blockedUs'])
export const SEND_BLOCKED_BY_METADATA = declareFact(182, 'send.blockedByMetadata', 'client', 50, ['record'])
export const SEND_BLOCKED_BY_MEMORY = declareFact(183, 'send.blockedByMemory', 'client', 55, [
  'record',
  'freeBytes',
  'neededBytes',
])
export const SEND_UNBLOCKED = declareFact(184, 'send.unblocked', 'client', 46, ['record', 'blockedUs'])
export const BATCH_CREATED = declareFact(185, 'batch.created', 'client', 12, ['name:partition', 'batch'])
export const BATCH_CLOSED = declareFact(186, 'batch.closed', 'client', 14, [
  'name:partition',
  'batch',
  'records',
  'sizeBytes',
])
export const STICKY_SWITCHED = declareFact(187, 'sticky.switched', 'client', 13, [
  'name:partition',
  'producedBytes',
])
// The sender.
export const BATCH_SENT = declareFact(188, 'batch.sent', 'client', 26, [
  'name:partition',
  'batch',
  'records',
  'attempt',
])
/** `baseOffset` −1: acks=0, nobody has answered. */
export const BATCH_ACKNOWLEDGED = declareFact(189, 'batch.acknowledged', 'client', 28, [
  'name:partition',
  'batch',
  'records',
  'baseOffset',
])
export const BATCH_RETRIED = declareFact(190, 'batch.retried', 'client', 52, [
  'name:partition',
  'batch',
  'error',
  'backoffUs',
])
export const BATCH_FAILED = declareFact(191, 'batch.failed', 'client', 66, [
  'name:partition',
  'batch',
  'records',
  'error',
])
/** delivery.timeout.ms has passed; `batch.failed` goes with it. */
export const BATCH_EXPIRED = declareFact(192, 'batch.expired', 'client', 67, [
  'name:partition',
  'batch',
  'ageUs',
])
export const BATCH_SPLIT = declareFact(193, 'batch.split', 'client', 54, ['name:partition', 'batch', 'parts'])
export const PRODUCER_ID_GIVEN = declareFact(194, 'producerId.given', 'client', 45, [
  'producerId',
  'producerEpoch',
])
export const PRODUCER_EPOCH_BUMPED = declareFact(195, 'producerEpoch.bumped', 'client', 62, ['producerEpoch'])
/** The process is gone with what it held: records waiting or in flight whose fate it never learns. */
export const PRODUCER_ENDED = declareFact(196, 'producer.ended', 'client', 56, [
  'sentRecords',
  'acknowledgedRecords',
  'failedRecords',
  'unresolvedRecords',
])
// Connections and metadata.
export const REQUESTS_TIMED_OUT = declareFact(197, 'requests.timedOut', 'client', 60, [
  'requests',
  'waitedUs',
])
export const REQUESTS_LOST = declareFact(198, 'requests.lost', 'client', 48, ['requests'])
export const METADATA_UPDATED = declareFact(199, 'metadata.updated', 'client', 30, ['brokers', 'changes'])
export const LEADER_LEARNED = declareFact(200, 'leader.learned', 'client', 50, [
  'name:partition',
  'leader',
  'leaderEpoch',
  'previousLeader',
])
/** An answer that is older than what the client knows already (clients.md 2.3). */
export const METADATA_STALE = declareFact(201, 'metadata.stale', 'client', 44, [
  'name:partition',
  'leaderEpoch',
  'knownLeaderEpoch',
])
export const METADATA_REBOOTSTRAPPED = declareFact(202, 'metadata.rebootstrapped', 'client', 58, [])
// The consumer.
export const FETCH_SENT = declareFact(203, 'fetch.sent', 'client', 15, [
  'sessionId',
  'sessionEpoch',
  'partitions',
  'forgotten',
])
export const FETCH_ANSWERED = declareFact(204, 'fetch.answered', 'client', 24, [
  'sessionId',
  'partitions',
  'records',
])
export const FETCH_REFUSED = declareFact(205, 'fetch.refused', 'client', 51, [
  'name:partition',
  'error',
  'position',
])
export const FETCH_SESSION_LOST = declareFact(206, 'fetchSession.lost', 'client', 36, ['sessionId', 'error'])
/** Records of one partition handed to the application: from one offset up to, not including, another. */
export const RECORDS_DELIVERED = declareFact(207, 'records.delivered', 'client', 32, [
  'name:partition',
  'fromOffset',
  'toOffset',
  'leaderEpoch',
])
export const POSITION_RESET = declareFact(208, 'position.reset', 'client', 54, [
  'name:partition',
  'offset',
  'previousOffset',
])
export const POSITION_VALIDATED = declareFact(209, 'position.validated', 'client', 42, [
  'name:partition',
  'offset',
  'leaderEpoch',
  'endOffset',
])
export const TRUNCATION_DETECTED = declareFact(210, 'truncation.detected', 'client', 82, [
  'name:partition',
  'position',
  'endOffset',
  'epoch',
])
export const POSITION_OUT_OF_RANGE = declareFact(211, 'position.outOfRange', 'client', 64, [
  'name:partition',
  'position',
  'logStartOffset',
])
/** auto.offset.reset=none: the application gets an exception, and the partition is read no further. */
export const POSITION_LOST = declareFact(212, 'position.lost', 'client', 66, ['name:partition', 'position'])
/** KIP-392: the leader says that another replica is nearer. Codes 330 on are of replication. */
export const PREFERRED_REPLICA = declareFact(330, 'replica.preferred', 'client', 60, [
  'name:partition',
  'preferred',
  'leader',
])
export const CONSUMER_ENDED = declareFact(213, 'consumer.ended', 'client', 56, ['deliveredRecords'])
// The admin.
export const BROKERS_AWAITED = declareFact(214, 'brokers.awaited', 'client', 34, ['brokers', 'wanted'])
export const TOPIC_CREATED = declareFact(215, 'topic.creationAnswered', 'client', 58, [
  'name:topic',
  'partitions',
])
export const TOPIC_REFUSED = declareFact(216, 'topic.creationRefused', 'client', 57, ['name:topic', 'error'])
