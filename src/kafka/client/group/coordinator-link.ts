// The coordinator and the channel to it (clients.md 4.1): found through any broker, spoken to over a connection of its own, forgotten at the first
// sign that it is not it any more.

import { present } from '../../../sim/assert.ts'
import type { Process } from '../../../sim/process.ts'
import { msToUs } from '../../../sim/time.ts'
import type { Sealed } from '../../../sim/tree.ts'
import type { World } from '../../../sim/world.ts'
import { fact, find, intern } from '../../../sim/world.ts'
import { backoffMs } from '../../network/backoff.ts'
import type { Channel } from '../../network/channel.ts'
import { channelAt, connect, forgetChannel, giveUpChannel, isReady, send } from '../../network/channel.ts'
import { FIND_COORDINATOR } from '../../protocol/api.ts'
import type { FindCoordinatorRequest, FindCoordinatorResponse } from '../../protocol/coordinator.ts'
import { NONE } from '../../protocol/errors.ts'
import type { Consumer } from '../consumer.ts'
import { requestUpdate } from '../metadata.ts'
import { clientChannel, leastLoaded } from '../network-client.ts'
import { findCoordinatorRequestBytes } from '../sizes.ts'
import { COORDINATOR_FORGOTTEN, COORDINATOR_FOUND, COORDINATOR_UNKNOWN } from './facts.ts'
import type { Membership } from './membership.ts'

const COORDINATOR_CHANNEL = 'coordinator'

/** The channel, once it can take requests; until then what brings that about is under way. */
export function readyCoordinator(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): Channel | null {
  if (member.coordinator < 0) {
    findCoordinator(world, process, mine, member)
    return null
  }
  const channel = coordinatorChannel(world, process, mine, member)
  if (isReady(channel)) return channel
  connect(world, channel)
  return null
}

export function coordinatorChannel(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): Channel {
  const { coordinator, channels } = member
  for (const slot of channels) {
    const known = channelAt(world, slot)
    if (known.server === String(coordinator)) return known
  }
  const server = present(find(world, `process:${coordinator}`), `process of node ${coordinator}`) as Process
  const channel = clientChannel(world, process, mine, server, COORDINATOR_CHANNEL)
  channels.push(channel.slot)
  return channel
}

export function isCoordinatorChannel(channel: Readonly<Channel>): boolean {
  return channel.name === COORDINATOR_CHANNEL
}

/** With the process its sockets go. */
export function forgetCoordinators(world: World, mine: Consumer): void {
  for (const slot of mine.group?.channels ?? []) forgetChannel(world, channelAt(world, slot))
}

// rule: member.coordinator
function findCoordinator(world: World, process: Readonly<Process>, mine: Consumer, member: Membership): void {
  if (member.finding || world.nowUs < member.findAgainUs) return
  const channel = leastLoaded(world, process, mine, mine.metadata.brokers)
  if (channel === null) {
    requestUpdate(world, process, mine)
    findLater(world, mine, member)
    return
  }
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  const body: FindCoordinatorRequest = { sealed: true, type: 'findCoordinator', groups: [member.id] }
  const sizeBytes = findCoordinatorRequestBytes(member.id.length)
  send(world, channel, FIND_COORDINATOR, body, sizeBytes, mine.config.requestTimeoutMs)
  member.finding = true
}

export function takeCoordinator(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  body: FindCoordinatorResponse,
): void {
  member.finding = false
  const said = body.coordinators.find((row) => row.group === member.id)
  const group = intern(world, member.id)
  if (said === undefined || said.error !== NONE || said.node < 0) {
    fact(world, COORDINATOR_UNKNOWN, process.slot, -1, group, said?.error ?? NONE)
    requestUpdate(world, process, mine)
    findLater(world, mine, member)
    return
  }
  member.coordinator = said.node
  member.heartbeatOkUs = world.nowUs
  fact(world, COORDINATOR_FOUND, process.slot, -1, group, said.node)
  readyCoordinator(world, process, mine, member)
}

/** FindCoordinator got no answer, or none of use. */
export function findLater(world: World, mine: Consumer, member: Membership): void {
  const { retryBackoffMs, retryBackoffMaxMs } = mine.config
  member.finding = false
  member.findAgainUs =
    world.nowUs + msToUs(backoffMs(world, mine.id, retryBackoffMs, retryBackoffMaxMs, member.findAttempts))
  member.findAttempts += 1
}

/** NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE, a lost connection, silence: whoever it is, it has to be asked for again. */
export function forgetCoordinator(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  error: number,
): void {
  if (member.coordinator < 0) return
  const channel = coordinatorChannel(world, process, mine, member)
  fact(world, COORDINATOR_FORGOTTEN, process.slot, -1, intern(world, member.id), member.coordinator, error)
  member.coordinator = -1
  if (channel.state !== 'disconnected') giveUpChannel(world, channel)
}

/** Sends to the coordinator, whose channel is ready. */
export function sendToCoordinator(
  world: World,
  mine: Consumer,
  channel: Channel,
  api: number,
  body: Sealed,
  sizeBytes: number,
  context: Sealed | null = null,
  timeoutMs: number = mine.config.requestTimeoutMs,
): void {
  send(world, channel, api, body, sizeBytes, timeoutMs, context)
}
