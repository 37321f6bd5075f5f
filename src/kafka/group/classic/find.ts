// Finds a classic group for a request, or makes one.

import { own } from '../../../sim/world.ts'
import { emptyClassic, findGroup, ownGroup } from '../group.ts'
import { noteState } from '../note.ts'
import { forgetGroup } from '../registry.ts'
import type { Turn } from '../turn.ts'
import type { Classic } from './state.ts'

export interface FoundClassic extends Classic {
  readonly isNew: boolean
}

/** The classic group of that id, owned; made when `create` says so, in place of an empty group of the other protocol too. */
export function classicGroup(turn: Turn, groupId: string, create: boolean): FoundClassic | null {
  const known = findGroup(turn.world, turn.node.id, groupId)
  if (known?.members?.type === 'classic') {
    const group = own(turn.world, known)
    return group.members?.type === 'classic' ? { group, classic: group.members, isNew: false } : null
  }
  if (!create) return null
  if (known !== null) forgetGroup(turn, own(turn.world, known), true)
  const group = ownGroup(turn.world, turn.node.id, groupId, turn.coordinator.index)
  const classic = emptyClassic(turn.nowMs)
  group.members = classic
  if (!turn.coordinator.groups.includes(groupId)) turn.coordinator.groups.push(groupId)
  noteState(turn.world, turn.node, group)
  return { group, classic, isNew: true }
}

// rule: group.no-upgrade
/** Members of the other protocol are there. */
export function isForeign(turn: Turn, groupId: string): boolean {
  const known = findGroup(turn.world, turn.node.id, groupId)
  return known?.members?.type === 'consumer' && known.members.members.length > 0
}
