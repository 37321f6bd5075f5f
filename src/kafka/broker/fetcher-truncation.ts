// How a follower brought its log in line with a new leader's before it fetched from it, in releases older than 2.7 (KIP-101, KIP-279, KIP-320): it cut to its high
// watermark, or asked the leader where its own last epoch ends there. Since then the leader's fetch answer says where the logs part (truncate.ts).

import type { Message } from '../../sim/connection.ts'
import { NEVER_US } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { at } from '../../sim/world.ts'
import { endOffsetFor } from '../log/leader-epochs.ts'
import { lastEpochOf } from '../log/log.ts'
import type { Channel } from '../network/channel.ts'
import { send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { OFFSET_FOR_LEADER_EPOCH } from '../protocol/api.ts'
import type {
  OffsetForLeaderEpochRequest,
  OffsetForLeaderEpochResponse,
} from '../protocol/client-requests.ts'
import { NONE } from '../protocol/errors.ts'
import type { Fetcher } from './fetcher-state.ts'
import { delay, leaveOut, nameInNext } from './fetcher-state.ts'
import type { Replica } from './replica.ts'
import { findReplica, logOf } from './replica.ts'
import { truncateReplica, truncateToDivergence } from './truncate.ts'

/** The epoch that is sent along since 2.1, so that a leader of another time refuses; −1 before. */
export function toldEpoch(node: Readonly<Node>, leaderEpoch: number): number {
  const { truncation } = node.rules
  return truncation === 'on-fetch' || truncation === 'epoch-fenced' ? leaderEpoch : -1
}

// rule: versions.truncation
/** It follows another leader, or the same in another epoch: its log has to be brought in line, at once or after a question. */
export function beginTruncation(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  replica: Readonly<Replica>,
  isNewLeader: boolean,
): void {
  switch (node.rules.truncation) {
    case 'on-fetch':
      nameInNext(fetcher, replica.partition)
      return
    case 'hw':
      if (isNewLeader) cutToHighWatermark(world, node, replica)
      nameInNext(fetcher, replica.partition)
      return
    case 'epoch-v1':
    case 'epoch-v2':
    case 'epoch-fenced':
      wantEpochEnd(world, node, fetcher, replica)
      return
  }
}

function cutToHighWatermark(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  if (logOf(world, replica).logEnd > replica.highWatermark)
    truncateReplica(world, node, replica, replica.highWatermark)
}

/** Not fetched until the leader has said where the last epoch of our log ends in its own. A log without epochs is cut to the high watermark. */
export function wantEpochEnd(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  replica: Readonly<Replica>,
): void {
  const state = fetcher.partitions.get(replica.partition)
  if (state === undefined) return
  if (lastEpochOf(logOf(world, replica)) < 0) {
    cutToHighWatermark(world, node, replica)
    goOn(fetcher, replica.partition)
    return
  }
  state.delayedUntilUs = NEVER_US
  state.truncates = true
  leaveOut(fetcher, replica.partition)
  if (!fetcher.toTruncate.includes(replica.partition)) fetcher.toTruncate.push(replica.partition)
}

/** One question for all that wait. The channel is ready. */
export function askEpochEnds(world: World, node: Readonly<Node>, fetcher: Fetcher): void {
  const asked: OffsetForLeaderEpochRequest['partitions'][number][] = []
  for (const partition of fetcher.toTruncate.splice(0)) {
    const replica = findReplica(world, node.id, partition)
    const state = fetcher.partitions.get(partition)
    if (replica === null || state === undefined) continue
    const currentLeaderEpoch = toldEpoch(node, state.leaderEpoch)
    asked.push({ partition, currentLeaderEpoch, leaderEpoch: lastEpochOf(logOf(world, replica)) })
  }
  if (asked.length === 0) return
  const body: OffsetForLeaderEpochRequest = {
    sealed: true,
    type: 'offsetForLeaderEpoch',
    replicaId: node.id,
    partitions: asked,
  }
  const channel = at(world, fetcher.channelSlot) as Channel
  const sizeBytes = 40 + 24 * asked.length
  send(world, channel, OFFSET_FOR_LEADER_EPOCH, body, sizeBytes, node.config.replicaSocketTimeoutMs, body)
}

export function epochEndsAnswered(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  message: Message,
): void {
  for (const { partition, error, leaderEpoch, endOffset } of (message.body as OffsetForLeaderEpochResponse)
    .partitions) {
    const state = fetcher.partitions.get(partition)
    const replica = findReplica(world, node.id, partition)
    if (state === undefined || replica === null || replica.leaderEpoch !== state.leaderEpoch) continue
    if (!state.truncates || fetcher.toTruncate.includes(partition)) continue
    if (error !== NONE) {
      delay(world, node, fetcher, partition)
      continue
    }
    takeEpochEnd(world, node, fetcher, replica, leaderEpoch, endOffset)
  }
}

function takeEpochEnd(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  replica: Readonly<Replica>,
  epoch: number,
  endOffset: number,
): void {
  const log = logOf(world, replica)
  if (epoch < 0 || endOffset < 0) {
    // The leader knows no such epoch.
    cutToHighWatermark(world, node, replica)
    goOn(fetcher, replica.partition)
    return
  }
  if (node.rules.truncation === 'epoch-v1') {
    // The answer was an offset only: of which epoch the leader's records before it are, nobody told (KIP-279).
    if (endOffset < log.logEnd) truncateReplica(world, node, replica, endOffset)
    goOn(fetcher, replica.partition)
    return
  }
  const ours = endOffsetFor(log.epochs, log.logEnd, epoch)
  const end = log.logEnd
  if (ours.epoch === epoch && Math.min(ours.endOffset, endOffset) >= end) {
    goOn(fetcher, replica.partition)
    return
  }
  truncateToDivergence(world, node, replica, { epoch, endOffset })
  // An epoch of ours that the leader does not have: what is left may part earlier still.
  if (ours.epoch >= 0 && ours.epoch !== epoch && logOf(world, replica).logEnd < end)
    wantEpochEnd(world, node, fetcher, replica)
  else goOn(fetcher, replica.partition)
}

function goOn(fetcher: Fetcher, partition: string): void {
  const state = fetcher.partitions.get(partition)
  if (state === undefined) return
  state.truncates = false
  state.delayedUntilUs = 0
  nameInNext(fetcher, partition)
}
