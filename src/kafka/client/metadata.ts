// A client's view of the cluster, and when it asks again (clients.md 2; Metadata.java, NetworkClient's DefaultMetadataUpdater).

import type { Process } from '../../sim/process.ts'
import { msToUs, NEVER_US } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import { partitionName } from '../metadata/records.ts'
import { backoffMs } from '../network/backoff.ts'
import type { Channel } from '../network/channel.ts'
import { channelAt, connect, giveUpChannel, send } from '../network/channel.ts'
import { METADATA } from '../protocol/api.ts'
import { NONE, UNKNOWN_TOPIC_OR_PARTITION } from '../protocol/errors.ts'
import type {
  MetadataPartition,
  MetadataRequest,
  MetadataResponse,
  MetadataTopic,
} from '../protocol/metadata.ts'
import { METADATA_TIMER } from '../timers.ts'
import { TOPIC_RECREATED } from './admin-facts.ts'
import { LEADER_LEARNED, METADATA_REBOOTSTRAPPED, METADATA_STALE, METADATA_UPDATED } from './facts.ts'
import type { NetworkClient } from './network-client.ts'
import { firstRetryUs, leastLoaded, setTimer } from './network-client.ts'
import { metadataRequestBytes } from './sizes.ts'

export interface ClientMetadata {
  /** Nodes to talk to: the bootstrap list until the first answer. */
  brokers: readonly number[]
  /** Number of partitions of each topic that is known. */
  readonly partitionCounts: Map<string, number>
  readonly leaders: Map<string, PartitionLeader>
  /** Racks of each partition's replicas, where brokers name any. */
  readonly racks: Map<string, readonly string[]>
  /** Ids of the topics that have been seen. */
  readonly topicIds: Map<string, number>
  updateRequested: boolean
  inFlight: boolean
  lastSuccessUs: number
  /** Before this no request is made: the back-off after failures and after answers that bring nothing new. */
  allowedAtUs: number
  /** Failures in a row. */
  attempts: number
  /** Answers in a row that brought no newer leader epoch. */
  equivalentResponses: number
}

export interface PartitionLeader extends Sealed {
  /** −1: none. */
  readonly leader: number
  readonly leaderEpoch: number
  readonly topicId: number
}

export function bootstrapMetadata(bootstrap: readonly number[]): ClientMetadata {
  return {
    brokers: bootstrap,
    partitionCounts: new Map(),
    leaders: new Map(),
    racks: new Map(),
    topicIds: new Map(),
    updateRequested: true,
    inFlight: false,
    lastSuccessUs: 0,
    allowedAtUs: 0,
    attempts: 0,
    equivalentResponses: 0,
  }
}

/** Something went wrong that newer metadata may mend. */
export function requestUpdate(world: World, process: Readonly<Process>, mine: NetworkClient): void {
  mine.metadata.updateRequested = true
  pursueMetadata(world, process, mine)
}

// rule: metadata.refresh
/** Asks for metadata if it is time to, or sees to it that it will be. To be called again when a channel becomes ready. */
export function pursueMetadata(world: World, process: Readonly<Process>, mine: NetworkClient): void {
  const { metadata } = mine
  if (metadata.inFlight) return
  const expiresUs = metadata.lastSuccessUs + msToUs(mine.config.metadataMaxAgeMs)
  const dueUs = Math.max(metadata.updateRequested ? 0 : expiresUs, metadata.allowedAtUs)
  if (dueUs > world.nowUs) {
    setTimer(world, process, METADATA_TIMER, dueUs)
    return
  }
  if (!metadata.updateRequested) metadata.equivalentResponses = 0
  const channel = leastLoaded(world, process, mine, metadata.brokers)
  if (channel === null) {
    rebootstrap(world, process, mine)
    setTimer(world, process, METADATA_TIMER, firstRetryUs(world, process, mine, metadata.brokers))
    return
  }
  if (channel.state === 'ready') sendMetadataRequest(world, process, mine, channel)
  else {
    // The channel's own timers and news drive it on.
    setTimer(world, process, METADATA_TIMER, NEVER_US)
    connect(world, channel)
  }
}

