// What ListOffsets tells a client of a partition's end never falls (KIP-207): a new leader whose high watermark still trails tells nothing.

import { consumerAt } from '../kafka/client/client-at.ts'
import { numberedAddress } from '../sim/addresses.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { detailOf } from './detail.ts'
import { LATEST_NEVER_FALLS, violate } from './invariant.ts'

interface Latest extends Entity {
  readonly kind: 'latest'
  /** By interned name of the partition: the end that was told last. */
  readonly told: Map<number, number>
}

const latestAddress = numberedAddress('latest')

/** Of a client, by the slot of its process. */
function latestOf(tables: Tables, client: number): Latest {
  const address = latestAddress(client)
  return (
    (findEntity(tables, address) as Latest | null) ??
    addEntity<Latest>(tables, (slot, stamp) => ({ kind: 'latest', address, slot, stamp, told: new Map() }))
  )
}

/** A client was told an offset, and begins there. */
export function noteLatest(
  world: World,
  tables: Tables,
  client: number,
  partition: number,
  offset: number,
): void {
  if (!asksForLatest(world, client)) return
  const known = latestOf(tables, client)
  const before = known.told.get(partition)
  if (before !== undefined && offset < before) {
    const about = `partition:${world.names[partition] ?? ''}`
    const name = at(world, client).address.slice('process:'.length)
    const detail = detailOf('latest-fell', { who: name, before, offset })
    violate(tables, LATEST_NEVER_FALLS, world.event, { about, detail })
  }
  ownIn(tables, known).told.set(partition, offset)
}

function asksForLatest(world: World, client: number): boolean {
  const consumer = consumerAt(world, client)
  return consumer !== null && (consumer.resetsTo ?? consumer.config.autoOffsetReset) === 'latest'
}

/** A process that begins anew knows no leader epoch, and may ask one that has been replaced. */
export function forgetLatest(tables: Tables, client: number): void {
  const known = findEntity(tables, latestAddress(client)) as Latest | null
  if (known !== null && known.told.size > 0) ownIn(tables, known).told.clear()
}

/** The topic is another one. */
export function forgetLatestOf(tables: Tables, partition: number): void {
  for (const entity of tables.entities) {
    if (entity.kind === 'latest' && (entity as Latest).told.has(partition))
      ownIn(tables, entity as Latest).told.delete(partition)
  }
}
