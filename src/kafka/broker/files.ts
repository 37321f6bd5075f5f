// Small files on a broker's disk: `files:<id>`.

import { assert } from '../../sim/assert.ts'
import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { find, own } from '../../sim/world.ts'

export interface Files extends Entity {
  readonly kind: 'files'
  /** `.kafka_cleanshutdown`: the broker epoch of an orderly stop, −1 when there is no such file. */
  cleanShutdownEpoch: number
}

type WithId = { readonly id: number }

export function filesOf(world: World, node: WithId): Files {
  const found = find(world, `files:${node.id}`)
  assert(found !== null, 'a broker without files')
  return found as Files
}

/** A new disk has no such file. */
export function loseCleanShutdown(world: World, node: WithId): void {
  const files = find(world, `files:${node.id}`) as Files | null
  if (files !== null) own(world, files).cleanShutdownEpoch = -1
}

/** Whether the last stop was orderly. From here on nothing says so: the file goes when the logs are loaded. */
export function takeCleanShutdown(world: World, node: WithId): boolean {
  const files = filesOf(world, node)
  if (files.cleanShutdownEpoch < 0) return false
  own(world, files).cleanShutdownEpoch = -1
  return true
}
