// A process: its life, its timers and its tasks. It holds its own work; the queue only wakes it.

import { EngineError } from './assert.ts'
import { TASKS_PER_PROCESS_MAX } from './limits.ts'
import { removeWake, setWake } from './queue.ts'
import type { Entity } from './tables.ts'
import { NEVER_US } from './time.ts'
import type { Tree } from './tree.ts'
import type { World } from './world.ts'
import { add, nextSeq, own } from './world.ts'

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
  const row = findTimer(mine, timer, key)
  const deadlineUs = world.nowUs + delayUs
  const seq = nextSeq(world)
  if (row === null) {
    mine.timers.push({ timer, key, deadlineUs, seq, armedBy: world.event, awaits })
  } else {
    row.deadlineUs = deadlineUs
    row.seq = seq
    row.armedBy = world.event
    row.awaits = awaits
  }
  wakeFor(world, mine, deadlineUs, seq)
}

export function cancelTimer(world: World, process: Readonly<Process>, timer: number, key: number): void {
  const row = findTimer(process, timer, key)
  if (row === null || row.deadlineUs === NEVER_US) return
  const mine = own(world, process)
  const ownRow = findTimer(mine, timer, key)
  if (ownRow !== null) ownRow.deadlineUs = NEVER_US
  if (!world.options.lazyTimers) wakeProcess(world, mine)
}

/** Forgets a timer altogether, for keys that do not come back. */
export function dropTimer(world: World, process: Readonly<Process>, timer: number, key: number): void {
  const index = process.timers.findIndex((row) => row.timer === timer && row.key === key)
  if (index < 0) return
  const mine = own(world, process)
  mine.timers.splice(index, 1)
  if (!world.options.lazyTimers) wakeProcess(world, mine)
}

export function findTimer(process: Readonly<Process>, timer: number, key: number): TimerRow | null {
  const rows = process.timers
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as TimerRow
    if (row.timer === timer && row.key === key) return row
  }
  return null
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
  while (index > 0 && (mine.tasks[index - 1] as Task).dueUs > row.dueUs) index -= 1
  mine.tasks.splice(index, 0, row)
  wakeFor(world, mine, row.dueUs, row.seq)
}

/** One more deadline: lazily no other needs to be looked at, for what is queued already is no later than they are. */
function wakeFor(world: World, mine: Process, timeUs: number, seq: number): void {
  if (!world.options.lazyTimers) wakeProcess(world, mine)
  else if (isRunning(mine)) setWake(world.queue, mine.slot, timeUs, seq, true)
}

/** The timer that is due next, or null. */
export function nextTimer(process: Readonly<Process>): TimerRow | null {
  let best: TimerRow | null = null
  const rows = process.timers
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as TimerRow
    if (row.deadlineUs === NEVER_US) continue
    if (
      best === null ||
      row.deadlineUs < best.deadlineUs ||
      (row.deadlineUs === best.deadlineUs && row.seq < best.seq)
    )
      best = row
  }
  return best
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
  const timer = nextTimer(process)
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
