// The metadata quorum as the programme sees it: one node's start and end, requests and answers, timers and flushes.

import { assertNever, EngineError } from '../../sim/assert.ts'
import type { Connection, Message } from '../../sim/connection.ts'
import { connectionAt } from '../../sim/connection.ts'
import type { DiskWork } from '../../sim/disk.ts'
import { endProcess } from '../../sim/life.ts'
import type { Task, TimerRow } from '../../sim/process.ts'
import { armTimer, isAlive, isRunning, later } from '../../sim/process.ts'
import type { Ending } from '../../sim/programme.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { forgetImage } from '../metadata/node-image.ts'
import type { Channel, ChannelFailure, InFlight } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { NONE } from '../protocol/errors.ts'
import type { RaftRequest, RaftResponse } from '../protocol/raft-requests.ts'
import {
  APPEND_LINGER_TIMER,
  BEGIN_QUORUM_TIMER,
  CHECK_QUORUM_TIMER,
  ELECTION_TIMER,
  FLUSH_METADATA_LOG,
  FLUSH_QUORUM_STATE,
  FLUSH_SNAPSHOT,
  RAFT_BACKOFF_TIMER,
  RAFT_FETCH_TIMER,
  RAFT_PARKED_FETCH_TIMER,
  RAFT_SHUTDOWN_TIMER,
  RAFT_TASK,
  SNAPSHOT_CLEAN_TIMER,
} from '../timers.ts'
import type { LogFlush } from './append.ts'
import { appendPending } from './append.ts'
import type { ElectionFlush } from './election-state.ts'
import { METADATA_LOST } from './facts.ts'
import { answerOverdueFetches } from './fetch-answer.ts'
import { abandonFetch, fetchAgain, fetchAnswered, fetchedFlushed, retryFetch } from './fetch-client.ts'
import { fetchRequested, fetchSnapshotRequested } from './fetch-server.ts'
import { lastEpoch, truncateMetadataLog } from './metadata-log.ts'
import {
  beginQuorumDue,
  beginQuorumEpochRequested,
  checkQuorumExpired,
  endQuorumEpochRequested,
  successors,
} from './quorum-epoch.ts'
import { fetchedSnapshotFlushed, fetchSnapshotAnswered } from './snapshot-fetch.ts'
import type { SnapshotFlush } from './snapshots.ts'
import { cleanSnapshots, ownSnapshotFlushed, recoverToSnapshot } from './snapshots.ts'
import type { RaftContext } from './speak.ts'
import { speakTo } from './speak.ts'
import { ensureRaft, forgetRaft, metadataLogOf, quorumFile, raftOf } from './state.ts'
import type { RaftStep } from './transitions.ts'
import {
  armElectionTimer,
  becomeCandidate,
  becomeFollower,
  becomeResigned,
  becomeUnattached,
  maybeTransition,
  standForElection,
} from './transitions.ts'
import { ownVoteFlushed, preVoteLost, sendVoteResponse, voteAnswered, voteRequested } from './votes.ts'

/** A stop waits so long for a successor (KafkaRaftManager). */
const SHUTDOWN_TIMEOUT_MS = 5_000

/** Takes up the state that the files remember (5.2, start-up). */
export function raftStarted(world: World, node: Readonly<Node>): void {
  const mine = own(world, ensureRaft(world, node))
  mine.startedUs = world.nowUs
  recoverToSnapshot(world, node)
  const log = metadataLogOf(world, mine)
  const { leaderId, epoch, votedId } = quorumFile(world, mine).written
  const logEpoch = lastEpoch(log)
  if (node.isController) own(world, processOf(world, node)).listening = true
  mine.epoch = Math.max(epoch, logEpoch)
  if (epoch < logEpoch) {
    becomeUnattached(world, node, logEpoch)
    return
  }
  mine.voted = votedId
  if (leaderId >= 0 && leaderId !== node.id) becomeFollower(world, node, epoch, leaderId)
  else if (!node.isController) becomeUnattached(world, node, epoch)
  else if (leaderId === node.id) becomeResigned(world, node, [], -1)
  else if (votedId === node.id) standAgain(world, node)
  else if (node.voters.length === 1) becomeCandidate(world, node)
  else becomeUnattached(world, node, epoch)
}

