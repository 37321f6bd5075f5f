// What follows once records are committed.

import { assertNever } from '../../sim/assert.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { answerSoon } from './answer.ts'
import { shareAssignment } from './classic/assigned.ts'
import type { AfterCommit, Coordinator } from './coordinator.ts'
import { findGroup } from './group.ts'

export function settle(
  world: World,
  node: Readonly<Node>,
  coordinator: Readonly<Coordinator>,
  then: AfterCommit,
): void {
  switch (then.kind) {
    case 'answer':
      answerSoon(world, node, {
        sealed: true,
        connectionSlot: then.connectionSlot,
        message: then.message,
        body: then.body,
        sizeBytes: then.sizeBytes,
      })
      return
    case 'assigned': {
      const group = findGroup(world, coordinator.nodeId, then.groupId)
      if (group !== null) shareAssignment(world, node, own(world, group), then.generation)
      return
    }
    case 'nothing':
      return
    default:
      assertNever(then, 'what follows a commit')
  }
}
