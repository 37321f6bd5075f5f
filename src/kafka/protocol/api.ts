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
export const API_VERSIONS = 18
export const CREATE_TOPICS = 19
export const INIT_PRODUCER_ID = 22
export const OFFSET_FOR_LEADER_EPOCH = 23
export const VOTE = 52
export const BEGIN_QUORUM_EPOCH = 53
export const END_QUORUM_EPOCH = 54
export const ALTER_PARTITION = 56
export const BROKER_REGISTRATION = 62
export const BROKER_HEARTBEAT = 63
export const ALLOCATE_PRODUCER_IDS = 67

const apis: readonly Api[] = [
  { key: PRODUCE, name: 'Produce', family: 'client' },
  { key: FETCH, name: 'Fetch', family: 'client' },
  { key: LIST_OFFSETS, name: 'ListOffsets', family: 'client' },
  { key: METADATA, name: 'Metadata', family: 'client' },
  { key: API_VERSIONS, name: 'ApiVersions', family: 'client' },
  { key: CREATE_TOPICS, name: 'CreateTopics', family: 'client' },
  { key: INIT_PRODUCER_ID, name: 'InitProducerId', family: 'client' },
  { key: OFFSET_FOR_LEADER_EPOCH, name: 'OffsetForLeaderEpoch', family: 'client' },
  { key: VOTE, name: 'Vote', family: 'control' },
  { key: BEGIN_QUORUM_EPOCH, name: 'BeginQuorumEpoch', family: 'control' },
  { key: END_QUORUM_EPOCH, name: 'EndQuorumEpoch', family: 'control' },
  { key: ALTER_PARTITION, name: 'AlterPartition', family: 'control' },
  { key: BROKER_REGISTRATION, name: 'BrokerRegistration', family: 'control' },
  { key: BROKER_HEARTBEAT, name: 'BrokerHeartbeat', family: 'control' },
  { key: ALLOCATE_PRODUCER_IDS, name: 'AllocateProducerIds', family: 'control' },
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
    if (channel !== '') return 'control'
  }
  return apiOf(key).family
}
