// The end of a classic rebalance: everybody who waits in SyncGroup gets the assignment.

import { wallClockUs } from '../../../sim/process.ts'
import { usToMs } from '../../../sim/time.ts'
import type { World } from '../../../sim/world.ts'
import { fact } from '../../../sim/world.ts'
import type { Node } from '../../node.ts'
import { processOf } from '../../node.ts'
import { NONE } from '../../protocol/errors.ts'
import { answerWith } from '../answer.ts'
import { GROUP_ASSIGNED } from '../facts.ts'
import type { ClassicMember, Group } from '../group.ts'
import { startSession } from '../sessions.ts'
import { enterState } from './state.ts'

// rule: group.sync-committed
/** The record of the generation is committed: the group is Stable. The group must be owned. */
export function shareAssignment(world: World, node: Readonly<Node>, group: Group, generation: number): void {
  const classic = group.members
  if (classic?.type !== 'classic') return
  if (classic.state !== 'CompletingRebalance' || classic.generation !== generation) return
  enterState(world, node, { group, classic }, 'Stable', usToMs(wallClockUs(world, processOf(world, node))))
  let partitions = 0
  for (const member of classic.members) partitions += member.assignment.length
  fact(
    world,
    GROUP_ASSIGNED,
    node.processSlot,
    group.slot,
    group.nameId,
    generation,
    classic.members.length,
    partitions,
  )
  for (const member of classic.members) answerSync(world, node, member, NONE)
}

/** A member that waits in SyncGroup is answered, and its session starts anew: while it waited nothing was expected of it. */
export function answerSync(world: World, node: Readonly<Node>, member: ClassicMember, error: number): void {
  if (member.syncing === null) return
  answerWith(world, node, member.syncing, {
    sealed: true,
    type: 'syncGroup',
    error,
    partitions: error === NONE ? member.assignment : [],
  })
  member.syncing = null
  startSession(world, node, member.memberId, member.clientId, member.sessionTimeoutMs)
}
