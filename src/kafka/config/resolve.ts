// Given values to the plain record that the engine reads: every key there, every value of its type, Kafka's own adjustments made.

import { EngineError } from '../../sim/assert.ts'
import type { CamelName } from './camel.ts'
import { camelName } from './camel.ts'
import type { ConfigValues } from './check-value.ts'
import { checkValue } from './check-value.ts'
import { CONSUMER_CONFIGS, PRODUCER_CONFIGS } from './client.ts'
import { CLUSTER_CONFIGS } from './cluster.ts'
import type { ConfigScope, ConfigTable, ConfigValue } from './entry.ts'
import { INHERITED, TOPIC_CONFIGS } from './topic.ts'

type Resolved<Table extends ConfigTable> = {
  readonly [Name in keyof Table & string as CamelName<Name>]: Table[Name]['default']
}

export type BrokerConfig = Resolved<typeof CLUSTER_CONFIGS>
export type TopicConfig = Resolved<typeof TOPIC_CONFIGS>
export type ConsumerConfig = Resolved<typeof CONSUMER_CONFIGS>
export type ProducerConfig = Omit<Resolved<typeof PRODUCER_CONFIGS>, 'acks'> & {
  /** −1 for all. */
  readonly acks: -1 | 0 | 1
}

/** Brokers and controllers read the same file. */
export function brokerConfig(values: ConfigValues): BrokerConfig {
  return resolve(CLUSTER_CONFIGS, 'cluster', values)
}

/** A topic's own values; what it leaves open comes from the broker. */
export function topicConfig(values: ConfigValues, broker: BrokerConfig): TopicConfig {
  const own = resolve(TOPIC_CONFIGS, 'topic', values)
  const record: { [key: string]: ConfigValue } = { ...own }
  for (const name of Object.keys(TOPIC_CONFIGS) as (keyof typeof TOPIC_CONFIGS)[]) {
    if (values[name] === undefined) record[camelName(name)] = inherited(name, broker) ?? own[camelName(name)]
  }
  return record as TopicConfig
}

function inherited(name: keyof typeof TOPIC_CONFIGS, broker: BrokerConfig): ConfigValue {
  for (const [source, factor] of INHERITED[name]) {
    const value: ConfigValue = broker[camelName(source)]
    if (value === null) continue
    return typeof value === 'number' && value >= 0 ? value * factor : value
  }
  return null
}

/** Raises an unset delivery timeout and turns idempotence off where Kafka's client does. */
export function producerConfig(values: ConfigValues): ProducerConfig {
  const given = resolve(PRODUCER_CONFIGS, 'producer', values)
  const acks = given.acks === '0' ? 0 : given.acks === '1' ? 1 : -1
  const shortestMs = given.lingerMs + given.requestTimeoutMs
  const raised = values['delivery.timeout.ms'] === undefined && given.deliveryTimeoutMs < shortestMs
  return {
    ...given,
    acks,
    deliveryTimeoutMs: raised ? shortestMs : given.deliveryTimeoutMs,
    enableIdempotence: given.enableIdempotence && acks === -1 && given.retries > 0,
  }
}

/** Without a group there is nothing to commit to. */
export function consumerConfig(values: ConfigValues): ConsumerConfig {
  const given = resolve(CONSUMER_CONFIGS, 'consumer', values)
  return { ...given, enableAutoCommit: given.enableAutoCommit && given.groupId !== null }
}

function resolve<Table extends ConfigTable>(
  table: Table,
  scope: ConfigScope,
  values: ConfigValues,
): Resolved<Table> {
  const record: { [key: string]: ConfigValue } = {}
  for (const name of Object.keys(table)) record[camelName(name)] = table[name]?.default ?? null
  for (const name of Object.keys(values)) {
    const checked = checkValue(scope, name, values[name] ?? '')
    if (!checked.ok) throw new EngineError(`config ${name} was not checked: ${checked.problem.kind}`)
    record[camelName(name)] = checked.value
  }
  return record as Resolved<Table>
}
