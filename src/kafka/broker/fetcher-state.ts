// A follower's fetcher as state: one for each broker it follows, with one request in flight (server.md 4.2), and the partitions it fetches.

import { placedAddress } from '../../sim/addresses.ts'
import { assert } from '../../sim/assert.ts'
import { placedFinder } from '../../sim/finders.ts'
import { armTimer, isArmed } from '../../sim/process.ts'
import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { add, find, own } from '../../sim/world.ts'
import type { Channel } from '../network/channel.ts'
import { channelBetween } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { FETCHER_BACKOFF_TIMER } from '../timers.ts'

export interface Fetcher extends Entity {
  readonly kind: 'fetcher'
  readonly nodeId: number
  readonly leader: number
  readonly channelSlot: number
  readonly partitions: Map<string, FetcherPartition>
  /** Partitions to name in the next request, in order. */
  readonly changed: string[]
  readonly forgotten: string[]
  /** Partitions whose leader is to say where their last epoch ends; always empty since 2.7 (fetcher-truncation.ts). */
  readonly toTruncate: string[]
  sessionId: number
  /** Epoch of the next request; 0 opens a session with all partitions. */
  sessionEpoch: number
  inFlight: boolean
  /** Event of the hand that holds it, −1 for none. */
  pausedBy: number
}

export interface FetcherPartition {
  readonly leaderEpoch: number
  /** Offset last asked for, −1 before the first request. */
  askedOffset: number
  /** Not asked for before this. 0: ready. */
  delayedUntilUs: number
  /** It waits for the end of its last epoch at the leader. */
  truncates: boolean
}

/** `fetcher:<leader>@<node>` */
export const fetcherAddress = placedAddress('fetcher')
const findPlaced = placedFinder('fetcher')

export function findFetcher(world: World, node: Readonly<Node>, leader: number): Fetcher | null {
  return find(world, fetcherAddress(String(leader), node.id)) as Fetcher | null
}

export function fetcherOf(world: World, node: Readonly<Node>, leader: number): Fetcher {
  const known = findFetcher(world, node, leader)
  if (known !== null) return known
  const channel = channelBetween(
    world,
    processOf(world, node),
    processOf(world, nodeById(world, leader)),
    'fetcher',
    0,
    0,
  )
  return add<Fetcher>(world, (slot, stamp) => ({
    kind: 'fetcher',
    address: fetcherAddress(String(leader), node.id),
    slot,
    stamp,
    nodeId: node.id,
    leader,
    channelSlot: channel.slot,
    partitions: new Map(),
    changed: [],
    forgotten: [],
    toTruncate: [],
    sessionId: 0,
    sessionEpoch: 0,
    inFlight: false,
    pausedBy: -1,
  }))
}

export function fetcherOfChannel(world: World, node: Readonly<Node>, channel: Readonly<Channel>): Fetcher {
  const fetcher = findPlaced(world.tables, channel.server, node.id)
  assert(fetcher !== null, 'a fetcher that is not there')
  return fetcher as Fetcher
}

/** Names a partition in the next request. */
export function nameInNext(fetcher: Fetcher, partition: string): void {
  if (!fetcher.changed.includes(partition)) fetcher.changed.push(partition)
}

/** It is not asked for: it leaves the leader's session with the next request. */
export function leaveOut(mine: Fetcher, partition: string): void {
  const index = mine.changed.indexOf(partition)
  if (index >= 0) mine.changed.splice(index, 1)
  if (mine.sessionEpoch > 0 && !mine.forgotten.includes(partition)) mine.forgotten.push(partition)
}

/** Leaves a partition out for replica.fetch.backoff.ms. */
export function delay(world: World, node: Readonly<Node>, mine: Fetcher, partition: string): void {
  const state = mine.partitions.get(partition)
  if (state === undefined) return
  const backoffUs = node.config.replicaFetchBackoffMs * 1_000
  state.delayedUntilUs = world.nowUs + backoffUs
  leaveOut(mine, partition)
  const process = processOf(world, node)
  if (!isArmed(process, FETCHER_BACKOFF_TIMER, mine.slot)) {
    armTimer(world, process, FETCHER_BACKOFF_TIMER, mine.slot, backoffUs, `process:${mine.leader}`)
  }
}

/** The next request opens a session anew. */
export function forgetFetchSession(mine: Fetcher): void {
  mine.sessionId = 0
  mine.sessionEpoch = 0
}

/** Memory is gone. */
export function forgetFetcher(world: World, fetcher: Readonly<Fetcher>): void {
  const mine = own(world, fetcher)
  mine.partitions.clear()
  mine.changed.length = 0
  mine.forgotten.length = 0
  mine.toTruncate.length = 0
  mine.inFlight = false
  mine.pausedBy = -1
  forgetFetchSession(mine)
}
