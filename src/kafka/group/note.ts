// Facts about groups, told the same way everywhere.

import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import type { Added, Removal } from './facts.ts'
import { GROUP_MEMBER_ADDED, GROUP_MEMBER_REMOVED, GROUP_REFUSED, GROUP_STATE } from './facts.ts'
import type { Group } from './group.ts'
import { GROUP_STATES } from './group.ts'

export function noteState(world: World, node: Readonly<Node>, group: Readonly<Group>): void {
  const { members } = group
  if (members === null) return
  const generation = members.type === 'classic' ? members.generation : members.epoch
  fact(
    world,
    GROUP_STATE,
    node.processSlot,
    group.slot,
    group.nameId,
    GROUP_STATES.indexOf(members.state),
    generation,
    members.members.length,
  )
}

export function noteAdded(
  world: World,
  node: Readonly<Node>,
  group: Readonly<Group>,
  memberId: string,
  reason: Added,
): void {
  fact(world, GROUP_MEMBER_ADDED, node.processSlot, group.slot, group.nameId, intern(world, memberId), reason)
}

export function noteRemoved(
  world: World,
  node: Readonly<Node>,
  group: Readonly<Group>,
  memberId: string,
  reason: Removal,
): void {
  fact(
    world,
    GROUP_MEMBER_REMOVED,
    node.processSlot,
    group.slot,
    group.nameId,
    intern(world, memberId),
    reason,
  )
}

export function noteRefused(
  world: World,
  node: Readonly<Node>,
  connectionSlot: number,
  groupId: string,
  api: number,
  error: number,
  memberId: string,
): void {
  fact(
    world,
    GROUP_REFUSED,
    node.processSlot,
    connectionSlot,
    intern(world, groupId),
    api,
    error,
    intern(world, memberId),
  )
}
