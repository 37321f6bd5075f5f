// The assumptions of the invariants, checked by the machine: settings at the start, and the budget of faults as it is used up.

import type { Replica } from '../kafka/broker/replica.ts'
import { findReplica } from '../kafka/broker/replica.ts'
import type { Admin } from '../kafka/client/admin.ts'
import type { Producer } from '../kafka/client/producer.ts'
import type { Node } from '../kafka/node.ts'
import type { NewTopic } from '../kafka/protocol/create-topics.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { breakAssumption } from './invariant.ts'

/** Settings under which loss is allowed break their assumption from the start. */
export function noteSettings(world: World, tables: Tables): void {
  for (const entity of world.tables.entities) {
    if (entity.kind === 'producer' && (entity as Producer).config.acks !== -1)
      breakAssumption(tables, 'acks-all', 0)
    if (entity.kind === 'node' && (entity as Node).config.uncleanLeaderElectionEnable) {
      breakAssumption(tables, 'no-unclean-election', 0)
    }
    if (entity.kind === 'admin' && (entity as Admin).missing.some(electsUncleanly)) {
      breakAssumption(tables, 'no-unclean-election', 0)
    }
  }
}

/** A topic may allow it for itself. */
function electsUncleanly(topic: NewTopic): boolean {
  return topic.config['unclean.leader.election.enable'] === 'true'
}

interface UncleanStops extends Entity {
  readonly kind: 'uncleanStops'
  /** Replicas whose broker stopped without a word and that have not come back into the ISR since. */
  replicas: readonly {
    readonly sealed: true
    readonly node: number
    readonly partition: string
    readonly lostPower: boolean
  }[]
}

function uncleanStops(tables: Tables): UncleanStops {
  return (
    (findEntity(tables, 'uncleanStops') as UncleanStops | null) ??
    addEntity<UncleanStops>(tables, (slot, stamp) => ({
      kind: 'uncleanStops',
      address: 'uncleanStops',
      slot,
      stamp,
      replicas: [],
    }))
  )
}

/**
 * A broker was killed, or its machine lost its page cache. Committed records survive as long as fewer than min ISR replicas of a partition have stopped so
 * and not come back into the ISR (server.md 4.14); kills alone lose nothing, because logs outlive them.
 */
export function noteUncleanStop(world: World, tables: Tables, name: string, lostPower: boolean): void {
  const replicas = uncleanStops(tables).replicas.slice()
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'replica') continue
    const { nodeId: node, partition, effectiveMinIsr } = entity as Replica
    if (String(node) !== name) continue
    const known = replicas.findIndex((stop) => stop.node === node && stop.partition === partition)
    const lost = lostPower || replicas[known]?.lostPower === true
    if (known >= 0) replicas.splice(known, 1)
    replicas.push({ sealed: true, node, partition, lostPower: lost })
    const stops = replicas.filter((stop) => stop.partition === partition)
    if (stops.length >= effectiveMinIsr && stops.some((stop) => stop.lostPower))
      breakAssumption(tables, 'fewer-unclean-stops-than-min-isr', world.event)
  }
  ownIn(tables, uncleanStops(tables)).replicas = replicas
}

/** A leader has a new ISR: its members hold all that is committed. One that has not come back since it stopped is still in it by name only. */
export function noteIsr(world: World, tables: Tables, leader: Readonly<Replica>): void {
  const known = findEntity(tables, 'uncleanStops') as UncleanStops | null
  if (known === null || known.replicas.length === 0) return
  const { partition, isr } = leader
  const left = known.replicas.filter((stop) => {
    if (stop.partition !== partition || !isr.includes(stop.node)) return true
    return findReplica(world, stop.node, partition)?.role === 'none'
  })
  if (left.length < known.replicas.length) ownIn(tables, known).replicas = left
}
