// A producer or consumer by its name.

import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { Consumer } from './client/consumer.ts'
import type { Producer } from './client/producer.ts'

/** null for a name that no producer and no consumer has. */
export function clientNamed(world: World, name: string): Producer | Consumer | null {
  const producer = find(world, `producer:${name}`) as Producer | null
  return producer ?? (find(world, `consumer:${name}`) as Consumer | null)
}
