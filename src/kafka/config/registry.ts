// Every config that is known so far, by scope and name.

import { CONSUMER_CONFIGS, PRODUCER_CONFIGS } from './client.ts'
import { CLUSTER_CONFIGS } from './cluster.ts'
import type { ConfigEntry, ConfigScope, ConfigTable } from './entry.ts'
import { TOPIC_CONFIGS } from './topic.ts'

const CONFIG_TABLES: { readonly [Scope in ConfigScope]: ConfigTable } = {
  cluster: CLUSTER_CONFIGS,
  topic: TOPIC_CONFIGS,
  producer: PRODUCER_CONFIGS,
  consumer: CONSUMER_CONFIGS,
}

export const CONFIG_SCOPES: readonly ConfigScope[] = ['cluster', 'topic', 'producer', 'consumer']

export function configEntry(scope: ConfigScope, name: string): ConfigEntry | null {
  const table = CONFIG_TABLES[scope]
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null
}

/** In the order of the tables. */
export function configNames(scope: ConfigScope): readonly string[] {
  return Object.keys(CONFIG_TABLES[scope])
}
