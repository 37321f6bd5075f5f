// Absence as a cause: who or what kept an awaited thing from coming.

import type { Connection } from './connection.ts'
import { laneHeldBy } from './held.ts'
import { linkAt } from './link.ts'
import type { Process } from './process.ts'
import { isRunning } from './process.ts'
import type { World } from './world.ts'
import { at, find } from './world.ts'

/** The event that blocks what `awaits` names (a process or a connection), −1 if nothing is known to. */
export function blockerOf(world: World, awaits: string): number {
  if (awaits === '') return -1
  const entity = find(world, awaits)
  if (entity === null) return -1
  if (entity.kind === 'process') return processBlocker(entity as Process)
  if (entity.kind === 'connection') return connectionBlocker(world, entity as Connection)
  return -1
}

function processBlocker(process: Process): number {
  return isRunning(process) ? -1 : process.downBy
}

function connectionBlocker(world: World, connection: Connection): number {
  const peer = processBlocker(at(world, connection.serverSlot) as Process)
  if (peer >= 0) return peer
  const there = linkAt(world, connection.toServer.linkSlot).cutBy
  if (there >= 0) return there
  const back = linkAt(world, connection.toClient.linkSlot).cutBy
  if (back >= 0) return back
  const held = laneHeldBy(world, connection.slot, true)
  return held >= 0 ? held : laneHeldBy(world, connection.slot, false)
}
