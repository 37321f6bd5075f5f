// The high watermark: it never falls within a leader's reign, it stands still below min ISR, and consumers read nothing above it.

import type { Replica } from '../kafka/broker/replica.ts'
import { maximalIsr } from '../kafka/broker/replica.ts'
import { numberedAddress } from '../sim/addresses.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { findHistory } from './history.ts'
import {
  COMMITS_AT_MIN_ISR,
  READS_ARE_COMMITTED,
  READS_GO_ON,
  violate,
  WATERMARK_NEVER_FALLS,
} from './invariant.ts'

/** A leader has moved it. */
export function noteWatermark(
  world: World,
  tables: Tables,
  replica: Readonly<Replica>,
  from: number,
  to: number,
): void {
  const about = `partition:${replica.partition}`
  if (to <= from) {
    const detail = `from ${from} to ${to} in epoch ${replica.leaderEpoch}`
    violate(tables, WATERMARK_NEVER_FALLS, world.event, { about, detail })
  }
  if (replica.isr.length < replica.effectiveMinIsr) {
    const isr = maximalIsr(replica).join(', ')
    const detail = `to ${to} with the ISR [${isr}] below min ISR ${replica.effectiveMinIsr}`
    violate(tables, COMMITS_AT_MIN_ISR, world.event, { about, detail })
  }
}

interface Reading extends Entity {
  readonly kind: 'reading'
  /** By interned name of the partition: where the next records must begin. */
  readonly next: Map<number, number>
}

const readingAddress = numberedAddress('reading')

/** Of a consumer, by the slot of its process. */
function readingOf(tables: Tables, consumer: number): Reading {
  const address = readingAddress(consumer)
  return (
    (findEntity(tables, address) as Reading | null) ??
    addEntity<Reading>(tables, (slot, stamp) => ({ kind: 'reading', address, slot, stamp, next: new Map() }))
  )
}

/** A consumer was given records of a partition. */
export function noteRead(
  world: World,
  tables: Tables,
  consumer: number,
  partition: number,
  from: number,
  to: number,
): void {
  const name = world.names[partition] ?? ''
  const about = `partition:${name}`
  const committed = findHistory(tables, partition)?.committedEnd
  if (committed !== undefined && to > committed) {
    const detail = `up to offset ${to}, but only ${committed} are committed`
    violate(tables, READS_ARE_COMMITTED, world.event, { about, detail })
  }
  const reading = ownIn(tables, readingOf(tables, consumer))
  const next = reading.next.get(partition)
  if (next !== undefined && next !== from) {
    const client = at(world, consumer).address.slice('process:'.length)
    const detail = `${client} goes on at ${from}, not at ${next}`
    violate(tables, READS_GO_ON, world.event, { about, detail })
  }
  reading.next.set(partition, to)
}

/** Its position was set anew; null: of every partition. */
export function forgetReading(tables: Tables, consumer: number, partition: number | null): void {
  const known = findEntity(tables, readingAddress(consumer)) as Reading | null
  if (known === null) return
  if (partition === null) ownIn(tables, known).next.clear()
  else if (known.next.has(partition)) ownIn(tables, known).next.delete(partition)
}
