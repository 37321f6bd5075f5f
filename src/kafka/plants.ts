// Planted bugs: each breaks one rule of the engine, so that tests can see an invariant trip. None is ever on outside of a test.

import type { World } from '../sim/world.ts'

export interface Plant {
  readonly id: 'answer-before-commit' | 'leads-unelected' | 'divergence-ignored'
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
