// Groups that come to an end: forgotten by their coordinator, and struck from the log.

import { dropTimer } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { intern } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { GROUP_JOIN_TIMER, GROUP_PENDING_TIMER, GROUP_SYNC_TIMER } from '../timers.ts'
import type { Group } from './group.ts'
import { groupRecord } from './records.ts'
import { endSession } from './sessions.ts'
import type { Turn } from './turn.ts'

/** Tombstones for what the log says of an owned group without members. Its offsets stay when `keepOffsets` says so. */
export function forgetGroup(turn: Turn, group: Group, keepOffsets: boolean): void {
  const { members, groupId } = group
  if (members === null) return
  if (members.type === 'consumer') {
    for (const { pattern } of members.patterns)
      turn.records.push(groupRecord(['pattern', groupId, pattern], null))
    turn.records.push(groupRecord(['target', groupId], null), groupRecord(['consumerGroup', groupId], null))
  } else if (members.protocolType !== null) {
    turn.records.push(groupRecord(['group', groupId], null))
  }
  clearTimers(turn.world, turn.node, group)
  group.members = null
  if (keepOffsets) return
  group.offsets.clear()
  const index = turn.coordinator.groups.indexOf(groupId)
  if (index >= 0) turn.coordinator.groups.splice(index, 1)
}

/** Nothing is waited for any more on behalf of a group. */
export function clearTimers(world: World, node: Readonly<Node>, group: Readonly<Group>): void {
  const { members } = group
  if (members === null) return
  for (const { memberId } of members.members) endSession(world, node, memberId)
  if (members.type === 'consumer') return
  const process = processOf(world, node)
  for (const memberId of members.pending)
    dropTimer(world, process, GROUP_PENDING_TIMER, intern(world, memberId))
  dropTimer(world, process, GROUP_JOIN_TIMER, group.nameId)
  dropTimer(world, process, GROUP_SYNC_TIMER, group.nameId)
}
