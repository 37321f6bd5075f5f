// The world: every entity, the queue of wake-ups, the clock, and the running hash of all that happened.

import { EngineError } from './assert.ts'
import type { Chance, Stream } from './chance.ts'
import { seedChance } from './chance.ts'
import type { FactKind } from './facts.ts'
import type { Hash } from './hash.ts'
import { HASH_SEED, mixInt, mixNumber, mixRow } from './hash.ts'
import { EVENTS_PER_INSTANT_MAX } from './limits.ts'
import type { Programme } from './programme.ts'
import type { Queue } from './queue.ts'
import { copyQueue, createQueue } from './queue.ts'
import type { Entity, Tables, TablesCheckpoint } from './tables.ts'
import {
  addEntity,
  beginTouch,
  checkpointTables,
  createTables,
  entityAt,
  findEntity,
  mixTables,
  ownIn,
  restoreTables,
} from './tables.ts'
import type { TraceRecorder } from './trace.ts'
import { recordEvent, recordRow } from './trace.ts'

export interface World {
  readonly seed: string
  readonly programme: Programme
  readonly network: NetworkSettings
  readonly tables: Tables
  readonly queue: Queue
  nowUs: number
  /** Index of the present or last event; −1 before the first. */
  event: number
  /** Events of the present instant so far: an input may ask to come after k of them. */
  instantEvents: number
  /** Order among wake-ups of one instant: counts everything that was ever scheduled. */
  seq: number
  /** Inputs already taken from the sorted list that the run merges in. */
  inputsTaken: number
  readonly traceHash: Hash
  /** Interned names, e.g. of partitions: facts carry their numbers. */
  readonly names: string[]
  readonly nameIds: Map<string, number>
  /** By slot of a process, the place of its next timer among its timers: a memo of theirs, see nextTimer. */
  readonly nextTimers: number[]
  // Not state: how this run is watched.
  readonly options: WorldOptions
  recorder: TraceRecorder | null
}

export interface NetworkSettings {
  readonly latencyUs: number
  readonly jitterUs: number
}

export interface WorldOptions {
  /** Re-arm timers lazily. Tests run both ways to the same hash. */
  readonly lazyTimers: boolean
  /** Planted bugs that are on, by id: for tests of the checks. */
  readonly plants: readonly string[]
}

export const DEFAULT_OPTIONS: WorldOptions = { lazyTimers: true, plants: [] }

export function createWorld(
  seed: string,
  programme: Programme,
  network: NetworkSettings,
  options: WorldOptions = DEFAULT_OPTIONS,
): World {
  return {
    seed,
    programme,
    network,
    tables: createTables(),
    queue: createQueue(),
    nowUs: 0,
    event: -1,
    instantEvents: 0,
    seq: 0,
    inputsTaken: 0,
    traceHash: { lo: HASH_SEED.lo, hi: HASH_SEED.hi },
    names: [],
    nameIds: new Map(),
    nextTimers: [],
    options,
    recorder: null,
  }
}

/** The entity, to be written by the present event. */
export function own<T extends Entity>(world: World, entity: Readonly<T>): T {
  return ownIn(world.tables, entity)
}

export function at(world: World, slot: number): Entity {
  return entityAt(world.tables, slot)
}

export function find(world: World, address: string): Entity | null {
  return findEntity(world.tables, address)
}

export function add<T extends Entity>(world: World, make: (slot: number, stamp: number) => T): T {
  return addEntity(world.tables, make)
}

export function nextSeq(world: World): number {
  world.seq += 1
  return world.seq
}

/** The number of a name; names only grow. */
export function intern(world: World, name: string): number {
  const known = world.nameIds.get(name)
  if (known !== undefined) return known
  const id = world.names.length
  world.names.push(name)
  world.nameIds.set(name, id)
  return id
}

/** The stream of chance for a purpose, made at first use. */
export function stream(world: World, purpose: string): Chance {
  const known = find(world, `stream:${purpose}`)
  if (known !== null) return own(world, known as Stream).chance
  const made = add<Stream>(world, (slot, stamp) => ({
    kind: 'stream',
    address: `stream:${purpose}`,
    slot,
    stamp,
    chance: seedChance(world.seed, purpose),
  }))
  return made.chance
}

/** Opens the next event. Called only once something is found to do. */
export function beginEvent(world: World, cause: number): void {
  world.event += 1
  world.instantEvents += 1
  if (world.instantEvents > EVENTS_PER_INSTANT_MAX) {
    throw new EngineError(
      `more than ${EVENTS_PER_INSTANT_MAX} events at ${world.nowUs} us: two handlers feed each other`,
    )
  }
  beginTouch(world.tables)
  mixNumber(world.traceHash, world.nowUs)
  mixInt(world.traceHash, cause)
  if (world.recorder !== null) recordEvent(world.recorder, world.event, world.nowUs, cause)
}

/** Writes a fact of the present event: into the running hash always, into the trace when one is kept. */
export function fact(
  world: World,
  kind: FactKind,
  subject: number,
  object = NONE,
  a = -1,
  b = -1,
  c = -1,
  d = -1,
): void {
  mixRow(world.traceHash, (kind.code << 20) ^ subject, object, a, b, c, d)
  if (world.recorder !== null) recordRow(world.recorder, kind.code, kind.rank, subject, object, a, b, c, d)
}

const NONE = 0xffff_ffff | 0

/** Everything of the world at a moment, shared with it until it writes. */
export interface Checkpoint {
  readonly tables: TablesCheckpoint
  readonly queue: Queue
  readonly nowUs: number
  readonly event: number
  readonly instantEvents: number
  readonly seq: number
  readonly inputsTaken: number
  readonly traceHash: Hash
  readonly names: readonly string[]
}

export function checkpoint(world: World): Checkpoint {
  return {
    tables: checkpointTables(world.tables),
    queue: copyQueue(world.queue),
    nowUs: world.nowUs,
    event: world.event,
    instantEvents: world.instantEvents,
    seq: world.seq,
    inputsTaken: world.inputsTaken,
    traceHash: { ...world.traceHash },
    names: world.names.slice(),
  }
}

/** A world that goes on from a checkpoint, beside any other. */
export function restore(
  like: Pick<World, 'seed' | 'programme' | 'network' | 'options'>,
  from: Checkpoint,
): World {
  const names = from.names.slice()
  return {
    seed: like.seed,
    programme: like.programme,
    network: like.network,
    options: like.options,
    tables: restoreTables(from.tables),
    queue: copyQueue(from.queue),
    nowUs: from.nowUs,
    event: from.event,
    instantEvents: from.instantEvents,
    seq: from.seq,
    inputsTaken: from.inputsTaken,
    traceHash: { ...from.traceHash },
    names,
    nameIds: new Map(names.map((name, id) => [name, id])),
    nextTimers: [],
    recorder: null,
  }
}

/** Hash of the whole state. The queue is left out: what waits, and when, lies in the entities. */
export function stateHash(world: World): Hash {
  const hash: Hash = { lo: HASH_SEED.lo, hi: HASH_SEED.hi }
  mixNumber(hash, world.nowUs)
  mixNumber(hash, world.event)
  mixNumber(hash, world.seq)
  mixTables(hash, world.tables)
  return hash
}
