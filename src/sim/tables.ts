// Tables of entities, copied at the first write after a checkpoint. A rule writes only what it took with `own`;
// that one call makes checkpoints shallow, and knows what each event touched.

import { assert, EngineError } from './assert.ts'
import type { Hash } from './hash.ts'
import { HASH_SEED, mixInt } from './hash.ts'
import { ENTITIES_MAX } from './limits.ts'
import { copyTree, mixTree } from './tree.ts'

/** A thing with state of its own: a process, a connection, a replica. Shares nothing mutable with another. */
export interface Entity {
  readonly kind: string
  /** One grammar for things, e.g. `broker:2`, `replica:orders-0@2`. */
  readonly address: string
  /** Its place in the table, never reused. */
  readonly slot: number
  /** The checkpoint interval in which it was last copied: bookkeeping, not state. */
  stamp: number
}

export interface Tables {
  readonly entities: Entity[]
  readonly slots: Map<string, number>
  /** Slots by number, as finders have met them: a memo of `slots`. */
  readonly known: number[][]
  stamp: number
  /** Bookkeeping of the present event, not state: what it touched, in order of first touch. */
  readonly touched: number[]
  readonly touchedAt: number[]
  serial: number
  /** Cached hash of each entity; stale ones are recomputed when a state hash is asked for. */
  readonly hashLo: number[]
  readonly hashHi: number[]
  readonly stale: boolean[]
}

/** What a checkpoint keeps: the entities as they were. Nobody writes them again. Their hashes come along, so that a replay hashes only what it writes. */
export interface TablesCheckpoint {
  readonly entities: readonly Entity[]
  readonly hashLo: readonly number[]
  readonly hashHi: readonly number[]
  readonly stale: readonly boolean[]
  readonly touched: readonly number[]
}

// Stamps only mark which copy belongs to whom; they never enter state, a hash or a decision.
let lastStamp = 0

export function createTables(): Tables {
  lastStamp += 1
  return {
    entities: [],
    slots: new Map(),
    known: [],
    stamp: lastStamp,
    touched: [],
    touchedAt: [],
    serial: 0,
    hashLo: [],
    hashHi: [],
    stale: [],
  }
}

/** Adds an entity; `make` receives its slot and stamp. */
export function addEntity<T extends Entity>(tables: Tables, make: (slot: number, stamp: number) => T): T {
  const slot = tables.entities.length
  assert(slot < ENTITIES_MAX, `more than ${ENTITIES_MAX} entities`)
  const entity = make(slot, tables.stamp)
  assert(!tables.slots.has(entity.address), `two entities at ${entity.address}`)
  tables.entities.push(entity)
  tables.slots.set(entity.address, slot)
  tables.touchedAt.push(-1)
  tables.hashLo.push(0)
  tables.hashHi.push(0)
  tables.stale.push(true)
  touch(tables, slot)
  return entity
}

/** The entity as the present event may write it. */
export function ownIn<T extends Entity>(tables: Tables, entity: Readonly<T>): T {
  const slot = entity.slot
  let current = tables.entities[slot] as T
  if (current.stamp !== tables.stamp) {
    current = copyTree(current)
    current.stamp = tables.stamp
    tables.entities[slot] = current
  }
  if (tables.touchedAt[slot] !== tables.serial) touch(tables, slot)
  return current
}

function touch(tables: Tables, slot: number): void {
  tables.touchedAt[slot] = tables.serial
  tables.touched.push(slot)
  tables.stale[slot] = true
}

export function beginTouch(tables: Tables): void {
  tables.serial += 1
  // Popping keeps the array's store; setting its length would throw it away, an event at a time.
  while (tables.touched.length > 0) tables.touched.pop()
}

export function entityAt(tables: Tables, slot: number): Entity {
  const entity = tables.entities[slot]
  if (entity === undefined) throw new EngineError(`no entity in slot ${slot}`)
  return entity
}

export function findEntity(tables: Tables, address: string): Entity | null {
  const slot = tables.slots.get(address)
  return slot === undefined ? null : entityAt(tables, slot)
}

export function checkpointTables(tables: Tables): TablesCheckpoint {
  const kept = {
    entities: tables.entities.slice(),
    hashLo: tables.hashLo.slice(),
    hashHi: tables.hashHi.slice(),
    stale: tables.stale.slice(),
    touched: tables.touched.slice(),
  }
  lastStamp += 1
  tables.stamp = lastStamp
  return kept
}

export function restoreTables(kept: TablesCheckpoint): Tables {
  lastStamp += 1
  const slots = new Map<string, number>()
  for (const entity of kept.entities) slots.set(entity.address, entity.slot)
  return {
    entities: kept.entities.slice(),
    slots,
    known: [],
    stamp: lastStamp,
    touched: kept.touched.slice(),
    touchedAt: new Array<number>(kept.entities.length).fill(-1),
    serial: 0,
    hashLo: kept.hashLo.slice(),
    hashHi: kept.hashHi.slice(),
    stale: kept.stale.slice(),
  }
}

const NOT_STATE: ReadonlySet<string> = new Set(['stamp'])

/** Mixes every entity; only those touched since the last call are walked. */
export function mixTables(hash: Hash, tables: Tables): void {
  const each: Hash = { lo: 0, hi: 0 }
  for (let slot = 0; slot < tables.entities.length; slot++) {
    if (tables.stale[slot] === true) {
      hashEntityInto(each, entityAt(tables, slot))
      tables.hashLo[slot] = each.lo
      tables.hashHi[slot] = each.hi
      tables.stale[slot] = false
    }
    mixInt(hash, tables.hashLo[slot] ?? 0)
    mixInt(hash, tables.hashHi[slot] ?? 0)
  }
}

/** Hash of one entity's state, without its bookkeeping. */
export function hashEntity(entity: Entity): Hash {
  const hash: Hash = { lo: 0, hi: 0 }
  hashEntityInto(hash, entity)
  return hash
}

function hashEntityInto(hash: Hash, entity: Entity): void {
  hash.lo = HASH_SEED.lo
  hash.hi = HASH_SEED.hi
  mixTree(hash, entity, NOT_STATE)
}
