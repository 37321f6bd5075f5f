// Configs of producers and consumers. Sources: clients.md 1.1 and 3.1.

import type { ByDuration } from './by-duration.ts'
import { BY_DURATION } from './by-duration.ts'
import { bool, choice, choiceOr, int, list, long, text, unsetText } from './entry.ts'

const CONNECTION = {
  'client.id': text(''),
  'retry.backoff.ms': long(100, { honoured: true }),
  'retry.backoff.max.ms': long(1_000, { honoured: true }),
  'reconnect.backoff.ms': long(50, { honoured: true }),
  'reconnect.backoff.max.ms': long(1_000, { honoured: true }),
  'socket.connection.setup.timeout.ms': long(10_000, { honoured: true }),
  'socket.connection.setup.timeout.max.ms': long(30_000, { honoured: true }),
  'connections.max.idle.ms': long(540_000),
  'request.timeout.ms': int(30_000, { honoured: true }),
  'metadata.max.age.ms': long(300_000, { honoured: true }),
  'metadata.recovery.strategy': choice(['none', 'rebootstrap'], 'rebootstrap', { honoured: true }),
  'metadata.recovery.rebootstrap.trigger.ms': long(300_000),
}

export const PRODUCER_CONFIGS = {
  acks: choice(['all', '-1', '0', '1'], 'all', { honoured: true }),
  'linger.ms': long(5, { honoured: true }),
  'batch.size': int(16_384, { honoured: true }),
  'buffer.memory': long(33_554_432, { honoured: true }),
  'max.block.ms': long(60_000, { honoured: true }),
  'delivery.timeout.ms': int(120_000, { honoured: true }),
  retries: int(2_147_483_647, { honoured: true }),
  'max.in.flight.requests.per.connection': int(5, { min: 1, honoured: true }),
  'max.request.size': int(1_048_576, { honoured: true }),
  'enable.idempotence': bool(true, { honoured: true }),
  'compression.type': choice(['none', 'gzip', 'snappy', 'lz4', 'zstd'], 'none', { honoured: true }),
  'partitioner.class': unsetText({ honoured: true }),
  'partitioner.adaptive.partitioning.enable': bool(true, { honoured: true }),
  'partitioner.availability.timeout.ms': long(0, { honoured: true }),
  'partitioner.ignore.keys': bool(false, { honoured: true }),
  'metadata.max.idle.ms': long(300_000, { min: 5_000 }),
  'transactional.id': unsetText(),
  'transaction.timeout.ms': int(60_000),
  'transaction.two.phase.commit.enable': bool(false),
  ...CONNECTION,
}

export const CONSUMER_CONFIGS = {
  'group.protocol': choice(['classic', 'consumer'], 'classic', { honoured: true }),
  'group.id': unsetText({ honoured: true }),
  'group.instance.id': unsetText({ honoured: true }),
  'session.timeout.ms': int(45_000, { honoured: true }),
  'heartbeat.interval.ms': int(3_000, { honoured: true }),
  'max.poll.interval.ms': int(300_000, { min: 1, honoured: true }),
  'max.poll.records': int(500, { min: 1, honoured: true }),
  'enable.auto.commit': bool(true, { honoured: true }),
  'auto.commit.interval.ms': int(5_000, { honoured: true }),
  'auto.offset.reset': choiceOr<'latest' | 'earliest' | 'none', ByDuration>(
    ['latest', 'earliest', 'none'],
    BY_DURATION,
    'latest',
    { honoured: true },
  ),
  'isolation.level': choice(['read_uncommitted', 'read_committed'], 'read_uncommitted'),
  'partition.assignment.strategy': list(['range', 'cooperative-sticky'], null, { honoured: true }),
  'group.remote.assignor': unsetText({ honoured: true }),
  'allow.auto.create.topics': bool(true, { honoured: true }),
  'fetch.min.bytes': int(1, { honoured: true }),
  'fetch.max.wait.ms': int(500, { honoured: true }),
  'fetch.max.bytes': int(52_428_800, { honoured: true }),
  'max.partition.fetch.bytes': int(1_048_576, { honoured: true }),
  'default.api.timeout.ms': int(60_000, { honoured: true }),
  'client.rack': text('', { honoured: true }),
  'check.crcs': bool(true),
  ...CONNECTION,
}
