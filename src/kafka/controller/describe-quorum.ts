// DescribeQuorum on the raft leader (server.md 7.9): where the voters and the brokers stand in the metadata log, by what they have fetched.

import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import type { DescribeQuorumResponse, QuorumReplica } from '../protocol/admin.ts'
import { adminResponseBytes } from '../protocol/admin-answers.ts'
import { NONE } from '../protocol/errors.ts'
import type { VoterProgress } from '../raft/state.ts'
import { metadataLogOf, raftOf } from '../raft/state.ts'
import { QUORUM_DESCRIBED } from './admin-facts.ts'

/** LeaderState: a broker that has not fetched for so long is forgotten. */
const OBSERVER_FORGOTTEN_US = 300_000_000

export function handleDescribeQuorum(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const raft = raftOf(world, node)
  const own: QuorumReplica = {
    id: node.id,
    logEnd: metadataLogOf(world, raft).endOffset,
    lastFetchUs: world.nowUs,
  }
  const voters = [own, ...raft.voters.map(progressOf)].sort((a, b) => a.id - b.id)
  const observers = raft.observers
    .filter(({ lastFetchUs }) => world.nowUs - lastFetchUs < OBSERVER_FORGOTTEN_US)
    .map(progressOf)
    .sort((a, b) => a.id - b.id)
  const { epoch: leaderEpoch, highWatermark } = raft
  fact(world, QUORUM_DESCRIBED, node.processSlot, connection.slot, node.id, leaderEpoch, highWatermark)
  const answer: DescribeQuorumResponse = {
    sealed: true,
    type: 'describeQuorum',
    error: NONE,
    leader: node.id,
    leaderEpoch,
    highWatermark,
    voters,
    observers,
  }
  sendResponse(world, connection, message, answer, adminResponseBytes(answer))
}

function progressOf(progress: Readonly<VoterProgress>): QuorumReplica {
  return { id: progress.id, logEnd: progress.endOffset, lastFetchUs: progress.lastFetchUs }
}
