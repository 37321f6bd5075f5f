// Two branches aligned by cause: an event of one is the same as one of the other when what led to it is the same, whenever it came. Each event gets a
// signature: that of its cause, what it leads with, and how many of that kind its cause has brought about before. Two runs that part at one input so stay
// aligned in whatever that input did not touch.

import type { Hash } from '../sim/hash.ts'
import { HASH_SEED, mixInt } from '../sim/hash.ts'
import type { TraceChunk } from '../sim/trace.ts'
import { NO_SLOT } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import type { Branch } from './branch.ts'
import { headEvent } from './branch.ts'
import { chunkAt } from './rows.ts'
import type { Run } from './run.ts'

export interface Side {
  readonly run: Run
  readonly branch: Branch
}

/** Signatures of the events from one on, two words each. */
interface Signatures {
  readonly first: number
  readonly lo: number[]
  readonly hi: number[]
}

/** Pairs of the same event in both, in the order of a; what is in no pair is only in one. */
export interface Alignment {
  /** The first event that was aligned: all before are the same. */
  readonly first: number
  readonly lastA: number
  readonly lastB: number
  readonly pairs: readonly { readonly a: number; readonly b: number }[]
  readonly onlyA: readonly number[]
  readonly onlyB: readonly number[]
}

const EVENTS_BETWEEN_STEPS = 2_048

/** Goes in steps, so that whoever drives it can do other things between them. `first`: both are the same before it. */
export function* align(a: Side, b: Side, first: number, untilUs: number): Generator<'more', Alignment, void> {
  const here = yield* signaturesOf(a, first, untilUs)
  const there = yield* signaturesOf(b, first, untilUs)
  const places = new Map<string, number>()
  for (let place = 0; place < there.lo.length; place++) places.set(keyOf(there, place), place)
  const pairs: { a: number; b: number }[] = []
  const onlyA: number[] = []
  const taken = new Uint8Array(there.lo.length)
  for (let place = 0; place < here.lo.length; place++) {
    const other = places.get(keyOf(here, place))
    if (other === undefined) onlyA.push(first + place)
    else {
      pairs.push({ a: first + place, b: first + other })
      taken[other] = 1
    }
    if (place % EVENTS_BETWEEN_STEPS === 0) yield 'more'
  }
  const onlyB: number[] = []
  for (let place = 0; place < taken.length; place++) if (taken[place] === 0) onlyB.push(first + place)
  return {
    first,
    lastA: first + here.lo.length - 1,
    lastB: first + there.lo.length - 1,
    pairs,
    onlyA,
    onlyB,
  }
}

function keyOf({ lo, hi }: Signatures, place: number): string {
  return `${lo[place] ?? 0}/${hi[place] ?? 0}`
}

function* signaturesOf(side: Side, first: number, untilUs: number): Generator<'more', Signatures, void> {
  const { run, branch } = side
  const { world } = branch.head
  const found: Signatures = { first, lo: [], hi: [] }
  const counts = new Map<string, number>()
  const addresses = new Map<number, number>()
  const hash: Hash = { lo: 0, hi: 0 }
  const last = headEvent(branch)
  for (let event = first; event <= last; event++) {
    const chunk = chunkAt(run, branch, event)
    const place = event - chunk.firstEvent
    if ((chunk.timeUs[place] as number) > untilUs) break
    mixCause(hash, chunk.cause[place] as number, found)
    mixLead(hash, world, chunk, place, addresses)
    const base = `${hash.lo}/${hash.hi}`
    const before = counts.get(base) ?? 0
    counts.set(base, before + 1)
    mixInt(hash, before)
    found.lo.push(hash.lo)
    found.hi.push(hash.hi)
    if (event % EVENTS_BETWEEN_STEPS === 0) yield 'more'
  }
  return found
}

/** What lies before the first event is the same in both, under the same index. */
function mixCause(hash: Hash, cause: number, { first, lo, hi }: Signatures): void {
  hash.lo = HASH_SEED.lo
  hash.hi = HASH_SEED.hi
  if (cause < first) {
    mixInt(hash, cause)
    mixInt(hash, -1)
  } else {
    mixInt(hash, lo[cause - first] as number)
    mixInt(hash, hi[cause - first] as number)
  }
}

/** The leading fact's kind, whom it is about, and, of a message, which API: numbers that only tell when and how much are left out. */
function mixLead(
  hash: Hash,
  world: World,
  chunk: TraceChunk,
  place: number,
  addresses: Map<number, number>,
): void {
  if (chunk.firstRow[place] === chunk.firstRow[place + 1]) {
    mixInt(hash, -2)
    return
  }
  const row = chunk.leadRow[place] as number
  mixInt(hash, chunk.kind[row] as number)
  mixInt(hash, addressHash(world, chunk.subject[row] as number, addresses))
  mixInt(hash, addressHash(world, chunk.object[row] as number, addresses))
  // An input says what it is and to whom.
  if ((chunk.cause[place] as number) < 0) {
    mixInt(hash, chunk.a[row] as number)
    mixInt(hash, nameHash(world.names[chunk.b[row] as number] ?? ''))
  }
}

/** Slots differ between runs whose entities were made in another order; addresses do not. */
function addressHash(world: World, slot: number, known: Map<number, number>): number {
  if (slot === NO_SLOT) return -1
  let hash = known.get(slot)
  if (hash === undefined) {
    hash = nameHash(at(world, slot).address)
    known.set(slot, hash)
  }
  return hash
}

function nameHash(name: string): number {
  let hash = 7
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) | 0
  return hash
}
