// Slow networks: nothing is broken, and everything waits.

import type { InputArgs, InputDeclaration } from '../../sim/input.ts'
import { textArg } from '../../sim/input.ts'
import { slowLink } from '../../sim/slow.ts'
import type { World } from '../../sim/world.ts'
import { otherProcesses, targetProcess } from './target.ts'

const SLOWEST_US = 60_000_000

/** Every message over a link of this host takes so much longer, either way; 0 resets it. */
export const SLOW_NETWORK: InputDeclaration = {
  code: 10,
  id: 'slow-network',
  family: 'network',
  fields: [
    { name: 'node', kind: 'node' },
    { name: 'by', kind: 'duration' },
  ],
  applies: (world: World, args: InputArgs) => targetProcess(world, args, 'node') !== null,
  effect: (world: World, args: InputArgs) => {
    const name = textArg(args, 'node')
    for (const other of otherProcesses(world, name)) {
      slowLink(world, name, other, byUs(args))
      slowLink(world, other, name, byUs(args))
    }
  },
}

export const SLOW_LINK: InputDeclaration = {
  code: 11,
  id: 'slow-link',
  family: 'network',
  fields: [
    { name: 'from', kind: 'node' },
    { name: 'to', kind: 'node' },
    { name: 'by', kind: 'duration' },
  ],
  applies: (world: World, args: InputArgs) => {
    const from = targetProcess(world, args, 'from')
    const to = targetProcess(world, args, 'to')
    return from !== null && to !== null && from !== to
  },
  effect: (world: World, args: InputArgs) =>
    slowLink(world, textArg(args, 'from'), textArg(args, 'to'), byUs(args)),
}

function byUs(args: InputArgs): number {
  return Math.min(Math.max(Math.floor(Number(args.by ?? 0)), 0), SLOWEST_US)
}
