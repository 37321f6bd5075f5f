// The leader's side of a raft fetch: the fetch offset acknowledges everything below it (server.md 5.3).

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import {
  BROKER_NOT_AVAILABLE,
  FENCED_LEADER_EPOCH,
  NONE,
  NOT_LEADER_OR_FOLLOWER,
  UNKNOWN_LEADER_EPOCH,
} from '../protocol/errors.ts'
import type { FetchSnapshotRequest, RaftFetchRequest } from '../protocol/raft-requests.ts'
import { answerOrPark, isPrefix, refuseFetch } from './fetch-answer.ts'
import { updateLeaderHighWatermark } from './high-watermark.ts'
import { voterHeard } from './quorum-epoch.ts'
import { answerFetchSnapshot } from './snapshot-fetch.ts'
import type { VoterProgress } from './state.ts'
import { metadataLogOf, raftOf } from './state.ts'

export function fetchRequested(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as RaftFetchRequest
  const error = leaderOnlyError(world, node, body.epoch)
  if (error !== NONE) {
    refuseFetch(world, node, connection, message, error)
    return
  }
  const place = voterPlace(raftOf(world, node).voters, body.replicaId)
  if (place >= 0) recordVoterFetch(world, node, place, body)
  else recordObserverFetch(world, node, body)
  answerOrPark(world, node, connection, message)
}

/** Counts as a sign of life, but acknowledges nothing. */
export function fetchSnapshotRequested(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as FetchSnapshotRequest
  const error = leaderOnlyError(world, node, body.epoch)
  const isVoter = voterPlace(raftOf(world, node).voters, body.replicaId) >= 0
  if (error === NONE && isVoter) voterHeard(world, node, body.replicaId)
  answerFetchSnapshot(world, node, connection, message, error)
}

function leaderOnlyError(world: World, node: Readonly<Node>, epoch: number): number {
  const raft = raftOf(world, node)
  if (epoch < raft.epoch) return FENCED_LEADER_EPOCH
  if (epoch > raft.epoch) return UNKNOWN_LEADER_EPOCH
  if (raft.role !== 'leader') return raft.stopping ? BROKER_NOT_AVAILABLE : NOT_LEADER_OR_FOLLOWER
  return NONE
}

function voterPlace(voters: readonly VoterProgress[], id: number): number {
  for (let i = 0; i < voters.length; i++) if ((voters[i] as VoterProgress).id === id) return i
  return -1
}

/** For DescribeQuorum only. */
function recordObserverFetch(world: World, node: Readonly<Node>, body: RaftFetchRequest): void {
  const mine = own(world, raftOf(world, node))
  const place = voterPlace(mine.observers, body.replicaId)
  if (place < 0) {
    mine.observers.push({ id: body.replicaId, endOffset: body.fetchOffset, lastFetchUs: world.nowUs })
    return
  }
  const progress = mine.observers[place] as VoterProgress
  progress.endOffset = body.fetchOffset
  progress.lastFetchUs = world.nowUs
}

function recordVoterFetch(world: World, node: Readonly<Node>, place: number, body: RaftFetchRequest): void {
  voterHeard(world, node, body.replicaId)
  const mine = own(world, raftOf(world, node))
  const progress = mine.voters[place] as VoterProgress
  progress.lastFetchUs = world.nowUs
  // A log that parts ways with the leader's acknowledges nothing.
  if (!isPrefix(metadataLogOf(world, mine), body)) return
  progress.endOffset = body.fetchOffset
  updateLeaderHighWatermark(world, node)
}
