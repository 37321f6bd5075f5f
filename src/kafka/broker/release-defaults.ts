// Defaults of brokers that were others in older releases: those that change what the engine does.

import type { ConfigValues } from '../config/check-value.ts'
import { LONG_MAX } from '../config/entry.ts'
import { isSince } from '../rules/releases.ts'
import type { Rules } from '../rules/rules.ts'

// rule: configs.release-defaults
export function brokerDefaults(rules: Rules): ConfigValues {
  return {
    // KIP-1030: before it a record could be dated as far ahead as one liked.
    ...(isSince(rules, '4.0')
      ? {}
      : { 'log.message.timestamp.after.max.ms': LONG_MAX, 'num.recovery.threads.per.data.dir': 1 }),
    // Adaptive since 4.2. The coordinator of before 4.0 wrote at once.
    ...(isSince(rules, '4.0') && !isSince(rules, '4.2') ? { 'group.coordinator.append.linger.ms': 5 } : {}),
    // KIP-537.
    ...(isSince(rules, '2.5') ? {} : { 'replica.lag.time.max.ms': 10_000 }),
    // KIP-186: offsets were forgotten after a day.
    ...(isSince(rules, '2.0') ? {} : { 'offsets.retention.minutes': 1_440 }),
    // Anybody could be elected unless it was forbidden; KIP-134 lets a new group wait for more members.
    ...(isSince(rules, '0.11') ? {} : { 'group.initial.rebalance.delay.ms': 0 }),
    ...(rules.election === 'unclean' ? { 'unclean.leader.election.enable': true } : {}),
  }
}
