// A small world for tests of the quorum and its controller: nodes without partitions' data, steered by hand.

import { sendResponse } from '../../../sim/connection.ts'
import { cutLink, healLink } from '../../../sim/cut.ts'
import { diskOwner } from '../../../sim/disk.ts'
import { endProcess, startProcess } from '../../../sim/life.ts'
import { linkBetween } from '../../../sim/link.ts'
import type { Process } from '../../../sim/process.ts'
import { addProcess, isAlive } from '../../../sim/process.ts'
import type { Ending, Programme } from '../../../sim/programme.ts'
import type { Inputs } from '../../../sim/step.ts'
import { step } from '../../../sim/step.ts'
import type { Sealed } from '../../../sim/tree.ts'
import type { World } from '../../../sim/world.ts'
import { add, at, createWorld } from '../../../sim/world.ts'
import { addBroker } from '../../broker/broker.ts'
import {
  lifecycleAnswered,
  lifecycleEnded,
  lifecycleFailed,
  lifecycleReady,
  lifecycleStarted,
  lifecycleStopping,
  lifecycleTask,
  lifecycleTimer,
} from '../../broker/lifecycle.ts'
import type { ConfigValues } from '../../config/check-value.ts'
import { brokerConfig } from '../../config/resolve.ts'
import {
  controllerEnded,
  controllerRequest,
  controllerStarted,
  controllerTask,
  controllerTimer,
} from '../../controller/controller.ts'
import { imageOf } from '../../metadata/node-image.ts'
import type { MetadataRecord } from '../../metadata/records.ts'
import type { Channel, ChannelFailure, InFlight } from '../../network/channel.ts'
import {
  channelAnswered,
  channelAt,
  channelBetween,
  channelConnected,
  channelDisconnected,
  channelOf,
  channelTimedOut,
  connect,
  forgetChannel,
  isReady,
  send,
} from '../../network/channel.ts'
import type { Node } from '../../node.ts'
import { nodeById, nodeOf, processOf } from '../../node.ts'
import { API_VERSIONS } from '../../protocol/api.ts'
import type { ApiVersionsResponse } from '../../protocol/client-requests.ts'
import { NONE } from '../../protocol/errors.ts'
import { PRESENT_RULES } from '../../rules/releases.ts'
import type { Rules } from '../../rules/rules.ts'
import {
  CONNECT_TIMER,
  flushName,
  RECONNECT_TIMER,
  REQUEST_TIMER,
  taskName,
  timerName,
} from '../../timers.ts'
import {
  raftAnswered,
  raftEnded,
  raftFailed,
  raftFlushed,
  raftReady,
  raftRequest,
  raftStarted,
  raftStopping,
  raftTask,
  raftTimer,
} from '../raft.ts'
import type { Raft } from '../state.ts'
import { raftOf } from '../state.ts'

const NO_INPUTS: Inputs = { list: [], registry: new Map() }
const ADMIN = 'admin'

/** Answers that the admin client received, by world. */
const answers = new Map<World, Sealed[]>()

export function adminAnswers(world: World): Sealed[] {
  return answers.get(world) ?? []
}

const PROGRAMME: Programme = {
  started(world, process) {
    if (process.name === ADMIN) return
    const node = nodeOf(world, process)
    if (node.isController) controllerStarted(world, node)
    raftStarted(world, node)
    if (node.isBroker) lifecycleStarted(world, node)
  },
  stopping(world, process) {
    const node = nodeOf(world, process)
    if (node.isBroker) lifecycleStopping(world, node)
    else raftStopping(world, node)
  },
  ended(world, process, how) {
    for (const entity of world.tables.entities.slice()) {
      if (entity.kind === 'channel' && (entity as Channel).processSlot === process.slot) {
        forgetChannel(world, entity as Channel)
      }
    }
    const node = nodeOf(world, process)
    if (node.isBroker) lifecycleEnded(world, node, how)
    if (node.isController) controllerEnded(world, node)
    raftEnded(world, node, how)
  },
  connected(world, connection) {
    channelConnected(world, channelOf(world, connection))
  },
  disconnected(world, connection) {
    const channel = channelOf(world, connection)
    failed(world, channel, channelDisconnected(world, channel), 'disconnected')
  },
  request(world, connection, message) {
    if (message.api === API_VERSIONS) {
      const body: ApiVersionsResponse = { sealed: true, type: 'apiVersions', error: NONE }
      sendResponse(world, connection, message, body, 300)
      return
    }
    const node = nodeOf(world, at(world, connection.serverSlot) as Process)
    if (connection.channel === 'raft') raftRequest(world, node, connection, message)
    else controllerRequest(world, node, connection, message)
  },
  response(world, connection, message) {
    const channel = channelOf(world, connection)
    const request = channelAnswered(world, channel, message)
    if (connection.client === ADMIN) {
      if (request !== null && message.body !== null) adminAnswers(world).push(message.body)
      return
    }
    const node = nodeOf(world, at(world, channel.processSlot) as Process)
    const isRaft = channel.name === 'raft'
    if (request === null) {
      if (isRaft) raftReady(world, node, channel)
      else lifecycleReady(world, node, channel)
    } else if (isRaft) raftAnswered(world, node, channel, request, message)
    else lifecycleAnswered(world, node, channel, request, message)
  },
  timer(world, process, row) {
    if (row.timer === REQUEST_TIMER || row.timer === CONNECT_TIMER) {
      const channel = channelAt(world, row.key)
      failed(world, channel, channelTimedOut(world, channel), 'timedOut')
    } else if (row.timer === RECONNECT_TIMER) connect(world, channelAt(world, row.key))
    else if (row.timer < 30) raftTimer(world, nodeOf(world, process), row)
    else if (row.timer < 50) controllerTimer(world, nodeOf(world, process), row)
    else lifecycleTimer(world, nodeOf(world, process), row)
  },
  task(world, process, task) {
    const node = nodeOf(world, process)
    if (task.task < 30) raftTask(world, node, task)
    else if (task.task < 50) controllerTask(world, node, task)
    else lifecycleTask(world, node, task)
  },
  disk(world, disk, work) {
    raftFlushed(world, nodeOf(world, diskOwner(world, disk)), work)
  },
  names: { api: String, timer: timerName, task: taskName, disk: flushName },
}

