// What led to an event, as two words: the signature of its cause, what it leads with, and how many of that kind its cause has brought about before. Two
// events of the same signature are the same event, whenever they came.

import { factKind, INPUT_DONE, INPUT_MISSED } from '../sim/facts.ts'
import type { Hash } from '../sim/hash.ts'
import { HASH_SEED, mixInt } from '../sim/hash.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { Branch } from './branch.ts'
import { enter, hashTable } from './hash-table.ts'
import type { Leads } from './leads.ts'
import { leadOf, slotsOf } from './leads.ts'
import { chunkAt } from './rows.ts'
import type { Run } from './run.ts'

export interface Side {
  readonly run: Run
  readonly branch: Branch
}

/** One entry an event, from the first that is aligned on. */
export interface Signatures {
  readonly first: number
  readonly events: number
  readonly lo: Int32Array
  readonly hi: Int32Array
  /** What each leads with, by the number that both sides give it. */
  readonly lead: Int32Array
  readonly timeUs: Float64Array
  /** Place of its cause; −1 when that lies before the first, or there is none. */
  readonly cause: Int32Array
  readonly rank: Uint8Array
  readonly isInput: Uint8Array
}

export interface Stretch {
  readonly side: Side
  readonly first: number
  readonly last: number
  /** Inputs taken before the first event, and the number of each input: see `sameInputs`. */
  readonly inputsBefore: number
  readonly inputNumbers: readonly number[]
}

const EVENTS_BETWEEN_STEPS = 2_048

export function* signaturesOf(stretch: Stretch, leads: Leads): Generator<'more', Signatures, void> {
  const { side, first, last, inputNumbers } = stretch
  const events = Math.max(0, last - first + 1)
  const found: Signatures = {
    first,
    events,
    lo: new Int32Array(events),
    hi: new Int32Array(events),
    lead: new Int32Array(events),
    timeUs: new Float64Array(events),
    cause: new Int32Array(events),
    rank: new Uint8Array(events),
    isInput: new Uint8Array(events),
  }
  // How many of a kind a cause has brought about: counted under the signature without that count.
  const bare = { lo: new Int32Array(events), hi: new Int32Array(events) }
  const table = hashTable(bare.lo, bare.hi)
  const counts = new Int32Array(events)
  const slots = slotsOf(side.branch.head.world)
  const hash: Hash = { lo: 0, hi: 0 }
  let inputs = stretch.inputsBefore
  for (let place = 0; place < events; place++) {
    const chunk = chunkAt(side.run, side.branch, first + place)
    const at = first + place - chunk.firstEvent
    const cause = chunk.cause[at] as number
    found.cause[place] = Math.max(-1, cause - first)
    mixCause(hash, cause, found)
    const lead = leadOf(leads, slots, chunk, at)
    mixInt(hash, lead)
    let before: number
    if (isInput(chunk, at)) {
      before = inputNumbers[inputs] ?? -1
      inputs += 1
      found.isInput[place] = 1
    } else {
      bare.lo[place] = hash.lo
      bare.hi[place] = hash.hi
      const one = enter(table, place)
      before = counts[one] as number
      counts[one] = before + 1
    }
    mixInt(hash, before)
    found.lo[place] = hash.lo
    found.hi[place] = hash.hi
    found.lead[place] = lead
    found.rank[place] = rankOf(chunk, at)
    found.timeUs[place] = chunk.timeUs[at] as number
    if (place % EVENTS_BETWEEN_STEPS === 0) yield 'more'
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

/** An input says so with its first fact, whatever it leads with. */
function isInput(chunk: TraceChunk, at: number): boolean {
  const row = chunk.firstRow[at] as number
  if (row === chunk.firstRow[at + 1]) return false
  const kind = chunk.kind[row]
  return kind === INPUT_DONE.code || kind === INPUT_MISSED.code
}

function rankOf(chunk: TraceChunk, at: number): number {
  if (chunk.firstRow[at] === chunk.firstRow[at + 1]) return 0
  return factKind(chunk.kind[chunk.leadRow[at] as number] as number).rank
}
