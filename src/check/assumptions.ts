// The assumptions of the invariants, checked by the machine: settings at the start, and the budget of faults as it is used up.

import type { Replica } from '../kafka/broker/replica.ts'
import type { Producer } from '../kafka/client/producer.ts'
import type { Node } from '../kafka/node.ts'
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
  }
}

interface PowerLosses extends Entity {
  readonly kind: 'powerLosses'
  readonly nodes: string[]
}

/** A machine lost its page cache. Fewer than min ISR of them leave a complete copy of whatever was committed. */
export function notePowerLoss(world: World, tables: Tables, node: string): void {
  const known =
    (findEntity(tables, 'powerLosses') as PowerLosses | null) ??
    addEntity<PowerLosses>(tables, (slot, stamp) => ({
      kind: 'powerLosses',
      address: 'powerLosses',
      slot,
      stamp,
      nodes: [],
    }))
  if (known.nodes.includes(node)) return
  const mine = ownIn(tables, known)
  mine.nodes.push(node)
  if (mine.nodes.length >= leastMinIsr(world))
    breakAssumption(tables, 'fewer-power-losses-than-min-isr', world.event)
}

function leastMinIsr(world: World): number {
  let least = Number.MAX_SAFE_INTEGER
  for (const entity of world.tables.entities) {
    if (entity.kind === 'replica' && (entity as Replica).role !== 'none')
      least = Math.min(least, (entity as Replica).effectiveMinIsr)
  }
  return least
}
