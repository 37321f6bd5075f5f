// What the tables of the cluster lens are drawn from: one look over the world, shared by all of them.

import type { Broker } from '../kafka/broker/broker.ts'
import type { FetchSession } from '../kafka/broker/fetch-session.ts'
import type { Fetcher } from '../kafka/broker/fetcher-state.ts'
import type { Consumer } from '../kafka/client/consumer.ts'
import type { Producer } from '../kafka/client/producer.ts'
import type { Controller } from '../kafka/controller/state.ts'
import type { Image } from '../kafka/metadata/image.ts'
import type { Channel } from '../kafka/network/channel.ts'
import type { Node } from '../kafka/node.ts'
import type { Raft } from '../kafka/raft/state.ts'
import { activeController, truthImage } from '../kafka/truth.ts'
import type { Connection } from '../sim/connection.ts'
import type { Link } from '../sim/link.ts'
import type { Process } from '../sim/process.ts'
import type { Entity } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'

/** Entities by kind, in order of making. */
interface Things {
  readonly node: Node[]
  readonly process: Process[]
  readonly connection: Connection[]
  readonly channel: Channel[]
  readonly link: Link[]
  readonly producer: Producer[]
  readonly consumer: Consumer[]
  readonly fetchSession: FetchSession[]
  readonly fetcher: Fetcher[]
  readonly broker: Broker[]
  readonly raft: Raft[]
  readonly controller: Controller[]
}

export interface Scene {
  readonly world: World
  readonly things: Things
  readonly truth: Readonly<Image>
  /** The active controller, −1 for none. */
  readonly active: number
}

export function sceneOf(world: World): Scene {
  const things = sortThings(world.tables.entities)
  return {
    world,
    things,
    truth: truthImage(world, things.node),
    active: activeController(world, things.node),
  }
}

function sortThings(entities: readonly Entity[]): Things {
  const things: Things = {
    node: [],
    process: [],
    connection: [],
    channel: [],
    link: [],
    producer: [],
    consumer: [],
    fetchSession: [],
    fetcher: [],
    broker: [],
    raft: [],
    controller: [],
  }
  const lists = things as unknown as { readonly [kind: string]: Entity[] | undefined }
  for (const entity of entities) if (Object.hasOwn(things, entity.kind)) lists[entity.kind]?.push(entity)
  return things
}
