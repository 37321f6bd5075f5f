// What a leader learns from a follower's fetch (server.md 4.3): where its log ends, when it was last caught up; then whether it may join the ISR, and what is committed.

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { pursueDeletions } from './delete-records.ts'
import { REPLICA_CAUGHT_UP } from './facts.ts'
import type { FetchSession } from './fetch-session.ts'
import { maybeAdvanceHighWatermark } from './high-watermark.ts'
import { maybeExpandIsr } from './isr.ts'
import { findReplica, followerOf, logOf } from './replica.ts'

export function followerFetched(
  world: World,
  node: Readonly<Node>,
  session: Readonly<FetchSession>,
  partition: string,
): void {
  const replica = findReplica(world, node.id, partition)
  const known = session.partitions.get(partition)
  if (
    replica === null ||
    known === undefined ||
    replica.role !== 'leader' ||
    // Until 2.1 nobody said by which leader's epoch it fetched.
    (known.currentLeaderEpoch >= 0 && known.currentLeaderEpoch !== replica.leaderEpoch)
  )
    return
  if (followerOf(replica, session.replicaId) === null) return
  const log = logOf(world, replica)
  if (known.fetchOffset > log.logEnd || known.fetchOffset < log.logStart) return
  const leader = own(world, replica)
  const follower = followerOf(leader, session.replicaId)
  if (follower === null) return
  if (known.fetchOffset >= log.logEnd)
    follower.lastCaughtUpUs = Math.max(follower.lastCaughtUpUs, world.nowUs)
  else if (known.fetchOffset >= follower.lastFetchLeaderEnd)
    follower.lastCaughtUpUs = Math.max(follower.lastCaughtUpUs, follower.lastFetchUs)
  const moved = follower.logEnd !== known.fetchOffset
  follower.logEnd = known.fetchOffset
  const followed = follower.logStart !== known.followerLogStart
  follower.logStart = known.followerLogStart
  follower.lastFetchLeaderEnd = Math.max(follower.lastFetchLeaderEnd, log.logEnd)
  follower.lastFetchUs = world.nowUs
  follower.brokerEpoch = session.replicaEpoch
  follower.session = session.slot
  if (moved)
    fact(
      world,
      REPLICA_CAUGHT_UP,
      processOf(world, node).slot,
      leader.slot,
      leader.nameId,
      follower.id,
      follower.logEnd,
    )
  maybeExpandIsr(world, node, leader, follower)
  if (moved) maybeAdvanceHighWatermark(world, node, leader)
  if (followed) pursueDeletions(world, node)
}
