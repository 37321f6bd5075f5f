// A broker's life (server.md 5.7): it registers, catches up, recovers its logs, asks to be unfenced, serves, and hands over before it stops.

import { assertNever, EngineError } from '../../sim/assert.ts'
import { drawInt } from '../../sim/chance.ts'
import type { Message } from '../../sim/connection.ts'
import { endProcess } from '../../sim/life.ts'
import type { Task, TimerRow } from '../../sim/process.ts'
import { armTimer, cancelTimer } from '../../sim/process.ts'
import type { Ending } from '../../sim/programme.ts'
import type { Entity } from '../../sim/tables.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { add, fact, find, own, stream } from '../../sim/world.ts'
import {
  BROKER_STATE,
  HEARTBEAT_ANSWERED,
  HEARTBEAT_FAILED,
  REGISTRATION_ANSWERED,
} from '../controller/facts.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Channel, ChannelFailure, InFlight } from '../network/channel.ts'
import { connect, isReady, send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { BROKER_HEARTBEAT, BROKER_REGISTRATION } from '../protocol/api.ts'
import type {
  BrokerHeartbeatRequest,
  BrokerHeartbeatResponse,
  BrokerRegistrationRequest,
  BrokerRegistrationResponse,
} from '../protocol/broker-requests.ts'
import { NONE, NOT_CONTROLLER } from '../protocol/errors.ts'
import { raftStopping } from '../raft/raft.ts'
import { offlinePartitions } from '../storage/dir-failure.ts'
import { HEARTBEAT_TIMER, REGISTRATION_TIMER } from '../timers.ts'
import { controllerChannel } from './controller-channel.ts'
import type { Files } from './files.ts'
import { filesOf } from './files.ts'
import { brokerStopped } from './life.ts'
import { RUNNING } from './lifecycle-state.ts'
import { logsRecovered } from './publish.ts'

export type LifecycleState =
  | 'notRunning'
  | 'starting'
  | 'recovery'
  | 'running'
  | 'pendingControlledShutdown'
  | 'shuttingDown'

export interface Lifecycle extends Entity {
  readonly kind: 'lifecycle'
  state: LifecycleState
  /** −1 before it is registered. */
  brokerEpoch: number
  /** What the clean-shutdown file said at the start, −1. */
  previousBrokerEpoch: number
  /** The first metadata is published: its logs are recovered, and it leads and follows. */
  logsLoaded: boolean
  /** Caught up besides: it no longer wants to be fenced. */
  readyToUnfence: boolean
  /** A request is under way. */
  asking: boolean
  /** One is due as soon as none is under way and the controller is within reach. */
  soon: boolean
  failures: number
  /** The controller has answered a controlled shutdown, though not with leave to go. */
  shutdownHeard: boolean
}

const REGISTRATION_SIZE_BYTES = 180
const HEARTBEAT_SIZE_BYTES = 60
/** While the controller is unknown or out of reach (NodeToControllerChannelManager). */
const CONTROLLER_POLL_MS = 100
const RETRY_MS = 100
const JITTER_PERCENT = 2
const STARTING_HEARTBEAT_MS = 10
const SHUTDOWN_HEARTBEAT_MS = 50
const CONTROLLED_SHUTDOWN_MAX_MS = 300_000
/** Keys of a timer: the next request, and the moment at which patience ends. */
const NEXT = 0
const LIMIT = 1

const STATE_NUMBERS: { readonly [State in LifecycleState]: number } = {
  notRunning: 0,
  starting: 1,
  recovery: 2,
  running: RUNNING,
  pendingControlledShutdown: 6,
  shuttingDown: 7,
}

export function lifecycleStarted(world: World, node: Readonly<Node>): void {
  const mine = own(world, ensureLifecycle(world, node))
  mine.previousBrokerEpoch = filesOf(world, node).cleanShutdownEpoch
  enter(world, node, mine, 'starting')
  mine.soon = true
  const limitUs = msToUs(node.config.initialBrokerRegistrationTimeoutMs)
  armTimer(world, processOf(world, node), REGISTRATION_TIMER, LIMIT, limitUs, '')
  ask(world, node)
}

/** An orderly stop: a serving broker asks the controller for leave first. */
export function lifecycleStopping(world: World, node: Readonly<Node>): void {
  const mine = own(world, lifecycleOf(world, node))
  if (mine.state !== 'running' || !node.config.controlledShutdownEnable) {
    shutDown(world, node)
    return
  }
  enter(world, node, mine, 'pendingControlledShutdown')
  const limitUs = msToUs(CONTROLLED_SHUTDOWN_MAX_MS)
  armTimer(world, processOf(world, node), HEARTBEAT_TIMER, LIMIT, limitUs, '')
  mine.soon = true
  ask(world, node)
}

/** Memory is gone; the files stay. */
export function lifecycleEnded(world: World, node: Readonly<Node>, _how: Ending): void {
  const mine = own(world, lifecycleOf(world, node))
  mine.state = 'notRunning'
  mine.brokerEpoch = -1
  mine.previousBrokerEpoch = -1
  mine.logsLoaded = false
  mine.readyToUnfence = false
  mine.asking = false
  mine.soon = false
  mine.failures = 0
  mine.shutdownHeard = false
}

export function lifecycleReady(world: World, node: Readonly<Node>, _channel: Readonly<Channel>): void {
  ask(world, node)
}

export function lifecycleAnswered(
  world: World,
  node: Readonly<Node>,
  channel: Readonly<Channel>,
  _inFlight: InFlight,
  message: Message,
): void {
  const mine = own(world, lifecycleOf(world, node))
  mine.asking = false
  const body = message.body as BrokerRegistrationResponse | BrokerHeartbeatResponse
  if (body.error === NOT_CONTROLLER) {
    // The request is kept until the new controller is known.
    failed(world, node, channel, false)
    return
  }
  switch (body.type) {
    case 'brokerRegistration':
      registrationAnswered(world, node, mine, body)
      return
    case 'brokerHeartbeat':
      heartbeatAnswered(world, node, mine, body)
      return
    default:
      assertNever(body, 'answer to a broker')
  }
}

export function lifecycleFailed(
  world: World,
  node: Readonly<Node>,
  channel: Readonly<Channel>,
  lost: readonly InFlight[],
  how: ChannelFailure,
): void {
  const mine = own(world, lifecycleOf(world, node))
  if (lost.length > 0) mine.asking = false
  if (mine.state === 'notRunning' || mine.state === 'shuttingDown' || mine.asking) return
  if (lost.length === 0 && !mine.soon) return
  failed(world, node, channel, how === 'timedOut')
}

export function lifecycleTimer(world: World, node: Readonly<Node>, row: TimerRow): void {
  if (row.key === NEXT) {
    own(world, lifecycleOf(world, node)).soon = true
    ask(world, node)
    return
  }
  switch (row.timer) {
    case REGISTRATION_TIMER:
      // initial.broker.registration.timeout.ms: the process gives up.
      endProcess(world, processOf(world, node), 'stopped')
      return
    case HEARTBEAT_TIMER:
      shutDown(world, node)
      return
    default:
      throw new EngineError(`timer ${row.timer} is not the lifecycle's`)
  }
}

/** RECOVERED_TASK: the logs are there, and what the metadata says is done with them, whether the broker is registered yet or not. */
export function lifecycleTask(world: World, node: Readonly<Node>, _task: Task): void {
  const mine = own(world, lifecycleOf(world, node))
  mine.logsLoaded = true
  logsRecovered(world, node)
  if (mine.state === 'recovery') wantUnfenced(world, node, mine)
}

/** Caught up, and its logs are there: it asks to be unfenced at once. */
function wantUnfenced(world: World, node: Readonly<Node>, mine: Lifecycle): void {
  mine.readyToUnfence = true
  mine.soon = true
  ask(world, node)
}

function registrationAnswered(
  world: World,
  node: Readonly<Node>,
  mine: Lifecycle,
  body: BrokerRegistrationResponse,
): void {
  if (body.error !== NONE) {
    const retryMs = backOff(world, node, mine)
    fact(world, REGISTRATION_ANSWERED, node.processSlot, -1, body.error, -1, retryMs)
    return
  }
  fact(world, REGISTRATION_ANSWERED, node.processSlot, -1, body.error, body.brokerEpoch, -1)
  mine.failures = 0
  mine.brokerEpoch = body.brokerEpoch
  mine.soon = true
  cancelTimer(world, processOf(world, node), REGISTRATION_TIMER, LIMIT)
  ask(world, node)
}

function heartbeatAnswered(
  world: World,
  node: Readonly<Node>,
  mine: Lifecycle,
  body: BrokerHeartbeatResponse,
): void {
  const fenced = body.isFenced ? 1 : 0
  fact(world, HEARTBEAT_ANSWERED, node.processSlot, -1, body.error, fenced, body.shouldShutDown ? 1 : 0)
  if (body.error !== NONE) {
    backOff(world, node, mine)
    return
  }
  mine.failures = 0
  if (mine.state === 'pendingControlledShutdown') {
    if (body.shouldShutDown) {
      shutDown(world, node)
      return
    }
    askAfter(
      world,
      node,
      mine,
      mine.shutdownHeard ? node.config.brokerHeartbeatIntervalMs : SHUTDOWN_HEARTBEAT_MS,
    )
    mine.shutdownHeard = true
    return
  }
  if (mine.state === 'starting' && body.isCaughtUp) caughtUp(world, node, mine)
  else if (mine.state === 'recovery' && !body.isFenced) serve(world, node, mine)
  const nextMs = mine.state === 'starting' ? STARTING_HEARTBEAT_MS : node.config.brokerHeartbeatIntervalMs
  askAfter(world, node, mine, nextMs)
}

/** Its registration has come back to it in the metadata: what is left is to load the logs, if they are not there yet. */
function caughtUp(world: World, node: Readonly<Node>, mine: Lifecycle): void {
  enter(world, node, mine, 'recovery')
  if (mine.logsLoaded) wantUnfenced(world, node, mine)
}

/** Unfenced: clients may come. */
function serve(world: World, node: Readonly<Node>, mine: Lifecycle): void {
  enter(world, node, mine, 'running')
  own(world, processOf(world, node)).listening = true
}

/** Leave to go, or no patience left: the logs are closed and marked clean, then raft stops, and with it the process. */
function shutDown(world: World, node: Readonly<Node>): void {
  const mine = own(world, lifecycleOf(world, node))
  // SIGTERM before it was unfenced ends the process without the marker (seen on 4.3.1): the next start is one after an unclean stop.
  const hasServed = mine.state === 'running' || mine.state === 'pendingControlledShutdown'
  enter(world, node, mine, 'shuttingDown')
  const process = processOf(world, node)
  for (const timer of [REGISTRATION_TIMER, HEARTBEAT_TIMER]) {
    cancelTimer(world, process, timer, NEXT)
    cancelTimer(world, process, timer, LIMIT)
  }
  if (hasServed) own(world, filesOf(world, node)).cleanShutdownEpoch = mine.brokerEpoch
  own(world, process).listening = node.isController
  brokerStopped(world, node)
  raftStopping(world, node)
}

/** Sends what is due, if a controller is known and within reach; else tries again soon. */
function ask(world: World, node: Readonly<Node>): void {
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
  } else send(world, channel, BROKER_HEARTBEAT, heartbeat(world, node, mine), HEARTBEAT_SIZE_BYTES, timeoutMs)
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
function failed(world: World, node: Readonly<Node>, channel: Readonly<Channel>, timedOut: boolean): void {
  const mine = own(world, lifecycleOf(world, node))
  mine.soon = true
  const controllerSlot = nodeById(world, Number(channel.server)).processSlot
  fact(world, HEARTBEAT_FAILED, node.processSlot, controllerSlot, Number(channel.server), timedOut ? 1 : 0)
  askAfterMs(world, node, mine, CONTROLLER_POLL_MS)
}

/** After an error: 100 · 2^n ms up to the session timeout, give or take 2 %. */
function backOff(world: World, node: Readonly<Node>, mine: Lifecycle): number {
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
function askAfter(world: World, node: Readonly<Node>, mine: Lifecycle, delayMs: number): void {
  if (mine.soon) ask(world, node)
  else askAfterMs(world, node, mine, delayMs)
}

function askAfterMs(world: World, node: Readonly<Node>, mine: Lifecycle, delayMs: number): void {
  armTimer(world, processOf(world, node), nextTimerOf(mine), NEXT, msToUs(delayMs), '')
}

function nextTimerOf(mine: Readonly<Lifecycle>): number {
  return mine.brokerEpoch < 0 ? REGISTRATION_TIMER : HEARTBEAT_TIMER
}

function enter(world: World, node: Readonly<Node>, mine: Lifecycle, state: LifecycleState): void {
  mine.state = state
  fact(world, BROKER_STATE, node.processSlot, -1, STATE_NUMBERS[state], mine.brokerEpoch)
}

/** Something happened that the controllers are told at once. */
export function heartbeatSoon(world: World, node: Readonly<Node>): void {
  const mine = own(world, lifecycleOf(world, node))
  if (mine.brokerEpoch < 0) return
  mine.soon = true
  ask(world, node)
}

function lifecycleOf(world: World, node: Readonly<Node>): Lifecycle {
  const found = find(world, `lifecycle:${node.id}`)
  if (found === null) throw new EngineError(`node ${node.id} has never started as a broker`)
  return found as Lifecycle
}

/** Made at the first start of the node, with its files. */
function ensureLifecycle(world: World, node: Readonly<Node>): Lifecycle {
  const known = find(world, `lifecycle:${node.id}`)
  if (known !== null) return known as Lifecycle
  add<Files>(world, (slot, stamp) => ({
    kind: 'files',
    address: `files:${node.id}`,
    slot,
    stamp,
    cleanShutdownEpoch: -1,
  }))
  return add<Lifecycle>(world, (slot, stamp) => ({
    kind: 'lifecycle',
    address: `lifecycle:${node.id}`,
    slot,
    stamp,
    state: 'notRunning',
    brokerEpoch: -1,
    previousBrokerEpoch: -1,
    logsLoaded: false,
    readyToUnfence: false,
    asking: false,
    soon: false,
    failures: 0,
    shutdownHeard: false,
  }))
}
