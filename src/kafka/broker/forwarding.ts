// Requests that only the active controller can carry out, passed on by the broker that got them (server.md 7.1). One is in flight at a time; it is sent
// again after NOT_CONTROLLER or a lost connection, for up to a minute, so that clients never see either. The Envelope around them is left out.

import type { Connection, Message } from '../../sim/connection.ts'
import { connectionAt, sendResponse } from '../../sim/connection.ts'
import { armTimer, cancelTimer, isArmed } from '../../sim/process.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { InFlight } from '../network/channel.ts'
import { connect, isReady, send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type { AdminRequest, AdminResponse } from '../protocol/admin.ts'
import { adminErrorResponse, adminResponseBytes, wholeError } from '../protocol/admin-answers.ts'
import { NOT_CONTROLLER, REQUEST_TIMED_OUT } from '../protocol/errors.ts'
import { FORWARDING_TIMER } from '../timers.ts'
import { FORWARD_GIVEN_UP, FORWARD_RETRIED, REQUEST_FORWARDED } from './admin-facts.ts'
import { topicsAnswered } from './auto-create-answer.ts'
import type { Forward } from './broker.ts'
import { brokerOf } from './broker.ts'
import { controllerChannel } from './controller-channel.ts'
import { retryLater } from './producer-ids.ts'

/** NodeToControllerChannelManager: how long a request may wait for a controller, and how often it looks for one. */
const RETRY_FOR_US = 60_000_000
const POLL_US = 100_000

// rule: admin.forwarding
/** A client's request: answered when the controller has. */
export function forwardRequest(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const client = { sealed: true, connectionSlot: connection.slot, message } as const
  enqueue(world, node, message.api, message.body as AdminRequest & Sealed, message.sizeBytes, client)
}

/** A request of the broker's own. */
export function forwardOwn(
  world: World,
  node: Readonly<Node>,
  api: number,
  body: AdminRequest & Sealed,
  sizeBytes: number,
): void {
  enqueue(world, node, api, body, sizeBytes, null)
}

function enqueue(
  world: World,
  node: Readonly<Node>,
  api: number,
  body: Sealed,
  sizeBytes: number,
  client: Forward['client'],
): void {
  const broker = own(world, brokerOf(world, node))
  const id = broker.nextForward
  broker.nextForward += 1
  broker.forwards.push({ sealed: true, id, api, body, sizeBytes, createdUs: world.nowUs, client })
  pursueForwards(world, node)
}

/** Sends the oldest request, if none is on its way and a controller is known. */
export function pursueForwards(world: World, node: Readonly<Node>): void {
  if (brokerOf(world, node).forwards.length === 0) return
  const channel = controllerChannel(world, node, 'forwarding')
  if (channel !== null && channel.inFlight.length > 0) return
  giveUpOld(world, node)
  const first = brokerOf(world, node).forwards[0]
  if (first === undefined) return
  if (channel === null) {
    pollLater(world, node)
    return
  }
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  const process = processOf(world, node)
  cancelTimer(world, process, FORWARDING_TIMER, 0)
  fact(world, REQUEST_FORWARDED, process.slot, channel.connectionSlot, first.api, Number(channel.server))
  const timeoutMs = node.config.controllerSocketTimeoutMs
  send(world, channel, first.api, first.body, first.sizeBytes, timeoutMs, first)
}

function pollLater(world: World, node: Readonly<Node>): void {
  const process = processOf(world, node)
  if (!isArmed(process, FORWARDING_TIMER, 0)) armTimer(world, process, FORWARDING_TIMER, 0, POLL_US)
}

/** A controller answered. After a change of controllers the one before may answer late, for a request that the next has answered already. */
export function forwardAnswered(
  world: World,
  node: Readonly<Node>,
  request: InFlight,
  message: Message,
): void {
  const answer = message.body as AdminResponse
  if (wholeError(answer) === NOT_CONTROLLER) {
    fact(world, FORWARD_RETRIED, processOf(world, node).slot, -1, message.api)
    pollLater(world, node)
    return
  }
  const { id } = request.context as Forward
  const place = brokerOf(world, node).forwards.findIndex((forward) => forward.id === id)
  if (place < 0) return
  const [done] = own(world, brokerOf(world, node)).forwards.splice(place, 1)
  if (done !== undefined) finish(world, node, done, answer, message.sizeBytes)
}

/** The connection is gone; what was in flight is kept and sent again. */
export function forwardingFailed(world: World, node: Readonly<Node>): void {
  if (brokerOf(world, node).blockAsked) retryLater(world, node)
  if (brokerOf(world, node).forwards.length > 0) pollLater(world, node)
}

/** What has waited a minute times out. */
function giveUpOld(world: World, node: Readonly<Node>): void {
  for (;;) {
    const [first] = brokerOf(world, node).forwards
    if (first === undefined || world.nowUs - first.createdUs < RETRY_FOR_US) return
    own(world, brokerOf(world, node)).forwards.splice(0, 1)
    fact(world, FORWARD_GIVEN_UP, processOf(world, node).slot, -1, first.api, world.nowUs - first.createdUs)
    const answer = adminErrorResponse(first.body as AdminRequest & Sealed, REQUEST_TIMED_OUT)
    finish(world, node, first, answer, adminResponseBytes(answer))
  }
}

function finish(
  world: World,
  node: Readonly<Node>,
  forward: Forward,
  answer: AdminResponse,
  sizeBytes: number,
): void {
  const { client } = forward
  if (client === null) topicsAnswered(world, node, answer)
  else sendResponse(world, connectionAt(world, client.connectionSlot), client.message, answer, sizeBytes)
}
