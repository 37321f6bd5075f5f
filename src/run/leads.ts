// What an event leads with, as a number that means the same in two runs: the kind of its leading fact, of which API or timer, and whom it is about. Numbers that
// only tell when and how much are left out. Slots differ between runs whose entities were made in another order; addresses do not.

import { factKind, INPUT_DONE, INPUT_MISSED } from '../sim/facts.ts'
import type { TraceChunk } from '../sim/trace.ts'
import { NO_SLOT } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { at as entityAt } from '../sim/world.ts'

/** Shared by both sides. */
export interface Leads {
  readonly names: Map<string, number>
  readonly pairs: Map<number, number>
  readonly numbers: Map<number, number>
}

/** Of one world: the number of each slot's address, 0 before it was asked for. */
export interface Slots {
  readonly world: World
  readonly known: Int32Array
}

/** An event without facts: nothing is known of it but its cause. */
export const NO_LEAD = 0

const NAMES_MAX = 16_777_216
const KINDS_MAX = 1_024
const WHATS_MAX = 1_024
/** Fields that say what a fact is about, not when or how much. */
const TELLING_FIELDS: readonly string[] = ['api', 'timer', 'task']

export function newLeads(): Leads {
  return { names: new Map(), pairs: new Map(), numbers: new Map() }
}

export function slotsOf(world: World): Slots {
  return { world, known: new Int32Array(world.tables.entities.length) }
}

/** `at`: place in the chunk. */
export function leadOf(leads: Leads, slots: Slots, chunk: TraceChunk, at: number): number {
  if (chunk.firstRow[at] === chunk.firstRow[at + 1]) return NO_LEAD
  const row = chunk.leadRow[at] as number
  const kind = factKind(chunk.kind[row] as number)
  const a = chunk.a[row] as number
  // An input says what it is and to whom.
  if (kind === INPUT_DONE || kind === INPUT_MISSED) {
    const target = numberOf(leads.names, `input:${slots.world.names[chunk.b[row] as number] ?? ''}`)
    return leadNumber(leads, kind.code, a, target, 0)
  }
  const what = TELLING_FIELDS.includes(kind.fields[0] ?? '') ? a + 1 : 0
  const subject = addressNumber(leads, slots, chunk.subject[row] as number)
  const object = addressNumber(leads, slots, chunk.object[row] as number)
  return leadNumber(leads, kind.code, what, subject, object)
}

function leadNumber(
  { pairs, numbers }: Leads,
  kind: number,
  what: number,
  one: number,
  other: number,
): number {
  const pair = numberOf(pairs, one * NAMES_MAX + other)
  return numberOf(numbers, (pair * KINDS_MAX + kind) * WHATS_MAX + (what % WHATS_MAX))
}

/** 0 is for nobody. */
function addressNumber(leads: Leads, { world, known }: Slots, slot: number): number {
  if (slot === NO_SLOT) return 0
  let number = known[slot] as number
  if (number === 0) {
    number = numberOf(leads.names, entityAt(world, slot).address)
    known[slot] = number
  }
  return number
}

/** From one on. */
function numberOf<Key>(numbers: Map<Key, number>, key: Key): number {
  let number = numbers.get(key)
  if (number === undefined) {
    number = numbers.size + 1
    numbers.set(key, number)
  }
  return number
}
