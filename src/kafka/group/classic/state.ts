// States of a classic group (clients.md 4.3), and the record that keeps one generation.

import type { World } from '../../../sim/world.ts'
import type { Node } from '../../node.ts'
import type { ClassicGroup, ClassicState, Group } from '../group.ts'
import { noteState } from '../note.ts'
import type { ClassicMemberValue } from '../records.ts'
import { groupRecord } from '../records.ts'
import type { Turn } from '../turn.ts'
import { membersInOrder } from './members.ts'

/** A group together with its classic half: both of one owned entity. */
export interface Classic {
  readonly group: Group
  readonly classic: ClassicGroup
}

export function enterState(
  world: World,
  node: Readonly<Node>,
  { group, classic }: Classic,
  state: ClassicState,
  nowMs: number,
): void {
  classic.previous = classic.state
  classic.state = state
  classic.stateSinceMs = nowMs
  noteState(world, node, group)
}

// rule: group.generation-record
/** GroupMetadata: all of a generation in one record. Assignments are those given, or else what the members have. */
export function writeGeneration(
  turn: Turn,
  { group, classic }: Classic,
  assignments: ReadonlyMap<string, readonly string[]> | null,
): void {
  const members: ClassicMemberValue[] = []
  for (const member of membersInOrder(classic)) {
    const chosen = member.offer.protocols.find(({ name }) => name === classic.protocol)
    if (chosen === undefined) continue
    const { memberId, instanceId, clientId, rebalanceTimeoutMs, sessionTimeoutMs } = member
    members.push({
      memberId,
      instanceId,
      clientId,
      rebalanceTimeoutMs,
      sessionTimeoutMs,
      subscription: chosen.subscription,
      assignment: assignments === null ? member.assignment : (assignments.get(memberId) ?? []),
    })
  }
  turn.records.push(
    groupRecord(['group', group.groupId], {
      sealed: true,
      type: 'group',
      protocolType: classic.protocolType ?? '',
      generation: classic.generation,
      protocol: classic.protocol,
      leader: classic.leader,
      stateSinceMs: classic.stateSinceMs,
      members,
    }),
  )
}
