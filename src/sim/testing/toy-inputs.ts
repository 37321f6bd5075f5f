// What can be done to the toy cluster.

import { cutLink, healLink } from '../cut.ts'
import type { Input, InputArgs, InputDeclaration } from '../input.ts'
import { sortInputs, textArg } from '../input.ts'
import { endProcess, pauseProcess, resumeProcess, startProcess, stopProcess } from '../life.ts'
import type { Process } from '../process.ts'
import { isAlive } from '../process.ts'
import type { Inputs } from '../step.ts'
import type { World } from '../world.ts'
import { processNamed } from './toy.ts'

function onProcess(
  code: number,
  id: string,
  applies: (process: Process) => boolean,
  effect: (world: World, process: Process) => void,
): InputDeclaration {
  const named = (world: World, args: InputArgs): Process => processNamed(world, textArg(args, 'node'))
  return {
    code,
    id,
    family: 'life',
    fields: [{ name: 'node', kind: 'node' }],
    applies: (world, args) => applies(named(world, args)),
    effect: (world, args) => effect(world, named(world, args)),
  }
}

function onLink(
  code: number,
  id: string,
  effect: (world: World, from: string, to: string) => void,
): InputDeclaration {
  return {
    code,
    id,
    family: 'network',
    fields: [
      { name: 'from', kind: 'node' },
      { name: 'to', kind: 'node' },
    ],
    applies: () => true,
    effect: (world, args) => effect(world, textArg(args, 'from'), textArg(args, 'to')),
  }
}

const DECLARATIONS: readonly InputDeclaration[] = [
  onProcess(0, 'kill', isAlive, (world, process) => endProcess(world, process, 'killed')),
  onProcess(1, 'stop', (process) => process.life === 'running', stopProcess),
  onProcess(2, 'pause', (process) => process.life === 'running', pauseProcess),
  onProcess(3, 'resume', (process) => process.life === 'paused', resumeProcess),
  onProcess(4, 'power-loss', isAlive, (world, process) => endProcess(world, process, 'powerLost')),
  onProcess(5, 'start', (process) => !isAlive(process), startProcess),
  onLink(8, 'cut-link', cutLink),
  onLink(9, 'heal-link', healLink),
]

export const TOY_REGISTRY: ReadonlyMap<string, InputDeclaration> = new Map(
  DECLARATIONS.map((declaration) => [declaration.id, declaration]),
)

/** Each as `1.5s kill 1` or `2s cut-link p1>2`; `1s+3` means after 3 events of that instant. */
export function toyInputs(...lines: readonly string[]): Inputs {
  return { list: sortInputs(lines.map(toyInput)), registry: TOY_REGISTRY }
}

function toyInput(line: string): Input {
  const [moment = '', input = '', target = ''] = line.split(' ')
  const [time = '', after = '0'] = moment.split('+')
  const timeUs = Math.round(Number(time.replace('s', '')) * 1_000_000)
  const [from, to] = target.split('>')
  const args: InputArgs = to === undefined ? { node: target } : { from: from ?? '', to }
  return { timeUs, after: Number(after), input, args }
}

/** A bit of everything that can go wrong, within ten seconds. */
export const TOY_STORM: Inputs = toyInputs(
  '1s kill 1',
  '1.5s+1 cut-link p1>2',
  '2s start 1',
  '2.2s pause 3',
  '2.7s heal-link p1>2',
  '3s cut-link 2>p2',
  '3.4s resume 3',
  '4s power-loss 2',
  '4.1s kill p3',
  '4.5s heal-link 2>p2',
  '5s start 2',
  '5.1s start p3',
  '6s pause p1',
  '6.1s stop 3',
  '6.8s resume p1',
  '7s start 3',
  '7.5s start 3',
)
