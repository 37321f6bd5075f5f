// Records are committed on a controller node: waiting answers go out, and a raft leader whose epoch has begun may claim to be the active controller.

import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { raftOf } from '../raft/state.ts'
import { sendCommittedAnswers } from './answers.ts'
import { enqueue } from './queue.ts'
import { controllerOf } from './state.ts'

export function controllerCommitted(world: World, node: Readonly<Node>, endOffset: number): void {
  sendCommittedAnswers(world, node, endOffset)
  const raft = raftOf(world, node)
  const controller = controllerOf(world, node)
  if (raft.role !== 'leader' || controller.active || controller.claiming) return
  // The first record of its epoch is committed, so everything before it is too.
  if (endOffset <= raft.epochStart) return
  own(world, controller).claiming = true
  enqueue(world, node, { sealed: true, event: 'claim', epoch: raft.epoch })
}
