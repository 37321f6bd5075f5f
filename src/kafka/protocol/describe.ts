// What a broker tells of the cluster from its own copy of the metadata: DescribeCluster (60), DescribeTopicPartitions (75), DescribeConfigs (32).

import type { Sealed } from '../../sim/tree.ts'
import type { PartitionState } from '../metadata/records.ts'
import type { ConfigResource } from './admin.ts'

export interface DescribeClusterRequest extends Sealed {
  readonly type: 'describeCluster'
}

export interface DescribeClusterResponse extends Sealed {
  readonly type: 'describeCluster'
  readonly error: number
  /** Any live broker, as in Metadata. */
  readonly controllerId: number
  readonly brokers: readonly {
    readonly id: number
    readonly rack: string | null
    readonly fenced: boolean
  }[]
}

export interface DescribeTopicPartitionsRequest extends Sealed {
  readonly type: 'describeTopicPartitions'
  readonly topics: readonly string[]
}

export interface DescribeTopicPartitionsResponse extends Sealed {
  readonly type: 'describeTopicPartitions'
  readonly topics: readonly {
    readonly name: string
    readonly error: number
    readonly topicId: number
    /** With ELR and last known leader, which Metadata does not have. */
    readonly partitions: readonly PartitionState[]
  }[]
}

/** Where a value comes from, in the order of precedence. */
export type ConfigSource = 'topic' | 'dynamicBroker' | 'dynamicDefault' | 'static' | 'default'

export interface DescribedConfig {
  readonly key: string
  readonly value: string | null
  readonly source: ConfigSource
}

export interface DescribeConfigsRequest extends Sealed {
  readonly type: 'describeConfigs'
  readonly resources: readonly {
    readonly resource: ConfigResource
    /** Topic name, broker id, or '' for what is set for all brokers. */
    readonly name: string
    /** null: all of them. */
    readonly keys: readonly string[] | null
  }[]
}

export interface DescribeConfigsResponse extends Sealed {
  readonly type: 'describeConfigs'
  readonly resources: readonly {
    readonly resource: ConfigResource
    readonly name: string
    readonly error: number
    readonly configs: readonly DescribedConfig[]
  }[]
}
