// What runs in a client's process: its state is added right behind the process (add-client.ts), so it lies in the next slot.

import type { World } from '../../sim/world.ts'
import type { Admin } from './admin.ts'
import type { Consumer } from './consumer.ts'
import type { Producer } from './producer.ts'

export type Client = Producer | Consumer | Admin

/** By the slot of the process, −1 for none; null where no client runs in it. */
export function clientAt(world: World, process: number): Readonly<Client> | null {
  if (process < 0) return null
  const entity = world.tables.entities[process + 1]
  switch (entity?.kind) {
    case 'producer':
    case 'consumer':
    case 'admin':
      return entity as Client
    default:
      return null
  }
}

export function producerAt(world: World, process: number): Readonly<Producer> | null {
  const client = clientAt(world, process)
  return client?.kind === 'producer' ? client : null
}

export function consumerAt(world: World, process: number): Readonly<Consumer> | null {
  const client = clientAt(world, process)
  return client?.kind === 'consumer' ? client : null
}
