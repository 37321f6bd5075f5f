// The file quorum-state: written at every change of epoch, leader or vote. A vote goes out only when the file has been flushed.

import type { Message } from '../../sim/connection.ts'
import { requestFlush } from '../../sim/disk.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type { VoteResponse } from '../protocol/raft-requests.ts'
import { FLUSH_QUORUM_STATE } from '../timers.ts'
import type { ElectionState } from './state.ts'
import { quorumFile, raftOf } from './state.ts'

/** What waits for the flush. */
export type AfterFlush =
  | { readonly step: 'nothing' }
  | { readonly step: 'askVotes'; readonly epoch: number }
  | {
      readonly step: 'answerVote'
      readonly connectionSlot: number
      readonly message: Message
      readonly response: VoteResponse
    }

export interface ElectionFlush extends Sealed {
  readonly state: ElectionState
  readonly after: AfterFlush
}

// rule: quorum.durable-vote
export function writeElectionState(
  world: World,
  node: Readonly<Node>,
  after: AfterFlush = { step: 'nothing' },
): void {
  const raft = raftOf(world, node)
  const file = quorumFile(world, raft)
  const { written } = file
  const leads = raft.role === 'resigned' ? node.id : raft.leader
  const same = written.leaderId === leads && written.epoch === raft.epoch && written.votedId === raft.voted
  if (same && after.step === 'nothing') return
  const state: ElectionState = { sealed: true, leaderId: leads, epoch: raft.epoch, votedId: raft.voted }
  own(world, file).written = state
  const payload: ElectionFlush = { sealed: true, state, after }
  requestFlush(world, processOf(world, node), FLUSH_QUORUM_STATE, payload)
}
