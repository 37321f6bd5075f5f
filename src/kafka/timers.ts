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
// Clients.
export const WORKLOAD_TIMER = 80
export const SENDER_TIMER = 81
export const METADATA_TIMER = 82
export const POLL_TIMER = 83
export const BLOCK_TIMER = 84
export const ADMIN_TIMER = 85

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
  [WORKLOAD_TIMER, 'workload'],
  [SENDER_TIMER, 'sender'],
  [METADATA_TIMER, 'metadata'],
  [POLL_TIMER, 'poll'],
  [BLOCK_TIMER, 'block'],
  [ADMIN_TIMER, 'admin'],
])

/** A request taken from the request queue by an io thread; an append that follows verification; an answer that follows an append. */
export const HANDLE_TASK = 1
export const APPEND_TASK = 2
export const ANSWER_TASK = 3
export const WAKE_FETCH_TASK = 4
export const RAFT_TASK = 10
export const CONTROLLER_TASK = 30
export const RECOVERED_TASK = 50
export const POLL_TASK = 80

const taskNames: ReadonlyMap<number, string> = new Map([
  [HANDLE_TASK, 'handle'],
  [APPEND_TASK, 'append'],
  [ANSWER_TASK, 'answer'],
  [WAKE_FETCH_TASK, 'wake-fetch'],
  [RAFT_TASK, 'raft'],
  [CONTROLLER_TASK, 'controller'],
  [RECOVERED_TASK, 'recovered'],
  [POLL_TASK, 'poll'],
])

/** Flushes, by what waits for them. */
export const FLUSH_QUORUM_STATE = 1
export const FLUSH_METADATA_LOG = 2

const flushNames: ReadonlyMap<number, string> = new Map([
  [FLUSH_QUORUM_STATE, 'quorum-state'],
  [FLUSH_METADATA_LOG, 'metadata-log'],
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
