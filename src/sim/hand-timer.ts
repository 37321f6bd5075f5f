// One timer by hand: it goes off now, or later than it was set to.

import { TIMER_FORCED, TIMER_PUT_OFF } from './hand-facts.ts'
import type { Process, TimerRow } from './process.ts'
import { findTimer, forgetNextTimer, isRunning, wakeProcess } from './process.ts'
import { NEVER_US } from './time.ts'
import type { World } from './world.ts'
import { fact, find, nextSeq, own } from './world.ts'

export interface FoundTimer {
  readonly process: Process
  readonly row: TimerRow
}

/** `timer:<process>/<name>/<key>`; null when it is not set, or its process does not run. */
export function findArmed(world: World, address: string): FoundTimer | null {
  const [name, timer, key] = address.slice('timer:'.length).split('/')
  if (!address.startsWith('timer:') || name === undefined || key === undefined) return null
  const process = find(world, `process:${name}`) as Process | null
  if (process === null || !isRunning(process)) return null
  for (const row of process.timers) {
    if (String(row.key) !== key || row.deadlineUs === NEVER_US) continue
    if (world.programme.names.timer(row.timer) === timer) return { process, row }
  }
  return null
}

/** It is the next to go off in this instant, in an event of its own. */
export function forceTimer(world: World, { process, row }: FoundTimer): void {
  fact(world, TIMER_FORCED, process.slot, -1, row.timer, row.key, row.deadlineUs - world.nowUs)
  setDeadline(world, process, row, world.nowUs)
}

export function putOffTimer(world: World, { process, row }: FoundTimer, byUs: number): void {
  fact(world, TIMER_PUT_OFF, process.slot, -1, row.timer, row.key, byUs)
  setDeadline(world, process, row, row.deadlineUs + byUs)
}

function setDeadline(world: World, process: Process, { timer, key }: TimerRow, deadlineUs: number): void {
  const mine = own(world, process)
  const row = findTimer(mine, timer, key)
  if (row === null) return
  row.deadlineUs = deadlineUs
  row.seq = nextSeq(world)
  forgetNextTimer(world, mine)
  wakeProcess(world, mine)
}
