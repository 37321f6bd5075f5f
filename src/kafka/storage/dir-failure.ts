// A directory of logs fails (server.md 2.8; ReplicaManager.handleLogDirFailure): its replicas go offline and the controllers are told. The process halts when it
// was the last directory, or the one with the metadata log.

import { endProcess } from '../../sim/life.ts'
import { isAlive } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import { brokerOf } from '../broker/broker.ts'
import { newsOfRole } from '../broker/fetch-purgatory.ts'
import { stopFetching } from '../broker/fetcher.ts'
import { failProduce } from '../broker/produce-purgatory.ts'
import type { Replica } from '../broker/replica.ts'
import { findReplica, logOf } from '../broker/replica.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { KAFKA_STORAGE_ERROR } from '../protocol/errors.ts'
import { BROKER_HALTED, DIR_OFFLINE } from './facts.ts'
import type { LogDir } from './log-dirs.ts'
import { logDirsOf } from './log-dirs.ts'
import type { DirFailure } from './report-dir-failure.ts'
import { IO_ERROR, reportDirFailure } from './report-dir-failure.ts'

// rule: dirs.failure
/** Whether the process goes on with a directory less. */
export function failDir(world: World, node: Readonly<Node>, failure: DirFailure): boolean {
  const { dirs } = own(world, logDirsOf(world, node))
  const dir = dirs[failure.dir] as LogDir
  if (dir.isOffline) return false
  dir.isOffline = true
  const onIt = replicasIn(world, node, failure.dir)
  const name = intern(world, dir.name)
  fact(world, DIR_OFFLINE, node.processSlot, -1, name, onIt.length, failure.why)
  if (failure.dir === 0 || dirs.every(({ isOffline }) => isOffline)) {
    fact(world, BROKER_HALTED, node.processSlot, -1, name)
    endProcess(world, processOf(world, node), 'killed')
    return false
  }
  for (const replica of onIt) takeOffline(world, node, replica)
  return true
}

function replicasIn(world: World, node: Readonly<Node>, dir: number): Replica[] {
  const found: Replica[] = []
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica !== null && logOf(world, replica).dir === dir) found.push(replica)
  }
  return found
}

function takeOffline(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  const mine = own(world, replica)
  if (mine.role === 'follower' && mine.leader >= 0) stopFetching(world, node, mine)
  mine.role = 'none'
  failProduce(world, node, mine, KAFKA_STORAGE_ERROR)
  newsOfRole(world, node, mine)
}

/** Partitions whose replica here is offline: heartbeats tell the controllers. */
export function offlinePartitions(world: World, node: Readonly<Node>): readonly string[] {
  const { dirs } = logDirsOf(world, node)
  if (!dirs.some(({ isOffline }) => isOffline)) return NONE
  return brokerOf(world, node).logs.filter((partition) => {
    const replica = findReplica(world, node.id, partition)
    return replica !== null && dirs[logOf(world, replica).dir]?.isOffline === true
  })
}

const NONE: readonly string[] = []

/** At a start every directory is tried again; one whose disk still fails is offline at once. */
export function tryDirs(world: World, node: Readonly<Node>): void {
  const mine = own(world, logDirsOf(world, node))
  for (const dir of mine.dirs) {
    dir.isOffline = false
    dir.told = 'nothing'
  }
  mine.dirs.forEach((dir, place) => {
    if (dir.isFailed && isAlive(processOf(world, node))) reportDirFailure(world, node, place, IO_ERROR)
  })
}
