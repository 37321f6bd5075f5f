// What can be done to a process: a broker, a controller or a client. Codes never change their meaning.

import type { InputArgs, InputDeclaration, InputField } from '../../sim/input.ts'
import { textArg } from '../../sim/input.ts'
import { endProcess, pauseProcess, resumeProcess, startProcess, stopProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import { isAlive } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { LEAVES } from '../storage/power-loss.ts'
import { targetProcess } from './target.ts'

function onProcess(
  code: number,
  id: string,
  applies: (process: Readonly<Process>) => boolean,
  effect: (world: World, process: Readonly<Process>, args: InputArgs) => void,
  fields: readonly InputField[] = [],
): InputDeclaration {
  return {
    code,
    id,
    family: 'life',
    fields: [{ name: 'node', kind: 'node' }, ...fields],
    applies: (world: World, args: InputArgs) => {
      const process = targetProcess(world, args, 'node')
      return process !== null && applies(process)
    },
    effect: (world: World, args: InputArgs) => {
      const process = targetProcess(world, args, 'node')
      if (process !== null) effect(world, process, args)
    },
  }
}

/** `kill -9`: memory is gone, the page cache stays, peers see a reset. */
export const KILL = onProcess(0, 'kill', isAlive, (world, process) => endProcess(world, process, 'killed'))

/** An orderly stop: a broker hands its leaderships over first. */
export const STOP = onProcess(1, 'stop', (process) => process.life === 'running', stopProcess)

/** Nothing runs, but the kernel goes on accepting: a long garbage collection. */
export const PAUSE = onProcess(2, 'pause', (process) => process.life === 'running', pauseProcess)

export const RESUME = onProcess(3, 'resume', (process) => process.life === 'paused', resumeProcess)

/** The machine is off, and peers see silence. `leaves`: what of a broker's logs that was not flushed is on the disk all the same. */
export const POWER_LOSS = onProcess(
  4,
  'power-loss',
  isAlive,
  (world, process, args) => endProcess(world, process, 'powerLost', textArg(args, 'leaves')),
  [{ name: 'leaves', kind: 'choice', optional: true, choices: LEAVES }],
)

export const START = onProcess(5, 'start', (process) => !isAlive(process), startProcess)
