// AlterPartition: a leader asks for another ISR. Checked in Kafka's order (server.md 4.4).

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import type { Image } from '../metadata/image.ts'
import { isActiveBroker, mayLead } from '../metadata/image.ts'
import type { PartitionChangeRecord, PartitionState } from '../metadata/records.ts'
import { mergePartition } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { nodeById } from '../node.ts'
import type {
  AlterPartitionItem,
  AlterPartitionRequest,
  AlterPartitionResult,
} from '../protocol/broker-requests.ts'
import {
  BROKER_ID_NOT_REGISTERED,
  FENCED_LEADER_EPOCH,
  INELIGIBLE_REPLICA,
  INVALID_REQUEST,
  INVALID_UPDATE_VERSION,
  NEW_LEADER_ELECTED,
  NONE,
  NOT_CONTROLLER,
  STALE_BROKER_EPOCH,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { answerAtCommit, answerError } from './answers.ts'
import { ISR_CHANGE_REFUSED } from './facts.ts'
import { changePartition } from './partition-change.ts'
import { controllerOf } from './state.ts'
import { changeRules, isUncleanElectionOn } from './topic-rules.ts'
import { write } from './write.ts'

// rule: isr.admission
export function handleAlterPartition(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as AlterPartitionRequest
  const { image } = controllerOf(world, node)
  const broker = image.brokers.get(body.brokerId)
  if (broker === undefined || broker.brokerEpoch !== body.brokerEpoch) {
    const error = broker === undefined ? BROKER_ID_NOT_REGISTERED : STALE_BROKER_EPOCH
    answerError(world, connection, message, error)
    return
  }
  const records: PartitionChangeRecord[] = []
  const partitions: AlterPartitionResult[] = []
  for (const item of body.partitions) {
    const state = image.partitions.get(item.partition)
    const error = refusal(image, node, state, item, body.brokerId)
    if (state === undefined || error !== NONE) {
      const brokerSlot = nodeById(world, body.brokerId).processSlot
      const nameId = intern(world, item.partition)
      fact(world, ISR_CHANGE_REFUSED, node.processSlot, brokerSlot, nameId, body.brokerId, error)
      partitions.push(refused(item.partition, error))
      continue
    }
    const record = changeIsr(image, node, state, item)
    if (record !== null) records.push(record)
    if (record !== null && record.leader !== null && record.leader !== body.brokerId) {
      // The change ended a reassignment and moved the leader: the one that asked leads no longer.
      partitions.push(refused(item.partition, NEW_LEADER_ELECTED))
      continue
    }
    partitions.push(result(item.partition, record === null ? state : mergePartition(state, record)))
  }
  write(world, node, records)
  answerAtCommit(world, node, connection, message, {
    sealed: true,
    type: 'alterPartition',
    error: NONE,
    partitions,
  })
}

// rule: isr.order
function changeIsr(
  image: Readonly<Image>,
  node: Readonly<Node>,
  state: PartitionState,
  item: AlterPartitionItem,
): PartitionChangeRecord | null {
  return changePartition({
    state,
    targetIsr: item.isr.map((member) => member.brokerId),
    election: isUncleanElectionOn(image, node, state.topic) ? 'unclean' : 'online',
    isAcceptable: (replica) => mayLead(image, replica, state),
    ...changeRules(image, node, state.topic, true),
    uncleanShutdown: -1,
    // A leader always reports that it has recovered.
    hasRecovered: true,
  })
}

/** Why the change is refused, NONE when it is not. */
function refusal(
  image: Readonly<Image>,
  node: Readonly<Node>,
  state: PartitionState | undefined,
  item: AlterPartitionItem,
  sender: number,
): number {
  if (state === undefined) return UNKNOWN_TOPIC_OR_PARTITION
  // The sender knows more than this controller: it is behind.
  if (item.leaderEpoch > state.leaderEpoch || item.partitionEpoch > state.partitionEpoch)
    return NOT_CONTROLLER
  if (item.leaderEpoch < state.leaderEpoch) return FENCED_LEADER_EPOCH
  if (sender !== state.leader) return INVALID_REQUEST
  if (item.partitionEpoch < state.partitionEpoch) return INVALID_UPDATE_VERSION
  const members = item.isr.map((member) => member.brokerId)
  const isSound =
    members.includes(state.leader) &&
    members.every((member, place) => state.replicas.includes(member) && members.indexOf(member) === place)
  if (!isSound) return INVALID_REQUEST
  const isFit = item.isr.every((member) => isEligible(image, node, member))
  return isFit ? NONE : INELIGIBLE_REPLICA
}

function isEligible(
  image: Readonly<Image>,
  node: Readonly<Node>,
  member: AlterPartitionItem['isr'][number],
): boolean {
  const { brokerId, brokerEpoch } = member
  switch (node.rules.isrEligible) {
    case 'any':
      return true
    case 'unfenced':
      return isActiveBroker(image, brokerId)
    case 'broker-epoch':
      if (brokerEpoch >= 0 && image.brokers.get(brokerId)?.brokerEpoch !== brokerEpoch) return false
      return isActiveBroker(image, brokerId)
  }
}

function refused(partition: string, error: number): AlterPartitionResult {
  return { partition, error, leader: -1, leaderEpoch: -1, partitionEpoch: -1, isr: [] }
}

function result(partition: string, state: PartitionState): AlterPartitionResult {
  const { leader, leaderEpoch, partitionEpoch, isr } = state
  return { partition, error: NONE, leader, leaderEpoch, partitionEpoch, isr }
}
