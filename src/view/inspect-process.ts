// Processes and what they hold for later: timers, tasks, the disk's work.

import { standingOf } from '../kafka/process-status.ts'
import { flushName, taskName, timerName } from '../kafka/timers.ts'
import type { Disk } from '../sim/disk.ts'
import type { Process, TimerRow } from '../sim/process.ts'
import { NEVER_US } from '../sim/time.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { FieldPair, InspectGroup } from './inspect-row.ts'
import { absent, group, here } from './inspect-row.ts'
import type { InspectRow } from './rows.ts'
import type { Scene } from './scene.ts'
import { flagText, listText, NONE_TEXT, numberText, untilText } from './text.ts'

export function inspectProcess(scene: Scene, address: string, name: string): InspectRow {
  const process = find(scene.world, `process:${name}`) as Process | null
  if (process === null) return absent(address, 'process', 'notYet')
  return here(address, 'process', [
    group('state', lifeFields(scene, process)),
    group('tasks', taskFields(scene.world, process)),
    timerGroup(scene.world, process),
  ])
}

export function lifeFields(scene: Scene, process: Readonly<Process>): FieldPair[] {
  const standing = standingOf(scene.world, process, scene.things.process)
  const fields: FieldPair[] = [['status', standing.status]]
  if (standing.downBy >= 0) fields.push(['downBy', standing.downBy])
  fields.push(['incarnation', process.incarnation])
  if (!process.powered) fields.push(['powered', flagText(false)])
  if (process.clockOffsetUs !== 0) fields.push(['clockOffset', `${process.clockOffsetUs} µs`])
  return fields
}

/** Tasks in order of their time, a few. */
function taskFields(world: World, process: Readonly<Process>): FieldPair[] {
  return process.tasks
    .slice(0, 8)
    .map((task, place) => [`${place + 1} ${taskName(task.task)}`, untilText(world.nowUs, task.dueUs)])
}

export function timerGroup(world: World, process: Readonly<Process>): InspectGroup | null {
  const armed = process.timers.filter((row) => row.deadlineUs !== NEVER_US)
  armed.sort((a, b) => a.deadlineUs - b.deadlineUs || a.seq - b.seq)
  return group(
    'timers',
    armed.map((row) => [
      timerLabel(world, row),
      listText([timerAddress(process, row), untilText(world.nowUs, row.deadlineUs)]),
    ]),
  )
}

function timerAddress(process: Readonly<Process>, row: Readonly<TimerRow>): string {
  return `timer:${process.name}/${timerName(row.timer)}/${row.key}`
}

/** A key that is a channel's or session's place in the tables is told by the thing's own name. */
function timerLabel(world: World, row: Readonly<TimerRow>): string {
  const thing = keyThing(world, row)
  return thing === '' ? timerName(row.timer) : `${timerName(row.timer)} ${thing}`
}

function keyThing(world: World, row: Readonly<TimerRow>): string {
  if (row.key === 0) return ''
  const entity = world.tables.entities[row.key]
  const isSlot = entity?.kind === 'channel' || entity?.kind === 'fetchSession' || entity?.kind === 'fetcher'
  return isSlot ? entity.address : String(row.key)
}

export function inspectTimer(
  scene: Scene,
  address: string,
  known: { readonly process: string; readonly timer: string; readonly key: string },
): InspectRow {
  const { world } = scene
  const process = find(world, `process:${known.process}`) as Process | null
  if (process === null) return absent(address, 'timer', 'notYet')
  const row = process.timers.find(
    (timer) => timerName(timer.timer) === known.timer && String(timer.key) === known.key,
  )
  if (row === undefined) return absent(address, 'timer', 'notYet')
  if (row.deadlineUs === NEVER_US) return absent(address, 'timer', 'noMore')
  return here(address, 'timer', [
    group('state', [
      ['timer', known.timer],
      ['key', keyThing(world, row) === '' ? NONE_TEXT : keyThing(world, row)],
      ['process', process.name],
      ['deadline', untilText(world.nowUs, row.deadlineUs)],
      ['armedBy', numberText(row.armedBy)],
      ['awaits', row.awaits === '' ? NONE_TEXT : row.awaits],
    ]),
  ])
}

export function inspectDisk(scene: Scene, address: string, name: string): InspectRow {
  const disk = find(scene.world, `disk:${name}`) as Disk | null
  if (disk === null) return absent(address, 'disk', 'notYet')
  return here(address, 'disk', [
    group('state', [
      ['waitingWork', disk.work.length],
      ['slowFactor', disk.slowFactor],
    ]),
    diskGroup(scene.world, disk),
  ])
}

export function diskGroup(world: World, disk: Readonly<Disk> | null): InspectGroup | null {
  if (disk === null) return null
  return group(
    'disk',
    disk.work
      .slice(0, 8)
      .map((work, place) => [`${place + 1} ${flushName(work.work)}`, untilText(world.nowUs, work.doneUs)]),
  )
}
