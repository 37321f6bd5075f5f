// A toy cluster for tests and benches of the world: players ping referees over connections; a referee writes each ping down, flushes, and answers.
// It uses every part of the world once: timers, tasks, disks, chance, Maps and Sets, and what peers see of an end.

import { present } from '../assert.ts'
import { drawInt } from '../chance.ts'
import type { Connection, Message } from '../connection.ts'
import { closeAtClient, connectionBetween, openConnection, sendRequest, sendResponse } from '../connection.ts'
import { requestFlush } from '../disk.ts'
import { declareFact } from '../facts.ts'
import { endProcess, startProcess } from '../life.ts'
import type { Process, Task, TimerRow } from '../process.ts'
import { addProcess, armTimer, cancelTimer, isAlive, later } from '../process.ts'
import type { Ending, Programme } from '../programme.ts'
import type { Entity } from '../tables.ts'
import type { Sealed } from '../tree.ts'
import type { World, WorldOptions } from '../world.ts'
import { add, at, createWorld, DEFAULT_OPTIONS, fact, find, own, stream } from '../world.ts'

const PING = 0
const SERVE = 0
const RECONNECT = 1
const TIMEOUT = 2
const WRITE = 0
const FLUSH = 0

const PONGED = declareFact(241, 'toy.ponged', 'client', 31, ['number'])

/** Memory of a process: emptied when it ends. */
export interface Memory extends Entity {
  readonly kind: 'memory'
  asked: number
  answered: number
  retries: number
  /** By player: the last number written down. */
  readonly last: Map<string, number>
  readonly waiting: Set<number>
  /** The last pings, in order. */
  readonly recent: Ping[]
}

/** What a referee wrote: survives a kill, and power loss as far as it was flushed. */
export interface Paper extends Entity {
  readonly kind: 'paper'
  readonly written: Ping[]
  flushed: number
  total: number
}

export interface Ping extends Sealed {
  readonly player: string
  readonly number: number
}

interface Work extends Sealed {
  readonly connectionSlot: number
  readonly request: Message
  readonly upTo: number
}

export interface ToySettings {
  readonly seed: string
  readonly referees: number
  readonly players: number
  /** Between an answer and the next ping. */
  readonly restUs: number
  readonly timeoutUs: number
}

export const TOY: ToySettings = { seed: '42', referees: 3, players: 3, restUs: 3_000, timeoutUs: 700_000 }

const RECENT = 8

export function toyWorld(
  settings: Partial<ToySettings> = {},
  options: WorldOptions = DEFAULT_OPTIONS,
  change: Partial<Programme> = {},
): World {
  const all = { ...TOY, ...settings }
  const network = { latencyUs: 2_000, jitterUs: 1_000 }
  const world = createWorld(all.seed, { ...toyProgramme(all), ...change }, network, options)
  const names: string[] = []
  for (let i = 1; i <= all.referees; i++) names.push(String(i))
  for (let i = 1; i <= all.players; i++) names.push(`p${i}`)
  for (const name of names) {
    addProcess(world, name)
    addMemory(world, name)
  }
  for (const name of names) startProcess(world, processNamed(world, name))
  return world
}

export function processNamed(world: World, name: string): Process {
  return present(find(world, `process:${name}`), `process ${name}`) as Process
}

export function memoryOf(world: World, name: string): Memory {
  return present(find(world, `memory:${name}`), `memory of ${name}`) as Memory
}

export function paperOf(world: World, name: string): Paper {
  return present(find(world, `paper:${name}`), `paper of ${name}`) as Paper
}

function addMemory(world: World, name: string): void {
  add<Memory>(world, (slot, stamp) => ({
    kind: 'memory',
    address: `memory:${name}`,
    slot,
    stamp,
    asked: 0,
    answered: 0,
    retries: 0,
    last: new Map(),
    waiting: new Set(),
    recent: [],
  }))
  add<Paper>(world, (slot, stamp) => ({
    kind: 'paper',
    address: `paper:${name}`,
    slot,
    stamp,
    written: [],
    flushed: 0,
    total: 0,
  }))
}

function isPlayer(process: Readonly<Process>): boolean {
  return process.name.startsWith('p')
}

export function toyProgramme(settings: ToySettings): Programme {
  return {
    started: (world, process) => started(world, process, settings),
    stopping: (world, process) => endProcess(world, process, 'stopped'),
    ended,
    connected: (world, connection) => serve(world, connection, settings),
    disconnected: (world, connection) => lost(world, connection),
    request,
    response: (world, connection, message) => answered(world, connection, message, settings),
    timer: (world, process, row) => timer(world, process, row, settings),
    task,
    disk: flushed,
    names: { api: () => 'Ping', timer: (code) => `timer${code}`, task: () => 'write', disk: () => 'flush' },
  }
}

