// The workload of a producer of the world, by its name.

import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'
import type { Workload } from './workload.ts'

interface WithWorkload extends Entity {
  readonly workload: Workload
}

/** null for a name that no producer has. */
export function workloadIn(world: World, producer: string): Workload | null {
  const found = find(world, `producer:${producer}`) as WithWorkload | null
  return found === null ? null : found.workload
}
