// Timers and tasks of every kind, numbered in one place. Names stand in addresses: `timer:101/session/1`.

// Channels to other processes; the key is the channel's slot.
export const REQUEST_TIMER = 1
export const CONNECT_TIMER = 2
export const RECONNECT_TIMER = 3
// Raft; key 0 unless said otherwise.
export const ELECTION_TIMER = 10
export const RAFT_FETCH_TIMER = 11
export const CHECK_QUORUM_TIMER = 12
export const BEGIN_QUORUM_TIMER = 13
export const APPEND_LINGER_TIMER = 14
export const RAFT_BACKOFF_TIMER = 15
export const RAFT_PARKED_FETCH_TIMER = 16
export const RAFT_SHUTDOWN_TIMER = 17
export const SNAPSHOT_CLEAN_TIMER = 18
// Controller. Session: key is the broker id.
export const SESSION_TIMER = 30
export const NO_OP_TIMER = 31
export const BALANCE_TIMER = 32
export const UNCLEAN_ELECTION_TIMER = 33
// Broker.
export const HEARTBEAT_TIMER = 50
export const REGISTRATION_TIMER = 51
export const ISR_EXPIRATION_TIMER = 52
export const PRODUCE_PURGATORY_TIMER = 53
export const FETCH_PURGATORY_TIMER = 54
export const FETCHER_BACKOFF_TIMER = 55
export const ALTER_PARTITION_TIMER = 56
export const HIGH_WATERMARK_CHECKPOINT_TIMER = 57
export const PRODUCER_IDS_TIMER = 58
export const FORWARDING_TIMER = 59
export const DELETE_RECORDS_TIMER = 60
// Group coordinators. Keys: the member's or the group's name, or the number of the partition of __consumer_offsets.
export const GROUP_SESSION_TIMER = 61
export const GROUP_JOIN_TIMER = 62
export const GROUP_SYNC_TIMER = 63
export const GROUP_PENDING_TIMER = 64
export const GROUP_REVOCATION_TIMER = 65
export const GROUP_APPEND_TIMER = 66
export const GROUP_WRITE_TIMER = 67
export const OFFSETS_EXPIRY_TIMER = 68
// Logs. Deleted files: key is the log's slot.
export const RETENTION_TIMER = 70
export const DELETED_FILES_TIMER = 71
/** Key: the cleaner thread. */
export const CLEANER_TIMER = 72
export const LOG_FLUSH_TIMER = 73
/** log.dir.failure.timeout.ms; key: place of the directory. */
export const DIR_TOLD_TIMER = 74
// Clients.
export const WORKLOAD_TIMER = 80
export const SENDER_TIMER = 81
export const METADATA_TIMER = 82
export const POLL_TIMER = 83
export const BLOCK_TIMER = 84
export const ADMIN_TIMER = 85
export const ADMIN_CALL_TIMER = 95
/** What a member of a group does next by itself: heartbeat, commit, another attempt. */
export const MEMBER_TIMER = 86
/** max.poll.interval.ms, while the application has records in hand. */
export const POLL_INTERVAL_TIMER = 87
export const CLOSE_TIMER = 88

