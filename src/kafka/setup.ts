// What a run begins with: nodes, network, topics, clients. Scenarios are read into this.

import type { ConfigValues } from './config/check-value.ts'
import type { RulesOverride } from './rules/rules.ts'

export interface Setup {
  /** Kafka release whose rules apply, e.g. "4.3". */
  readonly rules: string
  /** Single rules of another release in the place of that one's. */
  readonly rulesOverride?: RulesOverride
  readonly seed: string
  readonly cluster: ClusterSetup
  readonly network: NetworkSetup
  readonly topics: readonly TopicSetup[]
  readonly clients: readonly ClientSetup[]
}

export interface ClusterSetup {
  /** Node ids of the KRaft voters. A node that is also a broker is combined. */
  readonly controllers: readonly number[]
  readonly brokers: readonly { readonly id: number; readonly rack: string | null }[]
  readonly config: ConfigValues
  /** Memory of each machine that holds pages of files; absent: more than enough. */
  readonly pageCacheBytes?: number
  /** Levels of features given at formatting, where not the release's own. */
  readonly features?: FeatureLevels
}

export type FeatureLevels = { readonly [name: string]: number }

export interface NetworkSetup {
  /** One way: latency plus a draw from [0, jitter). */
  readonly latencyUs: number
  readonly jitterUs: number
}

export interface TopicSetup {
  readonly name: string
  readonly partitions: number
  readonly replicationFactor: number
  /** Replica lists in order of preference, one a partition; null: Kafka's placer decides. */
  readonly placement: readonly (readonly number[])[] | null
  readonly config: ConfigValues
}

export type ClientSetup = ProducerSetup | ConsumerSetup

export interface ProducerSetup {
  readonly kind: 'producer'
  readonly id: string
  readonly topic: string
  readonly ratePerSecond: number
  /** Number of distinct keys; null: records without a key. */
  readonly keys: number | null
  readonly valueBytes: number
  /** Its records one by one, over and over, in the place of drawn keys. */
  readonly sequence?: readonly GivenRecord[]
  /** On each of its records. */
  readonly headers?: readonly GivenHeader[]
  readonly fromUs: number
  /** null: goes on for ever. */
  readonly toUs: number | null
  /** Closes after its last record, as a console producer does. */
  readonly closesItself?: boolean
  readonly config: ConfigValues
}

/** A record that the workload names. */
export interface GivenRecord {
  /** null: without a key. */
  readonly key: string | null
  /** −1: a tombstone, without a value. */
  readonly valueBytes: number
}

export interface GivenHeader {
  readonly key: string
  /** −1 for null. */
  readonly valueBytes: number
}

export interface ConsumerSetup {
  readonly kind: 'consumer'
  readonly id: string
  /** Partitions by name, e.g. "orders-0"; empty when it subscribes. */
  readonly assign: readonly string[]
  /** Topics, or those that match a pattern: its group shares their partitions out. The group is the config `group.id`. */
  readonly subscribe?: SubscribeSetup
  /** Absent: records take no time. */
  readonly processing?: ProcessingSetup
  /** A record that it cannot read. Absent: it reads them all. */
  readonly deserializer?: DeserializerSetup
  /** What the application itself commits. Absent: nothing, so that enable.auto.commit speaks. */
  readonly commits?: CommitsSetup
  /** Not an application but the tool that sets a group's offsets: it commits these positions and ends. */
  readonly resetsTo?: OffsetTarget
  readonly fromUs: number
  readonly config: ConfigValues
}

export type OffsetTarget = 'earliest' | 'latest' | number

export interface SubscribeSetup {
  readonly topics: readonly string[]
  /** A regular expression over whole names; null: the topics above. */
  readonly pattern: string | null
}

export interface ProcessingSetup {
  /** Time for each record: the mean where it is spread. */
  readonly perRecordUs: number
  readonly spread: 'constant' | 'exponential'
  /** The record, counted from 0 since the start of its process, at which it hangs for ever; null: none. */
  readonly stuckAt: number | null
  /** Threads that work records off while the application polls on; null: the polling thread itself does. */
  readonly workers: number | null
}

/** The deserializer throws at one record; what the application does with the exception: polls again, closes, or seeks past the record. */
export interface DeserializerSetup {
  readonly partition: string
  readonly offset: number
  readonly onThrow: 'pollAgain' | 'close' | 'seekPast'
}

export interface CommitsSetup {
  readonly how: 'sync' | 'async'
  readonly when: 'beforeProcessing' | 'afterProcessing'
}
