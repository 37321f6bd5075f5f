// The states of a quorum member and the ways between them (server.md 5.2, pre-vote of 5.5). Every way out of leading tells the controller at once.

import { drawInt } from '../../sim/chance.ts'
import { connectionAt } from '../../sim/connection.ts'
import { armTimer, cancelTimer, isArmed, later } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own, stream } from '../../sim/world.ts'
import { controllerRenounced } from '../controller/renounce.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { NOT_LEADER_OR_FOLLOWER } from '../protocol/errors.ts'
import {
  APPEND_LINGER_TIMER,
  BEGIN_QUORUM_TIMER,
  CHECK_QUORUM_TIMER,
  ELECTION_TIMER,
  RAFT_FETCH_TIMER,
  RAFT_PARKED_FETCH_TIMER,
  RAFT_TASK,
} from '../timers.ts'
import { appendLeaderChange } from './append.ts'
import { writeElectionState } from './election-state.ts'
import {
  RAFT_CANDIDATE,
  RAFT_FOLLOWER,
  RAFT_LEADER,
  RAFT_LEADER_FOUND,
  RAFT_PROSPECTIVE,
  RAFT_RESIGNED,
  RAFT_UNATTACHED,
} from './facts.ts'
import { refuseFetch } from './fetch-answer.ts'
import { armRaftFetchTimer, pursueLeader, speakTo, speakToVoters } from './speak.ts'
import type { ParkedFetch, Raft } from './state.ts'
import { metadataLogOf, raftOf, votesToLead } from './state.ts'

/** Of a raft task: what to do in an event of its own. */
export interface RaftStep {
  readonly sealed: true
  readonly step: 'stop'
}

/** A higher epoch, and nobody known to lead it. A voter that waited for an election goes on waiting its time. */
export function becomeUnattached(world: World, node: Readonly<Node>, epoch: number): void {
  const before = raftOf(world, node)
  const waits = before.role === 'unattached' || before.role === 'candidate' || before.role === 'prospective'
  const keepTimer = waits && isArmed(processOf(world, node), ELECTION_TIMER, 0)
  const mine = leave(world, node, keepTimer)
  mine.role = node.isController ? 'unattached' : 'observer'
  enterEpoch(mine, epoch, -1)
  fact(world, RAFT_UNATTACHED, node.processSlot, -1, epoch)
  if (node.isController && !keepTimer) armElectionTimer(world, node)
  writeElectionState(world, node)
  settle(world, node, mine)
  if (mine.role === 'observer') pursueLeader(world, node)
}

// rule: versions.kraft-leader
/** Nobody leads: it wants to. Before 4.0 it stood at once, and in an epoch of its own each time. */
export function standForElection(world: World, node: Readonly<Node>): void {
  switch (node.rules.kraftLeader) {
    case 'pre-vote':
      becomeProspective(world, node)
      return
    case 'check-quorum':
    case 'never-resigns':
      becomeCandidate(world, node)
      return
  }
}

/** Asks whether it would be elected, without touching its epoch or its vote (KIP-996). */
function becomeProspective(world: World, node: Readonly<Node>): void {
  const mine = leave(world, node, false)
  mine.role = 'prospective'
  mine.granted = [node.id]
  const silent = mine.leader
  fact(
    world,
    RAFT_PROSPECTIVE,
    node.processSlot,
    silent < 0 ? -1 : nodeById(world, silent).processSlot,
    mine.epoch,
    silent,
  )
  armElectionTimer(world, node)
  settle(world, node, mine)
  if (votesToLead(world, node) === 1) becomeCandidate(world, node)
  else speakToVoters(world, node)
}

/** Votes for itself in the next epoch, on disk, before it asks the others. */
export function becomeCandidate(world: World, node: Readonly<Node>): void {
  const mine = leave(world, node, false)
  mine.role = 'candidate'
  enterEpoch(mine, mine.epoch + 1, -1)
  mine.voted = node.id
  fact(world, RAFT_CANDIDATE, node.processSlot, -1, mine.epoch)
  armElectionTimer(world, node)
  writeElectionState(world, node, { step: 'askVotes', epoch: mine.epoch })
  settle(world, node, mine)
}

export function becomeLeader(world: World, node: Readonly<Node>): void {
  const votes = raftOf(world, node).granted.length
  const mine = leave(world, node, false)
  mine.role = 'leader'
  mine.leader = node.id
  // A new leader forgets the high watermark until a record of its own epoch is committed; what was applied stays applied.
  mine.highWatermark = -1
  mine.epochStart = metadataLogOf(world, mine).endOffset
  mine.voters = []
  mine.observers = []
  for (const id of node.voters) {
    if (id !== node.id) mine.voters.push({ id, endOffset: -1, lastFetchUs: -1 })
  }
  mine.heard = []
  fact(world, RAFT_LEADER, node.processSlot, -1, mine.epoch, votes, mine.epochStart)
  writeElectionState(world, node)
  if (mine.voters.length > 0) {
    armCheckQuorum(world, node)
    armBeginQuorum(world, node)
  }
  speakToVoters(world, node)
  appendLeaderChange(world, node)
}

