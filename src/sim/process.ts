// A process: its life, its timers and its tasks. It holds its own work; the queue only wakes it.

import { EngineError } from './assert.ts'
import { TASKS_PER_PROCESS_MAX } from './limits.ts'
import { removeWake, setWake } from './queue.ts'
import type { Entity } from './tables.ts'
import { NEVER_US } from './time.ts'
import type { Tree } from './tree.ts'
import type { World } from './world.ts'
import { add, at, nextSeq, own } from './world.ts'

export type Life = 'running' | 'paused' | 'stopping' | 'stopped' | 'dead'

export interface Process extends Entity {
  readonly kind: 'process'
  /** Its name in addresses: a node id or a client id. */
  readonly name: string
  life: Life
  /** False after power loss: the machine answers nothing, not even a reset. */
  powered: boolean
  /** Counts its starts. */
  incarnation: number
  /** Accepts connections. The programme opens and closes it. */
  listening: boolean
  /** Event that took it down or paused it, −1 while it runs: the blocker of whoever waits for it. */
  downBy: number
  /** Its wall clock less the world's. */
  clockOffsetUs: number
  readonly timers: TimerRow[]
  readonly tasks: Task[]
}

/** A deadline with a name: `timer:<process>/<kind>/<key>`. Its seq is taken when the deadline is set, so that re-arming lazily is invisible. */
export interface TimerRow {
  readonly timer: number
  readonly key: number
  /** NEVER_US when it is off. */
  deadlineUs: number
  seq: number
  armedBy: number
  /** Address of what would make it needless, '' for a mere period. */
  awaits: string
}

/** A step of work that follows after a while: where a handler ended because the process could die there. */
export interface Task {
  readonly task: number
  readonly dueUs: number
  readonly seq: number
  readonly by: number
  readonly payload: Tree
}

export function addProcess(world: World, name: string): Process {
  return add<Process>(world, (slot, stamp) => ({
    kind: 'process',
    address: `process:${name}`,
    slot,
    stamp,
    name,
    life: 'stopped',
    powered: true,
    incarnation: 0,
    listening: false,
    downBy: -1,
    clockOffsetUs: 0,
    timers: [],
    tasks: [],
  }))
}

export function isAlive(process: Readonly<Process>): boolean {
  return process.life === 'running' || process.life === 'paused' || process.life === 'stopping'
}

/** Executes: alive and not paused. */
export function isRunning(process: Readonly<Process>): boolean {
  return process.life === 'running' || process.life === 'stopping'
}

/** Microseconds on the process's own wall clock. */
export function wallClockUs(world: World, process: Readonly<Process>): number {
  return world.nowUs + process.clockOffsetUs
}

/** Sets a timer to go off after `delayUs`; a set one moves. `awaits` names what would make it needless. */
export function armTimer(
  world: World,
  process: Readonly<Process>,
  timer: number,
  key: number,
  delayUs: number,
  awaits = '',
): void {
  const mine = own(world, process)
  const place = placeOfTimer(mine, timer, key)
  const deadlineUs = world.nowUs + delayUs
  const seq = nextSeq(world)
  noteTimerSet(world, mine, place < 0 ? mine.timers.length : place, deadlineUs)
  if (place < 0) {
    mine.timers.push({ timer, key, deadlineUs, seq, armedBy: world.event, awaits })
  } else {
    const row = mine.timers[place] as TimerRow
    row.deadlineUs = deadlineUs
    row.seq = seq
    row.armedBy = world.event
    row.awaits = awaits
  }
  wakeFor(world, mine, deadlineUs, seq)
}

export function cancelTimer(world: World, process: Readonly<Process>, timer: number, key: number): void {
  const now = presently(world, process)
  const place = placeOfTimer(now, timer, key)
  if (place < 0 || now.timers[place]?.deadlineUs === NEVER_US) return
  const mine = own(world, now)
  ;(mine.timers[place] as TimerRow).deadlineUs = NEVER_US
  if (world.nextTimers[mine.slot] === place) forgetNextTimer(world, mine)
  if (!world.options.lazyTimers) wakeProcess(world, mine)
}

/** Forgets a timer altogether, for keys that do not come back. */
export function dropTimer(world: World, process: Readonly<Process>, timer: number, key: number): void {
  const now = presently(world, process)
  const place = placeOfTimer(now, timer, key)
  if (place < 0) return
  const mine = own(world, now)
  mine.timers.splice(place, 1)
  forgetNextTimer(world, mine)
  if (!world.options.lazyTimers) wakeProcess(world, mine)
}

/** A process that is handed from hand to hand within an event may be a copy from before the event's first write to it. */
export function presently(world: World, process: Readonly<Process>): Readonly<Process> {
  return at(world, process.slot) as Process
}

export function findTimer(process: Readonly<Process>, timer: number, key: number): TimerRow | null {
  const place = placeOfTimer(process, timer, key)
  return place < 0 ? null : (process.timers[place] as TimerRow)
}

