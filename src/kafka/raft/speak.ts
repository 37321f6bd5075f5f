// What a node has to say to a peer in its present role, one request in flight per peer (RequestManager). A channel that is not open is opened first.

import { drawInt } from '../../sim/chance.ts'
import type { Process } from '../../sim/process.ts'
import { armTimer } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { own, stream } from '../../sim/world.ts'
import type { Channel } from '../network/channel.ts'
import { channelBetween, connect, isReady, send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { BEGIN_QUORUM_EPOCH, END_QUORUM_EPOCH, FETCH, FETCH_SNAPSHOT, VOTE } from '../protocol/api.ts'
import type { RaftRequest } from '../protocol/raft-requests.ts'
import { RAFT_FETCH_TIMER } from '../timers.ts'
import { lastEpoch } from './metadata-log.ts'
import type { Raft, SnapshotDownload, VoterProgress } from './state.ts'
import { metadataLogOf, raftOf } from './state.ts'

/** Of a request in flight: in which epoch and from which offset it was asked. */
export interface RaftContext extends Sealed {
  readonly epoch: number
  readonly offset: number
  readonly preVote: boolean
}

/** Raft's NetworkClient: 50 ms, doubling to 500. */
const RECONNECT_MS = 50
const RECONNECT_MAX_MS = 500
const FETCH_MAX_WAIT_MS = 500
/** KafkaRaftClient.MAX_FETCH_SIZE_BYTES. */
const SNAPSHOT_CHUNK_BYTES = 8_388_608

function raftChannel(world: World, node: Readonly<Node>, peer: number): Channel {
  const server = processOf(world, nodeById(world, peer))
  return channelBetween(world, processOf(world, node), server, 'raft', RECONNECT_MS, RECONNECT_MAX_MS)
}

export function speakToVoters(world: World, node: Readonly<Node>): void {
  for (const voter of node.voters) if (voter !== node.id) speakTo(world, node, voter)
}

/** Says to a peer what there is to say, if anything; opens the channel first where needed. */
export function speakTo(world: World, node: Readonly<Node>, peer: number): void {
  const raft = raftOf(world, node)
  const body = nextRequest(world, node, raft, peer)
  if (body === null) return
  const channel = raftChannel(world, node, peer)
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  if (channel.inFlight.length > 0) return
  const context: RaftContext = {
    sealed: true,
    epoch: raft.epoch,
    offset: body.type === 'raftFetch' ? body.fetchOffset : -1,
    preVote: body.type === 'vote' && body.preVote,
  }
  const timeoutMs = node.config.controllerQuorumRequestTimeoutMs
  send(world, channel, apiOfRequest(body), body, sizeOfRequest(body), timeoutMs, context)
}

function nextRequest(
  world: World,
  node: Readonly<Node>,
  raft: Readonly<Raft>,
  peer: number,
): RaftRequest | null {
  switch (raft.role) {
    case 'prospective':
    case 'candidate':
      return voteRequest(world, raft, peer)
    case 'leader':
      return beginRequest(world, node, raft, peer)
    case 'resigned':
      if (raft.told.includes(peer)) return null
      return {
        sealed: true,
        type: 'endQuorumEpoch',
        leader: node.id,
        epoch: raft.epoch,
        preferred: raft.preferred,
      }
    case 'follower':
    case 'observer':
      if (raft.fetchingFrom !== peer || raft.flushing) return null
      return raft.download === null ? fetchRequest(world, raft) : snapshotRequest(raft, raft.download)
    case 'unattached':
    case 'none':
      return null
  }
}

function voteRequest(world: World, raft: Readonly<Raft>, peer: number): RaftRequest | null {
  if (raft.granted.includes(peer) || raft.rejected.includes(peer)) return null
  if (raft.role === 'candidate' && !raft.voteFlushed) return null
  const log = metadataLogOf(world, raft)
  return {
    sealed: true,
    type: 'vote',
    candidateId: raft.nodeId,
    epoch: raft.epoch,
    lastEpoch: lastEpoch(log),
    lastOffset: log.endOffset,
    preVote: raft.role === 'prospective',
  }
}

/** BeginQuorumEpoch again and again, but not to voters that fetched within the last period (since 4.2). */
function beginRequest(
  world: World,
  node: Readonly<Node>,
  raft: Readonly<Raft>,
  peer: number,
): RaftRequest | null {
  const progress = raft.voters.find((voter) => voter.id === peer) as VoterProgress
  const periodUs = msToUs(node.config.controllerQuorumFetchTimeoutMs) / 2
  if (progress.lastFetchUs >= 0 && progress.lastFetchUs > world.nowUs - periodUs) return null
  return { sealed: true, type: 'beginQuorumEpoch', leader: node.id, epoch: raft.epoch }
}

function fetchRequest(world: World, raft: Readonly<Raft>): RaftRequest {
  const log = metadataLogOf(world, raft)
  return {
    sealed: true,
    type: 'raftFetch',
    replicaId: raft.nodeId,
    epoch: raft.epoch,
    fetchOffset: log.endOffset,
    lastFetchedEpoch: lastEpoch(log),
    maxWaitMs: FETCH_MAX_WAIT_MS,
    highWatermark: raft.highWatermark,
  }
}

function snapshotRequest(raft: Readonly<Raft>, download: SnapshotDownload): RaftRequest {
  const { endOffset, epoch, position } = download
  return {
    sealed: true,
    type: 'fetchSnapshot',
    replicaId: raft.nodeId,
    epoch: raft.epoch,
    snapshotId: { sealed: true, endOffset, epoch },
    position,
    maxBytes: SNAPSHOT_CHUNK_BYTES,
  }
}

function apiOfRequest(body: RaftRequest): number {
  switch (body.type) {
    case 'vote':
      return VOTE
    case 'beginQuorumEpoch':
      return BEGIN_QUORUM_EPOCH
    case 'endQuorumEpoch':
      return END_QUORUM_EPOCH
    case 'raftFetch':
      return FETCH
    case 'fetchSnapshot':
      return FETCH_SNAPSHOT
  }
}

/** Request header and fields; the cluster id of 22 characters and a directory id of 16 bytes are in each. */
function sizeOfRequest(body: RaftRequest): number {
  switch (body.type) {
    case 'vote':
      return 130
    case 'beginQuorumEpoch':
      return 110
    case 'endQuorumEpoch':
      return 110 + 20 * body.preferred.length
    case 'raftFetch':
      return 125
    case 'fetchSnapshot':
      return 130
  }
}

/** Turns to the leader, or to a random voter who may know it, unless a fetch is under way (observers; a voter fetches from its leader only). */
export function pursueLeader(world: World, node: Readonly<Node>): void {
  const mine = own(world, raftOf(world, node))
  if (mine.fetchingFrom >= 0 || mine.role !== 'observer') return
  const known = mine.leader >= 0 ? raftChannel(world, node, mine.leader) : null
  const usable = known !== null && (known.state === 'ready' || mayConnect(world, known))
  mine.fetchingFrom = usable ? mine.leader : randomVoter(world, node, mine.leader)
  armRaftFetchTimer(world, node, mine.fetchingFrom)
  speakTo(world, node, mine.fetchingFrom)
}

function mayConnect(world: World, channel: Readonly<Channel>): boolean {
  return channel.state === 'disconnected' && channel.retryAtUs <= world.nowUs
}

function randomVoter(world: World, node: Readonly<Node>, not: number): number {
  const others = node.voters.filter((voter) => voter !== node.id && voter !== not)
  const from = others.length > 0 ? others : node.voters
  return from[drawInt(stream(world, `raft/${node.id}`), from.length)] as number
}

/** The silence of a leader is noticed by this timer. */
export function armRaftFetchTimer(world: World, node: Readonly<Node>, peer: number, delayMs = -1): void {
  const process: Process = processOf(world, node)
  const timeoutMs = delayMs >= 0 ? delayMs : node.config.controllerQuorumFetchTimeoutMs
  armTimer(world, process, RAFT_FETCH_TIMER, 0, msToUs(timeoutMs), `process:${peer}`)
}
