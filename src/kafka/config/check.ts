// All values of one scope, checked one by one and then together, as Kafka does when a node or a client starts.

import type { ConfigProblem, ConfigValues } from './check-value.ts'
import { checkValue } from './check-value.ts'
import type { ConfigScope } from './entry.ts'
import { brokerConfig, consumerConfig, producerConfig } from './resolve.ts'

/** Empty when the values can be resolved. */
export function checkConfig(scope: ConfigScope, values: ConfigValues): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  for (const name of Object.keys(values)) {
    const checked = checkValue(scope, name, values[name] ?? '')
    if (!checked.ok) problems.push(checked.problem)
  }
  return problems.length > 0 ? problems : conflicts(scope, values)
}

function conflicts(scope: ConfigScope, values: ConfigValues): ConfigProblem[] {
  switch (scope) {
    case 'cluster':
      return clusterConflicts(values)
    case 'producer':
      return producerConflicts(values)
    case 'consumer':
      return consumerConflicts(values)
    case 'topic':
      return []
  }
}

// A follower that may wait longer for a fetch than it may lag would leave the ISR while it keeps up.
function clusterConflicts(values: ConfigValues): ConfigProblem[] {
  const config = brokerConfig(values)
  const name = 'replica.fetch.wait.max.ms'
  const value = String(config.replicaFetchWaitMaxMs)
  if (config.replicaFetchWaitMaxMs > config.replicaSocketTimeoutMs) {
    return [{ kind: 'fetchWaitAboveSocketTimeout', name, value, needs: config.replicaSocketTimeoutMs }]
  }
  if (config.replicaFetchWaitMaxMs > config.replicaLagTimeMaxMs) {
    return [{ kind: 'fetchWaitAboveLag', name, value, needs: config.replicaLagTimeMaxMs }]
  }
  return [
    ...smallMap(values),
    ...outsideBounds(values, 'session.timeout.ms'),
    ...outsideBounds(values, 'heartbeat.interval.ms'),
  ]
}

/** Each cleaner thread needs more than 1 MiB for its map of keys. */
export function bytesForMaps(cleanerThreads: number): number {
  return cleanerThreads * 1_048_576
}

function smallMap(values: ConfigValues): ConfigProblem[] {
  const config = brokerConfig(values)
  const needs = bytesForMaps(config.logCleanerThreads)
  if (config.logCleanerDedupeBufferSize > needs) return []
  const value = String(config.logCleanerDedupeBufferSize)
  return [{ kind: 'cleanerMapTooSmall', name: 'log.cleaner.dedupe.buffer.size', value, needs }]
}

/** What members of KIP-848 groups are told lies between two configs of its own: a shorter session needs a lower least one beside it. */
function outsideBounds(
  values: ConfigValues,
  what: 'session.timeout.ms' | 'heartbeat.interval.ms',
): ConfigProblem[] {
  const config = brokerConfig(values)
  const ofSession = what === 'session.timeout.ms'
  const value = ofSession ? config.groupConsumerSessionTimeoutMs : config.groupConsumerHeartbeatIntervalMs
  const least = ofSession
    ? config.groupConsumerMinSessionTimeoutMs
    : config.groupConsumerMinHeartbeatIntervalMs
  const most = ofSession
    ? config.groupConsumerMaxSessionTimeoutMs
    : config.groupConsumerMaxHeartbeatIntervalMs
  if (value >= least && value <= most) return []
  const name = `group.consumer.${what}`
  const bound = value < least ? `group.consumer.min.${what}=${least}` : `group.consumer.max.${what}=${most}`
  return [{ kind: 'outsideGroupBounds', name, value: String(value), needs: bound }]
}

function producerConflicts(values: ConfigValues): ConfigProblem[] {
  const config = producerConfig(values)
  const shortestMs = config.lingerMs + config.requestTimeoutMs
  if (config.deliveryTimeoutMs < shortestMs) {
    const value = String(config.deliveryTimeoutMs)
    return [{ kind: 'deliveryTimeoutTooShort', name: 'delivery.timeout.ms', value, needs: shortestMs }]
  }
  return idempotenceConflicts(values)
}

function idempotenceConflicts(values: ConfigValues): ConfigProblem[] {
  const config = producerConfig(values)
  const asked =
    values['enable.idempotence'] !== undefined &&
    String(values['enable.idempotence']).toLowerCase() === 'true'
  const inFlight = config.maxInFlightRequestsPerConnection
  if (asked && config.acks !== -1) {
    return [
      {
        kind: 'idempotenceNeedsAcksAll',
        name: 'enable.idempotence',
        value: String(config.acks),
        needs: 'all',
      },
    ]
  }
  if (asked && config.retries === 0) {
    return [{ kind: 'idempotenceNeedsRetries', name: 'enable.idempotence', value: '0', needs: 1 }]
  }
  if (config.enableIdempotence && inFlight > 5) {
    const name = 'max.in.flight.requests.per.connection'
    return [{ kind: 'idempotenceNeedsFewInFlight', name, value: String(inFlight), needs: 5 }]
  }
  if (config.transactionalId !== null && !config.enableIdempotence) {
    const value = config.transactionalId
    return [{ kind: 'transactionsNeedIdempotence', name: 'transactional.id', value, needs: 'true' }]
  }
  return []
}

function consumerConflicts(values: ConfigValues): ConfigProblem[] {
  const config = consumerConfig(values)
  const asked = String(values['enable.auto.commit'] ?? '').toLowerCase() === 'true'
  if (asked && config.groupId === null) {
    return [{ kind: 'autoCommitNeedsGroup', name: 'enable.auto.commit', value: 'true', needs: 'group.id' }]
  }
  if (config.groupProtocol === 'classic' && config.heartbeatIntervalMs >= config.sessionTimeoutMs) {
    const value = String(config.heartbeatIntervalMs)
    return [
      { kind: 'heartbeatAboveSession', name: 'heartbeat.interval.ms', value, needs: config.sessionTimeoutMs },
    ]
  }
  return ofOtherProtocol(values, config.groupProtocol)
}

/** What the coordinator decides under KIP-848 cannot be set by a member, and the other way round. */
const NOT_IN_PROTOCOL = {
  classic: ['group.remote.assignor'],
  consumer: ['partition.assignment.strategy', 'heartbeat.interval.ms', 'session.timeout.ms'],
}

function ofOtherProtocol(values: ConfigValues, protocol: 'classic' | 'consumer'): ConfigProblem[] {
  return NOT_IN_PROTOCOL[protocol]
    .filter((name) => values[name] !== undefined && values[name] !== '')
    .map((name) => ({ kind: 'notInProtocol', name, value: String(values[name]), needs: protocol }))
}
