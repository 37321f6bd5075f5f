// What Kafka did at another time: one row of rules. A release picks a row (releases.ts), and single rules can be put in its place. Handlers branch on the row
// of their node, in one place for each rule.

import type { Sealed } from '../../sim/tree.ts'

/** Each rule with its positions, from the oldest to the newest. The first release of each: releases.ts. */
export const POSITIONS = {
  /** Where a follower cuts its log when a leader takes over. */
  truncation: ['hw', 'epoch-v1', 'epoch-v2', 'epoch-fenced', 'on-fetch'],
  /** How far a follower must have come to join the ISR. */
  isrJoin: ['hw', 'epoch-start'],
  /** Which brokers may be in the ISR: any, those that are neither fenced nor shutting down (KIP-841), of those the present incarnation only (KIP-903). */
  isrEligible: ['any', 'unfenced', 'broker-epoch'],
  /** What the high watermark waits for: the ISR, or an ISR of min ISR besides (KAFKA-15583). */
  hwRule: ['isr', 'min-isr'],
  /** min.insync.replicas is at most the number of replicas (KAFKA-15583). */
  minIsrCap: ['none', 'replicas'],
  /** Who is elected without being asked: anyone (unclean by default), the ISR, or besides the ISR the ELR and the last known leader (KIP-966). */
  election: ['unclean', 'isr', 'elr'],
  /** How a leader of the quorum that nobody follows ends (KAFKA-15489), and whether a voter asks before it stands (KIP-996). */
  kraftLeader: ['never-resigns', 'check-quorum', 'pre-vote'],
  /** What a consumer does when its partition has a new leader: nothing, or it asks where its epoch ends (KIP-320). */
  consumerTruncation: ['blind', 'epoch-check'],
  /** The end of a log as a new leader tells it: a high watermark that trails, or OFFSET_NOT_AVAILABLE until it has caught up (KIP-207). */
  listOffsets: ['stale', 'not-available'],
  /** From whom a consumer may fetch (KIP-392). */
  fetchFrom: ['leader', 'closest'],
  /**
   * Whether the leader epoch rises when an ISR loses a member and the leader stays: when the controller takes it out by itself, always, or never. A bug of
   * brokers had needed it (KAFKA-15021).
   */
  epochOnShrink: ['by-controller', 'always', 'never'],
  /** How a leader writes the ISR that it asks for: the newcomer last, or by id. Seen on 3.9.2 and 4.3.1. */
  isrOrder: ['newcomer-last', 'by-id'],
  /** A session ends with being fenced, or goes on and refuses a new incarnation. Seen on 3.9.2 and 4.3.1. */
  session: ['ends-when-fenced', 'outlives-fencing'],
} as const

export type RuleName = keyof typeof POSITIONS

export type Rules = Sealed & { readonly release: string } & {
  readonly [Name in RuleName]: (typeof POSITIONS)[Name][number]
}

/** Single rules of another time, by name. */
export type RulesOverride = { readonly [Name in RuleName]?: (typeof POSITIONS)[Name][number] }

export const RULE_NAMES = Object.keys(POSITIONS) as readonly RuleName[]