function placeOfTimer(process: Readonly<Process>, timer: number, key: number): number {
  const rows = process.timers
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as TimerRow
    if (row.timer === timer && row.key === key) return i
  }
  return -1
}

export function isArmed(process: Readonly<Process>, timer: number, key: number): boolean {
  const row = findTimer(process, timer, key)
  return row !== null && row.deadlineUs !== NEVER_US
}

/** Goes on after `delayUs` with a task, unless the process ends before. The payload must be sealed or never written again. */
export function later(
  world: World,
  process: Readonly<Process>,
  task: number,
  delayUs: number,
  payload: Tree,
): void {
  const mine = own(world, process)
  const row: Task = { task, dueUs: world.nowUs + delayUs, seq: nextSeq(world), by: world.event, payload }
  if (mine.tasks.length >= TASKS_PER_PROCESS_MAX) {
    throw new EngineError(`more than ${TASKS_PER_PROCESS_MAX} tasks at process ${mine.name}`)
  }
  let index = mine.tasks.length
  mine.tasks.push(row)
  while (index > 0 && (mine.tasks[index - 1] as Task).dueUs > row.dueUs) {
    mine.tasks[index] = mine.tasks[index - 1] as Task
    index -= 1
  }
  mine.tasks[index] = row
  wakeFor(world, mine, row.dueUs, row.seq)
}

/** One more deadline: lazily no other needs to be looked at, for what is queued already is no later than they are. */
function wakeFor(world: World, mine: Process, timeUs: number, seq: number): void {
  if (!world.options.lazyTimers) wakeProcess(world, mine)
  else if (isRunning(mine)) setWake(world.queue, mine.slot, timeUs, seq, true)
}

/** The timer that is due next, or null. */
export function nextTimer(world: World, process: Readonly<Process>): TimerRow | null {
  let place = world.nextTimers[process.slot] ?? UNKNOWN
  if (place === UNKNOWN) {
    place = placeOfNextTimer(process)
    while (world.nextTimers.length <= process.slot) world.nextTimers.push(UNKNOWN)
    world.nextTimers[process.slot] = place
  }
  return place < 0 ? null : (process.timers[place] as TimerRow)
}

const NO_TIMER = -1
const UNKNOWN = -2

/** Whoever writes deadlines otherwise than by the functions above says so: the next is looked for anew. */
export function forgetNextTimer(world: World, process: Readonly<Process>): void {
  if (process.slot < world.nextTimers.length) world.nextTimers[process.slot] = UNKNOWN
}

/** A deadline is about to be set. It is the latest of its instant: of equals the other goes first. */
function noteTimerSet(world: World, mine: Process, place: number, deadlineUs: number): void {
  const next = world.nextTimers[mine.slot] ?? UNKNOWN
  if (next === UNKNOWN) return
  if (deadlineUs === NEVER_US) world.nextTimers[mine.slot] = UNKNOWN
  else if (next === NO_TIMER || deadlineUs < (mine.timers[next] as TimerRow).deadlineUs)
    world.nextTimers[mine.slot] = place
  else if (next === place) world.nextTimers[mine.slot] = UNKNOWN
}

function placeOfNextTimer(process: Readonly<Process>): number {
  let best: TimerRow | null = null
  let place = NO_TIMER
  const rows = process.timers
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as TimerRow
    if (row.deadlineUs === NEVER_US) continue
    if (
      best === null ||
      row.deadlineUs < best.deadlineUs ||
      (row.deadlineUs === best.deadlineUs && row.seq < best.seq)
    ) {
      best = row
      place = i
    }
  }
  return place
}

/** Queues the process for its next timer or task. A paused or ended one is not woken. With `lazy`, an earlier wake-up stays, and will find nothing due. */
export function wakeProcess(
  world: World,
  process: Readonly<Process>,
  lazy: boolean = world.options.lazyTimers,
): void {
  if (!isRunning(process)) {
    removeWake(world.queue, process.slot)
    return
  }
  const timer = nextTimer(world, process)
  const task = process.tasks[0]
  if (task !== undefined && isTaskFirst(task, timer)) {
    const timeUs = task.dueUs < world.nowUs ? world.nowUs : task.dueUs
    setWake(world.queue, process.slot, timeUs, task.seq, lazy)
  } else if (timer !== null) {
    const timeUs = timer.deadlineUs < world.nowUs ? world.nowUs : timer.deadlineUs
    setWake(world.queue, process.slot, timeUs, timer.seq, lazy)
  } else if (!lazy) {
    removeWake(world.queue, process.slot)
  }
}

export function isTaskFirst(task: Readonly<Task>, timer: Readonly<TimerRow> | null): boolean {
  if (timer === null || task.dueUs < timer.deadlineUs) return true
  return task.dueUs === timer.deadlineUs && task.seq < timer.seq
}
