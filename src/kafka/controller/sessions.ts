// Sessions of brokers, and what becomes of one whose session ends (server.md 5.7; BrokerHeartbeatTracker of 4.x).
// Seen on 4.3.1 (conformance/FINDINGS.md, "Sessions in 4.x"): ended sessions are looked for every session/8, not at the very moment one ends, so a killed
// broker is fenced 7.0 to 10.1 s later; and being fenced does not end a session, so a cleanly stopped broker is fenced a second time when it ends.

import { armTimer, cancelTimer, isArmed } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { isPlanted } from '../plants.ts'
import { SESSION_TIMER } from '../timers.ts'
import { fenceRecords } from './broker-changes.ts'
import { BROKER_FENCED } from './facts.ts'
import type { BrokerSession, Controller } from './state.ts'
import { controllerOf, ensureSession, sessionOf } from './state.ts'
import { write } from './write.ts'

const CHECKS_PER_SESSION = 8
const CHECK_PERIOD_MIN_US = 1_000

/** The broker was heard of: its session runs anew, fenced or not. The controller and its session must be owned. */
export function contact(world: World, node: Readonly<Node>, mine: Controller, session: BrokerSession): void {
  session.lastContactUs = world.nowUs
  const { brokerId } = session
  if (endsWhenFenced(node, mine, brokerId)) {
    cancelTimer(world, processOf(world, node), SESSION_TIMER, brokerId)
    return
  }
  const delayUs = endFoundUs(node, mine.claimedUs, world.nowUs) - world.nowUs
  armTimer(world, processOf(world, node), SESSION_TIMER, brokerId, delayUs, `process:${brokerId}`)
}

// rule: versions.session
/** Until 3.9 a fenced broker had no session: a clean stop freed its id at once, and was fenced once only (seen on 3.9.2). */
function endsWhenFenced(node: Readonly<Node>, controller: Readonly<Controller>, brokerId: number): boolean {
  switch (node.rules.session) {
    case 'ends-when-fenced':
      return controller.image.brokers.get(brokerId)?.fenced === true
    case 'outlives-fencing':
      return false
  }
}

// rule: session.search-period
/** When the search finds a session ended that began at a contact: at the first of its rounds after the end. Only that round is an event. Until 3.9 it woke at the end. */
function endFoundUs(node: Readonly<Node>, claimedUs: number, contactUs: number): number {
  const sessionUs = msToUs(node.config.brokerSessionTimeoutMs)
  if (node.rules.session === 'ends-when-fenced') return contactUs + sessionUs + 1
  const periodUs = Math.max(CHECK_PERIOD_MIN_US, Math.floor(sessionUs / CHECKS_PER_SESSION))
  const rounds = Math.ceil((contactUs + sessionUs - claimedUs) / periodUs)
  return claimedUs + rounds * periodUs
}

/** How long the session of a registration still lasts, 0 when it has none; until it is over no other process may register under that id. */
export function sessionLeftUs(world: World, node: Readonly<Node>, brokerId: number): number {
  const controller = controllerOf(world, node)
  const session = sessionOf(controller, brokerId)
  if (session === null || session.lastContactUs < 0 || endsWhenFenced(node, controller, brokerId)) return 0
  const endUs = session.lastContactUs + msToUs(node.config.brokerSessionTimeoutMs)
  return Math.max(0, endUs - world.nowUs)
}

/** A new registration: the session of the last one is over, its own begins with the first heartbeat. */
export function resetSession(world: World, node: Readonly<Node>, brokerId: number): void {
  const session = ensureSession(own(world, controllerOf(world, node)), brokerId)
  session.lastContactUs = -1
  session.metadataOffset = -1
  session.shutdownOffset = -1
  cancelTimer(world, processOf(world, node), SESSION_TIMER, brokerId)
}

// rule: session.outlives-fencing
/** Nothing was heard for a whole session, or a hand ended it. A heartbeat that came meanwhile has set the timer anew; one that is fenced already gets its fence record all the same. */
export function fenceStaleBroker(world: World, node: Readonly<Node>, brokerId: number): void {
  const mine = own(world, controllerOf(world, node))
  const broker = mine.image.brokers.get(brokerId)
  if (broker === undefined || isArmed(processOf(world, node), SESSION_TIMER, brokerId)) return
  const session = ensureSession(mine, brokerId)
  if (session.lastContactUs < 0 || endsWhenFenced(node, mine, brokerId)) return
  const silentUs = world.nowUs - session.lastContactUs
  session.lastContactUs = -1
  session.shutdownOffset = -1
  if (broker.fenced && isPlanted(world, 'fence-ends-session')) return
  const records = fenceRecords(mine.image, node, brokerId)
  if (!broker.fenced) {
    const brokerSlot = nodeById(world, brokerId).processSlot
    const changed = records.length - 1
    fact(world, BROKER_FENCED, node.processSlot, brokerSlot, brokerId, broker.brokerEpoch, silentUs, changed)
  }
  write(world, node, records)
}
