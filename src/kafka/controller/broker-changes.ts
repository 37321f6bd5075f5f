// What a broker's going or coming does to the partitions: the records of the table in server.md 4.8, in its order.

import type { Image } from '../metadata/image.ts'
import { hasOnline, isActiveBroker } from '../metadata/image.ts'
import type {
  BrokerRegistrationChangeRecord,
  MetadataRecord,
  PartitionChangeRecord,
  PartitionState,
} from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { changePartition } from './partition-change.ts'
import { changeRules, isElrOn, isUncleanElectionOn } from './topic-rules.ts'

// rule: fencing.one-batch
/** First the partitions lose it, then it is fenced. */
export function fenceRecords(image: Readonly<Image>, node: Readonly<Node>, broker: number): MetadataRecord[] {
  const records = partitionsOf(image, (state) => state.isr.includes(broker))
    .map((state) => leaveOrElect(image, node, state, broker, -1, -1))
    .filter((record) => record !== null)
  return [...records, registrationChange(image, broker, 1, false)]
}

/** Some of its replicas are offline: they leave their ISRs. */
export function offlineRecords(
  image: Readonly<Image>,
  node: Readonly<Node>,
  broker: number,
  offline: readonly string[],
): MetadataRecord[] {
  const names = new Set(offline)
  return partitionsOf(image, (state) => state.isr.includes(broker) && names.has(partitionName(state)))
    .map((state) => leaveOrElect(image, node, state, broker, -1, -1))
    .filter((record) => record !== null)
}

function partitionName({ topic, index }: PartitionState): string {
  return `${topic}-${index}`
}

/** First it is unfenced, then it may take the partitions that have no leader. It joins ISRs later, by fetching. */
export function unfenceRecords(
  image: Readonly<Image>,
  node: Readonly<Node>,
  broker: number,
): MetadataRecord[] {
  const records = partitionsOf(image, (state) => state.leader < 0)
    .map((state) => leaveOrElect(image, node, state, -1, broker, -1))
    .filter((record) => record !== null)
  return [registrationChange(image, broker, -1, false), ...records]
}

// rule: shutdown.controlled
/** It is marked, then leaves every ISR, and its leaderships move. */
export function controlledShutdownRecords(
  image: Readonly<Image>,
  node: Readonly<Node>,
  broker: number,
): MetadataRecord[] {
  const records: MetadataRecord[] = []
  if (image.brokers.get(broker)?.inControlledShutdown !== true) {
    records.push(registrationChange(image, broker, 0, true))
  }
  for (const state of partitionsOf(image, (each) => each.isr.includes(broker))) {
    const record = leaveOrElect(image, node, state, broker, -1, -1)
    if (record !== null) records.push(record)
  }
  return records
}

// rule: elr.unclean-return
/** A new incarnation: after an unclean stop, with ELR on, it leaves ISR and ELR; else it is handled as if it were fenced. */
export function newIncarnationRecords(
  image: Readonly<Image>,
  node: Readonly<Node>,
  broker: number,
  wasClean: boolean,
): MetadataRecord[] {
  const unclean = isElrOn(image) && !wasClean
  return partitionsOf(image, (state) => state.isr.includes(broker) || (unclean && state.elr.includes(broker)))
    .map((state) =>
      unclean
        ? leaveOrElect(image, node, state, -1, -1, broker)
        : leaveOrElect(image, node, state, broker, -1, -1),
    )
    .filter((record) => record !== null)
}

/** Whether it leads anything. */
export function leadsAny(image: Readonly<Image>, broker: number): boolean {
  for (const topic of image.topicNames) {
    for (const name of image.topics.get(topic)?.partitions ?? []) {
      if (image.partitions.get(name)?.leader === broker) return true
    }
  }
  return false
}

/** Partitions that a test holds for, by order of topic and index. */
export function partitionsOf(
  image: Readonly<Image>,
  test: (state: PartitionState) => boolean,
): PartitionState[] {
  const found: PartitionState[] = []
  for (const topic of image.topicNames) {
    for (const name of image.topics.get(topic)?.partitions ?? []) {
      const state = image.partitions.get(name)
      if (state !== undefined && test(state)) found.push(state)
    }
  }
  return found
}

// rule: election.unclean
/** One partition as a broker leaves, comes, or has come back after an unclean stop (ReplicationControlManager.generateLeaderAndIsrUpdates). −1: none. */
function leaveOrElect(
  image: Readonly<Image>,
  node: Readonly<Node>,
  state: PartitionState,
  leaving: number,
  coming: number,
  uncleanShutdown: number,
): PartitionChangeRecord | null {
  return changePartition({
    state,
    targetIsr: state.isr.filter((replica) => replica !== leaving && replica !== uncleanShutdown),
    election: isUncleanElectionOn(image, node, state.topic) ? 'unclean' : 'online',
    isAcceptable: (replica) =>
      replica !== leaving &&
      replica !== uncleanShutdown &&
      hasOnline(image, replica, state) &&
      (replica === coming || isActiveBroker(image, replica)),
    ...changeRules(image, node, state.topic),
    uncleanShutdown,
    hasRecovered: false,
  })
}

function registrationChange(
  image: Readonly<Image>,
  brokerId: number,
  fenced: -1 | 0 | 1,
  inControlledShutdown: boolean,
): BrokerRegistrationChangeRecord {
  const brokerEpoch = image.brokers.get(brokerId)?.brokerEpoch ?? -1
  return { type: 'brokerRegistrationChange', brokerId, brokerEpoch, fenced, inControlledShutdown }
}
