// Configs of group coordinators. Sources: server.md 1.5, clients.md 4.2, 6.1, 7.

import { INT_MAX, int, list, long } from './entry.ts'

export const GROUP_CONFIGS = {
  'group.initial.rebalance.delay.ms': int(3_000, { honoured: true }),
  'group.min.session.timeout.ms': int(6_000, { honoured: true }),
  'group.max.session.timeout.ms': int(1_800_000, { honoured: true }),
  'group.max.size': int(INT_MAX, { min: 1, honoured: true }),
  'group.coordinator.append.linger.ms': int(-1, { min: -1, honoured: true }),
  'group.consumer.session.timeout.ms': int(45_000, { min: 1, honoured: true }),
  'group.consumer.min.session.timeout.ms': int(45_000, { min: 1 }),
  'group.consumer.max.session.timeout.ms': int(60_000, { min: 1 }),
  'group.consumer.heartbeat.interval.ms': int(5_000, { min: 1, honoured: true }),
  'group.consumer.min.heartbeat.interval.ms': int(5_000, { min: 1 }),
  'group.consumer.max.heartbeat.interval.ms': int(15_000, { min: 1 }),
  'group.consumer.max.size': int(INT_MAX, { min: 1, honoured: true }),
  'group.consumer.assignors': list(['uniform', 'range'], ['uniform', 'range'], { honoured: true }),
  'group.consumer.assignment.interval.ms': int(1_000, {
    max: 15_000,
    dynamic: 'cluster',
    honoured: true,
  }),
  'group.consumer.regex.refresh.interval.ms': int(600_000, { min: 10_000, honoured: true }),
  'offsets.commit.timeout.ms': int(5_000, { min: 1, honoured: true }),
  'offsets.retention.minutes': int(10_080, { min: 1, honoured: true }),
  'offsets.retention.check.interval.ms': long(600_000, { min: 1, honoured: true }),
}
