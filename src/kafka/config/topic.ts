// Configs of a topic, and the broker configs from which each takes its default. Source: server.md 1.3.

import type { CLUSTER_CONFIGS } from './cluster.ts'
import { bool, choice, double, int, LONG_MAX, list, long } from './entry.ts'

export const TOPIC_CONFIGS = {
  'min.insync.replicas': int(1, { min: 1, honoured: true }),
  'unclean.leader.election.enable': bool(false, { honoured: true }),
  'max.message.bytes': int(1_048_588, { honoured: true }),
  'compression.type': choice(['producer', 'uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'], 'producer', {
    honoured: true,
  }),
  'segment.bytes': int(1_073_741_824, { min: 1_048_576, honoured: true }),
  'segment.ms': long(604_800_000, { min: 1, honoured: true }),
  'segment.jitter.ms': long(0, { honoured: true }),
  'segment.index.bytes': int(10_485_760, { min: 4, honoured: true }),
  'index.interval.bytes': int(4_096, { honoured: true }),
  preallocate: bool(false, { honoured: true }),
  'flush.messages': long(LONG_MAX, { min: 1, honoured: true }),
  'flush.ms': long(LONG_MAX, { honoured: true }),
  'retention.ms': long(604_800_000, { min: -1, honoured: true }),
  'retention.bytes': long(-1, { min: -1, honoured: true }),
  'file.delete.delay.ms': long(60_000, { honoured: true }),
  'cleanup.policy': list(['delete'], ['delete', 'compact'], { honoured: true }),
  'min.cleanable.dirty.ratio': double(0.5, { max: 1, honoured: true }),
  'delete.retention.ms': long(86_400_000, { honoured: true }),
  'min.compaction.lag.ms': long(0, { honoured: true }),
  'max.compaction.lag.ms': long(LONG_MAX, { min: 1, honoured: true }),
  'message.timestamp.type': choice(['CreateTime', 'LogAppendTime'], 'CreateTime', { honoured: true }),
  'message.timestamp.before.max.ms': long(LONG_MAX, { honoured: true }),
  'message.timestamp.after.max.ms': long(3_600_000, { honoured: true }),
}

type TopicConfigName = keyof typeof TOPIC_CONFIGS
type ClusterConfigName = keyof typeof CLUSTER_CONFIGS

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** Where a topic's default comes from: the first broker config that is set, times a factor for its unit. */
export const INHERITED: {
  readonly [Name in TopicConfigName]: readonly (readonly [ClusterConfigName, number])[]
} = {
  'min.insync.replicas': [['min.insync.replicas', 1]],
  'unclean.leader.election.enable': [['unclean.leader.election.enable', 1]],
  'max.message.bytes': [['message.max.bytes', 1]],
  'compression.type': [['compression.type', 1]],
  'segment.bytes': [['log.segment.bytes', 1]],
  'segment.ms': [
    ['log.roll.ms', 1],
    ['log.roll.hours', HOUR_MS],
  ],
  'segment.jitter.ms': [
    ['log.roll.jitter.ms', 1],
    ['log.roll.jitter.hours', HOUR_MS],
  ],
  'segment.index.bytes': [['log.index.size.max.bytes', 1]],
  'index.interval.bytes': [['log.index.interval.bytes', 1]],
  preallocate: [['log.preallocate', 1]],
  'flush.messages': [['log.flush.interval.messages', 1]],
  'flush.ms': [
    ['log.flush.interval.ms', 1],
    ['log.flush.scheduler.interval.ms', 1],
  ],
  'retention.ms': [
    ['log.retention.ms', 1],
    ['log.retention.minutes', MINUTE_MS],
    ['log.retention.hours', HOUR_MS],
  ],
  'retention.bytes': [['log.retention.bytes', 1]],
  'file.delete.delay.ms': [['log.segment.delete.delay.ms', 1]],
  'cleanup.policy': [['log.cleanup.policy', 1]],
  'min.cleanable.dirty.ratio': [['log.cleaner.min.cleanable.ratio', 1]],
  'delete.retention.ms': [['log.cleaner.delete.retention.ms', 1]],
  'min.compaction.lag.ms': [['log.cleaner.min.compaction.lag.ms', 1]],
  'max.compaction.lag.ms': [['log.cleaner.max.compaction.lag.ms', 1]],
  'message.timestamp.type': [['log.message.timestamp.type', 1]],
  'message.timestamp.before.max.ms': [['log.message.timestamp.before.max.ms', 1]],
  'message.timestamp.after.max.ms': [['log.message.timestamp.after.max.ms', 1]],
}
