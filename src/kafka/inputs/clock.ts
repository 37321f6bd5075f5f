// Clocks that are off: what a process takes for the time of day, which it stamps records with and judges them by. Its timers do not care.

import type { InputArgs, InputDeclaration } from '../../sim/input.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import { targetProcess } from './target.ts'

export const SET_CLOCK: InputDeclaration = {
  code: 54,
  id: 'set-clock',
  family: 'life',
  fields: [
    { name: 'node', kind: 'node' },
    { name: 'ahead', kind: 'duration' },
  ],
  applies: (world: World, args: InputArgs) => targetProcess(world, args, 'node') !== null,
  effect: (world: World, args: InputArgs) => {
    const process = targetProcess(world, args, 'node')
    if (process !== null) own(world, process).clockOffsetUs = Math.floor(Number(args.ahead ?? 0))
  },
}
