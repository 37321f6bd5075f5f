// The configs of a topic as the logs of its partitions go by them, resolved once for each replica and whenever they change.

import type { Hash } from '../../sim/hash.ts'
import { mixString } from '../../sim/hash.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { TopicConfig } from '../config/resolve.ts'
import { brokerConfig, topicConfig } from '../config/resolve.ts'

export interface LogConfig extends TopicConfig, Sealed {
  readonly contentHash: number
}

/** Configs may hold fractions, which state must not: their texts stand for them in hashes. */
export function sealLogConfig(config: TopicConfig): LogConfig {
  const hash: Hash = { lo: 11, hi: 13 }
  const values = config as unknown as { readonly [name: string]: unknown }
  for (const name of Object.keys(config).sort()) mixString(hash, `${name}=${String(values[name])};`)
  return { ...config, sealed: true, contentHash: hash.lo }
}

export const DEFAULT_LOG_CONFIG: LogConfig = sealLogConfig(topicConfig({}, brokerConfig({})))
