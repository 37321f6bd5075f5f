// A write of the active controller: records are applied to its own image at once and handed to raft as one atomic batch (server.md 5.8).

import { assert } from '../../sim/assert.ts'
import { armTimer } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import { applyRecord } from '../metadata/image.ts'
import type { MetadataRecord, PartitionChangeRecord, PartitionState } from '../metadata/records.ts'
import { partitionName } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { nextAppendOffset, raftAppend } from '../raft/accumulator.ts'
import { NO_OP_TIMER } from '../timers.ts'
import { ISR_CHANGED, LEADER_ELECTED, PARTITION_LEADERLESS } from './facts.ts'
import { plantedRecords } from './planted-records.ts'
import { tellReassignment } from './reassignment-news.ts'
import { controllerOf } from './state.ts'

/** The offset that the first record of the next write will get. */
export function nextWriteOffset(world: World, node: Readonly<Node>): number {
  return nextAppendOffset(world, node)
}

/** Writes a transaction; no records, no write. */
export function write(world: World, node: Readonly<Node>, wanted: readonly MetadataRecord[]): void {
  if (wanted.length === 0) return
  const mine = own(world, controllerOf(world, node))
  const records = world.options.plants.length === 0 ? wanted : plantedRecords(world, mine.image, wanted)
  assert(mine.active, `controller ${node.id} writes without being active`)
  const baseOffset = raftAppend(world, node, records)
  let offset = baseOffset
  for (const record of records) {
    if (record.type === 'partitionChange') {
      const name = partitionName(record.topic, record.index)
      const before = mine.image.partitions.get(name)
      applyRecord(mine.image, offset, record)
      if (before !== undefined) tellChange(world, node, name, before, record)
    } else applyRecord(mine.image, offset, record)
    offset += 1
  }
  mine.writtenEnd = offset
  armNoOp(world, node)
}

/** A NoOp record follows when the controller has been idle so long. */
export function armNoOp(world: World, node: Readonly<Node>): void {
  const idleMs = node.config.metadataMaxIdleIntervalMs
  if (idleMs > 0) armTimer(world, processOf(world, node), NO_OP_TIMER, 0, msToUs(idleMs))
}

function tellChange(
  world: World,
  node: Readonly<Node>,
  name: string,
  before: PartitionState,
  change: PartitionChangeRecord,
): void {
  const nameId = intern(world, name)
  const isr = change.isr ?? before.isr
  tellReassignment(world, node, nameId, before, change)
  if (change.leader !== null && change.leader >= 0 && change.leader !== before.leader) {
    const from = before.isr.includes(change.leader) ? 0 : before.elr.includes(change.leader) ? 1 : 2
    const leaderSlot = nodeById(world, change.leader).processSlot
    fact(
      world,
      LEADER_ELECTED,
      node.processSlot,
      leaderSlot,
      nameId,
      change.leader,
      before.leaderEpoch + 1,
      from,
    )
  } else if (change.leader === -1 && before.leader >= 0) {
    const elr = change.elr ?? before.elr
    fact(
      world,
      PARTITION_LEADERLESS,
      node.processSlot,
      -1,
      nameId,
      before.leaderEpoch + 1,
      isr.length,
      elr.length,
    )
  }
  if (change.isr !== null) {
    fact(
      world,
      ISR_CHANGED,
      node.processSlot,
      -1,
      nameId,
      before.isr.length,
      isr.length,
      before.partitionEpoch + 1,
    )
  }
}
