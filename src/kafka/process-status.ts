// How a process stands, seen from outside: its own life, or cut off from everybody although it lives.

import type { Link } from '../sim/link.ts'
import type { Life, Process } from '../sim/process.ts'
import { isAlive } from '../sim/process.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'

/** `dead`: killed or powered off; `stopped`: ended in order; `cutOff`: alive, but every link of it is cut. */
export type ProcessStatus = Life | 'cutOff'

export interface Standing {
  readonly status: ProcessStatus
  /** Event that took it down, paused it or cut it off, −1 while it runs. */
  readonly downBy: number
}

function processesOf(world: World): Process[] {
  const processes: Process[] = []
  for (const entity of world.tables.entities) if (entity.kind === 'process') processes.push(entity as Process)
  return processes
}

export function standingOf(
  world: World,
  process: Readonly<Process>,
  all: readonly Process[] = processesOf(world),
): Standing {
  if (!isAlive(process) || process.life === 'paused') return { status: process.life, downBy: process.downBy }
  const cutBy = cutOffBy(world, process, all)
  return cutBy >= 0 ? { status: 'cutOff', downBy: cutBy } : { status: process.life, downBy: -1 }
}

/** The event that cut the last of its links, −1 while one is whole. */
function cutOffBy(world: World, process: Readonly<Process>, all: readonly Process[]): number {
  let last = -1
  for (const other of all) {
    if (other.slot === process.slot) continue
    const there = find(world, `link:${process.name}>${other.name}`) as Link | null
    const back = find(world, `link:${other.name}>${process.name}`) as Link | null
    if (there === null || back === null || there.cutBy < 0 || back.cutBy < 0) return -1
    last = Math.max(last, there.cutBy, back.cutBy)
  }
  return last
}
