// A client by its name. Its state lies in the table behind its process.

import type { Process } from '../sim/process.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { Consumer } from './client/consumer.ts'
import type { Producer } from './client/producer.ts'

/** null for a name that no producer and no consumer has. */
export function clientNamed(world: World, name: string): Producer | Consumer | null {
  const process = find(world, `process:${name}`) as Process | null
  const entity = process === null ? undefined : world.tables.entities[process.slot + 1]
  if (entity?.kind === 'producer') return entity as Producer
  return entity?.kind === 'consumer' ? (entity as Consumer) : null
}
