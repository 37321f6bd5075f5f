// What starts, ends and recurs with a broker process, apart from its registration (lifecycle.ts).

import type { Connection } from '../../sim/connection.ts'
import { closeAtServer } from '../../sim/connection.ts'
import { armTimer } from '../../sim/process.ts'
import type { Ending } from '../../sim/programme.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import { forgetCoordinators } from '../group/load.ts'
import { flushLog } from '../log/written.ts'
import { channelAt, closeChannel } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { forgetCleaner } from '../storage/cleaner.ts'
import { checkpointRecoveryPoints } from '../storage/flusher.ts'
import type { Leaves } from '../storage/power-loss.ts'
import { losePageCache } from '../storage/power-loss.ts'
import { ISR_EXPIRATION_TIMER } from '../timers.ts'
import { brokerOf, forgetBroker } from './broker.ts'
import type { FetchSession } from './fetch-session.ts'
import { forgetSession } from './fetch-session.ts'
import type { Fetcher } from './fetcher-state.ts'
import { forgetFetcher } from './fetcher-state.ts'
import { findReplica, forgetReplica, logOf } from './replica.ts'

/** Tasks that run from the start of the replica manager on (server.md 8). */
export function brokerStarted(world: World, node: Readonly<Node>): void {
  const process = processOf(world, node)
  armTimer(world, process, ISR_EXPIRATION_TIMER, 0, 0)
}

/** An orderly stop (BrokerServer.shutdown): nobody is served any more, fetchers stop, logs are flushed and closed. A controller in the same process goes on. */
export function brokerStopped(world: World, node: Readonly<Node>): void {
  closeLogs(world, node)
  for (const entity of world.tables.entities.slice()) {
    if (entity.kind === 'connection') closeIfServed(world, node, entity as Connection)
    else if (entity.kind === 'fetcher' && (entity as Fetcher).nodeId === node.id)
      closeChannel(world, channelAt(world, (entity as Fetcher).channelSlot))
  }
  forgetMemory(world, node)
}

function closeIfServed(world: World, node: Readonly<Node>, connection: Readonly<Connection>): void {
  if (connection.serverSlot === node.processSlot && isDataPlane(connection)) closeAtServer(world, connection)
}

const DATA_PLANE: readonly string[] = ['', 'coordinator', 'fetcher']

/** On the broker's own listener: clients and followers. */
export function isDataPlane(connection: Readonly<Connection>): boolean {
  return DATA_PLANE.includes(connection.channel)
}

/** Memory is gone; after a loss of power so is what the kernel had not written back. */
export function brokerEnded(world: World, node: Readonly<Node>, how: Ending, leaves: string): void {
  if (how === 'stopped') closeLogs(world, node)
  checkpointRecoveryPoints(world, node)
  if (how === 'powerLost') losePageCache(world, node, leaves as Leaves)
  forgetMemory(world, node)
}

function forgetMemory(world: World, node: Readonly<Node>): void {
  forgetCoordinators(world, node, brokerOf(world, node).logs)
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica !== null) forgetReplica(world, replica)
  }
  forgetBroker(world, node)
  forgetCleaner(world, node)
  for (const entity of world.tables.entities.slice()) {
    if (entity.kind === 'fetchSession' && (entity as FetchSession).nodeId === node.id)
      forgetSession(world, entity as FetchSession)
    if (entity.kind === 'fetcher' && (entity as Fetcher).nodeId === node.id)
      forgetFetcher(world, entity as Fetcher)
  }
}

/** High watermarks are written once more, and every log is flushed. */
function closeLogs(world: World, node: Readonly<Node>): void {
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null || replica.role === 'none') continue
    const log = own(world, logOf(world, replica))
    log.checkpointedHighWatermark = replica.highWatermark
    flushLog(log, world.nowUs)
  }
}
