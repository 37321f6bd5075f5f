// Kafka as the programme of a world: who hears what. Nodes are brokers, controllers or both; everyone else is a client.

import { assertNever, EngineError } from '../sim/assert.ts'
import type { Connection, Message } from '../sim/connection.ts'
import { closeAtServer, sendResponse } from '../sim/connection.ts'
import type { Disk, DiskWork } from '../sim/disk.ts'
import { diskOwner } from '../sim/disk.ts'
import type { Process, Task, TimerRow } from '../sim/process.ts'
import type { Disconnect, Ending, Programme } from '../sim/programme.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { brokerEnded, brokerStarted, isDataPlane } from './broker/life.ts'
import { lifecycleEnded, lifecycleStarted, lifecycleStopping } from './broker/lifecycle.ts'
import { isServing } from './broker/lifecycle-state.ts'
import { queueRequest } from './broker/requests.ts'
import {
  clientAnswered,
  clientEnded,
  clientFailed,
  clientReady,
  clientStarted,
  clientStopping,
  clientTask,
  clientTimer,
} from './client/client.ts'
import { clientAt } from './client/client-at.ts'
import { controllerEnded, controllerRequest, controllerStarted } from './controller/controller.ts'
import type { Channel, ChannelFailure, InFlight } from './network/channel.ts'
import {
  channelAnswered,
  channelAt,
  channelConnected,
  channelDisconnected,
  channelOf,
  channelTimedOut,
  connect,
  forgetChannel,
  timerFailure,
} from './network/channel.ts'
import { nodeAtProcess } from './node.ts'
import { nodeAnswered, nodeFailed, nodeReady } from './node-channels.ts'
import { nodeTask, nodeTimer } from './node-work.ts'
import {
  API_VERSIONS,
  apiOf,
  BEGIN_QUORUM_EPOCH,
  CREATE_TOPICS,
  END_QUORUM_EPOCH,
  FETCH,
  FETCH_SNAPSHOT,
  VOTE,
} from './protocol/api.ts'
import type { ApiVersionsResponse } from './protocol/client-requests.ts'
import type { CreateTopicsRequest } from './protocol/create-topics.ts'
import { NONE } from './protocol/errors.ts'
import { raftEnded, raftFlushed, raftRequest, raftStarted, raftStopping } from './raft/raft.ts'
import {
  CONNECT_TIMER,
  FLUSH_METADATA_LOG,
  FLUSH_QUORUM_STATE,
  FLUSH_SNAPSHOT,
  flushName,
  RECONNECT_TIMER,
  REQUEST_TIMER,
  taskName,
  timerName,
} from './timers.ts'

export const kafka: Programme = {
  started,
  stopping,
  ended,
  connected,
  disconnected,
  request,
  response,
  timer,
  task,
  disk,
  names: { api: (code) => apiOf(code).name, timer: timerName, task: taskName, disk: flushName },
}

function started(world: World, process: Process): void {
  const node = nodeAtProcess(world, process)
  if (node === null) {
    clientStarted(world, process)
    return
  }
  raftStarted(world, node)
  if (node.isController) controllerStarted(world, node)
  if (node.isBroker) {
    lifecycleStarted(world, node)
    brokerStarted(world, node)
  }
}

function stopping(world: World, process: Process): void {
  const node = nodeAtProcess(world, process)
  if (node === null) clientStopping(world, process)
  else if (node.isBroker) lifecycleStopping(world, node)
  else raftStopping(world, node)
}

function ended(world: World, process: Process, how: Ending, leaves: string): void {
  for (const entity of world.tables.entities.slice()) {
    if (entity.kind === 'channel' && (entity as Channel).processSlot === process.slot)
      forgetChannel(world, entity as Channel)
  }
  const node = nodeAtProcess(world, process)
  if (node === null) {
    clientEnded(world, process, how)
    return
  }
  if (node.isBroker) {
    brokerEnded(world, node, how, leaves)
    lifecycleEnded(world, node, how)
  }
  if (node.isController) controllerEnded(world, node)
  raftEnded(world, node, how)
}

function connected(world: World, connection: Connection): void {
  const channel = channelOf(world, connection)
  channelConnected(world, channel, clientAt(world, channel.processSlot)?.config.requestTimeoutMs)
}

