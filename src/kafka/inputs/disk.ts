// What can go wrong with a broker's disks: one fails, gets slow or fills up; and it is exchanged for an empty one.

import { findDisk } from '../../sim/disk.ts'
import type { InputArgs, InputDeclaration, InputField } from '../../sim/input.ts'
import { isAlive } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import { loseCleanShutdown } from '../broker/files.ts'
import { emptyLog } from '../log/log.ts'
import { forgetTorn } from '../log/torn.ts'
import type { Node } from '../node.ts'
import { nodeAtProcess, processOf } from '../node.ts'
import type { LogDir } from '../storage/log-dirs.ts'
import { dirAt, logDirsOf, logsOn, usedBytes, watchLogs } from '../storage/log-dirs.ts'
import { IO_ERROR, reportDirFailure } from '../storage/report-dir-failure.ts'
import { targetProcess } from './target.ts'

const NODE: InputField = { name: 'node', kind: 'broker' }
/** 1 for the first of log.dirs, which it is when it is left out. */
const DIR: InputField = { name: 'dir', kind: 'number', optional: true }

function onDir(
  code: number,
  id: string,
  fields: readonly InputField[],
  applies: (world: World, node: Readonly<Node>, dir: LogDir) => boolean,
  effect: (world: World, node: Readonly<Node>, place: number, args: InputArgs) => void,
): InputDeclaration {
  const target = (world: World, args: InputArgs) => {
    const process = targetProcess(world, args, 'node')
    const node = process === null ? null : nodeAtProcess(world, process)
    if (node === null || !node.isBroker) return null
    const place = Math.floor(Number(args.dir ?? 1)) - 1
    const dir = dirAt(world, node, place)
    return dir === null ? null : { node, place, dir }
  }
  return {
    code,
    id,
    family: 'life',
    fields: [NODE, DIR, ...fields],
    applies: (world, args) => {
      const found = target(world, args)
      return found !== null && applies(world, found.node, found.dir)
    },
    effect: (world, args) => {
      const found = target(world, args)
      if (found !== null) effect(world, found.node, found.place, args)
    },
  }
}

/** Every access to it fails from now on; a running broker meets that at once. */
export const FAIL_DISK = onDir(
  50,
  'fail-disk',
  [],
  (_world, _node, dir) => !dir.isFailed,
  (world, node, place) => {
    ;(own(world, logDirsOf(world, node)).dirs[place] as LogDir).isFailed = true
    watchLogs(world, node, place)
    if (isAlive(processOf(world, node))) reportDirFailure(world, node, place, IO_ERROR)
  },
)

/** Flushes and reads take so many times as long; 1 mends it. */
export const SLOW_DISK = onDir(
  51,
  'slow-disk',
  [{ name: 'factor', kind: 'number' }],
  () => true,
  (world, node, _place, args) => {
    const factor = Math.floor(Number(args.factor ?? 1))
    own(world, findDisk(world, processOf(world, node))).slowFactor = Math.min(Math.max(factor, 1), 1_000)
  },
)

/** Something else takes its place: so many bytes are left for logs. Less than 0: it is cleared away again. */
export const FILL_DISK = onDir(
  52,
  'fill-disk',
  [{ name: 'bytes', kind: 'number' }],
  (_world, _node, dir) => !dir.isFailed,
  (world, node, place, args) => {
    const freeBytes = Math.floor(Number(args.bytes ?? 0))
    const dir = own(world, logDirsOf(world, node)).dirs[place] as LogDir
    dir.capacityBytes = freeBytes < 0 ? -1 : usedBytes(world, node, place) + freeBytes
    watchLogs(world, node, place)
  },
)

/** A new, empty disk in the place of one that failed; the broker must not be running. */
export const REPLACE_DISK = onDir(
  53,
  'replace-disk',
  [],
  (world, node) => !isAlive(processOf(world, node)),
  (world, node, place) => {
    const dir = own(world, logDirsOf(world, node)).dirs[place] as LogDir
    dir.isFailed = false
    dir.isOffline = false
    dir.capacityBytes = -1
    loseCleanShutdown(world, node)
    for (const log of logsOn(world, node)) {
      if (log.dir !== place) continue
      const { slot, stamp, partition, nodeId } = log
      const mine = own(world, log)
      forgetTorn(mine)
      Object.assign(mine, emptyLog(slot, stamp, partition, nodeId), { stamp: mine.stamp, dir: place })
    }
  },
)