function sendMetadataRequest(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  channel: Channel,
): void {
  setTimer(world, process, METADATA_TIMER, NEVER_US)
  const body: MetadataRequest = {
    sealed: true,
    type: 'metadata',
    topics: mine.topics.slice(),
    ...(mine.everyTopic === true ? { everyTopic: true } : {}),
    allowAutoTopicCreation: mine.autoCreatesTopics && hasSeenDeclared(mine),
  }
  send(world, channel, METADATA, body, metadataRequestBytes(body.topics.length), mine.config.requestTimeoutMs)
  mine.metadata.inFlight = true
}

function hasSeenDeclared(mine: NetworkClient): boolean {
  for (const topic of mine.topics) {
    if (mine.declaredTopics.includes(topic) && !mine.metadata.topicIds.has(topic)) return false
  }
  return true
}

/** Takes an answer in. True if anything changed. */
export function takeMetadata(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  body: MetadataResponse,
): boolean {
  const { metadata } = mine
  metadata.inFlight = false
  if (body.brokers.length === 0) {
    metadataFailed(world, mine)
    pursueMetadata(world, process, mine)
    return false
  }
  // Topics that were added while the request was on its way are asked for next.
  metadata.updateRequested = !answersAll(mine, body)
  metadata.attempts = 0
  metadata.lastSuccessUs = world.nowUs
  metadata.equivalentResponses += 1
  metadata.brokers = body.brokers
  let changes = mine.everyTopic === true ? forgetUnnamed(metadata, body) : 0
  for (const topic of body.topics) {
    if (topic.error !== NONE) {
      metadata.updateRequested = true
      if (topic.error === UNKNOWN_TOPIC_OR_PARTITION) changes += forgetTopic(metadata, topic.name)
      continue
    }
    takeTopicId(world, process, mine, topic)
    if (metadata.partitionCounts.get(topic.name) !== topic.partitions.length) {
      metadata.partitionCounts.set(topic.name, topic.partitions.length)
      metadata.equivalentResponses = 0
      changes += 1
    }
    for (const partition of topic.partitions) {
      if (partition.error !== NONE || partition.leader < 0) metadata.updateRequested = true
      if (partition.racks !== undefined) metadata.racks.set(partition.partition, partition.racks)
      if (takePartition(world, process, mine, partition, topic.topicId)) changes += 1
    }
  }
  fact(world, METADATA_UPDATED, process.slot, -1, body.brokers.length, changes)
  const backoff = (failures: number): number =>
    msToUs(backoffMs(world, mine.id, mine.config.retryBackoffMs, mine.config.retryBackoffMaxMs, failures))
  metadata.allowedAtUs = world.nowUs + backoff(Math.max(metadata.equivalentResponses - 1, 0))
  pursueMetadata(world, process, mine)
  return changes > 0
}

/** Whether the answer speaks of every topic that the client asks for by now. */
export function answersAll(mine: NetworkClient, body: MetadataResponse): boolean {
  return (
    mine.everyTopic === true || mine.topics.every((topic) => body.topics.some(({ name }) => name === topic))
  )
}

/** The topic is not there any more: nobody leads its partitions, whose epochs are kept. Answers how many it had. */
function forgetTopic(metadata: ClientMetadata, topic: string): number {
  const count = metadata.partitionCounts.get(topic) ?? 0
  metadata.partitionCounts.delete(topic)
  for (let index = 0; index < count; index++) {
    const name = partitionName(topic, index)
    const known = metadata.leaders.get(name)
    if (known !== undefined) metadata.leaders.set(name, { ...known, leader: -1 })
  }
  return count
}

/** Who asked for every topic is told of those that are there. */
function forgetUnnamed(metadata: ClientMetadata, body: MetadataResponse): number {
  const gone = [...metadata.partitionCounts.keys()].filter(
    (topic) => !body.topics.some(({ name }) => name === topic),
  )
  let partitions = 0
  for (const topic of gone.sort()) partitions += forgetTopic(metadata, topic)
  return partitions
}

