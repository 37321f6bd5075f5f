import { expect, test } from 'vitest'
import { drawInt, seedChance } from './chance.ts'
import { startProcess } from './life.ts'
import type { Process, TimerRow } from './process.ts'
import { addProcess, armTimer, cancelTimer, dropTimer, nextTimer } from './process.ts'
import { toyWorld } from './testing/toy.ts'
import { NEVER_US } from './time.ts'
import type { World } from './world.ts'
import { at, checkpoint, restore } from './world.ts'

/** Looked for among all of them. */
function earliest(process: Readonly<Process>): TimerRow | null {
  const armed = process.timers.filter(({ deadlineUs }) => deadlineUs !== NEVER_US)
  armed.sort((a, b) => a.deadlineUs - b.deadlineUs || a.seq - b.seq)
  return armed[0] ?? null
}

test('the next timer is the earliest, whatever is armed, put off, cancelled and dropped', () => {
  const chance = seedChance('1', 'timers')
  let world: World = toyWorld({ players: 2 })
  const { slot } = addProcess(world, 'ticking')
  startProcess(world, at(world, slot) as Process)
  for (let turn = 0; turn < 4_000; turn++) {
    const process = at(world, slot) as Process
    const key = drawInt(chance, 6)
    const what = drawInt(chance, 20)
    if (what < 9) armTimer(world, process, 1, key, drawInt(chance, 8))
    else if (what < 15) cancelTimer(world, process, 1, key)
    else if (what < 17) dropTimer(world, process, 1, key)
    else if (what < 19) world.nowUs += drawInt(chance, 3)
    else world = restore(world, checkpoint(world))
    expect(nextTimer(world, at(world, slot) as Process)).toEqual(earliest(at(world, slot) as Process))
  }
})

test('a timer goes through an older copy of its process as through the present one', () => {
  const world = toyWorld({ players: 2 })
  const { slot } = addProcess(world, 'ticking')
  startProcess(world, at(world, slot) as Process)
  armTimer(world, at(world, slot) as Process, 1, 0, 8)
  const old = at(world, slot) as Process
  checkpoint(world)
  armTimer(world, old, 2, 0, 5)
  dropTimer(world, old, 1, 0)
  cancelTimer(world, old, 1, 0)
  expect(at(world, slot)).not.toBe(old)
  expect(nextTimer(world, at(world, slot) as Process)?.timer).toBe(2)
  cancelTimer(world, old, 2, 0)
  expect(nextTimer(world, at(world, slot) as Process)).toBe(null)
})
