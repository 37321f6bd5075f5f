// What happens in the metadata quorum. Codes 100 to 119; subjects and objects are processes.

import { declareFact } from '../../sim/facts.ts'

export const RAFT_UNATTACHED = declareFact(100, 'raft.unattached', 'control', 60, ['epoch'])
export const RAFT_PROSPECTIVE = declareFact(101, 'raft.prospective', 'control', 82, ['epoch', 'silentLeader'])
export const RAFT_CANDIDATE = declareFact(102, 'raft.candidate', 'control', 83, ['epoch'])
export const RAFT_FOLLOWER = declareFact(103, 'raft.follower', 'control', 70, ['epoch', 'leader'])
export const RAFT_LEADER = declareFact(104, 'raft.leader', 'control', 89, ['epoch', 'votes', 'epochStart'])
/** `heard`: other voters that fetched within the last check-quorum period; −1 when it resigned for another reason. */
export const RAFT_RESIGNED = declareFact(105, 'raft.resigned', 'control', 88, ['epoch', 'heard'])
export const VOTE_GRANTED = declareFact(106, 'raft.voteGranted', 'control', 72, [
  'candidate',
  'epoch',
  'preVote',
])
/** Reason: 1 knows a leader, 2 voted already, 3 its own log is longer, 4 stands or leads itself. */
export const VOTE_DENIED = declareFact(107, 'raft.voteDenied', 'control', 71, [
  'candidate',
  'epoch',
  'preVote',
  'reason',
])
export const VOTE_COUNTED = declareFact(108, 'raft.voteCounted', 'control', 66, [
  'voter',
  'epoch',
  'granted',
  'votes',
])
export const METADATA_APPENDED = declareFact(109, 'metadata.appended', 'control', 35, [
  'baseOffset',
  'endOffset',
  'epoch',
])
export const METADATA_REPLICATED = declareFact(110, 'metadata.replicated', 'control', 30, [
  'baseOffset',
  'endOffset',
  'epoch',
])
export const METADATA_COMMITTED = declareFact(111, 'metadata.committed', 'control', 36, [
  'highWatermark',
  'epoch',
])
export const METADATA_TRUNCATED = declareFact(112, 'metadata.truncated', 'control', 86, [
  'endOffset',
  'oldEndOffset',
  'epoch',
])
export const METADATA_APPLIED = declareFact(113, 'metadata.applied', 'control', 16, [
  'fromOffset',
  'endOffset',
])
export const METADATA_LOST = declareFact(114, 'metadata.lost', 'disk', 60, ['endOffset', 'oldEndOffset'])
export const RAFT_FETCH_PARKED = declareFact(115, 'raft.fetchParked', 'control', 11, [
  'replica',
  'fetchOffset',
])
export const RAFT_FETCH_REFUSED = declareFact(116, 'raft.fetchRefused', 'control', 32, [
  'replica',
  'error',
  'epoch',
  'leader',
])
/** An observer learns who leads. */
export const RAFT_LEADER_FOUND = declareFact(117, 'raft.leaderFound', 'control', 55, ['epoch', 'leader'])

// Snapshots of the metadata. Codes 490 to 494.
/** Reason: 1 bytes, 2 time. */
export const SNAPSHOT_WRITTEN = declareFact(490, 'metadata.snapshotWritten', 'control', 68, [
  'endOffset',
  'epoch',
  'sizeBytes',
  'reason',
])
/** The leader sends a follower to a snapshot: its own log begins later than the follower needs, or says otherwise. */
export const SNAPSHOT_OFFERED = declareFact(491, 'metadata.snapshotOffered', 'control', 69, [
  'replica',
  'fetchOffset',
  'endOffset',
  'logStart',
])
export const SNAPSHOT_FETCHED = declareFact(492, 'metadata.snapshotFetched', 'control', 67, [
  'endOffset',
  'epoch',
  'sizeBytes',
  'oldEndOffset',
])
export const SNAPSHOT_LOADED = declareFact(493, 'metadata.snapshotLoaded', 'control', 66, [
  'fromOffset',
  'endOffset',
  'records',
  'sizeBytes',
])
/** Reason: 1 size, 2 age. */
export const METADATA_LOG_CUT = declareFact(494, 'metadata.logCut', 'disk', 62, [
  'startOffset',
  'oldStartOffset',
  'snapshots',
  'reason',
])
