// What a leader asks of a batch before it appends it (server.md 2.2; LogValidator): sizes, keys, times. One bad record is enough to refuse them all.

import { wallClockUs } from '../../sim/process.ts'
import { usToMs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import type { Batch } from '../log/batch.ts'
import { stampAppendTime } from '../log/batch.ts'
import { codecNumber, codedBatch } from '../log/codecs.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import {
  INVALID_RECORD,
  INVALID_TIMESTAMP,
  MESSAGE_TOO_LARGE,
  NONE,
  RECORD_LIST_TOO_LARGE,
} from '../protocol/errors.ts'
import { recordView } from '../storage/record-view.ts'
import { isCompacted } from '../storage/retention.ts'
import { workloadIn } from '../workload/workload-in.ts'
import type { Replica } from './replica.ts'

/** 0 if it may be appended. */
export function validateBatch(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  batch: Batch,
): number {
  if (batch.sizeBytes > replica.maxMessageBytes) return MESSAGE_TOO_LARGE
  if (isCompacted(replica) && lacksKey(world, batch)) return INVALID_RECORD
  const { logConfig } = replica
  if (logConfig.messageTimestampType === 'CreateTime') {
    const nowMs = usToMs(wallClockUs(world, processOf(world, node)))
    if (!isInTime(batch, nowMs, logConfig.messageTimestampBeforeMaxMs, logConfig.messageTimestampAfterMaxMs))
      return INVALID_TIMESTAMP
  }
  if (batch.sizeBytes > logConfig.segmentBytes) return RECORD_LIST_TOO_LARGE
  return NONE
}

// rule: produce.null-key
/** Compaction needs a key in every record. */
function lacksKey(world: World, batch: Batch): boolean {
  if (batch.data === null && batch.records.length === 0) return false
  const { keyAt } = recordView(world)
  for (let place = 0; place < batch.count; place++) if (keyAt(batch, place) === null) return true
  return false
}

// rule: produce.timestamps
/** Not further from the broker's clock than message.timestamp.before.max.ms and message.timestamp.after.max.ms. */
export function isInTime(
  batch: Pick<Batch, 'baseTimestampMs' | 'maxTimestampMs'>,
  nowMs: number,
  beforeMaxMs: number,
  afterMaxMs: number,
): boolean {
  return nowMs - batch.baseTimestampMs <= beforeMaxMs && batch.maxTimestampMs - nowMs <= afterMaxMs
}

// rule: produce.append-time
/** With LogAppendTime the leader's clock stands for the time of every record. */
function timed(world: World, node: Readonly<Node>, replica: Readonly<Replica>, batch: Batch): Batch {
  if (replica.logConfig.messageTimestampType === 'CreateTime') return batch
  return stampAppendTime(batch, usToMs(wallClockUs(world, processOf(world, node))))
}

// rule: produce.compression
/** The batch as it is appended: with the topic's own compression, unless that is `producer`, and the leader's time, if the topic wants it. */
export function asAppended(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  batch: Batch,
): Batch {
  const { compressionType } = replica.logConfig
  if (compressionType === 'producer') return timed(world, node, replica, batch)
  const workload = batch.data === null ? workloadIn(world, batch.producer) : null
  const coded =
    batch.data === null && workload === null
      ? batch
      : codedBatch(batch, codecNumber(compressionType), workload)
  return timed(world, node, replica, coded)
}
