// What happens in logs and on disks. Codes 370 to 449.

import { declareFact } from '../../sim/facts.ts'

/** The active segment was closed and another begun; `reason` as in ROLL_REASONS. */
export const SEGMENT_ROLLED = declareFact(370, 'segment.rolled', 'replica', 56, [
  'name:partition',
  'baseOffset',
  'reason',
  'bytes',
])
/** Nothing of it is left at the leader: it begins anew where the leader's log starts. */
export const LOG_RESTARTED = declareFact(372, 'log.restarted', 'replica', 82, [
  'name:partition',
  'from',
  'to',
  'leader',
])
export const LOG_START_MOVED = declareFact(371, 'logStart.moved', 'replica', 57, [
  'name:partition',
  'from',
  'to',
])
/** `reason` as in DELETION_REASONS. */
export const SEGMENT_DELETED = declareFact(373, 'segment.deleted', 'replica', 70, [
  'name:partition',
  'baseOffset',
  'reason',
  'bytes',
])
export const FILES_REMOVED = declareFact(374, 'files.removed', 'disk', 45, [
  'name:partition',
  'files',
  'bytes',
])
export const RETENTION_CHECKED = declareFact(375, 'retention.checked', 'disk', 18, ['logs', 'segments'])
/** A cleaner thread has taken the log: `keys` are in its map. */
export const CLEANING_STARTED = declareFact(376, 'cleaning.started', 'replica', 55, [
  'name:partition',
  'from',
  'to',
  'keys',
])
export const CLEANED_LOG = declareFact(377, 'log.cleaned', 'replica', 72, [
  'name:partition',
  'records',
  'kept',
  'to',
])
export const CLEANED = declareFact(378, 'segments.cleaned', 'replica', 40, [
  'before',
  'after',
  'readBytes',
  'writtenBytes',
])
export const CLEANING_ABORTED = declareFact(379, 'cleaning.aborted', 'replica', 55, ['name:partition'])
/** A directory of logs is given up: `why` 0 for an error, 1 for a full disk. */
export const DIR_OFFLINE = declareFact(380, 'dir.offline', 'disk', 84, ['name:dir', 'logs', 'why'])
export const BROKER_HALTED = declareFact(381, 'broker.halted', 'life', 91, ['name:dir'])
/** The controller has moved partitions away from failed directories. */
export const DIRS_OFFLINE = declareFact(382, 'dirs.offline', 'control', 83, ['broker', 'partitions'])
export const LOGS_FLUSHED = declareFact(383, 'logs.flushed', 'disk', 12, ['logs'])
export const READ_FROM_DISK = declareFact(384, 'disk.read', 'disk', 46, ['bytes', 'tookUs'])
/** Power went while pages were on their way to the disk: the batch at `offset` is there in part, `bytes` from it on lie on the disk. Nobody knows yet. */
export const BATCH_TORN = declareFact(385, 'batch.torn', 'replica', 80, [
  'name:partition',
  'offset',
  'segment',
  'bytes',
])
/** Recovery has come upon a batch that is not whole: where it begins in the segment's file, and its first offset. */
export const TORN_BATCH_FOUND = declareFact(386, 'recovery.tornBatch', 'replica', 84, [
  'name:partition',
  'segment',
  'position',
  'offset',
])
/** The segment is cut there, and what is behind it goes, broken or not. */
export const RECOVERY_CUT = declareFact(387, 'recovery.cut', 'replica', 83, [
  'name:partition',
  'segment',
  'bytes',
  'laterSegments',
])
/** One of those, renamed to `.deleted`. */
export const RECOVERY_DELETED = declareFact(388, 'recovery.segmentDeleted', 'replica', 71, [
  'name:partition',
  'baseOffset',
  'cutSegment',
  'bytes',
])
/** The controllers could not be told of a failed directory within log.dir.failure.timeout.ms. */
export const DIR_NOT_TOLD = declareFact(389, 'dir.notTold', 'life', 85, ['name:dir', 'waitedUs'])
