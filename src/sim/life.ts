// The life of a process, and what its peers see of each change. Kill: the kernel closes the sockets, peers see a reset at once.
// Power loss: silence, until the machine is back. Pause: the kernel goes on accepting bytes; on resume they are read first, then late timers go off.

import { assert } from './assert.ts'
import type { Connection, Lane } from './connection.ts'
import { forgetBuffered, make, readSoon, transmit, wakeConnection } from './connection.ts'
import { dropDiskWork } from './disk.ts'
import {
  PROCESS_KILLED,
  PROCESS_PAUSED,
  PROCESS_POWER_LOST,
  PROCESS_RESUMED,
  PROCESS_STARTED,
  PROCESS_STOPPED,
  PROCESS_STOPPING,
} from './facts.ts'
import type { Process } from './process.ts'
import { forgetNextTimer, isAlive, isRunning, wakeProcess } from './process.ts'
import type { Ending } from './programme.ts'
import { NEVER_US } from './time.ts'
import type { World } from './world.ts'
import { fact, nextSeq, own } from './world.ts'

export function startProcess(world: World, process: Readonly<Process>): void {
  assert(!isAlive(process), `process ${process.name} is started twice`)
  const mine = own(world, process)
  const wasOff = !mine.powered
  mine.life = 'running'
  mine.powered = true
  mine.incarnation += 1
  mine.downBy = -1
  fact(world, PROCESS_STARTED, mine.slot, -1, mine.incarnation)
  if (wasOff) resetOldSockets(world, mine)
  world.programme.started(world, mine)
}

/** Asks for an orderly stop; the programme ends the process when it is ready. */
export function stopProcess(world: World, process: Readonly<Process>): void {
  assert(process.life === 'running', `process ${process.name} is not running`)
  const mine = own(world, process)
  mine.life = 'stopping'
  fact(world, PROCESS_STOPPING, mine.slot)
  world.programme.stopping(world, mine)
}

// rule: process.endings
/** The process is gone. Its sockets are closed by the kernel, unless the machine went with it. `leaves`: for the programme, after a loss of power. */
export function endProcess(world: World, process: Readonly<Process>, how: Ending, leaves = ''): void {
  assert(isAlive(process), `process ${process.name} ends twice`)
  const mine = own(world, process)
  mine.life = how === 'stopped' ? 'stopped' : 'dead'
  mine.downBy = world.event
  mine.listening = false
  mine.timers.length = 0
  forgetNextTimer(world, mine)
  mine.tasks.length = 0
  fact(
    world,
    how === 'stopped' ? PROCESS_STOPPED : how === 'killed' ? PROCESS_KILLED : PROCESS_POWER_LOST,
    mine.slot,
  )
  if (how === 'powerLost') {
    mine.powered = false
    dropDiskWork(world, mine)
    for (const connection of connectionsOf(world, mine)) forgetSocket(world, connection, mine)
  } else {
    for (const connection of connectionsOf(world, mine)) closeSocket(world, connection, mine)
  }
  wakeProcess(world, mine)
  world.programme.ended(world, mine, how, leaves)
}

export function pauseProcess(world: World, process: Readonly<Process>): void {
  assert(isRunning(process), `process ${process.name} is not running`)
  const mine = own(world, process)
  mine.life = 'paused'
  mine.downBy = world.event
  fact(world, PROCESS_PAUSED, mine.slot)
  for (const connection of connectionsOf(world, mine)) stopReading(world, connection, mine)
  wakeProcess(world, mine)
}

/** What it was about to read stays in its sockets' buffers. A node may hold both ends of a connection: combined controllers do. */
function stopReading(world: World, connection: Readonly<Connection>, process: Process): void {
  const mine = own(world, connection)
  if (mine.serverSlot === process.slot) mine.toServer.readUs = NEVER_US
  if (mine.clientSlot === process.slot) mine.toClient.readUs = NEVER_US
  wakeConnection(world, mine)
}

