// The values that the configs behind a fact had when it happened: of the node, the topic or the client that it is about.

import { brokerConfigOn, topicConfigOn } from '../kafka/broker/topic-config.ts'
import { clientNamed } from '../kafka/client-named.ts'
import { camelName } from '../kafka/config/camel.ts'
import type { Node } from '../kafka/node.ts'
import { nodesOf } from '../kafka/truth.ts'
import type { FactRow } from '../run/rows.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { DecidingConfig } from '../tell/decided.ts'
import { decidedBy } from '../tell/decided.ts'

export interface DecidedValue {
  readonly name: string
  readonly value: string
}

/** `world` as the fact left it, `node` the name of the process at which it happened. Configs of nobody in particular have no value. */
export function decidedValues(world: World, row: FactRow, node: string): DecidedValue[] {
  const found: DecidedValue[] = []
  for (const config of decidedBy(row.kind.id).configs) {
    const value = settingOf(world, row, node, config)
    if (value !== undefined && value !== null)
      found.push({ name: config.name, value: textOf(config.name, value) })
  }
  return found
}

function settingOf(world: World, row: FactRow, name: string, config: DecidingConfig): unknown {
  const key = camelName(config.name)
  const node = find(world, `node:${name}`) as Node | null
  const some = node ?? nodesOf(world).find(({ isBroker }) => isBroker) ?? null
  switch (config.scope) {
    case 'cluster': {
      if (some === null) return undefined
      const values = some.isBroker ? brokerConfigOn(world, some) : some.config
      return Reflect.get(values, key)
    }
    case 'topic': {
      const topic = topicOf(world, row)
      return some === null || topic === null ? undefined : Reflect.get(topicConfigOn(world, some, topic), key)
    }
    case 'producer':
    case 'consumer': {
      const client = clientNamed(world, name)
      return client === null || client.kind !== config.scope ? undefined : Reflect.get(client.config, key)
    }
  }
}

/** A partition's name ends with its number. */
function topicOf(world: World, row: FactRow): string | null {
  const place = row.kind.fields.indexOf('name:partition')
  const partition = place < 0 ? undefined : world.names[[row.a, row.b, row.c, row.d][place] ?? -1]
  return partition === undefined ? null : partition.slice(0, partition.lastIndexOf('-'))
}

function textOf(name: string, value: unknown): string {
  if (name === 'acks' && value === -1) return 'all'
  if (value === Number.MAX_SAFE_INTEGER) return 'never'
  return Array.isArray(value) ? value.join(',') : String(value)
}
