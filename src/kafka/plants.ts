// Planted bugs: each breaks one rule of the engine, so that tests can see an invariant trip. None is ever on outside of a test.

import type { World } from '../sim/world.ts'

export interface Plant {
  readonly id:
    | 'answer-before-commit'
    | 'leads-unelected'
    | 'divergence-ignored'
    | 'majority-of-one'
    | 'votes-for-any-log'
    | 'epoch-falls'
    | 'watermark-falls'
    | 'latest-starts-anew'
    | 'elr-keeps-members'
    | 'commits-below-min-isr'
    | 'serves-uncommitted'
    | 'position-skips'
    | 'duplicates-appended'
    | 'order-unchecked'
    | 'assignment-doubled'
    | 'grants-what-is-held'
    | 'commits-unchecked'
    | 'commits-beyond-log'
    | 'commits-unprocessed'
    | 'processes-uncommitted'
  /** The invariant that must trip, and what the bug does. */
  readonly trips: string
  readonly breaks: string
}

export const PLANTS: readonly Plant[] = [
  {
    id: 'answer-before-commit',
    trips: 'acknowledged-survives',
    breaks: 'a leader answers acks=all after its own append, before the records are committed',
  },
  {
    id: 'leads-unelected',
    trips: 'one-leader-per-epoch',
    breaks: 'the first replica of a partition leads whoever was elected',
  },
  {
    id: 'divergence-ignored',
    trips: 'logs-agree',
    breaks: 'a follower whose log parts from the leader keeps its tail and appends behind it',
  },
  {
    id: 'majority-of-one',
    trips: 'one-controller-per-epoch',
    breaks: 'a candidate leads the quorum with its own vote alone',
  },
  {
    id: 'votes-for-any-log',
    trips: 'metadata-survives',
    breaks: 'a voter votes for candidates whose log is shorter than its own',
  },
  {
    id: 'epoch-falls',
    trips: 'epochs-never-fall',
    breaks: 'a broker that led a partition follows it in an older epoch',
  },
  {
    id: 'watermark-falls',
    trips: 'watermark-never-falls',
    breaks: 'a leader now and then takes its high watermark back by one',
  },
  {
    id: 'latest-starts-anew',
    trips: 'latest-never-falls',
    breaks: 'a leader that follows another tells clients the start of its log where they ask for the end',
  },
  {
    id: 'elr-keeps-members',
    trips: 'isr-of-replicas',
    breaks: 'who comes back into the ISR stays in the ELR',
  },
  {
    id: 'commits-below-min-isr',
    trips: 'commits-at-min-isr',
    breaks: 'the high watermark goes on although the ISR is below min.insync.replicas',
  },
  {
    id: 'serves-uncommitted',
    trips: 'reads-are-committed',
    breaks: 'a leader serves consumers up to the end of its log',
  },
  {
    id: 'position-skips',
    trips: 'reads-go-on',
    breaks: 'a consumer skips a record when the leader epoch changes',
  },
  {
    id: 'duplicates-appended',
    trips: 'no-duplicates',
    breaks: 'a leader appends a batch again that it has already',
  },
  {
    id: 'order-unchecked',
    trips: 'in-order',
    breaks: 'a producer sends again behind what waits, and the leader does not look at sequences',
  },
  {
    id: 'assignment-doubled',
    trips: 'one-owner-per-generation',
    breaks: 'a coordinator gives every member all that the leader has assigned',
  },
  {
    id: 'grants-what-is-held',
    trips: 'granted-when-free',
    breaks: 'a coordinator grants partitions that others have not given up yet',
  },
  {
    id: 'commits-unchecked',
    trips: 'commits-of-members',
    breaks: 'a coordinator takes commits without asking who commits',
  },
  {
    id: 'commits-beyond-log',
    trips: 'commits-within-log',
    breaks: 'a consumer commits a thousand records more than it has read',
  },
  {
    id: 'commits-unprocessed',
    trips: 'processed-at-least-once',
    breaks: 'a consumer commits what it has polled before it has worked it off',
  },
  {
    id: 'processes-uncommitted',
    trips: 'processed-at-most-once',
    breaks: 'a consumer works off records whose commit has failed',
  },
]

/** Bugs that no invariant sees: only a recording of the real thing tells them from Kafka (conformance/compare). */
export interface RecordingPlant {
  readonly id:
    | 'fenced-before-partitions'
    | 'isr-backwards'
    | 'leader-written-anew'
    | 'elr-forgotten'
    | 'last-leader-forgotten'
    | 'elr-not-cleared'
    | 'bootstrap-bare'
    | 'fence-ends-session'
    | 'session-unchecked'
    | 'leave-at-once'
  /** A recording that must tell. */
  readonly recording: string
  readonly breaks: string
}

export const RECORDING_PLANTS: readonly RecordingPlant[] = [
  {
    id: 'fenced-before-partitions',
    recording: 'acks1-lost',
    breaks: 'the fence record comes before the partitions that lose the broker',
  },
  { id: 'isr-backwards', recording: 'acks1-lost', breaks: 'an ISR is written in the opposite order' },
  {
    id: 'leader-written-anew',
    recording: 'acks-min-isr',
    breaks: 'every change of a partition names its leader, which bumps the leader epoch',
  },
  { id: 'elr-forgotten', recording: 'elr-saves-partition', breaks: 'nobody enters an ELR' },
  {
    id: 'last-leader-forgotten',
    recording: 'elr-defeated',
    breaks: 'the last leader of a partition is not remembered',
  },
  {
    id: 'elr-not-cleared',
    recording: 'acks-min-isr',
    breaks: 'a topic that sets its min ISR is made without ClearElr',
  },
  {
    id: 'bootstrap-bare',
    recording: 'placement-keyed',
    breaks: 'the first records of a cluster are no transaction',
  },
  {
    id: 'fence-ends-session',
    recording: 'elr-saves-partition',
    breaks: 'a broker that is fenced already gets no fence record when its session ends',
  },
  {
    id: 'session-unchecked',
    recording: 'quick-restart',
    breaks: 'a broker may register again while its last session runs',
  },
  {
    id: 'leave-at-once',
    recording: 'elr-saves-partition',
    breaks: 'a stopping broker may go before the others have seen its leaderships move',
  },
]

export function isPlanted(world: World, id: Plant['id'] | RecordingPlant['id']): boolean {
  return world.options.plants.includes(id)
}
