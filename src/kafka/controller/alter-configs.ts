// IncrementalAlterConfigs on the controller (server.md 7.9, ConfigurationControlManager): each resource is changed as a whole or not at all. Brokers take
// what concerns them when they apply the records.

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import { checkValue } from '../config/check-value.ts'
import { configEntry } from '../config/registry.ts'
import type { Image } from '../metadata/image.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import type {
  ConfigChange,
  IncrementalAlterConfigsRequest,
  ResourceChanges,
  ResourceResult,
} from '../protocol/admin.ts'
import {
  BROKER_ID_NOT_REGISTERED,
  INVALID_CONFIG,
  INVALID_REQUEST,
  NONE,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { ADMIN_REFUSED, CONFIG_DELETED, CONFIG_SET } from './admin-facts.ts'
import { answerAtCommit } from './answers.ts'
import { changedList } from './list-config.ts'
import { controllerOf } from './state.ts'
import { areLagsCrossed, isElrOn } from './topic-rules.ts'
import { write } from './write.ts'

const MIN_ISR = 'min.insync.replicas'

export function handleAlterConfigs(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as IncrementalAlterConfigsRequest
  const { image } = controllerOf(world, node)
  const records: MetadataRecord[] = []
  const resources: ResourceResult[] = []
  for (const wanted of body.resources) {
    const { resource, name } = wanted
    const found = recordsOf(image, node, wanted)
    resources.push({ resource, name, error: typeof found === 'number' ? found : NONE })
    const resourceId = intern(world, resourceName(wanted))
    if (typeof found === 'number') {
      fact(world, ADMIN_REFUSED, node.processSlot, -1, resourceId, found)
      continue
    }
    for (const record of found) records.push(record)
    tell(world, node, resourceId, found)
  }
  write(world, node, records)
  const answer = { sealed: true, type: 'incrementalAlterConfigs', error: NONE, resources } as const
  answerAtCommit(world, node, connection, message, answer)
}

/** As kafka-configs would name it. */
function resourceName({ resource, name }: ResourceChanges): string {
  return `${resource}/${name === '' ? 'default' : name}`
}

function tell(
  world: World,
  node: Readonly<Node>,
  resource: number,
  records: readonly MetadataRecord[],
): void {
  for (const record of records) {
    if (record.type !== 'config') continue
    const key = intern(world, record.key)
    if (record.value === null) fact(world, CONFIG_DELETED, node.processSlot, -1, resource, key)
    else fact(world, CONFIG_SET, node.processSlot, -1, resource, key, intern(world, record.value))
  }
}

/** The records of a resource, or why it is refused. */
function recordsOf(
  image: Readonly<Image>,
  node: Readonly<Node>,
  wanted: ResourceChanges,
): MetadataRecord[] | number {
  const { resource, name } = wanted
  if (resource === 'topic' && !image.topics.has(name)) return UNKNOWN_TOPIC_OR_PARTITION
  if (resource === 'broker' && name !== '' && !image.brokers.has(Number(name)))
    return BROKER_ID_NOT_REGISTERED
  const records: MetadataRecord[] = []
  for (const change of wanted.changes) {
    const value = newValue(image, node, wanted, change)
    if (typeof value === 'number') return value
    const known = image.configs.get(`${resource}/${name}`)?.[change.key] ?? null
    // A broker's config is written even if it is the same: that makes brokers take it anew (KAFKA-14136).
    if (known === value.value && resource === 'topic') continue
    records.push({ type: 'config', resource, name, key: change.key, value: value.value })
  }
  if (resource === 'topic' && areLagsCrossed(wouldBe(image, wanted, records), node)) return INVALID_CONFIG
  return [...records, ...clearElr(image, wanted, records)]
}

/** The topic's own configs after the change. */
function wouldBe(
  image: Readonly<Image>,
  wanted: ResourceChanges,
  records: readonly MetadataRecord[],
): { readonly [key: string]: string } {
  const values: { [key: string]: string } = { ...image.configs.get(`topic/${wanted.name}`) }
  for (const record of records) {
    if (record.type !== 'config') continue
    if (record.value === null) delete values[record.key]
    else values[record.key] = record.value
  }
  return values
}

// rule: configs.refusals
function newValue(
  image: Readonly<Image>,
  node: Readonly<Node>,
  wanted: ResourceChanges,
  change: ConfigChange,
): { readonly value: string | null } | number {
  const { resource, name } = wanted
  const { key, op } = change
  if (wanted.changes.filter((other) => other.key === key).length > 1) return INVALID_REQUEST
  const scope = resource === 'topic' ? 'topic' : 'cluster'
  const bad = resource === 'topic' ? INVALID_CONFIG : INVALID_REQUEST
  const entry = configEntry(scope, key)
  // A topic's unknown config may be taken away, and a broker takes any: some plug-in may know it (seen on 4.3.1).
  if (entry === null && op === 'delete') return { value: null }
  if (entry === null) return resource === 'topic' ? INVALID_CONFIG : { value: change.value ?? '' }
  if (resource === 'broker' && entry.dynamic === 'no') return INVALID_REQUEST
  if (resource === 'broker' && key === MIN_ISR && isElrOn(image) && (name !== '' || op === 'delete'))
    return INVALID_CONFIG
  if (op === 'delete') return { value: null }
  if (change.value === null) return INVALID_REQUEST
  let { value } = change
  if (op !== 'set') {
    if (entry.type !== 'list') return INVALID_CONFIG
    value = changedList(image, node, wanted, change)
  }
  return checkValue(scope, key, value).ok ? { value } : bad
}

// rule: elr.cleared-by-config
/** The ELR was made with another min ISR in mind: it starts anew (server.md 4.14), for the topic, or for all when the cluster's value was set. */
function clearElr(
  image: Readonly<Image>,
  wanted: ResourceChanges,
  records: readonly MetadataRecord[],
): MetadataRecord[] {
  if (!isElrOn(image) || !records.some((record) => record.type === 'config' && record.key === MIN_ISR))
    return []
  return [{ type: 'clearElr', topic: wanted.resource === 'topic' ? wanted.name : '' }]
}