export function becomeFollower(world: World, node: Readonly<Node>, epoch: number, leader: number): void {
  const mine = leave(world, node, false)
  mine.role = node.isController ? 'follower' : 'observer'
  enterEpoch(mine, epoch, leader)
  mine.hasFetched = false
  const leaderSlot = nodeById(world, leader).processSlot
  const kind = node.isController ? RAFT_FOLLOWER : RAFT_LEADER_FOUND
  fact(world, kind, node.processSlot, leaderSlot, epoch, leader)
  writeElectionState(world, node)
  settle(world, node, mine)
  if (mine.role === 'observer') {
    pursueLeader(world, node)
    return
  }
  mine.fetchingFrom = leader
  armRaftFetchTimer(world, node, leader)
  speakTo(world, node, leader)
}

/** Gives up leading within its epoch: cut off from the majority, stopping, or restarted after having led. */
export function becomeResigned(
  world: World,
  node: Readonly<Node>,
  preferred: readonly number[],
  heard: number,
): void {
  const mine = leave(world, node, false)
  mine.role = 'resigned'
  mine.leader = -1
  mine.preferred = preferred
  mine.told = []
  fact(world, RAFT_RESIGNED, node.processSlot, -1, mine.epoch, heard)
  armElectionTimer(world, node)
  settle(world, node, mine)
  speakToVoters(world, node)
}

/** Takes up a higher epoch, or a leader for this one; false when there is nothing new in it. */
export function maybeTransition(world: World, node: Readonly<Node>, epoch: number, leader: number): boolean {
  const raft = raftOf(world, node)
  if (epoch < raft.epoch || leader === node.id) return false
  if (epoch > raft.epoch) {
    if (leader >= 0) becomeFollower(world, node, epoch, leader)
    else becomeUnattached(world, node, epoch)
    return true
  }
  if (leader < 0 || raft.leader >= 0 || raft.role === 'leader' || raft.role === 'resigned') return false
  becomeFollower(world, node, epoch, leader)
  return true
}

export function armElectionTimer(world: World, node: Readonly<Node>): void {
  const timeoutMs = node.config.controllerQuorumElectionTimeoutMs
  const drawnMs = timeoutMs + drawInt(stream(world, `raft/${node.id}`), timeoutMs)
  armTimer(world, processOf(world, node), ELECTION_TIMER, 0, msToUs(drawnMs))
}

/** One and a half fetch timeouts without a majority fetching end the leader's reign; before 3.7 nothing did (KAFKA-15489). */
export function armCheckQuorum(world: World, node: Readonly<Node>): void {
  if (node.rules.kraftLeader === 'never-resigns') return
  const delayUs = (msToUs(node.config.controllerQuorumFetchTimeoutMs) / 2) * 3
  armTimer(world, processOf(world, node), CHECK_QUORUM_TIMER, 0, delayUs)
}

export function armBeginQuorum(world: World, node: Readonly<Node>): void {
  const delayUs = msToUs(node.config.controllerQuorumFetchTimeoutMs) / 2
  armTimer(world, processOf(world, node), BEGIN_QUORUM_TIMER, 0, delayUs)
}

function enterEpoch(mine: Raft, epoch: number, leader: number): void {
  if (epoch > mine.epoch) mine.voted = -1
  mine.epoch = epoch
  mine.leader = leader
}

/** Ends the present state: its timers, its votes, and whatever a leader held. */
function leave(world: World, node: Readonly<Node>, keepElectionTimer: boolean): Raft {
  const mine = own(world, raftOf(world, node))
  const process = processOf(world, node)
  if (!keepElectionTimer) cancelTimer(world, process, ELECTION_TIMER, 0)
  cancelTimer(world, process, RAFT_FETCH_TIMER, 0)
  mine.granted = []
  mine.rejected = []
  mine.voteFlushed = false
  mine.fetchingFrom = -1
  mine.download = null
  if (mine.role === 'leader') {
    for (const timer of [
      CHECK_QUORUM_TIMER,
      BEGIN_QUORUM_TIMER,
      APPEND_LINGER_TIMER,
      RAFT_PARKED_FETCH_TIMER,
    ]) {
      cancelTimer(world, process, timer, 0)
    }
    mine.pending.length = 0
    mine.voters = []
    mine.observers = []
    mine.heard = []
    mine.epochStart = -1
    // As a follower it fetches only when all that it appended is on its disk.
    const log = metadataLogOf(world, mine)
    mine.flushing = log.flushedEnd < log.endOffset
    controllerRenounced(world, node)
  }
  return mine
}

/** In the new state: fetches that waited at the old leader are refused, and a stop that waited for a successor goes on. */
function settle(world: World, node: Readonly<Node>, mine: Raft): void {
  const parked = mine.parked.splice(0)
  for (const fetch of parked as ParkedFetch[]) {
    refuseFetch(world, node, connectionAt(world, fetch.connectionSlot), fetch.message, NOT_LEADER_OR_FOLLOWER)
  }
  if (mine.stopping && mine.role !== 'resigned') {
    const payload: RaftStep = { sealed: true, step: 'stop' }
    later(world, processOf(world, node), RAFT_TASK, 0, payload)
  }
}
