// What the quorum controller and the brokers' lifecycles do. Codes 120 to 139; subjects are processes.

import { declareFact } from '../../sim/facts.ts'

export const CONTROLLER_CLAIMED = declareFact(120, 'controller.claimed', 'control', 89, [
  'epoch',
  'endOffset',
  'liveBrokers',
])
/** `failed`: requests answered NOT_CONTROLLER; `reverted`: offsets of records that were never committed. */
export const CONTROLLER_RENOUNCED = declareFact(121, 'controller.renounced', 'control', 87, [
  'epoch',
  'failed',
  'reverted',
])
export const BROKER_REGISTERED = declareFact(122, 'broker.registered', 'control', 80, [
  'broker',
  'brokerEpoch',
  'cleanStop',
])
/** `waitUs`: until the old session ends. */
export const REGISTRATION_REFUSED = declareFact(123, 'broker.registrationRefused', 'control', 74, [
  'broker',
  'error',
  'waitUs',
])
/** `silentUs` since its last heartbeat; −1: it asked for it. */
export const BROKER_FENCED = declareFact(124, 'broker.fenced', 'control', 88, [
  'broker',
  'brokerEpoch',
  'silentUs',
  'partitions',
])
export const BROKER_UNFENCED = declareFact(125, 'broker.unfenced', 'control', 84, [
  'broker',
  'brokerEpoch',
  'partitions',
])
export const BROKER_SHUTTING_DOWN = declareFact(126, 'broker.shuttingDown', 'control', 82, [
  'broker',
  'brokerEpoch',
  'partitions',
])
/** From: 0 the ISR, 1 the ELR, 2 an unclean election. */
export const LEADER_ELECTED = declareFact(127, 'partition.leaderElected', 'control', 86, [
  'name:partition',
  'leader',
  'leaderEpoch',
  'from',
])
export const PARTITION_LEADERLESS = declareFact(128, 'partition.leaderless', 'control', 87, [
  'name:partition',
  'leaderEpoch',
  'isr',
  'elr',
])
/** Sizes of the ISR before and after. */
export const ISR_CHANGED = declareFact(129, 'partition.isrChanged', 'control', 81, [
  'name:partition',
  'isrBefore',
  'isr',
  'partitionEpoch',
])
export const TOPIC_CREATED = declareFact(130, 'topic.created', 'control', 75, [
  'name:topic',
  'partitions',
  'replicationFactor',
])
export const TOPIC_REFUSED = declareFact(131, 'topic.refused', 'control', 74, ['name:topic', 'error'])
export const PRODUCER_IDS_ALLOCATED = declareFact(132, 'producerIds.allocated', 'control', 45, [
  'broker',
  'start',
  'length',
])
export const ISR_CHANGE_REFUSED = declareFact(133, 'partition.isrChangeRefused', 'control', 73, [
  'name:partition',
  'broker',
  'error',
])
export const HEARTBEAT_HANDLED = declareFact(134, 'controller.heartbeat', 'control', 24, [
  'broker',
  'metadataOffset',
  'fenced',
  'shutDown',
])
export const NOT_THE_CONTROLLER = declareFact(135, 'controller.notActive', 'control', 42, ['api', 'leader'])
/** States as Kafka numbers them: 1 STARTING, 2 RECOVERY, 3 RUNNING, 6 PENDING_CONTROLLED_SHUTDOWN, 7 SHUTTING_DOWN. */
export const BROKER_STATE = declareFact(136, 'broker.state', 'life', 85, ['state', 'brokerEpoch'])
export const REGISTRATION_ANSWERED = declareFact(137, 'broker.registrationAnswered', 'control', 58, [
  'error',
  'brokerEpoch',
  'retryMs',
])
export const HEARTBEAT_ANSWERED = declareFact(138, 'broker.heartbeatAnswered', 'control', 22, [
  'error',
  'fenced',
  'shutDown',
])
export const HEARTBEAT_FAILED = declareFact(139, 'broker.heartbeatFailed', 'control', 50, [
  'controller',
  'timedOut',
])
