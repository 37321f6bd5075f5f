// Defaults of clients that were others in older releases (clients.md 0.1, 1.1, 3.1): the release of the rules stands for the clients too.

import type { ConfigValues } from '../config/check-value.ts'
import { isSince } from '../rules/releases.ts'
import type { Rules } from '../rules/rules.ts'

// rule: client.release-defaults
export function producerDefaults(rules: Rules, given: ConfigValues): ConfigValues {
  // Asked for, it has always brought acks=all and endless retries with it.
  const idempotent = String(given['enable.idempotence']).toLowerCase() === 'true'
  return {
    ...clientDefaults(rules, given),
    // KIP-1030, KIP-679, KIP-91.
    ...(isSince(rules, '4.0') ? {} : { 'linger.ms': 0 }),
    ...(isSince(rules, '3.0') || idempotent ? {} : { acks: '1', 'enable.idempotence': false }),
    ...(isSince(rules, '2.1') || idempotent ? {} : { retries: 0 }),
  }
}

export function consumerDefaults(rules: Rules, given: ConfigValues): ConfigValues {
  return {
    ...clientDefaults(rules, given),
    // KIP-735; the cooperative assignor came to the default list with it.
    ...(isSince(rules, '3.0')
      ? {}
      : { 'session.timeout.ms': 10_000, 'partition.assignment.strategy': 'range' }),
  }
}

function clientDefaults(rules: Rules, given: ConfigValues): ConfigValues {
  return {
    ...(isSince(rules, '4.0') ? {} : { 'metadata.recovery.strategy': 'none' }),
    // Without KIP-580 every pause before another try was the same.
    ...(isSince(rules, '3.7') ? {} : { 'retry.backoff.max.ms': given['retry.backoff.ms'] ?? 100 }),
  }
}
