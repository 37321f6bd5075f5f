// Admin requests as a test writes them, asked of a broker.

import type { Sealed } from '../../sim/tree.ts'
import type {
  AlterPartitionReassignmentsResponse,
  ConfigChange,
  ConfigResource,
  CreatePartitionsResponse,
  DeleteTopicsResponse,
  ElectLeadersResponse,
  IncrementalAlterConfigsResponse,
} from '../protocol/admin.ts'
import {
  ALTER_PARTITION_REASSIGNMENTS,
  CREATE_PARTITIONS,
  CREATE_TOPICS,
  DELETE_TOPICS,
  ELECT_LEADERS,
  INCREMENTAL_ALTER_CONFIGS,
} from '../protocol/api.ts'
import type { CreateTopicsResponse, NewTopic } from '../protocol/create-topics.ts'
import type { SmallCluster } from './small-cluster.ts'

/** A small cluster's admin client: each call is one request to the broker that it is connected to. */
export class TestAdmin {
  private readonly cluster: SmallCluster
  private readonly broker: number

  constructor(cluster: SmallCluster, broker = 1) {
    this.cluster = cluster
    this.broker = broker
    cluster.connect(broker)
  }

  ask<T extends Sealed>(api: number, body: object): T {
    return this.cluster.ask<T>(this.broker, api, { sealed: true, ...body })
  }

  createTopic(topic: Partial<NewTopic> & { readonly name: string }): number | undefined {
    const whole = { partitions: 1, replicationFactor: 3, placement: null, config: {}, ...topic }
    const body = { type: 'createTopics', topics: [whole], toBroker: true }
    return this.ask<CreateTopicsResponse>(CREATE_TOPICS, body).topics[0]?.error
  }

  deleteTopic(name: string): number | undefined {
    const body = { type: 'deleteTopics', topics: [name] }
    return this.ask<DeleteTopicsResponse>(DELETE_TOPICS, body).topics[0]?.error
  }

  addPartitions(
    name: string,
    count: number,
    placement: readonly number[][] | null = null,
  ): number | undefined {
    const body = { type: 'createPartitions', topics: [{ name, count, placement }] }
    return this.ask<CreatePartitionsResponse>(CREATE_PARTITIONS, body).topics[0]?.error
  }

  alter(resource: ConfigResource, name: string, ...changes: readonly ConfigChange[]): number | undefined {
    const body = { type: 'incrementalAlterConfigs', resources: [{ resource, name, changes }] }
    const answer = this.ask<IncrementalAlterConfigsResponse>(INCREMENTAL_ALTER_CONFIGS, body)
    return answer.resources[0]?.error
  }

  set(resource: ConfigResource, name: string, key: string, value: string): number | undefined {
    return this.alter(resource, name, { key, op: 'set', value })
  }

  elect(election: 'preferred' | 'unclean', partitions: readonly string[] | null): ElectLeadersResponse {
    return this.ask(ELECT_LEADERS, { type: 'electLeaders', election, partitions })
  }

  reassign(partition: string, replicas: readonly number[] | null): number | undefined {
    const body = { type: 'alterPartitionReassignments', partitions: [{ partition, replicas }] }
    const answer = this.ask<AlterPartitionReassignmentsResponse>(ALTER_PARTITION_REASSIGNMENTS, body)
    return answer.partitions[0]?.error
  }
}