function failed(world: World, channel: Channel, all: readonly InFlight[], how: ChannelFailure): void {
  const process = at(world, channel.processSlot) as Process
  if (process.name === ADMIN) return
  const lost = all.filter((request) => request.api !== API_VERSIONS)
  const node = nodeOf(world, process)
  if (channel.name === 'raft') raftFailed(world, node, channel, lost, how)
  else lifecycleFailed(world, node, channel, lost, how)
}

/** Voters and brokers, not started yet. One way takes 1 to 2 ms. */
export function quorumWorld(
  seed: string,
  voters: readonly number[] = [101, 102, 103],
  brokers: readonly number[] = [],
  config: ConfigValues = {},
  rules: Rules = PRESENT_RULES,
): World {
  const world = createWorld(seed, PROGRAMME, { latencyUs: 1_000, jitterUs: 1_000 })
  answers.set(world, [])
  // A config may hold fractions: its hash stands for it.
  const resolved = { ...brokerConfig(config), sealed: true as const, contentHash: 1 }
  for (const id of [...new Set([...voters, ...brokers])].sort((a, b) => a - b)) {
    const process = addProcess(world, String(id))
    const node = add<Node>(world, (slot, stamp) => ({
      kind: 'node',
      address: `node:${id}`,
      slot,
      stamp,
      id,
      processSlot: process.slot,
      isBroker: brokers.includes(id),
      isController: voters.includes(id),
      rack: null,
      config: resolved,
      rules,
      voters,
      brokers,
    }))
    if (node.isBroker) addBroker(world, node)
  }
  startProcess(world, addProcess(world, ADMIN))
  return world
}

export function allNodes(world: World): Node[] {
  return world.tables.entities.filter((entity) => entity.kind === 'node') as Node[]
}

export function startAll(world: World): void {
  for (const node of allNodes(world)) start(world, node.id)
}

export function start(world: World, id: number): void {
  startProcess(world, processOf(world, nodeById(world, id)))
}

export function end(world: World, id: number, how: Ending): void {
  endProcess(world, processOf(world, nodeById(world, id)), how)
}

/** Cuts or heals both ways between a node and all others. */
export function isolate(world: World, id: number, isCut: boolean): void {
  for (const other of allNodes(world)) {
    if (other.id === id) continue
    for (const [from, to] of [
      [id, other.id],
      [other.id, id],
    ] as const) {
      linkBetween(world, String(from), String(to))
      if (isCut) cutLink(world, String(from), String(to))
      else healLink(world, String(from), String(to))
    }
  }
}

/** Lets time pass; `each` looks at the world after every event. */
export function runFor(world: World, ms: number, each: (() => void) | null = null): void {
  const untilUs = world.nowUs + ms * 1_000
  while (step(world, NO_INPUTS, untilUs)) each?.()
  world.nowUs = untilUs
}

/** Runs until a condition holds; the milliseconds it took, or −1. */
export function runUntil(world: World, maxMs: number, holds: () => boolean): number {
  const fromUs = world.nowUs
  while (!holds()) {
    if (!step(world, NO_INPUTS, fromUs + maxMs * 1_000)) return -1
  }
  return (world.nowUs - fromUs) / 1_000
}

/** The live leader of the highest epoch, or null. */
export function leaderOf(world: World): Raft | null {
  let best: Raft | null = null
  for (const node of allNodes(world)) {
    if (!node.isController || !isAlive(processOf(world, node))) continue
    const raft = raftOf(world, node)
    if (raft.role === 'leader' && (best === null || raft.epoch > best.epoch)) best = raft
  }
  return best
}

/** Sends a request to a controller from an admin client, connecting first. */
export function askController(world: World, id: number, api: number, body: Sealed): void {
  const admin = world.tables.entities.find((entity) => entity.address === `process:${ADMIN}`) as Process
  const channel = channelBetween(world, admin, processOf(world, nodeById(world, id)), 'controller')
  connect(world, channel)
  runUntil(world, 1_000, () => isReady(channelAt(world, channel.slot)))
  send(world, channelAt(world, channel.slot), api, body, 100, 30_000)
}

/** Three voters, some brokers, and a leader that has committed: two seconds later. */
export function settledWorld(
  seed: string,
  brokers: readonly number[] = [],
  config: ConfigValues = {},
): World {
  const world = quorumWorld(seed, [101, 102, 103], brokers, config)
  startAll(world)
  runUntil(world, 20_000, () => (leaderOf(world)?.highWatermark ?? -1) > 3)
  runFor(world, 2_000)
  return world
}

/** −1: nobody leads. */
export function leaderId(world: World): number {
  return leaderOf(world)?.nodeId ?? -1
}

/** A record that is easy to find again. */
export function mark(level: number, name = 'mark'): MetadataRecord {
  return { type: 'featureLevel', name, level }
}

/** Of the last mark that a node has read. */
export function levelAt(world: World, id: number): number {
  return imageOf(world, nodeById(world, id)).features.get('mark') ?? 0
}
