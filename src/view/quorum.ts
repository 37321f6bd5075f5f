// The metadata quorum as it is: its voters, whom each takes for the leader and voted for, and how far each one's log goes.

import type { MetadataLog } from '../kafka/raft/metadata-log.ts'
import type { Quorum, Raft } from '../kafka/raft/state.ts'
import { find } from '../sim/world.ts'
import type { QuorumRow, VoterRow } from './lens-rows.ts'
import { leadingLog } from './metadata-records.ts'
import { nodeRows } from './nodes.ts'
import type { MessageRow, NodeRow } from './rows.ts'
import type { Scene } from './scene.ts'

export function voterRows(scene: Scene, nodes: readonly NodeRow[] = nodeRows(scene)): VoterRow[] {
  const voters = scene.things.node.find((node) => node.isController)?.voters ?? []
  return nodes.filter((node) => voters.includes(node.id)).map((node) => voterRow(scene, node))
}

function voterRow(scene: Scene, node: NodeRow): VoterRow {
  const { world } = scene
  const raft = find(world, `raft:${node.id}`) as Raft | null
  const log = find(world, `metadata-log:${node.id}`) as MetadataLog | null
  const file = find(world, `quorum:${node.id}`) as Quorum | null
  const runs = raft !== null && raft.role !== 'none'
  const asks = runs && (raft.role === 'candidate' || raft.role === 'prospective')
  return {
    address: node.address,
    id: node.id,
    status: node.status,
    role: node.raftRole,
    epoch: node.raftEpoch,
    active: node.active,
    leader: runs ? raft.leader : -1,
    // What is on disk outlives the process.
    votedFor: runs ? raft.voted : (file?.written.votedId ?? -1),
    granted: asks ? raft.granted.slice() : [],
    rejected: asks ? raft.rejected.slice() : [],
    logStart: log?.startOffset ?? 0,
    logEnd: log?.endOffset ?? 0,
    flushedEnd: log?.flushedEnd ?? 0,
    highWatermark: runs ? raft.highWatermark : -1,
  }
}

export function quorumRow(scene: Scene, voters: readonly VoterRow[], firstShown: number): QuorumRow {
  const config = scene.things.node.find((node) => node.isController)?.config
  return {
    address: 'quorum',
    epoch: Math.max(0, ...voters.map((voter) => voter.epoch)),
    leader: scene.active,
    highWatermark: Math.max(-1, ...voters.map((voter) => voter.highWatermark)),
    logEnd: leadingLog(scene, voters)?.endOffset ?? 0,
    firstShown,
    sessionTimeoutUs: (config?.brokerSessionTimeoutMs ?? 0) * 1_000,
    majority: Math.floor(voters.length / 2) + 1,
  }
}

const ELECTION_APIS: readonly string[] = ['Vote', 'BeginQuorumEpoch', 'EndQuorumEpoch']

/** What voters say to each other about who leads. */
export function voteRows(messages: readonly MessageRow[]): MessageRow[] {
  return messages.filter((message) => ELECTION_APIS.includes(message.api))
}
