// What ListOffsets answers for one partition (server.md 7.6): an end of the log, or the first record of a time.

import type { World } from '../../sim/world.ts'
import type { Batch } from '../log/batch.ts'
import { timestampDeltas } from '../log/bytes/record-times.ts'
import type { EpochEntry } from '../log/leader-epochs.ts'
import type { TimesOf } from '../log/lookup.ts'
import { lookUpLatest, lookUpTime, recordFound } from '../log/lookup.ts'
import type { Node } from '../node.ts'
import { isPlanted } from '../plants.ts'
import { EARLIEST, EARLIEST_LOCAL, LATEST, MAX_TIMESTAMP } from '../protocol/client-requests.ts'
import { NONE, OFFSET_NOT_AVAILABLE } from '../protocol/errors.ts'
import { workloadIn } from '../workload/workload-in.ts'
import type { Replica } from './replica.ts'
import { logOf } from './replica.ts'

interface OffsetAnswer {
  readonly error: number
  /** −1: there is none. */
  readonly offset: number
  readonly timestamp: number
  readonly leaderEpoch: number
}

const NOTHING: OffsetAnswer = { error: NONE, offset: -1, timestamp: -1, leaderEpoch: -1 }
const NOT_AVAILABLE: OffsetAnswer = {
  error: OFFSET_NOT_AVAILABLE,
  offset: -1,
  timestamp: -1,
  leaderEpoch: -1,
}

// rule: versions.list-offsets
/**
 * A replica asks for the log end, a consumer for the high watermark: not available while a new leader's high watermark is below the start of its epoch
 * (KIP-207). Until 2.2 it told that high watermark, which could be lower than one that was told before.
 */
export function offsetFor(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  timestamp: number,
  replicaId: number,
): OffsetAnswer {
  const log = logOf(world, replica)
  const told = (offset: number, timestampMs: number): OffsetAnswer => ({
    error: NONE,
    offset,
    timestamp: timestampMs,
    leaderEpoch: epochAt(log.epochs, offset),
  })
  if (timestamp === EARLIEST || timestamp === EARLIEST_LOCAL) return told(log.logStart, -1)
  const bound = replicaId >= 0 ? log.logEnd : replica.highWatermark
  if (
    replicaId < 0 &&
    timestamp === LATEST &&
    replica.leaderEpoch > 0 &&
    isPlanted(world, 'latest-starts-anew')
  )
    return told(log.logStart, -1)
  const trails =
    replicaId < 0 && replica.highWatermark < replica.epochStart && node.rules.listOffsets === 'not-available'
  if (timestamp === LATEST) return trails ? NOT_AVAILABLE : told(bound, -1)
  const times = recordTimesIn(world)
  const found = recordFound(
    timestamp === MAX_TIMESTAMP ? lookUpLatest(log, times) : lookUpTime(log, timestamp, times),
  )
  if (found !== null && found.offset < bound) return told(found.offset, found.timestampMs)
  return trails ? NOT_AVAILABLE : NOTHING
}

/** Epoch of an offset; that of the log's end is the latest. */
function epochAt(epochs: readonly EpochEntry[], offset: number): number {
  let epoch = -1
  for (const entry of epochs) if (entry.startOffset <= offset) epoch = entry.epoch
  return epoch
}

/** Times of the records of a batch, whoever wrote it. */
export function recordTimesIn(world: World): TimesOf {
  return (batch: Batch) => {
    const { baseTimestampMs, maxTimestampMs, isLogAppendTime, count } = batch
    const workload = batch.data === null && !isLogAppendTime ? workloadIn(world, batch.producer) : null
    if (workload === null) return new Array<number>(count).fill(maxTimestampMs)
    return timestampDeltas(batch, workload).map((delta) => baseTimestampMs + delta)
  }
}