/** Its vote of this epoch is for itself: it goes on asking for the others'. */
function standAgain(world: World, node: Readonly<Node>): void {
  const mine = own(world, raftOf(world, node))
  mine.role = 'candidate'
  armElectionTimer(world, node)
  ownVoteFlushed(world, node, mine.epoch)
}

/** Memory is gone; after power loss also what was not flushed. */
export function raftEnded(world: World, node: Readonly<Node>, how: Ending): void {
  const raft = raftOf(world, node)
  if (how === 'powerLost') {
    const file = own(world, quorumFile(world, raft))
    file.written = file.flushed
    const log = metadataLogOf(world, raft)
    if (log.flushedEnd < log.endOffset) {
      const oldEnd = log.endOffset
      const mine = own(world, log)
      truncateMetadataLog(mine, mine.flushedEnd)
      fact(world, METADATA_LOST, node.processSlot, -1, mine.endOffset, oldEnd)
    }
  }
  forgetRaft(world, node)
  forgetImage(world, node)
}

/** An orderly stop: a leader resigns and waits for a successor; then the process ends. */
export function raftStopping(world: World, node: Readonly<Node>): void {
  const mine = own(world, raftOf(world, node))
  mine.stopping = true
  if (mine.role === 'leader' && node.voters.length > 1) {
    armTimer(world, processOf(world, node), RAFT_SHUTDOWN_TIMER, 0, msToUs(SHUTDOWN_TIMEOUT_MS))
    becomeResigned(world, node, successors(mine.voters), -1)
    return
  }
  const waits = node.isController && mine.role !== 'follower' && node.voters.length > 1
  if (waits) armTimer(world, processOf(world, node), RAFT_SHUTDOWN_TIMER, 0, msToUs(SHUTDOWN_TIMEOUT_MS))
  else later(world, processOf(world, node), RAFT_TASK, 0, { sealed: true, step: 'stop' } satisfies RaftStep)
}

export function raftTask(world: World, node: Readonly<Node>, task: Task): void {
  const payload = task.payload as RaftStep | FlushedWhilePaused
  if (payload.step === 'flushed') afterFlush(world, node, payload.work, payload.payload)
  else if (isAlive(processOf(world, node))) endProcess(world, processOf(world, node), 'stopped')
}

export function raftRequest(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as RaftRequest
  switch (body.type) {
    case 'vote':
      voteRequested(world, node, connection, message)
      return
    case 'beginQuorumEpoch':
      beginQuorumEpochRequested(world, node, connection, message)
      return
    case 'endQuorumEpoch':
      endQuorumEpochRequested(world, node, connection, message)
      return
    case 'raftFetch':
      fetchRequested(world, node, connection, message)
      return
    case 'fetchSnapshot':
      fetchSnapshotRequested(world, node, connection, message)
      return
    default:
      assertNever(body, 'raft request')
  }
}

export function raftReady(world: World, node: Readonly<Node>, channel: Readonly<Channel>): void {
  speakTo(world, node, Number(channel.server))
}

export function raftAnswered(
  world: World,
  node: Readonly<Node>,
  channel: Readonly<Channel>,
  inFlight: InFlight,
  message: Message,
): void {
  const peer = Number(channel.server)
  const body = message.body as RaftResponse
  const context = inFlight.context as RaftContext
  if (body.epoch >= raftOf(world, node).epoch && maybeTransition(world, node, body.epoch, body.leader)) {
    speakTo(world, node, peer)
    return
  }
  switch (body.type) {
    case 'vote':
      if (body.error === NONE) voteAnswered(world, node, peer, context, body)
      break
    case 'endQuorumEpoch':
      epochEndTold(world, node, peer, context)
      break
    case 'raftFetch':
      fetchAnswered(world, node, peer, context, body)
      return
    case 'fetchSnapshot':
      fetchSnapshotAnswered(world, node, peer, context, body)
      return
    case 'beginQuorumEpoch':
      // Announced again with the next period, unless the voter has begun to fetch.
      return
    default:
      assertNever(body, 'raft response')
  }
  speakTo(world, node, peer)
}

function epochEndTold(world: World, node: Readonly<Node>, peer: number, context: RaftContext): void {
  const raft = raftOf(world, node)
  if (raft.role === 'resigned' && raft.epoch === context.epoch) own(world, raft).told.push(peer)
}

