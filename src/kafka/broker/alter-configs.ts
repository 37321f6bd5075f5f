// IncrementalAlterConfigs as a broker takes it in (ConfigAdminManager.preprocess; server.md 7.9): it refuses what it can see to be wrong, the rest goes on
// to the controller.

import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import { camelName } from '../config/camel.ts'
import { bytesForMaps } from '../config/check.ts'
import type { BrokerConfig } from '../config/resolve.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type {
  IncrementalAlterConfigsRequest,
  IncrementalAlterConfigsResponse,
  ResourceChanges,
} from '../protocol/admin.ts'
import { adminResponseBytes } from '../protocol/admin-answers.ts'
import { INVALID_REQUEST, NONE } from '../protocol/errors.ts'
import { CONFIGS_REFUSED } from './admin-facts.ts'
import { forwardRequest } from './forwarding.ts'
import { brokerConfigOn } from './topic-config.ts'

export function handleAlterConfigs(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as IncrementalAlterConfigsRequest
  const resources = request.resources.map((wanted) => {
    const { resource, name } = wanted
    return { resource, name, error: refusal(world, node, request, wanted) }
  })
  const bad = resources.find(({ error }) => error !== NONE)
  if (bad === undefined) {
    forwardRequest(world, node, connection, message)
    return
  }
  // One request of an admin client here names one resource: what is refused is all there is.
  const of = intern(world, `${bad.resource}/${bad.name}`)
  fact(world, CONFIGS_REFUSED, processOf(world, node).slot, connection.slot, of, bad.error)
  const body: IncrementalAlterConfigsResponse = {
    sealed: true,
    type: 'incrementalAlterConfigs',
    error: NONE,
    resources,
  }
  sendResponse(world, connection, message, body, adminResponseBytes(body))
}

/** A broker's configs are changed through that broker; nothing is set to nothing. */
function refusal(
  world: World,
  node: Readonly<Node>,
  request: IncrementalAlterConfigsRequest,
  wanted: ResourceChanges,
): number {
  const { resource, name, changes } = wanted
  const isTwice =
    request.resources.filter((other) => other.resource === resource && other.name === name).length > 1
  if (isTwice) return INVALID_REQUEST
  if (resource === 'broker' && name !== '' && name !== String(node.id)) return INVALID_REQUEST
  if (changes.some(({ op, value }) => op !== 'delete' && value === null)) return INVALID_REQUEST
  return resource === 'broker' && isUnfit(brokerConfigOn(world, node), changes) ? INVALID_REQUEST : NONE
}

/** Counts of threads that may at most double or halve while they run (server.md 1.2, 1.3). */
const THREADS = [
  'background.threads',
  'log.cleaner.threads',
  'num.io.threads',
  'num.network.threads',
] as const

/** A running broker could not go by it (DynamicBrokerConfig.validate). */
function isUnfit(now: BrokerConfig, changes: ResourceChanges['changes']): boolean {
  const set: { [key: string]: string } = {}
  for (const { key, op, value } of changes) if (op === 'set' && value !== null) set[key] = value
  const isTooFar = THREADS.some((key) => {
    const threads = now[camelName(key)]
    const wanted = Number(set[key] ?? threads)
    return set[key] !== undefined && (wanted < Math.max(threads / 2, 1) || wanted > threads * 2)
  })
  const bytes = Number(set['log.cleaner.dedupe.buffer.size'] ?? now.logCleanerDedupeBufferSize)
  const cleaners = Number(set['log.cleaner.threads'] ?? now.logCleanerThreads)
  return isTooFar || bytes <= bytesForMaps(cleaners)
}
