// What a run begins with: nodes, network, topics, clients. Scenarios are read into this.

import type { ConfigValues } from './config/check-value.ts'

export interface Setup {
  /** Kafka release whose rules apply, e.g. "4.3". */
  readonly rules: string
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
  readonly fromUs: number
  /** null: goes on for ever. */
  readonly toUs: number | null
  readonly config: ConfigValues
}

export interface ConsumerSetup {
  readonly kind: 'consumer'
  readonly id: string
  /** Partitions by name, e.g. "orders-0". */
  readonly assign: readonly string[]
  readonly fromUs: number
  readonly config: ConfigValues
}
