// API keys as Kafka numbers them, with the family that gives each its colour.

export type ApiFamily = 'client' | 'replica' | 'control' | 'group'

export interface Api {
  readonly key: number
  readonly name: string
  readonly family: ApiFamily
}

export const PRODUCE = 0
export const FETCH = 1
export const LIST_OFFSETS = 2
export const METADATA = 3
export const OFFSET_COMMIT = 8
export const OFFSET_FETCH = 9
export const FIND_COORDINATOR = 10
export const JOIN_GROUP = 11
export const HEARTBEAT = 12
export const LEAVE_GROUP = 13
export const SYNC_GROUP = 14
export const API_VERSIONS = 18
export const CREATE_TOPICS = 19
export const DELETE_TOPICS = 20
export const DELETE_RECORDS = 21
export const DESCRIBE_CONFIGS = 32
export const CREATE_PARTITIONS = 37
export const ELECT_LEADERS = 43
export const INCREMENTAL_ALTER_CONFIGS = 44
export const ALTER_PARTITION_REASSIGNMENTS = 45
export const LIST_PARTITION_REASSIGNMENTS = 46
export const DESCRIBE_QUORUM = 55
export const FETCH_SNAPSHOT = 59
export const DESCRIBE_CLUSTER = 60
export const DESCRIBE_TOPIC_PARTITIONS = 75
export const INIT_PRODUCER_ID = 22
export const OFFSET_FOR_LEADER_EPOCH = 23
export const VOTE = 52
export const BEGIN_QUORUM_EPOCH = 53
export const END_QUORUM_EPOCH = 54
export const ALTER_PARTITION = 56
export const BROKER_REGISTRATION = 62
export const BROKER_HEARTBEAT = 63
export const ALLOCATE_PRODUCER_IDS = 67
export const CONSUMER_GROUP_HEARTBEAT = 68
export const DELETE_GROUPS = 42

const apis: readonly Api[] = [
  { key: PRODUCE, name: 'Produce', family: 'client' },
  { key: FETCH, name: 'Fetch', family: 'client' },
  { key: LIST_OFFSETS, name: 'ListOffsets', family: 'client' },
  { key: METADATA, name: 'Metadata', family: 'client' },
  { key: OFFSET_COMMIT, name: 'OffsetCommit', family: 'group' },
  { key: OFFSET_FETCH, name: 'OffsetFetch', family: 'group' },
  { key: FIND_COORDINATOR, name: 'FindCoordinator', family: 'group' },
  { key: JOIN_GROUP, name: 'JoinGroup', family: 'group' },
  { key: HEARTBEAT, name: 'Heartbeat', family: 'group' },
  { key: LEAVE_GROUP, name: 'LeaveGroup', family: 'group' },
  { key: SYNC_GROUP, name: 'SyncGroup', family: 'group' },
  { key: DELETE_GROUPS, name: 'DeleteGroups', family: 'group' },
  { key: API_VERSIONS, name: 'ApiVersions', family: 'client' },
  { key: CREATE_TOPICS, name: 'CreateTopics', family: 'client' },
  { key: DELETE_TOPICS, name: 'DeleteTopics', family: 'client' },
  { key: DELETE_RECORDS, name: 'DeleteRecords', family: 'client' },
  { key: DESCRIBE_CONFIGS, name: 'DescribeConfigs', family: 'client' },
  { key: CREATE_PARTITIONS, name: 'CreatePartitions', family: 'client' },
  { key: ELECT_LEADERS, name: 'ElectLeaders', family: 'client' },
  { key: INCREMENTAL_ALTER_CONFIGS, name: 'IncrementalAlterConfigs', family: 'client' },
  { key: ALTER_PARTITION_REASSIGNMENTS, name: 'AlterPartitionReassignments', family: 'client' },
  { key: LIST_PARTITION_REASSIGNMENTS, name: 'ListPartitionReassignments', family: 'client' },
  { key: DESCRIBE_QUORUM, name: 'DescribeQuorum', family: 'client' },
  { key: DESCRIBE_CLUSTER, name: 'DescribeCluster', family: 'client' },
  { key: DESCRIBE_TOPIC_PARTITIONS, name: 'DescribeTopicPartitions', family: 'client' },
  { key: INIT_PRODUCER_ID, name: 'InitProducerId', family: 'client' },
  { key: OFFSET_FOR_LEADER_EPOCH, name: 'OffsetForLeaderEpoch', family: 'client' },
  { key: VOTE, name: 'Vote', family: 'control' },
  { key: BEGIN_QUORUM_EPOCH, name: 'BeginQuorumEpoch', family: 'control' },
  { key: END_QUORUM_EPOCH, name: 'EndQuorumEpoch', family: 'control' },
  { key: FETCH_SNAPSHOT, name: 'FetchSnapshot', family: 'control' },
  { key: ALTER_PARTITION, name: 'AlterPartition', family: 'control' },
  { key: BROKER_REGISTRATION, name: 'BrokerRegistration', family: 'control' },
  { key: BROKER_HEARTBEAT, name: 'BrokerHeartbeat', family: 'control' },
  { key: ALLOCATE_PRODUCER_IDS, name: 'AllocateProducerIds', family: 'control' },
  { key: CONSUMER_GROUP_HEARTBEAT, name: 'ConsumerGroupHeartbeat', family: 'group' },
]

const byKey: ReadonlyMap<number, Api> = new Map(apis.map((api) => [api.key, api]))

export function apiOf(key: number): Api {
  const api = byKey.get(key)
  if (api === undefined) throw new Error(`no API with key ${key}`)
  return api
}

/** Fetch serves consumers, followers and voters alike: the channel tells whose colour it takes. */
export function familyOf(key: number, channel: string): ApiFamily {
  if (key === FETCH || key === API_VERSIONS) {
    if (channel === 'raft') return 'control'
    if (channel.startsWith('fetcher')) return 'replica'
    if (channel === 'coordinator') return 'group'
    if (channel !== '') return 'control'
  }
  return apiOf(key).family
}
