// The node leads no longer: what was not committed is forgotten, and whoever waits hears NOT_CONTROLLER (server.md 5.8).

import { connectionAt } from '../../sim/connection.ts'
import { cancelTimer } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { NOT_CONTROLLER } from '../protocol/errors.ts'
import { BALANCE_TIMER, NO_OP_TIMER, SESSION_TIMER, UNCLEAN_ELECTION_TIMER } from '../timers.ts'
import { answerError } from './answers.ts'
import { CONTROLLER_RENOUNCED } from './facts.ts'
import { clearController, controllerOf } from './state.ts'

export function controllerRenounced(world: World, node: Readonly<Node>): void {
  const controller = controllerOf(world, node)
  const mine = own(world, controller)
  mine.claiming = false
  if (!mine.active) return
  const reverted = Math.max(0, mine.writtenEnd - imageOf(world, node).endOffset)
  fact(world, CONTROLLER_RENOUNCED, node.processSlot, -1, mine.claimEpoch, mine.pending.length, reverted)
  const process = processOf(world, node)
  for (const session of mine.sessions) cancelTimer(world, process, SESSION_TIMER, session.brokerId)
  for (const timer of [NO_OP_TIMER, BALANCE_TIMER, UNCLEAN_ELECTION_TIMER])
    cancelTimer(world, process, timer, 0)
  const pending = mine.pending
  clearController(mine)
  for (const answer of pending) {
    answerError(world, connectionAt(world, answer.connectionSlot), answer.message, NOT_CONTROLLER)
  }
}