// rule: process.pause
export function resumeProcess(world: World, process: Readonly<Process>): void {
  assert(process.life === 'paused', `process ${process.name} is not paused`)
  const mine = own(world, process)
  mine.life = 'running'
  mine.downBy = -1
  fact(world, PROCESS_RESUMED, mine.slot)
  for (const connection of connectionsOf(world, mine)) readAgain(world, connection, mine)
  // Steps in progress go on first; timers that are late go off after what was buffered, in their old order.
  const late = mine.timers.filter((row) => row.deadlineUs !== NEVER_US && row.deadlineUs <= world.nowUs)
  late.sort((a, b) => a.deadlineUs - b.deadlineUs || a.seq - b.seq)
  for (const row of late) {
    row.deadlineUs = world.nowUs
    row.seq = nextSeq(world)
  }
  forgetNextTimer(world, mine)
  wakeProcess(world, mine)
}

function readAgain(world: World, connection: Readonly<Connection>, process: Process): void {
  const mine = own(world, connection)
  if (mine.serverSlot === process.slot && mine.toServer.buffered.length > 0 && mine.serving < 0)
    readSoon(world, mine, mine.toServer)
  if (mine.clientSlot === process.slot && mine.toClient.buffered.length > 0)
    readSoon(world, mine, mine.toClient)
}

/** The kernel closes what the process had open: a server hears the close, a client a reset, each after what was already on its way. */
function closeSocket(world: World, connection: Readonly<Connection>, process: Process): void {
  const mine = own(world, connection)
  if (mine.clientSlot === process.slot && (mine.state === 'open' || mine.state === 'connecting')) {
    mine.state = 'closed'
    forgetBuffered(mine.toClient)
    transmit(world, mine, mine.toServer, make(world, mine, 'close', -1, 0, 0, null))
  }
  if (mine.serverSlot === process.slot) {
    const generation = mine.accepted
    forgetServed(mine)
    if (generation >= 0)
      transmit(world, mine, mine.toClient, make(world, mine, 'reset', -1, 0, 0, null, generation))
  }
  wakeConnection(world, mine)
}

/** The machine is off: nobody is told anything, and nothing that a cut link held back is sent again. */
function forgetSocket(world: World, connection: Readonly<Connection>, process: Process): void {
  const mine = own(world, connection)
  if (mine.clientSlot === process.slot) {
    mine.state = 'closed'
    forgetBuffered(mine.toClient)
    forgetStalled(mine.toServer)
  }
  if (mine.serverSlot === process.slot) {
    forgetServed(mine)
    forgetStalled(mine.toClient)
  }
  wakeConnection(world, mine)
}

function forgetServed(mine: Connection): void {
  mine.accepted = -1
  mine.oldest = -1
  mine.serving = -1
  forgetBuffered(mine.toServer)
}

/** Stalled messages are the last of their lane: TCP keeps the order. */
function forgetStalled(lane: Lane): void {
  while (lane.flying.length > 0 && lane.flying[lane.flying.length - 1]?.arrivesUs === NEVER_US)
    lane.flying.pop()
}

/** A machine that comes back answers retransmissions for sockets it does not know with resets. */
function resetOldSockets(world: World, process: Process): void {
  for (const connection of connectionsOf(world, process)) {
    if (connection.serverSlot !== process.slot || connection.state !== 'open') continue
    const mine = own(world, connection)
    transmit(world, mine, mine.toClient, make(world, mine, 'reset', -1, 0, 0, null))
  }
}

/** Connections with the process at either end, in order of their making. */
function connectionsOf(world: World, process: Readonly<Process>): Connection[] {
  const found: Connection[] = []
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'connection') continue
    const connection = entity as Connection
    if (connection.clientSlot === process.slot || connection.serverSlot === process.slot)
      found.push(connection)
  }
  return found
}
