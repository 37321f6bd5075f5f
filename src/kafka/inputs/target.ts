// The process that an input names, if there is one.

import type { InputArgs } from '../../sim/input.ts'
import { textArg } from '../../sim/input.ts'
import type { Process } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'

export function targetProcess(world: World, args: InputArgs, field: string): Process | null {
  return find(world, `process:${textArg(args, field)}`) as Process | null
}

/** Names of all processes but one, in order of their making. */
export function otherProcesses(world: World, name: string): string[] {
  const names: string[] = []
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'process') continue
    const other = (entity as Process).name
    if (other !== name) names.push(other)
  }
  return names
}