/** Whoever still has something to say connects again; a leader waits for its next round of announcements. */
export function raftFailed(
  world: World,
  node: Readonly<Node>,
  channel: Readonly<Channel>,
  _lost: readonly InFlight[],
  _how: ChannelFailure,
): void {
  const peer = Number(channel.server)
  const { role } = raftOf(world, node)
  if (role === 'follower' || role === 'observer') retryFetch(world, node, peer)
  else if (role !== 'leader') speakTo(world, node, peer)
}

export function raftTimer(world: World, node: Readonly<Node>, row: TimerRow): void {
  switch (row.timer) {
    case ELECTION_TIMER:
      electionTimedOut(world, node)
      return
    case RAFT_FETCH_TIMER:
      if (raftOf(world, node).role === 'follower') standForElection(world, node)
      else if (raftOf(world, node).role === 'observer') abandonFetch(world, node)
      return
    case CHECK_QUORUM_TIMER:
      checkQuorumExpired(world, node)
      return
    case BEGIN_QUORUM_TIMER:
      beginQuorumDue(world, node)
      return
    case APPEND_LINGER_TIMER:
      appendPending(world, node)
      return
    case RAFT_BACKOFF_TIMER:
      fetchAgain(world, node)
      return
    case RAFT_PARKED_FETCH_TIMER:
      answerOverdueFetches(world, node)
      return
    case SNAPSHOT_CLEAN_TIMER:
      cleanSnapshots(world, node)
      return
    case RAFT_SHUTDOWN_TIMER:
      endProcess(world, processOf(world, node), 'stopped')
      return
    default:
      throw new EngineError(`timer ${row.timer} is not raft's`)
  }
}

// rule: quorum.fetch-timeout
function electionTimedOut(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  switch (raft.role) {
    case 'unattached':
    case 'candidate':
      standForElection(world, node)
      return
    case 'prospective':
      preVoteLost(world, node)
      return
    case 'resigned':
      becomeUnattached(world, node, raft.epoch + 1)
      return
    case 'follower':
    case 'leader':
    case 'observer':
    case 'none':
      return
  }
}

interface FlushedWhilePaused {
  readonly sealed: true
  readonly step: 'flushed'
  readonly work: number
  readonly payload: RaftFlush
}

type RaftFlush = ElectionFlush | LogFlush | SnapshotFlush

/** Bytes are on disk whether anyone lives to hear of it; a paused process hears of it when it goes on. */
export function raftFlushed(world: World, node: Readonly<Node>, work: DiskWork): void {
  const raft = raftOf(world, node)
  const payload = work.payload as RaftFlush
  if (work.work === FLUSH_QUORUM_STATE) {
    own(world, quorumFile(world, raft)).flushed = (payload as ElectionFlush).state
  } else if (work.work === FLUSH_METADATA_LOG) {
    const flush = payload as LogFlush
    const log = metadataLogOf(world, raft)
    if (flush.truncations === log.truncations && flush.endOffset > log.flushedEnd) {
      own(world, log).flushedEnd = flush.endOffset
    }
  }
  const process = processOf(world, node)
  if (!isAlive(process) || process.incarnation !== work.incarnation) return
  if (isRunning(process)) afterFlush(world, node, work.work, payload)
  else {
    const held: FlushedWhilePaused = { sealed: true, step: 'flushed', work: work.work, payload }
    later(world, process, RAFT_TASK, 0, held)
  }
}

function afterFlush(world: World, node: Readonly<Node>, work: number, payload: RaftFlush): void {
  if (work === FLUSH_METADATA_LOG) {
    fetchedFlushed(world, node)
    return
  }
  if (work === FLUSH_SNAPSHOT) {
    const flush = payload as SnapshotFlush
    if (flush.fetched) fetchedSnapshotFlushed(world, node, flush)
    else ownSnapshotFlushed(world, node, flush)
    return
  }
  const { after } = payload as ElectionFlush
  switch (after.step) {
    case 'nothing':
      return
    case 'askVotes':
      ownVoteFlushed(world, node, after.epoch)
      return
    case 'answerVote':
      sendVoteResponse(world, connectionAt(world, after.connectionSlot), after.message, after.response)
      return
    default:
      assertNever(after, 'step after a flush')
  }
}
