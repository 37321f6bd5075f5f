// Beginning and ending an epoch (server.md 5.2): the leader announces itself until voters fetch, checks that a majority does, and says so when it gives up.

import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { FENCED_LEADER_EPOCH, INVALID_REQUEST, NONE } from '../protocol/errors.ts'
import type {
  BeginQuorumEpochRequest,
  BeginQuorumEpochResponse,
  EndQuorumEpochRequest,
  EndQuorumEpochResponse,
} from '../protocol/raft-requests.ts'
import { armRaftFetchTimer, speakToVoters } from './speak.ts'
import type { VoterProgress } from './state.ts'
import { majorityOf, raftOf } from './state.ts'
import { armBeginQuorum, armCheckQuorum, becomeResigned, maybeTransition } from './transitions.ts'

const RESPONSE_BYTES = 50

export function beginQuorumEpochRequested(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as BeginQuorumEpochRequest
  const error = admit(world, node, body.epoch, body.leader)
  if (error === NONE) maybeTransition(world, node, body.epoch, body.leader)
  const { epoch, leader } = raftOf(world, node)
  const response: BeginQuorumEpochResponse = { sealed: true, type: 'beginQuorumEpoch', error, epoch, leader }
  sendResponse(world, connection, message, response, RESPONSE_BYTES)
}

/** The leader resigned: its followers stand in the order that it proposes. */
export function endQuorumEpochRequested(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as EndQuorumEpochRequest
  const error = admit(world, node, body.epoch, body.leader)
  if (error === NONE) {
    maybeTransition(world, node, body.epoch, body.leader)
    const raft = raftOf(world, node)
    if (raft.role === 'follower' && raft.leader === body.leader) {
      armRaftFetchTimer(world, node, body.leader, standDelayMs(node, body.preferred))
    }
  }
  const { epoch, leader } = raftOf(world, node)
  const response: EndQuorumEpochResponse = { sealed: true, type: 'endQuorumEpoch', error, epoch, leader }
  sendResponse(world, connection, message, response, RESPONSE_BYTES)
}

/** The first stands at once, the next ones after doubling delays up to the election back-off; who is not listed waits all of it. */
function standDelayMs(node: Readonly<Node>, preferred: readonly number[]): number {
  const maxMs = node.config.controllerQuorumElectionBackoffMaxMs
  const position = preferred.indexOf(node.id)
  if (position < 0) return maxMs
  if (position === 0) return 0
  return Math.min(maxMs, (maxMs >> (preferred.length - 1)) << (position - 1))
}

function admit(world: World, node: Readonly<Node>, epoch: number, leader: number): number {
  const raft = raftOf(world, node)
  if (epoch < raft.epoch) return FENCED_LEADER_EPOCH
  if (!node.voters.includes(leader) || leader === node.id) return INVALID_REQUEST
  const other = epoch === raft.epoch && raft.leader >= 0 && raft.leader !== leader
  return other ? INVALID_REQUEST : NONE
}

/** A voter has fetched; with a majority of them the leader may go on for another period. */
export function voterHeard(world: World, node: Readonly<Node>, voter: number): void {
  const mine = own(world, raftOf(world, node))
  if (!mine.heard.includes(voter)) mine.heard.push(voter)
  if (mine.heard.length < majorityOf(node) - 1) return
  mine.heard = []
  armCheckQuorum(world, node)
}

// rule: quorum.check-quorum
export function checkQuorumExpired(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  if (raft.role !== 'leader') return
  becomeResigned(world, node, successors(raft.voters), raft.heard.length)
}

/** Voters by descending fetch offset; of equals the smaller id. */
export function successors(voters: readonly VoterProgress[]): number[] {
  const sorted = voters.slice().sort((a, b) => b.endOffset - a.endOffset || a.id - b.id)
  return sorted.map((voter) => voter.id)
}

/** Time to announce the epoch again to voters that have not fetched lately. */
export function beginQuorumDue(world: World, node: Readonly<Node>): void {
  if (raftOf(world, node).role !== 'leader') return
  armBeginQuorum(world, node)
  speakToVoters(world, node)
}
