// The start of a replica's log moves (server.md 2.3, 2.7): by deletion of segments, by DeleteRecords, or because the leader's has moved.

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { advanceLogStart } from '../log/log-start.ts'
import type { Node } from '../node.ts'
import { LOG_START_MOVED } from '../storage/facts.ts'
import { newsOfLogStart } from './fetch-purgatory.ts'
import { findFetcher, nameInNext } from './fetcher-state.ts'
import type { Replica } from './replica.ts'
import { logOf } from './replica.ts'

/** Moves it up, if the offset is beyond it; never beyond the high watermark. Those who fetch here will be told. */
export function moveLogStart(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  to: number,
): boolean {
  const known = logOf(world, replica)
  const from = known.logStart
  if (to <= from || to > replica.highWatermark) return false
  advanceLogStart(own(world, known), to)
  fact(world, LOG_START_MOVED, node.processSlot, replica.slot, replica.nameId, from, to)
  newsOfLogStart(world, node, replica)
  nameToLeader(world, node, replica)
  return true
}

/** A follower's next fetch says where its log starts now, whatever moved it. */
function nameToLeader(
  world: World,
  node: Readonly<Node>,
  { role, leader, partition }: Readonly<Replica>,
): void {
  const fetcher = role === 'follower' && leader >= 0 ? findFetcher(world, node, leader) : null
  if (fetcher !== null) nameInNext(own(world, fetcher), partition)
}

// rule: retention.leaders-start
/** What the leader's answer says of its log's start. */
export function followLogStart(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  leaders: number,
): void {
  if (leaders > logOf(world, replica).logStart) moveLogStart(world, node, replica, leaders)
}
