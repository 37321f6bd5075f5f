// Votes and pre-votes (server.md 5.2, 5.5): whom a voter grants one, and what an asker makes of the answers.

import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import { cancelTimer } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { isPlanted } from '../plants.ts'
import { FENCED_LEADER_EPOCH, NONE } from '../protocol/errors.ts'
import type { VoteRequest, VoteResponse } from '../protocol/raft-requests.ts'
import { ELECTION_TIMER } from '../timers.ts'
import { writeElectionState } from './election-state.ts'
import { VOTE_COUNTED, VOTE_DENIED, VOTE_GRANTED } from './facts.ts'
import { lastEpoch } from './metadata-log.ts'
import type { RaftContext } from './speak.ts'
import { speakToVoters } from './speak.ts'
import type { Raft } from './state.ts'
import { majorityOf, metadataLogOf, quorumFile, raftOf, votesToLead } from './state.ts'
import {
  armElectionTimer,
  becomeCandidate,
  becomeFollower,
  becomeLeader,
  becomeUnattached,
} from './transitions.ts'

const VOTE_RESPONSE_BYTES = 60

const KNOWS_LEADER = 1
const HAS_VOTED = 2
const LONGER_LOG = 3
const STANDS_ITSELF = 4

export function voteRequested(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as VoteRequest
  if (body.epoch < raftOf(world, node).epoch) {
    answer(world, node, connection, message, FENCED_LEADER_EPOCH, false)
    return
  }
  if (body.epoch > raftOf(world, node).epoch) becomeUnattached(world, node, body.epoch)
  const raft = raftOf(world, node)
  const log = metadataLogOf(world, raft)
  const ownEpoch = lastEpoch(log)
  const upToDate =
    body.lastEpoch > ownEpoch ||
    (body.lastEpoch === ownEpoch && body.lastOffset >= log.endOffset) ||
    isPlanted(world, 'votes-for-any-log')
  const denial = body.preVote ? preVoteDenial(raft, upToDate) : voteDenial(raft, body.candidateId, upToDate)
  const candidateSlot = nodeById(world, body.candidateId).processSlot
  const preVote = body.preVote ? 1 : 0
  if (denial > 0) {
    fact(world, VOTE_DENIED, node.processSlot, candidateSlot, body.candidateId, body.epoch, preVote, denial)
    answer(world, node, connection, message, NONE, false)
    return
  }
  fact(world, VOTE_GRANTED, node.processSlot, candidateSlot, body.candidateId, body.epoch, preVote)
  if (body.preVote || isVoteFlushed(world, raft, body.candidateId))
    answer(world, node, connection, message, NONE, true)
  else giveVote(world, node, connection, message)
}

// rule: quorum.pre-vote
/** 0: granted. A follower denies once it has fetched from its leader; whoever has no leader grants to any log as long as its own. */
function preVoteDenial(raft: Readonly<Raft>, upToDate: boolean): number {
  switch (raft.role) {
    case 'leader':
      return STANDS_ITSELF
    case 'follower':
      if (raft.hasFetched) return KNOWS_LEADER
      return upToDate ? 0 : LONGER_LOG
    default:
      return upToDate ? 0 : LONGER_LOG
  }
}

// rule: quorum.one-leader
function voteDenial(raft: Readonly<Raft>, candidate: number, upToDate: boolean): number {
  if (raft.role !== 'unattached' && raft.role !== 'prospective') {
    return raft.role === 'follower' ? KNOWS_LEADER : STANDS_ITSELF
  }
  if (raft.voted >= 0) return raft.voted === candidate ? 0 : HAS_VOTED
  if (raft.leader >= 0) return KNOWS_LEADER
  return upToDate ? 0 : LONGER_LOG
}

/** Asked again by the candidate that has its vote. */
function isVoteFlushed(world: World, raft: Readonly<Raft>, candidate: number): boolean {
  const { flushed } = quorumFile(world, raft)
  return raft.voted === candidate && flushed.votedId === candidate && flushed.epoch === raft.epoch
}

/** The vote is on disk before the answer goes out. A voter that votes waits its election timeout anew. */
function giveVote(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as VoteRequest
  const mine = own(world, raftOf(world, node))
  if (mine.voted !== body.candidateId) armElectionTimer(world, node)
  mine.voted = body.candidateId
  const response: VoteResponse = {
    sealed: true,
    type: 'vote',
    error: NONE,
    epoch: mine.epoch,
    leader: -1,
    granted: true,
  }
  writeElectionState(world, node, {
    step: 'answerVote',
    connectionSlot: connection.slot,
    message,
    response,
  })
}

export function sendVoteResponse(
  world: World,
  connection: Readonly<Connection>,
  message: Message,
  response: VoteResponse,
): void {
  sendResponse(world, connection, message, response, VOTE_RESPONSE_BYTES)
}

function answer(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
  error: number,
  granted: boolean,
): void {
  const raft = raftOf(world, node)
  sendVoteResponse(world, connection, message, {
    sealed: true,
    type: 'vote',
    error,
    epoch: raft.epoch,
    leader: raft.leader,
    granted,
  })
}

/** The candidate's own vote is on disk. */
export function ownVoteFlushed(world: World, node: Readonly<Node>, epoch: number): void {
  const raft = raftOf(world, node)
  if (raft.role !== 'candidate' || raft.epoch !== epoch) return
  const mine = own(world, raft)
  mine.voteFlushed = true
  mine.granted = [node.id]
  if (mine.granted.length >= votesToLead(world, node)) becomeLeader(world, node)
  else speakToVoters(world, node)
}

/** An answer that has not already moved this node to another state. */
export function voteAnswered(
  world: World,
  node: Readonly<Node>,
  voter: number,
  context: RaftContext,
  response: VoteResponse,
): void {
  const raft = raftOf(world, node)
  const asked = context.preVote ? 'prospective' : 'candidate'
  if (raft.role !== asked || context.epoch !== raft.epoch) return
  const mine = own(world, raft)
  const list = response.granted ? mine.granted : mine.rejected
  if (!list.includes(voter)) list.push(voter)
  const voterSlot = nodeById(world, voter).processSlot
  const granted = response.granted ? 1 : 0
  fact(world, VOTE_COUNTED, node.processSlot, voterSlot, voter, mine.epoch, granted, mine.granted.length)
  if (mine.granted.length >= majorityOf(node)) {
    if (mine.role === 'prospective') becomeCandidate(world, node)
    else becomeLeader(world, node)
  } else if (mine.role === 'prospective' && mine.rejected.length > node.voters.length - majorityOf(node)) {
    // A refused candidate waits out its election timeout (since 4.1); a refused asker goes back at once.
    preVoteLost(world, node)
  }
}

/** Back to the leader it still knows, or to waiting for another try. */
export function preVoteLost(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  if (raft.leader >= 0) becomeFollower(world, node, raft.epoch, raft.leader)
  else {
    cancelTimer(world, processOf(world, node), ELECTION_TIMER, 0)
    becomeUnattached(world, node, raft.epoch)
  }
}
