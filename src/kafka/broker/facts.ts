// What brokers do to partitions. Codes 140 to 179. Subject: the broker's process; object: the replica or the connection.

import { declareFact } from '../../sim/facts.ts'

export const PRODUCE_VERIFIED = declareFact(140, 'produce.verified', 'client', 22, ['id', 'partitions'])
export const PRODUCE_REFUSED = declareFact(141, 'produce.refused', 'client', 60, ['name:partition', 'error'])
/** A leader appended a batch. */
export const APPENDED = declareFact(142, 'appended', 'client', 40, [
  'name:partition',
  'baseOffset',
  'count',
  'leaderEpoch',
])
/** The same row continued: whose batch it was. */
export const APPENDED_BATCH = declareFact(143, 'appended.batch', 'client', 1, [
  'name:producer',
  'batch',
  'baseOffset',
])
export const PRODUCE_PARKED = declareFact(144, 'produce.parked', 'client', 30, ['id', 'deadlineUs'])
export const PRODUCE_ANSWERED = declareFact(145, 'produce.answered', 'client', 32, ['id', 'error'])
export const PRODUCE_EXPIRED = declareFact(146, 'produce.expired', 'client', 62, ['id'])
export const FETCH_PARKED = declareFact(147, 'fetch.parked', 'replica', 21, ['id', 'deadlineUs'])
export const FETCH_SERVED = declareFact(148, 'fetch.served', 'replica', 23, ['id', 'partitions', 'bytes'])
/** A follower appended what it fetched. */
export const REPLICATED = declareFact(149, 'replicated', 'replica', 41, [
  'name:partition',
  'fromOffset',
  'endOffset',
  'leader',
])
export const HIGH_WATERMARK_ADVANCED = declareFact(150, 'highWatermark.advanced', 'replica', 45, [
  'name:partition',
  'from',
  'to',
])
/** A follower took over its leader's high watermark, which may be lower than its own. */
export const HIGH_WATERMARK_FOLLOWED = declareFact(151, 'highWatermark.followed', 'replica', 24, [
  'name:partition',
  'from',
  'to',
])
export const ISR_SHRINK_WANTED = declareFact(152, 'isr.shrinkWanted', 'replica', 70, [
  'name:partition',
  'broker',
  'lagUs',
])
export const ISR_EXPAND_WANTED = declareFact(153, 'isr.expandWanted', 'replica', 70, [
  'name:partition',
  'broker',
  'endOffset',
])
export const ISR_CHANGED = declareFact(154, 'isr.changed', 'replica', 78, [
  'name:partition',
  'size',
  'partitionEpoch',
])
export const ALTER_PARTITION_FAILED = declareFact(155, 'alterPartition.failed', 'replica', 72, [
  'name:partition',
  'error',
])
export const BECAME_LEADER = declareFact(156, 'leader.became', 'replica', 84, [
  'name:partition',
  'leaderEpoch',
  'logEnd',
  'highWatermark',
])
export const BECAME_FOLLOWER = declareFact(157, 'follower.became', 'replica', 80, [
  'name:partition',
  'leaderEpoch',
  'leader',
  'logEnd',
])
export const LEADERLESS = declareFact(158, 'leaderless', 'replica', 83, ['name:partition', 'leaderEpoch'])
/** The log was cut: `records` are gone from this replica. */
export const TRUNCATED = declareFact(159, 'truncated', 'replica', 82, [
  'name:partition',
  'from',
  'to',
  'leaderEpoch',
])
export const DIVERGED = declareFact(160, 'diverged', 'replica', 58, [
  'name:partition',
  'epoch',
  'endOffset',
  'follower',
])
export const FETCH_FAILED = declareFact(161, 'fetch.failed', 'replica', 50, ['name:partition', 'error'])
export const SESSION_OPENED = declareFact(162, 'session.opened', 'replica', 12, ['session', 'partitions'])
export const LOGS_RECOVERED = declareFact(163, 'logs.recovered', 'life', 66, ['logs', 'bytes'])
export const HIGH_WATERMARK_CHECKPOINTED = declareFact(164, 'highWatermark.checkpointed', 'replica', 9, [
  'replicas',
])
export const LOG_TAIL_LOST = declareFact(165, 'log.tailLost', 'replica', 81, ['name:partition', 'from', 'to'])
export const REPLICA_CAUGHT_UP = declareFact(166, 'replica.seen', 'replica', 2, [
  'name:partition',
  'broker',
  'endOffset',
])
export const DUPLICATE_BATCH = declareFact(167, 'duplicate.batch', 'client', 55, [
  'name:partition',
  'producerId',
  'baseSequence',
  'baseOffset',
])
export const REQUEST_QUEUED = declareFact(168, 'request.queued', 'network', 11, ['api', 'id'])
export const METADATA_ANSWERED = declareFact(169, 'metadata.answered', 'client', 25, ['id', 'topics'])
export const OFFSETS_ANSWERED = declareFact(170, 'offsets.answered', 'client', 25, ['id', 'partitions'])
export const PRODUCER_ID_ALLOTTED = declareFact(171, 'producerId.allotted', 'client', 33, ['producerId'])
export const FETCHER_STARTED = declareFact(172, 'fetcher.started', 'replica', 48, [
  'name:partition',
  'leader',
  'fromOffset',
])