// rule: topics.recreated
/** Another id: the topic was deleted and created again, so that epochs begin anew, and what was known of its partitions is forgotten. */
function takeTopicId(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  said: MetadataTopic,
): void {
  const { topicIds, leaders } = mine.metadata
  const known = topicIds.get(said.name)
  if (known === said.topicId) return
  topicIds.set(said.name, said.topicId)
  if (known === undefined) return
  // By the old id: how many partitions it had is forgotten when the topic was missing for a while.
  for (const [partition, { topicId }] of leaders) if (topicId === known) leaders.delete(partition)
  fact(world, TOPIC_RECREATED, process.slot, -1, intern(world, said.name))
}

// rule: metadata.leader-epochs
/** The epoch guard (clients.md 2.3): an older leader epoch than the known one is ignored. */
function takePartition(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  said: MetadataPartition,
  topicId: number,
): boolean {
  const { leaders } = mine.metadata
  const known = leaders.get(said.partition)
  if (known !== undefined && said.leaderEpoch < known.leaderEpoch) {
    const name = intern(world, said.partition)
    fact(world, METADATA_STALE, process.slot, -1, name, said.leaderEpoch, known.leaderEpoch)
    return false
  }
  if (known === undefined || said.leaderEpoch > known.leaderEpoch) mine.metadata.equivalentResponses = 0
  if (known !== undefined && known.leader === said.leader && known.leaderEpoch === said.leaderEpoch)
    return false
  learnLeader(world, process, mine, said.partition, said.leader, said.leaderEpoch, topicId)
  return true
}

/** A hint that came with an error (KIP-951). True if it was news; the ordinary refresh is asked for anyway. */
export function takeHint(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  hint: { readonly partition: string; readonly currentLeader: number; readonly currentLeaderEpoch: number },
): boolean {
  const known = mine.metadata.leaders.get(hint.partition)
  if (known === undefined || hint.currentLeader < 0 || hint.currentLeaderEpoch <= known.leaderEpoch)
    return false
  if (!mine.metadata.brokers.includes(hint.currentLeader)) return false
  const { partition, currentLeader, currentLeaderEpoch } = hint
  learnLeader(world, process, mine, partition, currentLeader, currentLeaderEpoch, known.topicId)
  return true
}

function learnLeader(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  partition: string,
  leader: number,
  leaderEpoch: number,
  topicId: number,
): void {
  const previous = mine.metadata.leaders.get(partition)?.leader ?? -1
  mine.metadata.leaders.set(partition, { sealed: true, leader, leaderEpoch, topicId })
  fact(world, LEADER_LEARNED, process.slot, -1, intern(world, partition), leader, leaderEpoch, previous)
}

/** A request for metadata came to nothing. */
export function metadataFailed(world: World, mine: NetworkClient): void {
  const { metadata, config } = mine
  const waitMs = backoffMs(world, mine.id, config.retryBackoffMs, config.retryBackoffMaxMs, metadata.attempts)
  metadata.inFlight = false
  metadata.attempts += 1
  metadata.allowedAtUs = world.nowUs + msToUs(waitMs)
}

// rule: metadata.rebootstrap
/** No node of the list can be used: back to the bootstrap list, all leaders forgotten but not their epochs (KIP-899). */
function rebootstrap(world: World, process: Readonly<Process>, mine: NetworkClient): void {
  const { metadata } = mine
  if (mine.config.metadataRecoveryStrategy !== 'rebootstrap') return
  metadata.brokers = mine.bootstrap
  metadata.updateRequested = true
  if (metadata.partitionCounts.size === 0) return
  for (const link of mine.links) giveUpChannel(world, channelAt(world, link.channelSlot))
  for (const topic of mine.topics) forgetTopic(metadata, topic)
  metadata.partitionCounts.clear()
  fact(world, METADATA_REBOOTSTRAPPED, process.slot)
}
