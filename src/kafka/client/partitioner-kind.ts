// Which partitioner a producer has: by `partitioner.class`, or what its release had when that was not set (clients.md 1.5).

import { isSince } from '../rules/releases.ts'
import type { Rules } from '../rules/rules.ts'
import type { KeyHash } from '../workload/key-hash.ts'

export interface Partitioner {
  readonly sealed: true
  /** How records without a key are spread. `oldSticky`: 2.4 to 3.2. `random`: librdkafka, sticky for 10 ms. */
  readonly keyless: 'builtIn' | 'oldSticky' | 'roundRobin' | 'random'
  /** null: keys do not matter. */
  readonly keyHash: KeyHash | null
  /** KAFKA-9965: a record that needs a new batch asks the partitioner twice. */
  readonly asksTwice: boolean
  /** Round-robin up to 2.3 began at a random place. */
  readonly startsAnywhere: boolean
  /** librdkafka's random ones spread empty keys too. */
  readonly emptyKeyIsNone: boolean
}

const BUILT_IN: Partitioner = {
  sealed: true,
  keyless: 'builtIn',
  keyHash: 'murmur2',
  asksTwice: false,
  startsAnywhere: false,
  emptyKeyIsNone: false,
}

// rule: partition.by-release
export function partitionerOf(className: string | null, rules: Rules): Partitioner {
  if (className === null) {
    if (isSince(rules, '3.3')) return BUILT_IN
    if (isSince(rules, '2.4')) return { ...BUILT_IN, keyless: 'oldSticky' }
    return { ...BUILT_IN, keyless: 'roundRobin', startsAnywhere: true }
  }
  switch (className.slice(className.lastIndexOf('.') + 1)) {
    case 'RoundRobinPartitioner': {
      const asksTwice = isSince(rules, '2.4') && !isSince(rules, '4.0')
      return { ...BUILT_IN, keyless: 'roundRobin', keyHash: null, asksTwice }
    }
    case 'UniformStickyPartitioner':
      return { ...BUILT_IN, keyless: 'oldSticky', keyHash: null }
    case 'DefaultPartitioner':
      return { ...BUILT_IN, keyless: 'oldSticky' }
    case 'consistent_random':
      return { ...BUILT_IN, keyless: 'random', keyHash: 'crc32', emptyKeyIsNone: true }
    case 'murmur2_random':
      return { ...BUILT_IN, keyless: 'random' }
    case 'KeyPrefixPartitioner':
      return { ...BUILT_IN, keyHash: 'prefix' }
    default:
      return BUILT_IN
  }
}
