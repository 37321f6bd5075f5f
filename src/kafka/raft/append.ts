// The leader's log: what the controller handed over is appended together, sent to whoever waits for it, and flushed.

import { requestFlush } from '../../sim/disk.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { MetadataBatch } from '../metadata/metadata-batch.ts'
import { makeMetadataBatch } from '../metadata/metadata-batch.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { FLUSH_METADATA_LOG } from '../timers.ts'
import { METADATA_APPENDED } from './facts.ts'
import { answerParkedFetches } from './fetch-answer.ts'
import { updateLeaderHighWatermark } from './high-watermark.ts'
import { appendToMetadataLog } from './metadata-log.ts'
import { metadataLogOf, raftOf } from './state.ts'

export interface LogFlush extends Sealed {
  readonly endOffset: number
  readonly truncations: number
}

/** The linger is over. */
export function appendPending(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  if (raft.role !== 'leader' || raft.pending.length === 0) return
  const batches = raft.pending.slice()
  own(world, raft).pending.length = 0
  appendAsLeader(world, node, batches)
}

/** The control record that opens an epoch: not lingered. */
export function appendLeaderChange(world: World, node: Readonly<Node>): void {
  const raft = raftOf(world, node)
  const { endOffset } = metadataLogOf(world, raft)
  const batch = makeMetadataBatch(endOffset, raft.epoch, [{ type: 'leaderChange', leader: node.id }])
  appendAsLeader(world, node, [batch])
}

function appendAsLeader(world: World, node: Readonly<Node>, batches: readonly MetadataBatch[]): void {
  const raft = raftOf(world, node)
  const log = own(world, metadataLogOf(world, raft))
  const baseOffset = log.endOffset
  for (const batch of batches) appendToMetadataLog(log, batch)
  fact(world, METADATA_APPENDED, node.processSlot, -1, baseOffset, log.endOffset, raft.epoch)
  flushMetadataLog(world, node)
  answerParkedFetches(world, node)
  // Alone, a voter is its own majority.
  updateLeaderHighWatermark(world, node)
}

export function flushMetadataLog(world: World, node: Readonly<Node>): void {
  const log = metadataLogOf(world, raftOf(world, node))
  const payload: LogFlush = { sealed: true, endOffset: log.endOffset, truncations: log.truncations }
  requestFlush(world, processOf(world, node), FLUSH_METADATA_LOG, payload)
}
