// A broker that cannot tell the controllers of a failed log directory does not go on for ever: what lies there may still be led by it, as far as they know
// (BrokerLifecycleManager.propagateDirectoryFailure).

import { stopProcess } from '../../sim/life.ts'
import { armTimer } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import { lifecycleOf } from '../broker/lifecycle-state.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { DIR_TOLD_TIMER } from '../timers.ts'
import { DIR_NOT_TOLD } from './facts.ts'
import { dirAt, logDirsOf } from './log-dirs.ts'

/** Not at a start: the registration leaves the directory out, and nothing is to be told. */
export function awaitTold(world: World, node: Readonly<Node>, place: number): void {
  if (!lifecycleOf(world, node).logsLoaded) return
  const dir = own(world, logDirsOf(world, node)).dirs[place]
  if (dir === undefined) return
  dir.told = 'no'
  armTimer(world, processOf(world, node), DIR_TOLD_TIMER, place, msToUs(node.config.logDirFailureTimeoutMs))
}

/** A heartbeat goes out, with every directory that is offline. */
export function dirsAsked(world: World, node: Readonly<Node>): void {
  mark(world, node, 'no', 'asked')
}

/** It was answered: the controllers know of those that were in it. */
export function dirsTold(world: World, node: Readonly<Node>): void {
  mark(world, node, 'asked', 'yes')
}

function mark(world: World, node: Readonly<Node>, from: 'no' | 'asked', to: 'asked' | 'yes'): void {
  const known = logDirsOf(world, node)
  if (!known.dirs.some(({ told }) => told === from)) return
  for (const dir of own(world, known).dirs) if (dir.told === from) dir.told = to
}

// rule: dirs.told
export function stopUnlessTold(world: World, node: Readonly<Node>, place: number): void {
  const dir = dirAt(world, node, place)
  const process = processOf(world, node)
  if (dir === null || !dir.isOffline || dir.told === 'yes' || process.life !== 'running') return
  fact(
    world,
    DIR_NOT_TOLD,
    process.slot,
    -1,
    intern(world, dir.name),
    msToUs(node.config.logDirFailureTimeoutMs),
  )
  stopProcess(world, process)
}
