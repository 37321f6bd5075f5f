// What a broker asks of the active controller (server.md 5.7): its registration, then heartbeats. One at a time; what is due waits until a controller is within reach.

import { drawInt } from '../../sim/chance.ts'
import { armTimer, cancelTimer } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own, stream } from '../../sim/world.ts'
import { HEARTBEAT_FAILED } from '../controller/facts.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Channel } from '../network/channel.ts'
import { connect, isReady, send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { BROKER_HEARTBEAT, BROKER_REGISTRATION } from '../protocol/api.ts'
import type { BrokerHeartbeatRequest, BrokerRegistrationRequest } from '../protocol/broker-requests.ts'
import { offlinePartitions } from '../storage/dir-failure.ts'
import { dirsAsked } from '../storage/dir-told.ts'
import { HEARTBEAT_TIMER, REGISTRATION_TIMER } from '../timers.ts'
import { controllerChannel } from './controller-channel.ts'
import type { Lifecycle } from './lifecycle-state.ts'
import { lifecycleOf } from './lifecycle-state.ts'

const REGISTRATION_SIZE_BYTES = 180
const HEARTBEAT_SIZE_BYTES = 60
/** While the controller is unknown or out of reach (NodeToControllerChannelManager). */
const CONTROLLER_POLL_MS = 100
const RETRY_MS = 100
const JITTER_PERCENT = 2
/** Keys of a timer: the next request, and the moment at which patience ends. */
export const NEXT = 0
export const LIMIT = 1

/** Sends what is due, if a controller is known and within reach; else tries again soon. */
export function ask(world: World, node: Readonly<Node>): void {
  const mine = own(world, lifecycleOf(world, node))
  if (mine.asking || mine.state === 'notRunning' || mine.state === 'shuttingDown' || !mine.soon) return
  const channel = controllerChannel(world, node, 'heartbeat')
  if (channel === null || !isReady(channel)) {
    if (channel !== null) connect(world, channel)
    askAfterMs(world, node, mine, CONTROLLER_POLL_MS)
    return
  }
  mine.asking = true
  mine.soon = false
  cancelTimer(world, processOf(world, node), nextTimerOf(mine), NEXT)
  const timeoutMs = Math.floor(node.config.brokerSessionTimeoutMs / 2)
  if (mine.brokerEpoch < 0) {
    send(
      world,
      channel,
      BROKER_REGISTRATION,
      registration(world, node, mine),
      REGISTRATION_SIZE_BYTES,
      timeoutMs,
    )
    return
  }
  send(world, channel, BROKER_HEARTBEAT, heartbeat(world, node, mine), HEARTBEAT_SIZE_BYTES, timeoutMs)
  dirsAsked(world, node)
}

function registration(world: World, node: Readonly<Node>, mine: Lifecycle): BrokerRegistrationRequest {
  return {
    sealed: true,
    type: 'brokerRegistration',
    brokerId: node.id,
    incarnation: processOf(world, node).incarnation,
    previousBrokerEpoch: mine.previousBrokerEpoch,
    rack: node.rack,
  }
}

function heartbeat(world: World, node: Readonly<Node>, mine: Lifecycle): BrokerHeartbeatRequest {
  return {
    sealed: true,
    type: 'brokerHeartbeat',
    brokerId: node.id,
    brokerEpoch: mine.brokerEpoch,
    currentMetadataOffset: imageOf(world, node).endOffset - 1,
    wantFence: !mine.readyToUnfence,
    wantShutDown: mine.state === 'pendingControlledShutdown',
    offline: offlinePartitions(world, node),
  }
}

/** No answer: the request is kept, for this controller or the next. */
export function unanswered(
  world: World,
  node: Readonly<Node>,
  channel: Readonly<Channel>,
  timedOut: boolean,
): void {
  const mine = own(world, lifecycleOf(world, node))
  mine.soon = true
  const controllerSlot = nodeById(world, Number(channel.server)).processSlot
  fact(world, HEARTBEAT_FAILED, node.processSlot, controllerSlot, Number(channel.server), timedOut ? 1 : 0)
  askAfterMs(world, node, mine, CONTROLLER_POLL_MS)
}

/** After an error: 100 · 2^n ms up to the session timeout, give or take 2 %. */
export function backOff(world: World, node: Readonly<Node>, mine: Lifecycle): number {
  const maxMs = node.config.brokerSessionTimeoutMs
  let termMs = RETRY_MS
  for (let i = 0; i < mine.failures && termMs < maxMs; i++) termMs *= 2
  termMs = Math.min(termMs, maxMs)
  mine.failures += 1
  const percent =
    100 - JITTER_PERCENT + drawInt(stream(world, `lifecycle/${node.id}`), 2 * JITTER_PERCENT + 1)
  const retryMs = Math.floor((termMs * percent) / 100)
  askAfterMs(world, node, mine, retryMs)
  return retryMs
}

/** The next heartbeat, or at once when something changed meanwhile. */
export function askAfter(world: World, node: Readonly<Node>, mine: Lifecycle, delayMs: number): void {
  if (mine.soon) ask(world, node)
  else askAfterMs(world, node, mine, delayMs)
}

function askAfterMs(world: World, node: Readonly<Node>, mine: Lifecycle, delayMs: number): void {
  armTimer(world, processOf(world, node), nextTimerOf(mine), NEXT, msToUs(delayMs), '')
}

function nextTimerOf(mine: Readonly<Lifecycle>): number {
  return mine.brokerEpoch < 0 ? REGISTRATION_TIMER : HEARTBEAT_TIMER
}

/** Something happened that the controllers are told at once. */
export function heartbeatSoon(world: World, node: Readonly<Node>): void {
  const mine = own(world, lifecycleOf(world, node))
  if (mine.brokerEpoch < 0) return
  mine.soon = true
  ask(world, node)
}