function started(world: World, process: Process, settings: ToySettings): void {
  own(world, process).listening = !isPlayer(process)
  if (!isPlayer(process)) return
  for (let i = 1; i <= settings.referees; i++) {
    const connection = connectionBetween(world, process, processNamed(world, String(i)))
    if (connection.state === 'idle' || connection.state === 'closed') connect(world, connection, settings)
  }
}

function connect(world: World, connection: Connection, settings: ToySettings): void {
  openConnection(world, connection)
  const player = at(world, connection.clientSlot) as Process
  armTimer(world, player, TIMEOUT, connection.slot, settings.timeoutUs, connection.address)
}

/** Asks the referee at the other end. */
function serve(world: World, connection: Connection, settings: ToySettings): void {
  const player = at(world, connection.clientSlot) as Process
  const memory = own(world, memoryOf(world, player.name))
  memory.asked += 1
  const ping: Ping = { sealed: true, player: player.name, number: memory.asked }
  const id = sendRequest(world, connection, PING, ping, 40)
  memory.waiting.add(connection.slot * 1_000_000 + id)
  armTimer(world, player, TIMEOUT, connection.slot, settings.timeoutUs, connection.address)
}

function request(world: World, connection: Connection, message: Message): void {
  const referee = at(world, connection.serverSlot) as Process
  const work: Work = { sealed: true, connectionSlot: connection.slot, request: message, upTo: 0 }
  later(world, referee, WRITE, 20 + drawInt(stream(world, `work/${referee.name}`), 30), work)
}

function task(world: World, process: Process, row: Task): void {
  const work = row.payload as Work
  const ping = work.request.body as Ping
  const memory = own(world, memoryOf(world, process.name))
  memory.last.set(ping.player, ping.number)
  memory.recent.push(ping)
  if (memory.recent.length > RECENT) memory.recent.shift()
  const paper = own(world, paperOf(world, process.name))
  paper.written.push(ping)
  paper.total += 1
  requestFlush(world, process, FLUSH, { ...work, upTo: paper.total } as Work)
}

function flushed(
  world: World,
  disk: { readonly processSlot: number },
  work: { readonly incarnation: number; readonly payload: Sealed | null },
): void {
  const referee = at(world, disk.processSlot) as Process
  const done = work.payload as Work
  const paper = own(world, paperOf(world, referee.name))
  paper.flushed = done.upTo
  if (paper.written.length > RECENT) paper.written.splice(0, paper.written.length - RECENT)
  if (referee.incarnation !== work.incarnation || !isAlive(referee)) return
  const ping = done.request.body as Ping
  const connection = at(world, done.connectionSlot) as Connection
  sendResponse(
    world,
    connection,
    done.request,
    { sealed: true, number: ping.number } as Sealed & { number: number },
    20,
  )
}

function answered(world: World, connection: Connection, message: Message, settings: ToySettings): void {
  const player = at(world, connection.clientSlot) as Process
  const memory = own(world, memoryOf(world, player.name))
  if (!memory.waiting.delete(connection.slot * 1_000_000 + message.id)) return
  memory.answered += 1
  fact(world, PONGED, player.slot, connection.slot, memory.answered)
  cancelTimer(world, player, TIMEOUT, connection.slot)
  armTimer(world, player, SERVE, connection.slot, settings.restUs)
}

/** The Set of what is waited for is walked in no order: only its size can show. */
function lost(world: World, connection: Connection): void {
  const player = at(world, connection.clientSlot) as Process
  if (!isAlive(player)) return
  const memory = own(world, memoryOf(world, player.name))
  memory.retries += 1
  cancelTimer(world, player, TIMEOUT, connection.slot)
  const backoffUs = 50_000 + drawInt(stream(world, `backoff/${player.name}`), 50_000)
  armTimer(world, player, RECONNECT, connection.slot, backoffUs)
}

function timer(world: World, process: Process, row: TimerRow, settings: ToySettings): void {
  const connection = at(world, row.key) as Connection
  switch (row.timer) {
    case SERVE:
      if (connection.state === 'open') serve(world, connection, settings)
      return
    case RECONNECT:
      if (connection.state === 'closed') connect(world, connection, settings)
      return
    default:
      own(world, memoryOf(world, process.name)).waiting.clear()
      closeAtClient(world, connection)
      lost(world, connection)
  }
}

function ended(world: World, process: Process, how: Ending): void {
  const memory = own(world, memoryOf(world, process.name))
  memory.asked = 0
  memory.answered = 0
  memory.retries = 0
  memory.last.clear()
  memory.waiting.clear()
  memory.recent.length = 0
  if (how !== 'powerLost') return
  const paper = own(world, paperOf(world, process.name))
  const unflushed = paper.total - paper.flushed
  paper.written.splice(paper.written.length - unflushed, unflushed)
  paper.total = paper.flushed
}
