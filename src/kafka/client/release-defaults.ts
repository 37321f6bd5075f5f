// Defaults of clients that were others in older releases (clients.md 0.1, 1.1, 3.1): the release of the rules stands for the clients too.

import type { ConfigValues } from '../config/check-value.ts'
import { isSince } from '../rules/releases.ts'
import type { Rules } from '../rules/rules.ts'

// rule: client.release-defaults
export function producerDefaults(rules: Rules): ConfigValues {
  return {
    // KIP-1030, KIP-679.
    ...(isSince(rules, '4.0') ? {} : { 'linger.ms': 0, 'metadata.recovery.strategy': 'none' }),
    ...(isSince(rules, '3.0') ? {} : { acks: '1', 'enable.idempotence': false }),
  }
}

export function consumerDefaults(rules: Rules): ConfigValues {
  return {
    ...(isSince(rules, '4.0') ? {} : { 'metadata.recovery.strategy': 'none' }),
    // KIP-735; the cooperative assignor came to the default list with it.
    ...(isSince(rules, '3.0')
      ? {}
      : { 'session.timeout.ms': 10_000, 'partition.assignment.strategy': 'range' }),
  }
}