function disconnected(world: World, connection: Connection, _how: Disconnect): void {
  const channel = channelOf(world, connection)
  failed(world, channel, channelDisconnected(world, channel), 'disconnected')
}

/** ApiVersions is answered by whoever listens; the rest by role. */
function request(world: World, connection: Connection, message: Message): void {
  if (message.api === API_VERSIONS) {
    // A controller in the same process listens before and after the broker does: on the broker's listener nobody answers then.
    const node = nodeAtProcess(world, at(world, connection.serverSlot) as Process)
    if (node?.isBroker === true && isDataPlane(connection) && !isServing(world, node)) {
      closeAtServer(world, connection)
      return
    }
    const body: ApiVersionsResponse = { sealed: true, type: 'apiVersions', error: NONE }
    sendResponse(world, connection, message, body, 300)
    return
  }
  const node = nodeAtProcess(world, at(world, connection.serverSlot) as Process)
  if (node === null) throw new EngineError(`${connection.server} serves nobody`)
  if (isRaft(connection, message)) raftRequest(world, node, connection, message)
  else if (node.isController && isForController(connection, message))
    controllerRequest(world, node, connection, message)
  else queueRequest(world, node, connection, message)
}

function isRaft(connection: Connection, message: Message): boolean {
  if (message.api === FETCH) return connection.channel === 'raft'
  return (
    message.api === VOTE ||
    message.api === BEGIN_QUORUM_EPOCH ||
    message.api === END_QUORUM_EPOCH ||
    message.api === FETCH_SNAPSHOT
  )
}

/** The controller listener: brokers' channels to it, and what admin clients ask of it directly (KIP-919). */
function isForController(connection: Connection, message: Message): boolean {
  if (CONTROLLER_CHANNELS.includes(connection.channel)) return true
  return message.api === CREATE_TOPICS && (message.body as CreateTopicsRequest).toBroker !== true
}

const CONTROLLER_CHANNELS: readonly string[] = ['heartbeat', 'alter-partition', 'forwarding']

function response(world: World, connection: Connection, message: Message): void {
  const channel = channelOf(world, connection)
  const answered = channelAnswered(world, channel, message)
  const process = at(world, channel.processSlot) as Process
  const node = nodeAtProcess(world, process)
  if (answered === null) {
    if (node === null) clientReady(world, process, channel)
    else nodeReady(world, node, channel)
    return
  }
  if (node === null) clientAnswered(world, process, channel, answered, message)
  else nodeAnswered(world, node, channel, answered, message)
}

function failed(world: World, channel: Channel, lost: readonly InFlight[], how: ChannelFailure): void {
  const process = at(world, channel.processSlot) as Process
  const node = nodeAtProcess(world, process)
  // ApiVersions is the channel's own request.
  const requests = lost.filter((request) => request.api !== API_VERSIONS)
  if (node === null) clientFailed(world, process, channel, requests, how)
  else nodeFailed(world, node, channel, requests, how)
}

function timer(world: World, process: Process, row: TimerRow): void {
  switch (row.timer) {
    case REQUEST_TIMER:
    case CONNECT_TIMER: {
      const channel = channelAt(world, row.key)
      const how = timerFailure(world, channel)
      failed(world, channel, channelTimedOut(world, channel), how)
      return
    }
    case RECONNECT_TIMER:
      connect(world, channelAt(world, row.key))
      return
    default: {
      const node = nodeAtProcess(world, process)
      if (node === null) clientTimer(world, process, row)
      else nodeTimer(world, node, row)
    }
  }
}

function task(world: World, process: Process, row: Task): void {
  const node = nodeAtProcess(world, process)
  if (node === null) clientTask(world, process, row)
  else nodeTask(world, node, row)
}

/** What is flushed is on the platter, whoever lives to hear of it. */
function disk(world: World, owner: Disk, work: DiskWork): void {
  const process = diskOwner(world, owner)
  const node = nodeAtProcess(world, process)
  if (node === null) return
  if (work.work === FLUSH_QUORUM_STATE || work.work === FLUSH_METADATA_LOG || work.work === FLUSH_SNAPSHOT)
    raftFlushed(world, node, work)
  else assertNever(work.work as never, 'flush')
}
