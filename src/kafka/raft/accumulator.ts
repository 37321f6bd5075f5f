// Where the active controller hands over its records. They wait until the append linger has passed since the first of them, then go to the log together.

import { assert } from '../../sim/assert.ts'
import { armTimer, isArmed } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { MetadataBatch } from '../metadata/metadata-batch.ts'
import { endOfBatch, makeMetadataBatch } from '../metadata/metadata-batch.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { APPEND_LINGER_TIMER } from '../timers.ts'
import type { Raft } from './state.ts'
import { metadataLogOf, raftOf } from './state.ts'

/** Takes a transaction of the controller, one atomic batch. Returns its base offset. */
export function raftAppend(
  world: World,
  node: Readonly<Node>,
  records: readonly MetadataRecord[],
  urgent = false,
): number {
  const mine = own(world, raftOf(world, node))
  assert(mine.role === 'leader', `node ${node.id} appends without leading`)
  const batch = makeMetadataBatch(nextOffsetOf(world, mine), mine.epoch, records)
  mine.pending.push(batch)
  const process = processOf(world, node)
  if (urgent) armTimer(world, process, APPEND_LINGER_TIMER, 0, 0)
  else if (!isArmed(process, APPEND_LINGER_TIMER, 0)) {
    armTimer(world, process, APPEND_LINGER_TIMER, 0, msToUs(node.config.controllerQuorumAppendLingerMs))
  }
  return batch.baseOffset
}

/** The offset that the next record will get. */
export function nextAppendOffset(world: World, node: Readonly<Node>): number {
  return nextOffsetOf(world, raftOf(world, node))
}

function nextOffsetOf(world: World, raft: Readonly<Raft>): number {
  const last = raft.pending[raft.pending.length - 1] as MetadataBatch | undefined
  return last === undefined ? metadataLogOf(world, raft).endOffset : endOfBatch(last)
}
