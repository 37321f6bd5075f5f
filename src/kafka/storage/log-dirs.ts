// The directories in which a broker keeps its logs, each on a disk of its own (JBOD, server.md 2.8): `log-dirs:<id>`. They outlive the process.

import { numberedAddress } from '../../sim/addresses.ts'
import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { add, find, own } from '../../sim/world.ts'
import { brokerOf } from '../broker/broker.ts'
import type { Log } from '../log/log.ts'
import { diskBytes } from '../log/retention.ts'
import type { Node } from '../node.ts'

export interface LogDirs extends Entity {
  readonly kind: 'logDirs'
  readonly nodeId: number
  /** In the order of log.dirs; the first also holds the metadata log. */
  readonly dirs: LogDir[]
}

export interface LogDir {
  readonly name: string
  /** Its disk answers with errors: nothing on it can be read or written. */
  isFailed: boolean
  /** The running broker has given it up. */
  isOffline: boolean
  /** Whether the controllers know that it is offline; `nothing`: nobody waits for that. */
  told: 'nothing' | 'no' | 'asked' | 'yes'
  /** Bytes that logs may take in it; −1: as many as they like. */
  capacityBytes: number
}

const dirsAddress = numberedAddress('log-dirs')

// rule: dirs.names
export function logDirsOf(world: World, node: Readonly<Node>): LogDirs {
  const known = find(world, dirsAddress(node.id)) as LogDirs | null
  if (known !== null) return known
  const names = (node.config.logDirs ?? '').split(',').filter((name) => name.trim() !== '')
  return add<LogDirs>(world, (slot, stamp) => ({
    kind: 'logDirs',
    address: `log-dirs:${node.id}`,
    slot,
    stamp,
    nodeId: node.id,
    dirs: (names.length > 0 ? names : ['kafka-logs']).map((name) => ({
      name: name.trim(),
      isFailed: false,
      isOffline: false,
      told: 'nothing',
      capacityBytes: -1,
    })),
  }))
}

/** The directory of a log; null for a place that the broker has not. */
export function dirAt(world: World, node: Readonly<Node>, place: number): LogDir | null {
  return logDirsOf(world, node).dirs[place] ?? null
}

// rule: dirs.placement
/** A new log goes where the fewest are, among the directories that are online. */
export function dirForNewLog(world: World, node: Readonly<Node>): number {
  const { dirs } = logDirsOf(world, node)
  if (dirs.length === 1) return 0
  const counts = dirs.map(() => 0)
  for (const log of logsOn(world, node)) counts[log.dir] = (counts[log.dir] ?? 0) + 1
  let best = -1
  dirs.forEach((dir, place) => {
    if (dir.isOffline) return
    if (best < 0 || (counts[place] as number) < (counts[best] as number)) best = place
  })
  return Math.max(best, 0)
}

/** A log is made, anew perhaps: where it lay before does not count. The log is not among the broker's yet. */
export function placeLog(world: World, node: Readonly<Node>, log: Readonly<Log>): void {
  const dir = dirForNewLog(world, node)
  const isWatched = mustAsk(logDirsOf(world, node).dirs[dir] as LogDir)
  if (log.dir === dir && log.isWatched === isWatched) return
  const mine = own(world, log)
  mine.dir = dir
  mine.isWatched = isWatched
}

export function logsOn(world: World, node: Readonly<Node>): Log[] {
  const logs: Log[] = []
  for (const partition of brokerOf(world, node).logs) {
    const log = find(world, `log:${partition}@${node.id}`) as Log | null
    if (log !== null) logs.push(log)
  }
  return logs
}

/** Bytes that the logs of a directory take, deleted files included. */
export function usedBytes(world: World, node: Readonly<Node>, place: number): number {
  let bytes = 0
  for (const log of logsOn(world, node)) if (log.dir === place) bytes += diskBytes(log)
  return bytes
}

/** Whether so many bytes more fit. Only a directory whose place is limited is asked. */
export function hasRoom(world: World, node: Readonly<Node>, log: Readonly<Log>, bytes: number): boolean {
  const { capacityBytes, isFailed } = logDirsOf(world, node).dirs[log.dir] as LogDir
  if (isFailed) return false
  return capacityBytes < 0 || usedBytes(world, node, log.dir) + bytes <= capacityBytes
}

/** Whether logs in a directory have to ask before they write. */
export function mustAsk({ isFailed, capacityBytes }: LogDir): boolean {
  return isFailed || capacityBytes >= 0
}

/** Tells the logs of a directory whether they have to ask before they write. */
export function watchLogs(world: World, node: Readonly<Node>, place: number): void {
  const isWatched = mustAsk(logDirsOf(world, node).dirs[place] as LogDir)
  for (const log of logsOn(world, node))
    if (log.dir === place && log.isWatched !== isWatched) own(world, log).isWatched = isWatched
}