const timerNames: ReadonlyMap<number, string> = new Map([
  [REQUEST_TIMER, 'request'],
  [CONNECT_TIMER, 'connect'],
  [RECONNECT_TIMER, 'reconnect'],
  [ELECTION_TIMER, 'election'],
  [RAFT_FETCH_TIMER, 'raft-fetch'],
  [CHECK_QUORUM_TIMER, 'check-quorum'],
  [BEGIN_QUORUM_TIMER, 'begin-quorum'],
  [APPEND_LINGER_TIMER, 'append-linger'],
  [RAFT_BACKOFF_TIMER, 'raft-backoff'],
  [RAFT_PARKED_FETCH_TIMER, 'raft-parked-fetch'],
  [RAFT_SHUTDOWN_TIMER, 'raft-shutdown'],
  [SNAPSHOT_CLEAN_TIMER, 'snapshot-clean'],
  [SESSION_TIMER, 'session'],
  [NO_OP_TIMER, 'no-op'],
  [BALANCE_TIMER, 'balance'],
  [UNCLEAN_ELECTION_TIMER, 'unclean-election'],
  [HEARTBEAT_TIMER, 'heartbeat'],
  [REGISTRATION_TIMER, 'registration'],
  [ISR_EXPIRATION_TIMER, 'isr-expiration'],
  [PRODUCE_PURGATORY_TIMER, 'produce-purgatory'],
  [FETCH_PURGATORY_TIMER, 'fetch-purgatory'],
  [FETCHER_BACKOFF_TIMER, 'fetcher-backoff'],
  [ALTER_PARTITION_TIMER, 'alter-partition'],
  [HIGH_WATERMARK_CHECKPOINT_TIMER, 'high-watermark-checkpoint'],
  [PRODUCER_IDS_TIMER, 'producer-ids'],
  [FORWARDING_TIMER, 'forwarding'],
  [DELETE_RECORDS_TIMER, 'delete-records'],
  [GROUP_SESSION_TIMER, 'group-session'],
  [GROUP_JOIN_TIMER, 'group-join'],
  [GROUP_SYNC_TIMER, 'group-sync'],
  [GROUP_PENDING_TIMER, 'group-pending'],
  [GROUP_REVOCATION_TIMER, 'group-revocation'],
  [GROUP_APPEND_TIMER, 'group-append'],
  [GROUP_WRITE_TIMER, 'group-write'],
  [OFFSETS_EXPIRY_TIMER, 'offsets-expiry'],
  [RETENTION_TIMER, 'retention'],
  [DELETED_FILES_TIMER, 'deleted-files'],
  [CLEANER_TIMER, 'cleaner'],
  [LOG_FLUSH_TIMER, 'log-flush'],
  [DIR_TOLD_TIMER, 'dir-told'],
  [WORKLOAD_TIMER, 'workload'],
  [SENDER_TIMER, 'sender'],
  [METADATA_TIMER, 'metadata'],
  [POLL_TIMER, 'poll'],
  [BLOCK_TIMER, 'block'],
  [ADMIN_TIMER, 'admin'],
  [ADMIN_CALL_TIMER, 'admin-call'],
  [MEMBER_TIMER, 'member'],
  [POLL_INTERVAL_TIMER, 'poll-interval'],
  [CLOSE_TIMER, 'close'],
])

/** A request taken from the request queue by an io thread; an append that follows verification; an answer that follows an append. */
export const HANDLE_TASK = 1
export const APPEND_TASK = 2
export const ANSWER_TASK = 3
export const WAKE_FETCH_TASK = 4
/** Of group coordinators. */
export const GROUP_ANSWER_TASK = 5
export const GROUP_COMMITTED_TASK = 6
export const LOAD_COORDINATOR_TASK = 7
export const RESOLVE_PATTERNS_TASK = 8
export const RAFT_TASK = 10
export const CONTROLLER_TASK = 30
export const RECOVERED_TASK = 50
export const CLEAN_TASK = 70
export const DIR_FAILURE_TASK = 71
export const DISK_READ_TASK = 72
export const POLL_TASK = 80
export const PROCESS_TASK = 81

const taskNames: ReadonlyMap<number, string> = new Map([
  [HANDLE_TASK, 'handle'],
  [APPEND_TASK, 'append'],
  [ANSWER_TASK, 'answer'],
  [WAKE_FETCH_TASK, 'wake-fetch'],
  [GROUP_ANSWER_TASK, 'group-answer'],
  [GROUP_COMMITTED_TASK, 'group-committed'],
  [LOAD_COORDINATOR_TASK, 'load-coordinator'],
  [RESOLVE_PATTERNS_TASK, 'resolve-patterns'],
  [RAFT_TASK, 'raft'],
  [CONTROLLER_TASK, 'controller'],
  [RECOVERED_TASK, 'recovered'],
  [CLEAN_TASK, 'clean'],
  [DIR_FAILURE_TASK, 'dir-failure'],
  [DISK_READ_TASK, 'disk-read'],
  [POLL_TASK, 'poll'],
  [PROCESS_TASK, 'process'],
])

/** Flushes, by what waits for them. */
export const FLUSH_QUORUM_STATE = 1
export const FLUSH_METADATA_LOG = 2
export const FLUSH_SNAPSHOT = 3

const flushNames: ReadonlyMap<number, string> = new Map([
  [FLUSH_QUORUM_STATE, 'quorum-state'],
  [FLUSH_METADATA_LOG, 'metadata-log'],
  [FLUSH_SNAPSHOT, 'metadata-snapshot'],
])

export function timerName(code: number): string {
  return timerNames.get(code) ?? `timer-${code}`
}

export function taskName(code: number): string {
  return taskNames.get(code) ?? `task-${code}`
}

export function flushName(code: number): string {
  return flushNames.get(code) ?? `flush-${code}`
}
