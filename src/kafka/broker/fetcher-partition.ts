// What a follower does with one partition's answer (server.md 4.2, 4.6): append, follow the high watermark, or cut what the leader does not have.

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Batch } from '../log/batch.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { FENCED_LEADER_EPOCH, NONE, OFFSET_OUT_OF_RANGE } from '../protocol/errors.ts'
import type { FetchPartitionResponse } from '../protocol/fetch.ts'
import { mayWrite } from '../storage/may-write.ts'
import { FETCH_FAILED, HIGH_WATERMARK_FOLLOWED, REPLICATED } from './facts.ts'
import { newsForConsumers } from './fetch-purgatory.ts'
import { askLeadersEnd } from './fetcher-out-of-range.ts'
import type { Fetcher } from './fetcher-state.ts'
import { delay, leaveOut, nameInNext } from './fetcher-state.ts'
import { appendAsFollower } from './log-append.ts'
import { followLogStart } from './log-start.ts'
import type { Replica } from './replica.ts'
import { findReplica, logOf } from './replica.ts'
import { truncateToDivergence } from './truncate.ts'

export function takeFetched(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  answer: FetchPartitionResponse,
): void {
  const state = fetcher.partitions.get(answer.partition)
  const replica = findReplica(world, node.id, answer.partition)
  if (state === undefined || replica === null || replica.leaderEpoch !== state.leaderEpoch) return
  if (state.delayedUntilUs > 0) return
  // Truncated or moved on since the request: the answer is for a log that is no longer this one.
  if (state.askedOffset !== logOf(world, replica).logEnd) {
    nameInNext(fetcher, answer.partition)
    return
  }
  if (answer.error !== NONE) {
    fetchRefused(world, node, fetcher, replica, answer)
    return
  }
  if (answer.diverging !== null) {
    truncateToDivergence(world, node, replica, answer.diverging)
    nameInNext(fetcher, answer.partition)
    return
  }
  takeRecords(world, node, fetcher, replica, answer)
}

function takeRecords(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  replica: Readonly<Replica>,
  answer: FetchPartitionResponse,
): void {
  const { batches } = answer
  if (batches.length > 0 && !mayWrite(world, node, replica, bytesOf(batches))) return
  if (batches.length > 0) {
    const from = logOf(world, replica).logEnd
    const log = appendAsFollower(world, node, replica, batches)
    fact(
      world,
      REPLICATED,
      processOf(world, node).slot,
      replica.slot,
      replica.nameId,
      from,
      log.logEnd,
      fetcher.leader,
    )
    nameInNext(fetcher, answer.partition)
  }
  followHighWatermark(world, node, replica, answer.highWatermark)
  followLogStart(world, node, replica, answer.logStartOffset)
}

function bytesOf(batches: readonly Batch[]): number {
  let bytes = 0
  for (let i = 0; i < batches.length; i++) bytes += (batches[i] as Batch).sizeBytes
  return bytes
}

// rule: watermark.followers-trail
/** Not monotonic: a new leader whose high watermark trails lowers its followers'. */
function followHighWatermark(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  leaders: number,
): void {
  const log = logOf(world, replica)
  const highWatermark = Math.min(Math.max(leaders, log.logStart), log.logEnd)
  if (highWatermark === replica.highWatermark) return
  const mine = own(world, replica)
  fact(
    world,
    HIGH_WATERMARK_FOLLOWED,
    processOf(world, node).slot,
    mine.slot,
    mine.nameId,
    mine.highWatermark,
    highWatermark,
  )
  mine.highWatermark = highWatermark
  newsForConsumers(world, node, mine)
}

function fetchRefused(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  replica: Readonly<Replica>,
  answer: FetchPartitionResponse,
): void {
  fact(world, FETCH_FAILED, processOf(world, node).slot, replica.slot, replica.nameId, answer.error)
  switch (answer.error) {
    case OFFSET_OUT_OF_RANGE:
      askLeadersEnd(world, node, fetcher, replica)
      return
    case FENCED_LEADER_EPOCH:
      // Newer metadata is on its way; until it comes this partition is not fetched.
      fetcher.partitions.delete(answer.partition)
      leaveOut(fetcher, answer.partition)
      return
    default:
      delay(world, node, fetcher, answer.partition)
  }
}
