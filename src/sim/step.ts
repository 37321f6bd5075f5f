// One event: the earliest wake-up that finds something to do, or the next input if its moment has come.

import { assert, EngineError } from './assert.ts'
import { blockerOf } from './blame.ts'
import type { Connection } from './connection.ts'
import {
  DUE_ARRIVAL_AT_CLIENT,
  DUE_ARRIVAL_AT_SERVER,
  DUE_READ_AT_CLIENT,
  DUE_READ_AT_SERVER,
  nextDue,
  wakeConnection,
} from './connection.ts'
import { arrive, readBuffered } from './deliver.ts'
import type { Disk, DiskWork } from './disk.ts'
import { diskOwner, wakeDisk } from './disk.ts'
import { DISK_DONE, INPUT_DONE, INPUT_MISSED, TASK_DONE, TIMER_FIRED } from './facts.ts'
import type { Input, InputDeclaration } from './input.ts'
import { textArg } from './input.ts'
import type { Process, Task } from './process.ts'
import { findTimer, forgetNextTimer, isRunning, isTaskFirst, nextTimer, wakeProcess } from './process.ts'
import { peekSlot, queuedTimeUs } from './queue.ts'
import { NEVER_US } from './time.ts'
import type { World } from './world.ts'
import { at, beginEvent, fact, intern, own } from './world.ts'

/** What can be done to this world, by id. */
export type InputRegistry = ReadonlyMap<string, InputDeclaration>

export interface Inputs {
  /** Sorted. */
  readonly list: readonly Input[]
  readonly registry: InputRegistry
}

/** Does the next event at or before `untilUs`; false when there is none: the clock stays at the last event. */
export function step(world: World, inputs: Inputs, untilUs: number): boolean {
  for (;;) {
    const slot = peekSlot(world.queue)
    const wakeUs = slot < 0 ? NEVER_US : queuedTimeUs(world.queue, slot)
    const input = inputs.list[world.inputsTaken]
    if (input !== undefined && isInputNext(world, input, wakeUs)) {
      if (input.timeUs > untilUs) break
      setClock(world, input.timeUs)
      takeInput(world, input, inputs.registry)
      return true
    }
    if (wakeUs > untilUs) break
    if (wake(world, slot, wakeUs)) return true
  }
  return false
}

function isInputNext(world: World, input: Input, wakeUs: number): boolean {
  if (input.timeUs < wakeUs) return true
  if (input.timeUs > wakeUs) return false
  const happened = world.nowUs === input.timeUs ? world.instantEvents : 0
  return happened >= input.after
}

function setClock(world: World, timeUs: number): void {
  if (timeUs === world.nowUs) return
  if (timeUs < world.nowUs) throw new EngineError(`time runs backwards: ${world.nowUs} to ${timeUs}`)
  world.nowUs = timeUs
  world.instantEvents = 0
}

/** Fields that say what an input is done to; the first of them that it has stands in its fact. */
const TARGETS = ['node', 'from', 'client', 'topic', 'partition', 'message', 'timer']

function takeInput(world: World, input: Input, registry: InputRegistry): void {
  const declaration = registry.get(input.input)
  assert(declaration !== undefined, `no input ${input.input}`)
  world.inputsTaken += 1
  beginEvent(world, -1)
  const field = TARGETS.find((name) => input.args[name] !== undefined)
  const name = field === undefined ? -1 : intern(world, textArg(input.args, field))
  if (!declaration.applies(world, input.args)) {
    fact(world, INPUT_MISSED, -1, -1, declaration.code, name)
    return
  }
  fact(world, INPUT_DONE, -1, -1, declaration.code, name)
  declaration.effect(world, input.args)
}

/** Wakes one entity; false when it found nothing due, and was queued anew. */
function wake(world: World, slot: number, wakeUs: number): boolean {
  const entity = at(world, slot)
  switch (entity.kind) {
    case 'connection':
      return wakeConnectionWork(world, entity as Connection, wakeUs)
    case 'process':
      return wakeProcessWork(world, entity as Process, wakeUs)
    case 'disk':
      return wakeDiskWork(world, entity as Disk, wakeUs)
    default:
      assert(false, `${entity.address} cannot be woken`)
  }
}

function wakeConnectionWork(world: World, connection: Connection, wakeUs: number): boolean {
  setClock(world, wakeUs)
  switch (nextDue(connection)) {
    case DUE_ARRIVAL_AT_SERVER:
      arrive(world, connection, true)
      break
    case DUE_READ_AT_SERVER:
      readBuffered(world, connection, true)
      break
    case DUE_ARRIVAL_AT_CLIENT:
      arrive(world, connection, false)
      break
    case DUE_READ_AT_CLIENT:
      readBuffered(world, connection, false)
      break
    default:
      assert(false, `${connection.address} was woken for nothing`)
  }
  wakeConnection(world, at(world, connection.slot) as Connection)
  return true
}

function wakeProcessWork(world: World, process: Process, wakeUs: number): boolean {
  const timer = nextTimer(world, process)
  const task = process.tasks[0]
  const taskFirst = task !== undefined && isTaskFirst(task, timer)
  const dueUs = taskFirst ? task.dueUs : timer === null ? NEVER_US : timer.deadlineUs
  const found = isRunning(process) && dueUs <= wakeUs
  if (found) {
    setClock(world, wakeUs)
    if (taskFirst) doTask(world, process)
    else if (timer !== null) fireTimer(world, process, timer.timer, timer.key)
  }
  wakeProcess(world, at(world, process.slot) as Process, false)
  return found
}

function doTask(world: World, process: Process): void {
  const task = process.tasks[0] as Task
  beginEvent(world, task.by)
  const mine = own(world, process)
  mine.tasks.shift()
  fact(world, TASK_DONE, mine.slot, -1, task.task)
  world.programme.task(world, mine, task)
}

function fireTimer(world: World, process: Process, timer: number, key: number): void {
  beginEvent(world, findTimer(process, timer, key)?.armedBy ?? -1)
  const mine = own(world, process)
  const row = findTimer(mine, timer, key)
  assert(row !== null, 'the due timer is gone')
  row.deadlineUs = NEVER_US
  forgetNextTimer(world, mine)
  fact(world, TIMER_FIRED, mine.slot, -1, timer, key, blockerOf(world, row.awaits))
  world.programme.timer(world, mine, row)
}

function wakeDiskWork(world: World, disk: Disk, wakeUs: number): boolean {
  setClock(world, wakeUs)
  const work = disk.work[0] as DiskWork
  beginEvent(world, work.by)
  const mine = own(world, disk)
  mine.work.shift()
  wakeDisk(world, mine)
  const process = diskOwner(world, mine)
  fact(world, DISK_DONE, process.slot, mine.slot, work.work)
  // Bytes reach the platter whoever lives to hear of it; only the process that asked is told.
  world.programme.disk(world, mine, work)
  return true
}
