// The producer in a process: the state of a client lies in the table behind its process.

import type { Producer } from '../kafka/client/producer.ts'
import type { World } from '../sim/world.ts'

export function producerAt(world: World, process: number): Readonly<Producer> | null {
  if (process < 0) return null
  const entity = world.tables.entities[process + 1]
  return entity?.kind === 'producer' ? (entity as Producer) : null
}
