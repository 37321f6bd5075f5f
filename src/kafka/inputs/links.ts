// What can be done to the network between processes.

import { cutLink, healLink } from '../../sim/cut.ts'
import type { InputArgs, InputDeclaration } from '../../sim/input.ts'
import { textArg } from '../../sim/input.ts'
import type { Link } from '../../sim/link.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'
import { otherProcesses, targetProcess } from './target.ts'

type Change = (world: World, from: string, to: string) => void

/** On every link of a host, both ways. */
function onHost(code: number, id: string, cut: boolean, change: Change): InputDeclaration {
  return {
    code,
    id,
    family: 'network',
    fields: [{ name: 'node', kind: 'node' }],
    applies: (world: World, args: InputArgs) => {
      const name = textArg(args, 'node')
      if (targetProcess(world, args, 'node') === null) return false
      return otherProcesses(world, name).some(
        (other) => isCut(world, name, other) !== cut || isCut(world, other, name) !== cut,
      )
    },
    effect: (world: World, args: InputArgs) => {
      const name = textArg(args, 'node')
      for (const other of otherProcesses(world, name)) {
        change(world, name, other)
        change(world, other, name)
      }
    },
  }
}

/** On one link, one way. */
function onLink(code: number, id: string, cut: boolean, change: Change): InputDeclaration {
  return {
    code,
    id,
    family: 'network',
    fields: [
      { name: 'from', kind: 'node' },
      { name: 'to', kind: 'node' },
    ],
    applies: (world: World, args: InputArgs) => {
      const from = targetProcess(world, args, 'from')
      const to = targetProcess(world, args, 'to')
      return from !== null && to !== null && from !== to && isCut(world, from.name, to.name) !== cut
    },
    effect: (world: World, args: InputArgs) => change(world, textArg(args, 'from'), textArg(args, 'to')),
  }
}

/** A link that nobody has used yet is whole. */
function isCut(world: World, from: string, to: string): boolean {
  const link = find(world, `link:${from}>${to}`)
  return link !== null && (link as Link).cutBy >= 0
}

export const CUT_OFF = onHost(6, 'cut-off', true, cutLink)
export const RECONNECT = onHost(7, 'reconnect', false, healLink)
export const CUT_LINK = onLink(8, 'cut-link', true, cutLink)
export const HEAL_LINK = onLink(9, 'heal-link', false, healLink)
