// A broker's life (server.md 5.7): it registers, catches up, recovers its logs, asks to be unfenced, serves, and hands over before it stops.

import { assertNever, EngineError } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import { endProcess } from '../../sim/life.ts'
import type { Task, TimerRow } from '../../sim/process.ts'
import { armTimer, cancelTimer } from '../../sim/process.ts'
import type { Ending } from '../../sim/programme.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { HEARTBEAT_ANSWERED, REGISTRATION_ANSWERED } from '../controller/facts.ts'
import type { Channel, ChannelFailure, InFlight } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type { BrokerHeartbeatResponse, BrokerRegistrationResponse } from '../protocol/broker-requests.ts'
import { NONE, NOT_CONTROLLER } from '../protocol/errors.ts'
import { raftStopping } from '../raft/raft.ts'
import { dirsTold } from '../storage/dir-told.ts'
import { logDirsOf } from '../storage/log-dirs.ts'
import { HEARTBEAT_TIMER, REGISTRATION_TIMER } from '../timers.ts'
import { filesOf } from './files.ts'
import { brokerStopped } from './life.ts'
import { ask, askAfter, backOff, LIMIT, NEXT, unanswered } from './lifecycle-requests.ts'
import type { Lifecycle } from './lifecycle-state.ts'
import { ensureLifecycle, enterState, lifecycleOf } from './lifecycle-state.ts'
import { logsRecovered } from './publish.ts'

const STARTING_HEARTBEAT_MS = 10
const SHUTDOWN_HEARTBEAT_MS = 50
const CONTROLLED_SHUTDOWN_MAX_MS = 300_000
export function lifecycleStarted(world: World, node: Readonly<Node>): void {
  const mine = own(world, ensureLifecycle(world, node))
  mine.previousBrokerEpoch = previousEpoch(world, node)
  enterState(world, node, mine, 'starting')
  mine.soon = true
  const limitUs = msToUs(node.config.initialBrokerRegistrationTimeoutMs)
  armTimer(world, processOf(world, node), REGISTRATION_TIMER, LIMIT, limitUs, '')
  ask(world, node)
}

/** The broker epoch of the last orderly stop, if every directory says so (LogManager.readBrokerEpochFromCleanShutdownFiles): one that is or was offline does not. */
function previousEpoch(world: World, node: Readonly<Node>): number {
  const { cleanShutdownEpoch } = filesOf(world, node)
  if (cleanShutdownEpoch < 0) return -1
  const isWhole = logDirsOf(world, node).dirs.every(({ isFailed, isOffline }) => !isFailed && !isOffline)
  return isWhole ? cleanShutdownEpoch : -1
}

/** An orderly stop: a serving broker asks the controller for leave first. */
export function lifecycleStopping(world: World, node: Readonly<Node>): void {
  const mine = own(world, lifecycleOf(world, node))
  if (mine.state !== 'running' || !node.config.controlledShutdownEnable) {
    shutDown(world, node)
    return
  }
  enterState(world, node, mine, 'pendingControlledShutdown')
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
    unanswered(world, node, channel, false)
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
  unanswered(world, node, channel, how === 'timedOut')
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
  dirsTold(world, node)
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
  enterState(world, node, mine, 'recovery')
  if (mine.logsLoaded) wantUnfenced(world, node, mine)
}

/** Unfenced: clients may come. */
function serve(world: World, node: Readonly<Node>, mine: Lifecycle): void {
  enterState(world, node, mine, 'running')
  own(world, processOf(world, node)).listening = true
}

/** Leave to go, or no patience left: the logs are closed and marked clean, then raft stops, and with it the process. */
function shutDown(world: World, node: Readonly<Node>): void {
  const mine = own(world, lifecycleOf(world, node))
  // SIGTERM before it was unfenced ends the process without the marker (seen on 4.3.1): the next start is one after an unclean stop.
  const hasServed = mine.state === 'running' || mine.state === 'pendingControlledShutdown'
  enterState(world, node, mine, 'shuttingDown')
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
